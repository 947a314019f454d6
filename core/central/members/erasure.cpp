#include "core/central/members/erasure.h"

#include <vector>

#include "core/central/members/application_table.h"
#include "core/central/members/cards.h"
#include "core/central/store/columns.h"
#include "core/central/cases/case_table.h"
#include "core/central/feed/feed.h"
#include "core/central/slots/slot_table.h"
#include "core/central/review/review_decide.h"
#include "core/member/card.h"
#include "core/member/review.h"
#include "core/storage/sql.h"

namespace warmheart::internal {

namespace {

// Of one person, bound once as ?1.
constexpr const char* kMaskings[] = {
    "UPDATE application SET masked_name = '*', sealed = x'', final_card = '', code_hash = x'' WHERE person = ?1",
    "UPDATE booking SET masked_name = '*', sealed = x'' WHERE person = ?1",
    "UPDATE rider_request SET sealed = x'' WHERE application IN (SELECT id FROM application WHERE person = ?1)",
    "UPDATE help_case SET masked_name = '*', sealed = x'' WHERE person = ?1",
};
// Records are about what their subject is about: a correction about its application, a confirmed want about its
// booking.
constexpr const char* kAboutPerson =
    "(SELECT id FROM application WHERE person = ?1 UNION SELECT id FROM booking WHERE person = ?1 UNION SELECT id FROM "
    "help_case WHERE person = ?1)";
const std::string kEmptyPayloads[] = {
    std::string("UPDATE raw_record SET payload = NULL WHERE id IN ") + kAboutPerson,
    std::string("UPDATE raw_record SET payload = NULL WHERE (device, epoch, seq) IN (SELECT device, epoch, seq FROM "
                "record_subject WHERE subject IN ") +
        kAboutPerson + ")",
};

Result<void> execute_for(sql::Connection& db, std::string_view sql, const Uuid& person) {
  WARMHEART_TRY(sql::execute(db, sql, person.bytes()));
  return {};
}

Result<std::vector<Uuid>> ids_of(Snapshot& in, const char* text, const Uuid& person) {
  return sql::rows<Uuid>(in, text, person.bytes());
}

Result<void> revoke_card(Act& act, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(const CardNumber number, eight_bytes(row.card_number));
  const CardHash hash = card_hash(number);
  wire::FeedValue value;
  value.mutable_revoked_card()->set_card_hash(string_of(hash));
  value.mutable_revoked_card()->set_revoked_at_ms(act.now_ms());
  return write_feed(act, district_scope(row.district_code), "revoked/" + to_hex(hash), value);
}

Result<void> close_case(Act& act, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto row, find_case_row(act, id));
  if (!row) return {};
  row->line.stage = CaseStage::closed;
  return update_case(act, *row);
}

Result<void> end_booking(Act& act, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto row, find_booking_row(act, id));
  return row ? cancel_booking_row(act, *row) : Result<void>();
}

Result<void> unlink_document_number(Act& act, const Uuid& person) {
  Digest nobody{};
  act.random().fill(nobody);
  WARMHEART_TRY(sql::execute(act, "UPDATE person SET number_hash = ? WHERE id = ?", nobody, person.bytes()));
  return {};
}

}  // namespace

Result<void> end_membership(Act& act, const Uuid& application) {
  WARMHEART_TRY_ASSIGN(auto row, find_application(act, application));
  if (!row) return fail(ErrorCode::not_found, "the application is gone");
  WARMHEART_TRY(drop_pending(act, application));
  row->state = ApplicationState::left;
  row->final_card.clear();
  WARMHEART_TRY(update_application(act, *row));
  WARMHEART_TRY(add_history(act, row->id, "left", "", ""));
  WARMHEART_TRY(publish_decision(act, *row));
  WARMHEART_TRY(unlist_approved_card(act, *row));
  return revoke_card(act, *row);
}

Result<void> empty_payload(Act& act, const RecordPosition& at) {
  WARMHEART_TRY(sql::execute(act, "UPDATE raw_record SET payload = NULL WHERE device = ? AND epoch = ? AND seq = ?",
                             at.device.bytes(), at.epoch, at.seq));
  return {};
}

Result<void> erase_person(Act& act, const Uuid& application) {
  act.needs(Lock::persons());
  WARMHEART_TRY_ASSIGN(const auto row, find_application(act, application));
  if (!row) return fail(ErrorCode::not_found, "the application is gone");
  const Uuid person = row->person;
  WARMHEART_TRY_ASSIGN(const auto applications, ids_of(act, "SELECT id FROM application WHERE person = ?", person));
  for (const Uuid& one : applications) {
    WARMHEART_TRY(end_membership(act, one));
    WARMHEART_TRY_ASSIGN(const auto ended, find_application(act, one));
    WARMHEART_TRY(write_tombstone(act, station_scope(ended->station), "decision/" + one.text()));
  }
  WARMHEART_TRY_ASSIGN(
      const auto bookings,
      ids_of(act, "SELECT id FROM booking WHERE person = ? AND state NOT IN ('cancelled', 'attended', 'missed')",
             person));
  for (const Uuid& one : bookings) WARMHEART_TRY(end_booking(act, one));
  WARMHEART_TRY_ASSIGN(const auto cases,
                       ids_of(act, "SELECT id FROM help_case WHERE person = ? AND state <> 'closed'", person));
  for (const Uuid& one : cases) WARMHEART_TRY(close_case(act, one));
  for (const std::string& sql : kEmptyPayloads) WARMHEART_TRY(execute_for(act, sql, person));
  for (const char* sql : kMaskings) WARMHEART_TRY(execute_for(act, sql, person));
  WARMHEART_TRY(unlink_document_number(act, person));
  return execute_for(act.people(), "DELETE FROM person_key WHERE person = ?", person);
}

}  // namespace warmheart::internal
