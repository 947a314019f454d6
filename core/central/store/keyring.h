// The keys as they are in keys/ now. Commands change the files while the centre runs; every act begins with what is
// there at that moment, in every process. One for a process, shared by its CentralStores. Any thread. Failure: files
// that cannot be read leave the keys of before in use; refresh() says why.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/central/store/keys.h"

namespace warmheart {

class Keyring {
 public:
  // Keys that never change: tests, the simulator.
  explicit Keyring(std::shared_ptr<const CentralKeys> keys) : m_keys(std::move(keys)) {}
  // The files of keys_folder. A folder of before the book of signed keys gets it.
  static Result<std::shared_ptr<Keyring>> open(const std::string& folder);

  // Looks whether the folder has changed (one stat), and reads it anew then.
  std::shared_ptr<const CentralKeys> keys();
  // The same; true: other keys are in use than after the call before. Errors: those of load_central_keys.
  Result<bool> refresh();
  // Empty: the keys are in no folder.
  const std::string& folder() const { return m_folder; }

 private:
  Result<void> read();

  std::string m_folder;
  std::mutex m_mutex;
  std::shared_ptr<const CentralKeys> m_keys;
  std::optional<Error> m_problem;
  std::int64_t m_stamp = -1;  // when the folder had last changed as it was read; -1: to be read anew
  std::uint64_t m_changes = 0, m_told = 0;
};

}  // namespace warmheart
