#include "core/station/erasure.h"

#include <set>

#include "core/member/card.h"
#include "core/record/record.h"
#include "core/station/journal.h"
#include "core/station/station_state.h"

namespace warmheart::station {
namespace {

constexpr std::chrono::milliseconds kReadersPatience{200};

enum class Rewriting { none = 0, due = 1, written = 2 };

Result<Rewriting> rewriting(sql::Connection& db) {
  WARMHEART_TRY_ASSIGN(const auto stage, sql::value<int>(db, "SELECT rewriting FROM station"));
  return static_cast<Rewriting>(stage);
}

Result<void> set_rewriting(sql::Connection& db, Rewriting stage) {
  WARMHEART_TRY(sql::execute(db, "UPDATE station SET rewriting=?", static_cast<int>(stage)));
  return {};
}

struct Staged {
  std::string key;
  std::optional<Bytes> value;  // none: a tombstone
};
Staged read_staged(sql::Columns& row) { return {row.text(), row.next<std::optional<Bytes>>()}; }

// The id in a key "what/<hex id>" or "what/<uuid>"; none: another key.
std::optional<Uuid> id_in(std::string_view key, std::string_view what) {
  if (!key.starts_with(what)) return std::nullopt;
  const std::string_view id = key.substr(what.size());
  if (const auto text = Uuid::from_text(id)) return *text;
  const auto bytes = from_hex(id);
  if (!bytes) return std::nullopt;
  const auto uuid = Uuid::from_bytes(*bytes);
  return uuid ? std::optional<Uuid>(*uuid) : std::nullopt;
}

std::set<CardHash> erased_cards(const std::vector<Staged>& staged) {
  std::set<CardHash> cards;
  for (const Staged& one : staged) {
    wire::FeedValue value;
    if (!one.value || !parse(*one.value, value) || !value.revoked_card().erased()) continue;
    if (const auto hash = eight_bytes(view_of(value.revoked_card().card_hash()))) cards.insert(*hash);
  }
  return cards;
}

// Takes rows away and knows whether there were any.
class Forgetting {
 public:
  explicit Forgetting(sql::Connection& db) : m_db(db) {}

  bool found_any() const { return m_found_any; }

  Result<void> application(const Uuid& id) {
    WARMHEART_TRY(record(id));
    WARMHEART_TRY(records("SELECT record_id FROM correction WHERE application_id=?", id.bytes()));
    WARMHEART_TRY(records("SELECT id FROM rider_request WHERE application=?", id.bytes()));
    for (const char* text :
         {"DELETE FROM consent WHERE application_id=?", "DELETE FROM correction WHERE application_id=?",
          "DELETE FROM rider_request WHERE application=?", "DELETE FROM application WHERE id=?"})
      WARMHEART_TRY(remove(text, id.bytes()));
    return {};
  }
  Result<void> booking(const Uuid& id) {
    WARMHEART_TRY(record(id));
    WARMHEART_TRY(records("SELECT record FROM booking WHERE id=?", id.bytes()));
    return remove("DELETE FROM booking WHERE id=?", id.bytes());
  }
  Result<void> help_case(const Uuid& id) {
    WARMHEART_TRY(record(id));
    WARMHEART_TRY(records("SELECT record FROM help_case WHERE id=?", id.bytes()));
    WARMHEART_TRY(remove("DELETE FROM case_answer WHERE help_case=?", id.bytes()));
    return remove("DELETE FROM help_case WHERE id=?", id.bytes());
  }
  Result<void> request(const Uuid& id) {
    WARMHEART_TRY(record(id));
    return remove("DELETE FROM rider_request WHERE id=?", id.bytes());
  }
  Result<void> card_of(const Uuid& application) {
    WARMHEART_TRY_ASSIGN(const auto number, sql::row<CardNumber>(m_db, "SELECT card_number FROM application WHERE id=?",
                                                                 application.bytes()));
    return number ? card(*number) : Result<void>();
  }
  Result<void> card(const CardNumber& number) {
    WARMHEART_TRY(visits(number));
    WARMHEART_TRY_ASSIGN(const auto bookings, sql::rows<Uuid>(m_db, "SELECT id FROM booking WHERE card=?", number));
    for (const Uuid& id : bookings) WARMHEART_TRY(booking(id));
    WARMHEART_TRY_ASSIGN(const auto id, sql::row<Uuid>(m_db, "SELECT id FROM application WHERE card_number=?", number));
    return id ? application(*id) : Result<void>();
  }
  // Mirrored of somebody: the flip takes it away.
  Result<void> mirrored(std::string_view key) {
    WARMHEART_TRY_ASSIGN(const bool there,
                         sql::value<bool>(m_db, "SELECT EXISTS(SELECT 1 FROM feed_value WHERE key=?)", key));
    m_found_any = m_found_any || there;
    return {};
  }

 private:
  // A day's visits by one card stay one person's; no two days are.
  Result<void> visits(const CardNumber& number) {
    WARMHEART_TRY(records("SELECT id FROM visit WHERE card=?", number));
    WARMHEART_TRY_ASSIGN(const auto days,
                         sql::rows<std::int64_t>(m_db, "SELECT DISTINCT day FROM visit WHERE card=?", number));
    for (const std::int64_t day : days) {
      WARMHEART_TRY_ASSIGN(const Bytes nobodys, sql::value<Bytes>(m_db, "SELECT randomblob(8)"));
      WARMHEART_TRY(remove("UPDATE visit SET card=? WHERE card=? AND day=?", nobodys, number, day));
    }
    return {};
  }
  Result<void> record(const Uuid& id) {
    WARMHEART_TRY_ASSIGN(const bool known, knows_record(m_db, id));
    if (known) WARMHEART_TRY(sql::execute(m_db, "INSERT OR IGNORE INTO erased_record(id) VALUES(?)", id.bytes()));
    return {};
  }
  Result<void> records(std::string_view text, ByteView key) {
    WARMHEART_TRY_ASSIGN(const auto ids, sql::rows<Uuid>(m_db, text, key));
    for (const Uuid& id : ids) WARMHEART_TRY(record(id));
    return {};
  }
  template <class... Values>
  Result<void> remove(std::string_view text, const Values&... values) {
    WARMHEART_TRY_ASSIGN(const std::int64_t rows, sql::execute(m_db, text, values...));
    m_found_any = m_found_any || rows > 0;
    return {};
  }

  sql::Connection& m_db;
  bool m_found_any = false;
};

Result<void> forget_by_key(Forgetting& forgetting, std::string_view key) {
  const auto of = [&](std::string_view what) { return id_in(key, what); };
  const auto application = of("decision/"), booking = of("booking/"), help_case = of("case/"), request = of("request/");
  if (application) WARMHEART_TRY(forgetting.card_of(*application));
  if (booking) WARMHEART_TRY(forgetting.booking(*booking));
  if (help_case) WARMHEART_TRY(forgetting.help_case(*help_case));
  if (request) WARMHEART_TRY(forgetting.request(*request));
  const bool is_of_a_rider = application || booking || help_case || request || of("handoff/");
  return is_of_a_rider ? forgetting.mirrored(key) : Result<void>();
}

Result<void> forget_cards(sql::Connection& db, Forgetting& forgetting, const std::set<CardHash>& erased) {
  if (erased.empty()) return {};
  std::set<CardNumber> found;
  const auto take = [&](const CardNumber& number) {
    if (erased.contains(card_hash(number))) found.insert(number);
    return true;
  };
  const auto read = [](sql::Columns& row) { return row.next<CardNumber>(); };
  for (const char* text :
       {"SELECT card_number FROM application", "SELECT DISTINCT card FROM booking WHERE card IS NOT NULL",
        "SELECT DISTINCT card FROM visit WHERE card IS NOT NULL"}) {
    WARMHEART_TRY(sql::each<CardNumber>(db, text, read, take));
  }
  for (const CardNumber& number : found) WARMHEART_TRY(forgetting.card(number));
  return {};
}

// Header and digest stay, so that the chain proves.
Result<void> stub_received_records(sql::Connection& db) {
  WARMHEART_TRY_ASSIGN(const auto ids, sql::rows<Uuid>(db, "SELECT id FROM erased_record"));
  for (const Uuid& id : ids) {
    WARMHEART_TRY_ASSIGN(const bool received, is_received(db, id));
    if (!received) continue;
    WARMHEART_TRY(sql::execute(db, "UPDATE journal SET payload=NULL,stub=? WHERE id=? AND payload IS NOT NULL",
                               kStubErased, id.bytes()));
    WARMHEART_TRY(sql::execute(db, "DELETE FROM erased_record WHERE id=?", id.bytes()));
    WARMHEART_TRY(set_rewriting(db, Rewriting::due));
  }
  return {};
}

}  // namespace

Result<void> forget_erased(sql::Connection& db) {
  WARMHEART_TRY_ASSIGN(
      const auto staged,
      sql::rows<Staged>(
          db, "SELECT key,value FROM staged_value WHERE value IS NULL OR (key>='revoked/' AND key<'revoked0')",
          read_staged));
  Forgetting forgetting(db);
  for (const Staged& one : staged) {
    if (!one.value) WARMHEART_TRY(forget_by_key(forgetting, one.key));
  }
  WARMHEART_TRY(forget_cards(db, forgetting, erased_cards(staged)));
  if (forgetting.found_any()) WARMHEART_TRY(set_rewriting(db, Rewriting::due));
  return stub_received_records(db);
}

Result<void> finish_erasures(StationStore& store) {
  WARMHEART_TRY_ASSIGN(Rewriting stage, store.transact([](const Act& act) -> Result<Rewriting> {
    WARMHEART_TRY(stub_received_records(act.db));
    return rewriting(act.db);
  }));
  const auto set_stage = [&](Rewriting to) {
    return store.transact([to](const Act& act) { return set_rewriting(act.db, to); });
  };
  if (stage == Rewriting::none) return {};
  if (stage == Rewriting::due) {
    WARMHEART_TRY(store.read([](const Act& act) { return act.db.rewrite(); }));
    WARMHEART_TRY(set_stage(Rewriting::written));
  }
  WARMHEART_TRY_ASSIGN(const bool cut, store.read([](const Act& act) { return act.db.cut_log(kReadersPatience); }));
  return cut ? set_stage(Rewriting::none) : Result<void>();
}

}  // namespace warmheart::station
