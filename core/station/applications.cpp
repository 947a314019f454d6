#include "core/station/applications.h"

#include <algorithm>

#include "core/record/record.h"
#include "core/station/feed_mirror.h"
#include "core/station/journal.h"
#include "core/station/columns.h"
#include "core/station/states.h"

namespace warmheart::station {
namespace {

// id,look_up,card_number,card_text,card_expires_ms,masked_name,occupation,union_code,language,submitted_ms
ApplicationRow read_application(sql::Columns& row) {
  ApplicationRow out;
  ApplicationSummary& summary = out.summary;
  summary.application_id = row.id();
  out.look_up_key = row.digest();
  summary.card_number = row.next<CardNumber>();
  summary.card_text = row.text();
  summary.card_expires_ms = row.integer();
  summary.masked_name = row.text();
  summary.occupation = row.text();
  summary.union_code = row.text();
  summary.language = row.text();
  summary.submitted_at_ms = row.integer();
  return out;
}

Result<std::optional<ApplicationRow>> find_application_row(sql::Connection& db, std::string_view where,
                                                           ByteView value) {
  return sql::row<ApplicationRow>(
      db,
      "SELECT id,look_up,card_number,card_text,card_expires_ms,masked_name,occupation,union_code,language,submitted_ms "
      "FROM application WHERE " +
          std::string(where),
      read_application, value);
}

}  // namespace

Result<void> insert_application(sql::Connection& db, const ApplicationRow& row, const std::vector<Consent>& consents,
                                const std::optional<Uuid>& event) {
  const ApplicationSummary& summary = row.summary;
  WARMHEART_TRY(sql::execute(
      db,
      "INSERT INTO "
      "application(id,look_up,card_number,card_text,card_expires_ms,masked_name,occupation,union_code,language,"
      "submitted_ms,event) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
      summary.application_id.bytes(), row.look_up_key, summary.card_number, summary.card_text, summary.card_expires_ms,
      summary.masked_name, summary.occupation, summary.union_code, summary.language, summary.submitted_at_ms,
      bytes_or_null(event)));
  for (const Consent& one : consents) {
    WARMHEART_TRY(sql::execute(
        db,
        "INSERT OR REPLACE INTO consent(application_id,text_id,version,text_hash,language,given) VALUES(?,?,?,?,?,?)",
        summary.application_id.bytes(), one.text_id, one.version, one.text_hash, one.language, one.given));
  }
  return {};
}

Result<std::optional<ApplicationRow>> application_by_id(sql::Connection& db, const Uuid& id) {
  return find_application_row(db, "id=?", id.bytes());
}
Result<std::optional<ApplicationRow>> application_by_look_up(sql::Connection& db, const Digest& key) {
  // Newest first: a rider whose application was rejected may have made another with the same luck of the draw.
  return find_application_row(db, "look_up=? ORDER BY id DESC LIMIT 1", key);
}
Result<std::optional<ApplicationRow>> application_by_card(sql::Connection& db, ByteView card_number) {
  return find_application_row(db, "card_number=?", card_number);
}

Result<void> adopt_application(sql::Connection& db, const ApplicationSummary& summary, Random& random) {
  if (!summary.decision) return fail(ErrorCode::invalid_argument, "nothing is known of this application");
  ApplicationRow row{summary, {}};
  random.fill(row.look_up_key);  // no query code finds it here: who may see it is asked at the centre each time
  WARMHEART_TRY_ASSIGN(const auto known, application_by_id(db, summary.application_id));
  if (!known) WARMHEART_TRY(insert_application(db, row, {}, std::nullopt));
  WARMHEART_TRY(sql::execute(db,
                             known ? "UPDATE application SET elsewhere=? WHERE id=? AND elsewhere IS NOT NULL"
                                   : "UPDATE application SET elsewhere=? WHERE id=?",
                             serialise(*summary.decision), summary.application_id.bytes()));
  return {};
}

Result<std::optional<wire::ApplicationDecision>> decision_of(sql::Connection& db, const Uuid& application_id) {
  WARMHEART_TRY_ASSIGN(const auto value, value_at(db, "decision/" + application_id.text()));
  if (value && value->has_decision()) return std::optional<wire::ApplicationDecision>(value->decision());
  WARMHEART_TRY_ASSIGN(const auto adopted,
                       sql::row<Bytes>(db, "SELECT elsewhere FROM application WHERE id=? AND elsewhere IS NOT NULL",
                                       application_id.bytes()));
  if (!adopted) return std::optional<wire::ApplicationDecision>();
  wire::ApplicationDecision decision;
  if (!parse(*adopted, decision))
    return fail(ErrorCode::corrupt, "what was told of an application cannot be read back");
  return std::optional<wire::ApplicationDecision>(std::move(decision));
}

Result<std::optional<ApplicationState>> decided_state(sql::Connection& db, const Uuid& application_id) {
  WARMHEART_TRY_ASSIGN(const auto decision, decision_of(db, application_id));
  return decision ? application_state_from(decision->state()) : std::nullopt;
}

Result<void> complete(sql::Connection& db, ApplicationSummary& summary) {
  WARMHEART_TRY_ASSIGN(summary.delivery, delivery_of(db, summary.application_id));
  WARMHEART_TRY_ASSIGN(summary.decision, decision_of(db, summary.application_id));
  // A decision proves the arrival even where this device no longer remembers having sent it.
  if (summary.decision) summary.delivery = Delivery::received;
  WARMHEART_TRY_ASSIGN(
      const auto corrections,
      sql::rows<Uuid>(db, "SELECT record_id FROM correction WHERE application_id=?", summary.application_id.bytes()));
  for (const Uuid& record : corrections) {
    WARMHEART_TRY_ASSIGN(const bool arrived, is_received(db, record));
    if (!arrived) summary.correction_waiting = true;
  }
  if (!summary.decision || application_state_from(summary.decision->state()) != ApplicationState::returned) return {};
  WARMHEART_TRY_ASSIGN(summary.corrected, is_answered(db, summary.application_id, summary.decision->decided_at_ms()));
  return {};
}

Result<void> insert_correction(sql::Connection& db, const Uuid& record_id, const Uuid& application_id,
                               std::int64_t decided_at_ms) {
  WARMHEART_TRY(sql::execute(db, "INSERT INTO correction(record_id,application_id,decided_at_ms) VALUES(?,?,?)",
                             record_id.bytes(), application_id.bytes(), decided_at_ms));
  return {};
}

Result<bool> is_refused(sql::Connection& db, const Uuid& record) {
  WARMHEART_TRY_ASSIGN(const auto published, value_at(db, "request/" + to_hex(record.bytes())));
  return published && published->has_rider_request() &&
         request_state_from(published->rider_request().state()) == RequestState::refused;
}

Result<bool> is_answered(sql::Connection& db, const Uuid& application_id, std::int64_t decided_at_ms) {
  WARMHEART_TRY_ASSIGN(
      const auto answers,
      sql::rows<Uuid>(db, "SELECT record_id FROM correction WHERE application_id=? AND decided_at_ms=?",
                      application_id.bytes(), decided_at_ms));
  for (const Uuid& record : answers) {
    WARMHEART_TRY_ASSIGN(const bool refused, is_refused(db, record));
    if (!refused) return true;
  }
  return false;
}

}  // namespace warmheart::station
