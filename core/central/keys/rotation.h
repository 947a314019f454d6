// The next key of each kind, while the centre runs (core/record/KEYS.md "Changing a key"). Files first or rows first,
// so that a crash in between leaves a key that nobody uses yet, never rows under a key that is nowhere; the same call
// again goes on. Each writes a row of the audit. Owner: warmheart-admin. Thread: the store's. Failure: not_found: the
// root's secret is not where it was said to be; conflict: it is not this centre's present root, or the keys are in no
// folder; those of files and of SQLite.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/central/store/store.h"

namespace warmheart {

enum class KeyName { sealing, card, feed, root, kek, id_hash };
std::string_view name_of(KeyName name);  // sealing, card, feed, root, kek, id-hash
std::optional<KeyName> key_name_from(std::string_view text);

struct RotationOptions {
  std::string root_key_file;  // of the present root; empty: its file in keys/
  std::string new_root_file;  // where the next root's secret is written; empty: keys/
  std::string by = "admin";   // for the audit
};
struct Rotated {
  std::uint64_t number = 0;
  std::string id;    // of the new key (key_list.h)
  std::string file;  // of its secret
};
// The present root with its secret: from `root_key_file`, or where that is empty from its file in keys/.
Result<SignKey> present_root_key(CentralStore& store, const std::string& root_key_file);

Result<Rotated> rotate_key(CentralStore& store, KeyName name, const RotationOptions& options);

// Deletes the secrets of older feed keys, keks and id-hash keys now: kiosks that know no newer feed key must be
// enrolled anew then, and backups of before are unreadable. conflict: rows still stand under it. Returns how many.
Result<std::size_t> forget_older_keys(CentralStore& store, KeyName name, const std::string& by);

// The secrets of feed keys that no kiosk needs any more; card keys whose last card has ended leave the feed. Daily.
Result<std::size_t> retire_feed_keys(CentralStore& store);
Result<std::size_t> retire_card_keys(CentralStore& store);

}  // namespace warmheart
