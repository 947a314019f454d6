#include "core/central/members/device_query.h"
#include "core/central/store/audit.h"

#include "core/central/cases/case_table.h"
#include "core/central/cases/cases.h"
#include "core/central/stations/station_table.h"
#include "core/central/store/columns.h"
#include "core/central/feed/feed.h"
#include "core/central/members/rider_auth.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using internal::ProvenRider;

constexpr int kNumbersAnHour = 60;  // a badge that asks more often is fishing

wire::AskAnswer refusal(const char* why) {
  wire::AskAnswer answer;
  answer.set_refusal(why);
  return answer;
}

// ---------------------------------------------------------------- by the rider

Result<void> fill_status(Snapshot& in, const ProvenRider& rider, wire::AskAnswer& answer) {
  WARMHEART_TRY_ASSIGN(*answer.mutable_status(), internal::decision_of(in, rider.row));
  answer.set_masked_name(rider.row.masked_name);
  answer.set_occupation(rider.row.occupation);
  answer.set_submitted_ms(rider.row.submitted_ms);
  answer.set_card(rider.row.final_card.empty() ? rider.whole.provisional_card() : rider.row.final_card);
  answer.set_card_expires_ms(rider.whole.card_expires_ms());
  return {};
}

Result<void> fill_bookings(Snapshot& in, const ProvenRider& rider, wire::AskAnswer& answer) {
  WARMHEART_TRY_ASSIGN(const auto bookings, internal::bookings_of(in, rider.row));
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

Result<void> fill_cases(Snapshot& in, const ProvenRider& rider, wire::AskAnswer& answer) {
  WARMHEART_TRY_ASSIGN(const auto cases, internal::cases_of(in, rider.row));
  for (const RiderCase& one : cases) {
    WARMHEART_TRY_ASSIGN(const auto row, internal::find_case_row(in, one.id));
    if (!row) continue;
    WARMHEART_TRY_ASSIGN(const wire::CaseOpened opened, internal::open_case_row(in, *row));
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

Result<void> fill_requests(Snapshot& in, const ProvenRider& rider, wire::AskAnswer& answer) {
  WARMHEART_TRY_ASSIGN(const auto requests, internal::requests_of(in, rider.row));
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

Result<wire::AskAnswer> answer_rider(CentralStore& store, const Uuid& device, const wire::AskProof& from,
                                     Extent extent) {
  const internal::RiderProof proof{bytes_of(from.card_number()), from.query_code(), from.last_four(), device};
  const char* const what = extent == Extent::whole ? "rider-saw-own-data" : "rider-asked-status";
  auto proven = internal::prove_rider(store, proof, "device:" + device.text(), what);
  if (!proven && proven.error().code == ErrorCode::not_found) return refusal("wrong");
  if (!proven && proven.error().code == ErrorCode::invalid_argument) return refusal("wrong");
  if (!proven && proven.error().code == ErrorCode::limit) return refusal("limit");
  if (!proven) return fail(proven.error());
  return store.read([&](Snapshot& in) -> Result<wire::AskAnswer> {
    wire::AskAnswer answer;
    WARMHEART_TRY(fill_status(in, *proven, answer));
    if (extent == Extent::status) return answer;
    *answer.mutable_my_data() = proven->whole.fields();
    answer.mutable_my_data()->mutable_signature()->clear_strokes();
    *answer.mutable_consents() = proven->whole.consents();
    WARMHEART_TRY(fill_bookings(in, *proven, answer));
    WARMHEART_TRY(fill_cases(in, *proven, answer));
    WARMHEART_TRY(fill_requests(in, *proven, answer));
    return answer;
  });
}

// ---------------------------------------------------------------- by station staff

Result<bool> has_right(Snapshot& in, const Uuid& station, ByteView badge) {
  return sql::value<bool>(in, "SELECT EXISTS(SELECT 1 FROM staff WHERE badge = ? AND station = ? AND active = 1)",
                          badge, station.bytes());
}

// The case says it, or the application that the rider's card belongs to.
Result<std::string> mobile_of(Snapshot& in, const wire::RiderIdentity& rider) {
  if (!rider.mobile().empty()) return rider.mobile();
  WARMHEART_TRY_ASSIGN(const auto holder, internal::find_card_holder(in, view_of(rider.card_number())));
  if (!holder) return std::string();
  WARMHEART_TRY_ASSIGN(const auto row, internal::find_application(in, holder->application));
  if (!row) return std::string();
  WARMHEART_TRY_ASSIGN(const wire::ApplicationSubmitted whole, internal::decrypt_application(in, *row));
  return whole.fields().mobile();
}

// Only where the case was opened, only while a call is due, only with a badge of that station.
Result<wire::AskAnswer> answer_call_back(CentralStore& store, const Uuid& device,
                                         const wire::AskCallBackNumber& asked) {
  const auto id = Uuid::from_bytes(view_of(asked.case_id()));
  struct Case {
    bool right = false;
    std::optional<internal::CaseRow> row;
  };
  WARMHEART_TRY_ASSIGN(const Case found, store.read([&](Snapshot& in) -> Result<Case> {
    Case out;
    WARMHEART_TRY_ASSIGN(const internal::DeviceStation at, internal::station_of(in, device));
    WARMHEART_TRY_ASSIGN(out.right, has_right(in, at.station, view_of(asked.badge_id())));
    if (!id) return out;
    WARMHEART_TRY_ASSIGN(out.row, internal::find_case_row(in, *id));
    const bool due = out.row && !out.row->person.empty() && out.row->scope == station_scope(at.station) &&
                     out.row->line.stage == CaseStage::handled && out.row->line.call_back;
    if (!due) out.row.reset();
    return out;
  }));
  if (!found.right) return refusal("forbidden");
  if (!found.row) return refusal("not-found");
  const auto opened = open_case_file(store, *id, "badge:" + to_hex(view_of(asked.badge_id())), "call-back");
  if (!opened && opened.error().code == ErrorCode::not_found) return refusal("not-found");
  if (!opened) return fail(opened.error());
  wire::AskAnswer answer;
  WARMHEART_TRY_ASSIGN(const std::string mobile,
                       store.read([&](Snapshot& in) { return mobile_of(in, opened->opened.rider()); }));
  if (mobile.empty()) return refusal("not-found");
  answer.set_call_back_number(mobile);
  answer.set_masked_name(found.row->line.masked_name);
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
  WARMHEART_TRY_ASSIGN(const bool right, store.read([&](Snapshot& in) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(const internal::DeviceStation at, internal::station_of(in, device));
    return has_right(in, at.station, view_of(asked.badge_id()));
  }));
  if (!right) return refusal("forbidden");
  const std::string who = "badge:" + to_hex(view_of(asked.badge_id()));
  const auto counted = internal::count_question(store, who, kNumbersAnHour);
  if (!counted && counted.error().code == ErrorCode::limit) return refusal("limit");
  if (!counted) return fail(counted.error());
  return store.transact({}, [&](Act& act) -> Result<wire::AskAnswer> {
    wire::AskAnswer answer;
    for (const Digest& hash : id_hashes(act.keys(), view_of(asked.document_number()))) {
      WARMHEART_TRY_ASSIGN(
          const auto duplicates,
          sql::rows<wire::AssistedDuplicate>(
              act,
              "SELECT a.id, a.masked_name, a.state, coalesce(s.name, ''), a.submitted_ms FROM application a JOIN "
              "person p ON p.id = a.person "
              "LEFT JOIN station s ON s.id = a.station WHERE p.number_hash = ? ORDER BY a.received_ms DESC LIMIT 5",
              read_duplicate, hash));
      answer.mutable_duplicates()->Add(duplicates.begin(), duplicates.end());
    }
    WARMHEART_TRY(
        internal::write_audit(act, who, "number-asked", device.text(), std::to_string(answer.duplicates_size())));
    return answer;
  });
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

Result<std::size_t> backfill_code_hashes(CentralStore& store) {
  return store.transact({Lock::persons()}, [&](Act& act) -> Result<std::size_t> {
    WARMHEART_TRY_ASSIGN(const auto without,
                         sql::rows<Uuid>(act, "SELECT id FROM application WHERE code_hash IS NULL"));
    for (const Uuid& id : without) {
      WARMHEART_TRY_ASSIGN(const auto row, internal::find_application(act, id));
      Bytes hash;  // empty: erased
      if (row && !row->sealed.empty()) {
        const auto whole = internal::decrypt_application(act, *row);
        if (!whole && whole.error().code != ErrorCode::not_found) return fail(whole.error());
        if (whole) hash = bytes_of(ByteView(internal::code_hash(act.keys(), whole->query_code())));
      }
      WARMHEART_TRY(sql::execute(act, "UPDATE application SET code_hash = ?, code_key = ? WHERE id = ?", hash,
                                 act.keys().id_hash_number, id.bytes()));
    }
    return without.size();
  });
}

Result<std::size_t> prune_rider_tries(CentralStore& store) {
  return store.transact({Lock::persons()}, [](Act& act) -> Result<std::size_t> {
    WARMHEART_TRY_ASSIGN(const std::int64_t gone,
                         sql::execute(act, "DELETE FROM rider_try WHERE last_ms < ? AND closed_until_ms < ?",
                                      act.now_ms() - internal::kForgottenAfterMs, act.now_ms()));
    return static_cast<std::size_t>(gone);
  });
}

Result<wire::AskAnswer> answer_ask(CentralStore& store, const Uuid& device, const wire::AskRequest& request) {
  if (request.protocol() != kProtocol) return fail(ErrorCode::unsupported, "this protocol version is not spoken here");
  WARMHEART_TRY_ASSIGN(wire::AskAnswer answer, answer_question(store, device, request));
  answer.set_server_time_ms(store.now_ms());
  return answer;
}

}  // namespace warmheart
