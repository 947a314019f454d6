#include "core/station/applications.h"

#include <algorithm>

#include "core/station/feed_mirror.h"
#include "core/station/journal.h"
#include "core/record/record.h"

namespace warmheart::station {
namespace {

Result<std::optional<ApplicationRow>> find(sqlite::Database& database, const char* where, ByteView value) {
  WARMHEART_TRY_ASSIGN(auto query, database.prepare(
      std::string("SELECT id,look_up,card_number,card_text,card_expires_ms,masked_name,occupation,union_code,language,submitted_ms "
                  "FROM application WHERE ") + where));
  WARMHEART_TRY_ASSIGN(const bool there, query.bind(value).step());
  if (!there) return std::optional<ApplicationRow>();
  ApplicationRow row;
  ApplicationSummary& out = row.summary;
  WARMHEART_TRY_ASSIGN(out.application_id, Uuid::from_bytes(query.bytes(0)));
  WARMHEART_TRY_ASSIGN(row.look_up_key, digest_from(query.bytes(1)));
  WARMHEART_TRY_ASSIGN(out.card_number, eight_bytes(query.bytes(2)));
  out.card_text = query.text(3);
  out.card_expires_ms = query.integer(4);
  out.masked_name = query.text(5);
  out.occupation = query.text(6);
  out.union_code = query.text(7);
  out.language = query.text(8);
  out.submitted_at_ms = query.integer(9);
  return std::optional<ApplicationRow>(std::move(row));
}

}  // namespace

Result<void> insert_application(sqlite::Database& database, const ApplicationRow& row, const std::vector<Consent>& consents,
                                const std::optional<Uuid>& event) {
  const ApplicationSummary& summary = row.summary;
  WARMHEART_TRY_ASSIGN(auto insert, database.prepare(
      "INSERT INTO application(id,look_up,card_number,card_text,card_expires_ms,masked_name,occupation,union_code,language,"
      "submitted_ms,event) VALUES(?,?,?,?,?,?,?,?,?,?,?)"));
  WARMHEART_TRY(insert.bind(summary.application_id.bytes(), row.look_up_key, summary.card_number, summary.card_text,
                            summary.card_expires_ms, summary.masked_name, summary.occupation, summary.union_code,
                            summary.language, summary.submitted_at_ms, event ? std::optional<ByteView>(event->bytes()) : std::nullopt)
                    .run());
  WARMHEART_TRY_ASSIGN(auto consent, database.prepare("INSERT OR REPLACE INTO consent(application_id,text_id,version,text_hash,"
                                                      "language,given) VALUES(?,?,?,?,?,?)"));
  for (const Consent& one : consents) {
    WARMHEART_TRY(consent.bind(summary.application_id.bytes(), one.text_id, one.version, one.text_hash, one.language, one.given).run());
  }
  return {};
}

Result<std::optional<ApplicationRow>> application_by_id(sqlite::Database& database, const Uuid& id) {
  return find(database, "id=?", id.bytes());
}
Result<std::optional<ApplicationRow>> application_by_look_up(sqlite::Database& database, const Digest& key) {
  // Newest first: a rider whose application was rejected may have made another with the same luck of the draw.
  return find(database, "look_up=? ORDER BY id DESC LIMIT 1", key);
}
Result<std::optional<ApplicationRow>> application_by_card(sqlite::Database& database, ByteView card_number) {
  return find(database, "card_number=?", card_number);
}

Result<void> adopt_application(sqlite::Database& database, const ApplicationSummary& told, Random& random) {
  if (!told.decision) return fail(ErrorCode::invalid_argument, "nothing is known of this application");
  ApplicationRow row{told, {}};
  random.fill(row.look_up_key);  // no query code finds it here: who may see it is asked at the centre each time
  WARMHEART_TRY_ASSIGN(const auto known, application_by_id(database, told.application_id));
  if (!known) WARMHEART_TRY(insert_application(database, row, {}, std::nullopt));
  const char* const only_adopted = known ? "UPDATE application SET elsewhere=? WHERE id=? AND elsewhere IS NOT NULL" : "UPDATE application SET elsewhere=? WHERE id=?";
  WARMHEART_TRY_ASSIGN(auto update, database.prepare(only_adopted));
  return update.bind(serialise(*told.decision), told.application_id.bytes()).run();
}

Result<std::optional<wire::ApplicationDecision>> decision_of(sqlite::Database& database, const Uuid& application_id) {
  WARMHEART_TRY_ASSIGN(const auto value, value_at(database, "decision/" + application_id.text()));
  if (value && value->has_decision()) return std::optional<wire::ApplicationDecision>(value->decision());
  WARMHEART_TRY_ASSIGN(auto query, database.prepare("SELECT elsewhere FROM application WHERE id=? AND elsewhere IS NOT NULL"));
  WARMHEART_TRY_ASSIGN(const bool adopted, query.bind(application_id.bytes()).step());
  wire::ApplicationDecision told;
  if (!adopted) return std::optional<wire::ApplicationDecision>();
  if (!parse(query.bytes(0), told)) return fail(ErrorCode::corrupt, "what was told of an application cannot be read back");
  return std::optional<wire::ApplicationDecision>(std::move(told));
}

Result<void> complete(sqlite::Database& database, ApplicationSummary& summary) {
  WARMHEART_TRY_ASSIGN(const bool received, is_received(database, summary.application_id));
  WARMHEART_TRY_ASSIGN(summary.decision, decision_of(database, summary.application_id));
  // A decision proves the arrival even where this device no longer remembers having sent it.
  summary.delivery = received || summary.decision ? Delivery::received : Delivery::saved;
  WARMHEART_TRY_ASSIGN(auto query, database.prepare("SELECT record_id FROM correction WHERE application_id=?"));
  query.bind(summary.application_id.bytes());
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool more, query.step());
    if (!more) return {};
    WARMHEART_TRY_ASSIGN(const Uuid record, Uuid::from_bytes(query.bytes(0)));
    WARMHEART_TRY_ASSIGN(const bool arrived, is_received(database, record));
    if (!arrived) summary.correction_waiting = true;
  }
}

Result<void> insert_correction(sqlite::Database& database, const Uuid& record_id, const Uuid& application_id,
                               std::int64_t decided_at_ms) {
  WARMHEART_TRY_ASSIGN(auto insert, database.prepare("INSERT INTO correction(record_id,application_id,decided_at_ms) VALUES(?,?,?)"));
  return insert.bind(record_id.bytes(), application_id.bytes(), decided_at_ms).run();
}

Result<bool> is_answered(sqlite::Database& database, const Uuid& application_id, std::int64_t decided_at_ms) {
  WARMHEART_TRY_ASSIGN(auto query, database.prepare("SELECT 1 FROM correction WHERE application_id=? AND decided_at_ms=?"));
  return query.bind(application_id.bytes(), decided_at_ms).step();
}

Result<bool> look_up_is_barred(sqlite::Database& database, const ClockReading& now, int max_failures) {
  WARMHEART_TRY_ASSIGN(auto query, database.prepare("SELECT look_up_failures,look_up_boot_id,look_up_boottime_ms FROM station"));
  WARMHEART_TRY(query.step());
  if (query.integer(0) < max_failures) return false;
  const bool same_boot = same_bytes(query.bytes(1), now.boot_id);
  // After a reboot the time passed is unknown: the bar counts anew from the boot.
  return now.boottime_ms - (same_boot ? query.integer(2) : 0) < kLookUpWindowMs;
}

Result<void> count_look_up_failure(sqlite::Database& database, const ClockReading& now) {
  WARMHEART_TRY_ASSIGN(auto update, database.prepare(
      "UPDATE station SET look_up_failures=CASE WHEN look_up_failures>0 AND ?2-CASE WHEN look_up_boot_id=?1 THEN "
      "look_up_boottime_ms ELSE 0 END<?3 THEN look_up_failures+1 ELSE 1 END,"
      "look_up_boottime_ms=CASE WHEN look_up_failures>0 AND look_up_boot_id=?1 AND ?2-look_up_boottime_ms<?3 THEN "
      "look_up_boottime_ms WHEN look_up_failures>0 AND look_up_boot_id<>?1 AND ?2<?3 THEN 0 ELSE ?2 END,"
      "look_up_boot_id=?1"));
  return update.bind(now.boot_id, now.boottime_ms, kLookUpWindowMs).run();
}

}  // namespace warmheart::station
