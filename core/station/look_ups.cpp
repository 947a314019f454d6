#include "core/station/look_ups.h"

#include <string>

namespace warmheart::station {
namespace {

constexpr const char* kTables[] = {"application", "booking", "help_case"};

struct Kept {
  Bytes id;
  Digest look_up{};
};
Kept read_kept(sql::Columns& row) { return {row.bytes(), row.digest()}; }

Result<void> key_rows(sql::Connection& db, const StationIdentity& identity, const std::string& table) {
  WARMHEART_TRY_ASSIGN(const auto rows, sql::rows<Kept>(db,
                                                        "SELECT id,look_up FROM " + table + " INDEXED BY " + table +
                                                            "_findable WHERE look_up<>zeroblob(32)",
                                                        read_kept));
  for (const Kept& row : rows) {
    WARMHEART_TRY(
        sql::execute(db, "UPDATE " + table + " SET look_up=? WHERE id=?", kept_look_up(identity, row.look_up), row.id));
  }
  return {};
}

}  // namespace

Digest kept_look_up(const StationIdentity& identity, const Digest& look_up_key) {
  if (look_up_key == kZeroDigest || identity.look_up_pepper.view().empty()) return look_up_key;
  Bytes value = bytes_of("warmheart look-up 2");
  value.insert(value.end(), look_up_key.begin(), look_up_key.end());
  return keyed_hash(identity.look_up_pepper.view(), value);
}

Result<void> key_look_ups(sql::Connection& db, const StationIdentity& identity) {
  if (identity.look_up_pepper.view().empty()) return {};
  WARMHEART_TRY_ASSIGN(const bool keyed, sql::value<bool>(db, "SELECT look_up_form=1 FROM station"));
  if (keyed) return {};
  for (const char* table : kTables) WARMHEART_TRY(key_rows(db, identity, table));
  WARMHEART_TRY(sql::execute(db, "UPDATE station SET look_up_form=1,rewriting=1"));
  return {};
}

Result<std::size_t> end_look_ups(sql::Connection& db, std::int64_t now_ms, std::size_t max) {
  std::size_t ended = 0;
  for (const char* which :
       {"UPDATE application SET look_up=zeroblob(32) WHERE id IN (SELECT id FROM application WHERE "
        "look_up<>zeroblob(32) AND submitted_ms<? LIMIT ?)",
        "UPDATE booking SET look_up=zeroblob(32) WHERE id IN (SELECT id FROM booking b WHERE b.look_up<>zeroblob(32) "
        "AND b.made_ms<? AND NOT EXISTS(SELECT 1 FROM feed_value f WHERE f.key='session/'||lower(hex(b.session))) "
        "LIMIT ?)",
        "UPDATE help_case SET look_up=zeroblob(32) WHERE id IN (SELECT id FROM help_case WHERE "
        "look_up<>zeroblob(32) AND opened_ms<? LIMIT ?)"}) {
    WARMHEART_TRY_ASSIGN(const auto changed, sql::execute(db, which, now_ms - kFindableMs, std::uint64_t{max}));
    ended += static_cast<std::size_t>(changed);
  }
  return ended;
}

}  // namespace warmheart::station
