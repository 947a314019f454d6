#include "core/central/asking.h"

#include "core/central/apply_kinds.h"
#include "core/central/case_rows.h"
#include "core/central/cases.h"
#include "core/central/feed.h"
#include "core/central/inside.h"
#include "core/central/rider_door.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using inside::ProvenRider;

constexpr int kNumbersAnHour = 60;  // a badge that asks more often is fishing

wire::AskAnswer refusal(const char* why) {
  wire::AskAnswer answer;
  answer.set_refusal(why);
  return answer;
}

// ---------------------------------------------------------------- by the rider

Result<void> fill_status(CentralStore& store, const ProvenRider& rider, wire::AskAnswer& answer) {
  WARMHEART_TRY_ASSIGN(*answer.mutable_status(), inside::decision_of(store, rider.row));
  answer.set_masked_name(rider.row.masked_name);
  answer.set_occupation(rider.row.occupation);
  answer.set_submitted_ms(rider.row.submitted_ms);
  answer.set_card(rider.row.final_card.empty() ? rider.whole.provisional_card() : rider.row.final_card);
  answer.set_card_expires_ms(rider.whole.card_expires_ms());
  return {};
}

Result<void> fill_bookings(CentralStore& store, const ProvenRider& rider, wire::AskAnswer& answer) {
  WARMHEART_TRY_ASSIGN(const auto bookings, inside::bookings_of(store, rider.row));
  for (const RiderBooking& one : bookings) {
    wire::AskBooking& out = *answer.add_bookings();
    out.mutable_state()->set_booking_id(string_of(one.id.bytes()));
    out.mutable_state()->set_session_id(one.session.session_id());
    out.mutable_state()->set_state(one.state);
    out.mutable_state()->set_reason(one.reason);
    out.set_title(one.session.title());
    out.set_title_en(one.session.title_en());
    out.set_place(one.session.place());
    out.set_place_en(one.session.place_en());
    out.set_starts_ms(one.session.starts_ms());
  }
  return {};
}

Result<void> fill_cases(CentralStore& store, const ProvenRider& rider, wire::AskAnswer& answer) {
  WARMHEART_TRY_ASSIGN(const auto cases, inside::cases_of(store, rider.row));
  for (const RiderCase& one : cases) {
    WARMHEART_TRY_ASSIGN(const auto row, inside::find_case_row(store, one.id));
    if (!row) continue;
    WARMHEART_TRY_ASSIGN(const wire::CaseOpened opened, inside::open_case_row(store, *row));
    wire::AskCase& out = *answer.add_cases();
    out.mutable_state()->set_case_id(string_of(one.id.bytes()));
    out.mutable_state()->set_state(one.state);
    out.mutable_state()->set_union_name(one.union_name);
    out.mutable_state()->set_due_ms(one.due_ms);
    out.mutable_state()->set_answer(one.answer);
    out.set_number(opened.number());
    out.set_kind(one.kind);
    out.set_opened_ms(one.opened_ms);
  }
  return {};
}

Result<void> fill_requests(CentralStore& store, const ProvenRider& rider, wire::AskAnswer& answer) {
  WARMHEART_TRY_ASSIGN(const auto requests, inside::requests_of(store, rider.row));
  for (const RiderRequestLine& one : requests) {
    wire::AskRequestMade& out = *answer.add_requests();
    out.set_ask(one.ask);
    out.set_asked_ms(one.asked_ms);
    out.mutable_state()->set_record_id(string_of(one.id.bytes()));
    out.mutable_state()->set_state(one.state);
    out.mutable_state()->set_reason(one.reason);
    out.mutable_state()->set_effective_ms(one.effective_ms);
  }
  return {};
}

enum class Extent { status, whole };

Result<wire::AskAnswer> answer_rider(CentralStore& store, const Uuid& device, const wire::AskProof& from, Extent extent) {
  const inside::RiderProof proof{bytes_of(from.card_number()), from.query_code(), from.last_four(), device};
  const char* const what = extent == Extent::whole ? "rider-saw-own-data" : "rider-asked-status";
  auto proven = inside::prove_rider(store, proof, "device:" + device.text(), what);
  if (!proven && proven.error().code == ErrorCode::not_found) return refusal("wrong");
  if (!proven && proven.error().code == ErrorCode::invalid_argument) return refusal("wrong");
  if (!proven && proven.error().code == ErrorCode::limit) return refusal("limit");
  if (!proven) return fail(proven.error());
  wire::AskAnswer answer;
  WARMHEART_TRY(fill_status(store, *proven, answer));
  if (extent == Extent::status) return answer;
  *answer.mutable_my_data() = proven->whole.fields();
  answer.mutable_my_data()->mutable_signature()->clear_strokes();
  *answer.mutable_consents() = proven->whole.consents();
  WARMHEART_TRY(fill_bookings(store, *proven, answer));
  WARMHEART_TRY(fill_cases(store, *proven, answer));
  WARMHEART_TRY(fill_requests(store, *proven, answer));
  return answer;
}

// ---------------------------------------------------------------- by station staff

Result<bool> has_right(CentralStore& store, const Uuid& station, ByteView badge) {
  return sql::value<bool>(store.inside().db, "SELECT EXISTS(SELECT 1 FROM staff WHERE badge = ? AND station = ? AND active = 1)", badge,
                          station.bytes());
}

// The case says it, or the application that the rider's card belongs to.
Result<std::string> mobile_of(CentralStore& store, const wire::RiderIdentity& rider) {
  if (!rider.mobile().empty()) return rider.mobile();
  WARMHEART_TRY_ASSIGN(const auto holder, inside::find_card_holder(store, view_of(rider.card_number())));
  if (!holder) return std::string();
  WARMHEART_TRY_ASSIGN(const auto row, inside::find_application(store, holder->application));
  if (!row) return std::string();
  WARMHEART_TRY_ASSIGN(const wire::ApplicationSubmitted whole, inside::open_whole(store, *row));
  return whole.fields().mobile();
}

// Only where the case was opened, only while a call is due, only with a badge of that station.
Result<wire::AskAnswer> answer_call_back(CentralStore& store, const Uuid& device, const wire::AskCallBackNumber& asked) {
  const auto id = Uuid::from_bytes(view_of(asked.case_id()));
  WARMHEART_TRY_ASSIGN(const inside::StandingPlace at, inside::place_of(store, device));
  WARMHEART_TRY_ASSIGN(const bool right, has_right(store, at.station, view_of(asked.badge_id())));
  if (!right) return refusal("forbidden");
  if (!id) return refusal("not-found");
  WARMHEART_TRY_ASSIGN(const auto row, inside::find_case_row(store, *id));
  if (!row || row->person.empty()) return refusal("not-found");
  if (row->scope != station_scope(at.station) || row->line.stage != CaseStage::handled || !row->line.call_back) return refusal("not-found");
  const auto opened = open_case_file(store, *id, "badge:" + to_hex(view_of(asked.badge_id())), "call-back");
  if (!opened && opened.error().code == ErrorCode::not_found) return refusal("not-found");
  if (!opened) return fail(opened.error());
  wire::AskAnswer answer;
  WARMHEART_TRY_ASSIGN(const std::string mobile, mobile_of(store, opened->opened.rider()));
  if (mobile.empty()) return refusal("not-found");
  answer.set_call_back_number(mobile);
  answer.set_masked_name(row->line.masked_name);
  return answer;
}

wire::AssistedDuplicate read_duplicate(sql::Columns& row) {
  wire::AssistedDuplicate out;
  out.set_application_id(string_of(row.id().bytes()));
  out.set_masked_name(row.text());
  out.set_state(row.text());
  out.set_station(row.text());
  out.set_submitted_ms(row.integer());
  return out;
}

// Whether the person before the counter has applied already: masked, and no more than where to go on.
Result<wire::AskAnswer> answer_duplicate(CentralStore& store, const Uuid& device, const wire::AskDuplicate& asked) {
  WARMHEART_TRY_ASSIGN(const inside::StandingPlace at, inside::place_of(store, device));
  WARMHEART_TRY_ASSIGN(const bool right, has_right(store, at.station, view_of(asked.badge_id())));
  if (!right) return refusal("forbidden");
  const std::string who = "badge:" + to_hex(view_of(asked.badge_id()));
  const auto counted = inside::count_question(store, who, kNumbersAnHour);
  if (!counted && counted.error().code == ErrorCode::limit) return refusal("limit");
  if (!counted) return fail(counted.error());
  const Digest hash = keyed_hash(store.keys().id_hash_key.view(), view_of(asked.document_number()));
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(const auto duplicates, sql::rows<wire::AssistedDuplicate>(store.inside().db,
      "SELECT a.id, a.masked_name, a.state, coalesce(s.name, ''), a.submitted_ms FROM application a JOIN person p ON p.id = a.person "
      "LEFT JOIN station s ON s.id = a.station WHERE p.number_hash = ? ORDER BY a.received_ms DESC LIMIT 5",
      read_duplicate, hash));
  wire::AskAnswer answer;
  answer.mutable_duplicates()->Assign(duplicates.begin(), duplicates.end());
  WARMHEART_TRY(inside::write_audit(store, who, "number-asked", device.text(), std::to_string(answer.duplicates_size())));
  WARMHEART_TRY(transaction.commit());
  return answer;
}

Result<wire::AskAnswer> answer_question(CentralStore& store, const Uuid& device, const wire::AskRequest& request) {
  switch (request.question_case()) {
    case wire::AskRequest::kStatus: return answer_rider(store, device, request.status().proof(), Extent::status);
    case wire::AskRequest::kMyData: return answer_rider(store, device, request.my_data().proof(), Extent::whole);
    case wire::AskRequest::kCallBackNumber: return answer_call_back(store, device, request.call_back_number());
    case wire::AskRequest::kDuplicate: return answer_duplicate(store, device, request.duplicate());
    default: return fail(ErrorCode::unsupported, "this question is not answered here");
  }
}

}  // namespace

Result<std::size_t> remember_codes(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(const auto without, sql::rows<Uuid>(store.inside().db, "SELECT id FROM application WHERE code_hash IS NULL"));
  for (const Uuid& id : without) {
    WARMHEART_TRY_ASSIGN(const auto row, inside::find_application(store, id));
    Bytes hash;  // empty: erased
    if (row && !row->sealed.empty()) {
      const auto whole = inside::open_whole(store, *row);
      if (!whole && whole.error().code != ErrorCode::not_found) return fail(whole.error());
      if (whole) hash = bytes_of(ByteView(inside::code_hash(store, whole->query_code())));
    }
    WARMHEART_TRY(sql::execute(store.inside().db,
        "UPDATE application SET code_hash = ? WHERE id = ?",
        hash, id.bytes()));
  }
  WARMHEART_TRY(transaction.commit());
  return without.size();
}

Result<wire::AskAnswer> answer_ask(CentralStore& store, const Uuid& device, const wire::AskRequest& request) {
  if (request.protocol() != kProtocol) return fail(ErrorCode::unsupported, "this protocol version is not spoken here");
  WARMHEART_TRY_ASSIGN(wire::AskAnswer answer, answer_question(store, device, request));
  answer.set_server_time_ms(store.now_ms());
  return answer;
}

}  // namespace warmheart
