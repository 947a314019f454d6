// How an erasure ends. An act has taken a person out of the rows (erasure.h); what it took stands on in unused parts of
// both files, and in their logs. A request is `erasing` until the digests are in the list beside the databases
// (erased_list.h), both files are written anew and both logs are cut; only then is it `done`. One pass is for all who
// are erasing. A crash on the way loses nothing: the next pass begins from the start.
// Failure: the medium's (busy, disk_full, io); nothing is called done, and calling again goes on.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/central/store/store.h"

namespace warmheart {

// Owner: whoever calls it again and again; one thread.
class ErasureFinisher {
 public:
  // While a file is written anew nobody else writes, and it takes as long as the file is large: not more often than so.
  static constexpr std::int64_t kBetweenRewritesMs = 5 * 60'000;

  // Call it about once a second. Returns how many requests are done with this call; where somebody still reads what a
  // log holds, the next call tries again to cut it.
  Result<std::size_t> run(CentralStore& store);

 private:
  struct Unfinished {
    std::uint64_t marks = 0;
    std::vector<Uuid> requests;
  };
  static Result<Unfinished> unfinished(CentralStore& store);
  static Result<std::size_t> settle(CentralStore& store, const Unfinished& what);

  std::optional<Unfinished> m_rewritten;  // out of the files, and maybe not yet out of their logs
  std::optional<std::int64_t> m_last_rewrite_ms;
  bool m_waits = false;  // for who reads: said once
};

// An erasure that is `erasing` for longer raises an alarm that says what to do; with the last of them it is taken back.
// Call it every few minutes, whatever becomes of run().
inline constexpr std::int64_t kErasureTooLongMs = 3'600'000;
inline constexpr std::string_view kErasureAlarm = "erasure-waits";
Result<void> watch_erasures(CentralStore& store);

// Whether something that was erased still stands in the files.
Result<bool> erasures_unfinished(CentralStore& store);

// After a backup was put back: everybody who stands in the list beside the databases is erased again. Returns how many
// persons; an ErasureFinisher does the rest.
Result<std::size_t> erase_again(CentralStore& store);

}  // namespace warmheart
