// The files of keys/ (core/record/KEYS.md): seeds of 32 bytes, NAME.key or NAME-N.key from the second on, and the book
// of public keys that the root has signed. Owner: keys.h and core/central/keys. Failure: not_found, corrupt, forbidden
// or io, with the file's name and what to do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "warmheart.pb.h"

namespace warmheart {

// Public keys of the centre with the root's signatures, so that the root's secret is needed for new ones alone.
struct KeyBook {
  std::vector<wire::SigningKey> roots;    // every root that was, by ordinal; each signed by the one before it
  std::vector<wire::SigningKey> feeds;    // every feed key that was, by ordinal; from the second on signed by its root
  std::vector<wire::SealingKey> sealing;  // every sealing key, sealing-1 first
};

namespace internal {

inline constexpr const char* kSealing = "sealing";

// keys_folder/name.key, or name-2.key and so on; sealing-1.key is numbered from the first on.
std::string key_path(const std::string& folder, std::string_view name, std::uint64_t number);
// Which numbers are there, lowest first.
std::vector<std::uint64_t> key_numbers(const std::string& folder, std::string_view name);

SecretBytes make_seed(Random& random);
// Durably, mode 0600; a file is never replaced: conflict.
Result<void> write_seed(const std::string& path, const SecretBytes& seed);
Result<SecretBytes> read_seed(const std::string& path);
// Overwrites what it held, then takes it away. Nothing happens where there is none. (A file system may keep copies of
// blocks: KEYS.md.)
Result<void> destroy_seed(const std::string& path);

std::string book_path(const std::string& folder);  // signed.keys
bool has_book(const std::string& folder);
Result<KeyBook> read_book(const std::string& folder);
Result<void> write_book(const std::string& folder, const KeyBook& book);  // replaced whole, durably

}  // namespace internal

}  // namespace warmheart
