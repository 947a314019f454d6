#include "core/central/members/erasure.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/central/cases/case_table.h"
#include "core/central/feed/feed.h"
#include "core/central/members/application_table.h"
#include "core/central/members/cards.h"
#include "core/central/members/erased_list.h"
#include "core/central/members/people.h"
#include "core/central/phone/handoff_table.h"
#include "core/central/review/review_decide.h"
#include "core/central/slots/slot_table.h"
#include "core/central/store/columns.h"
#include "core/member/card.h"
#include "core/member/review.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart::internal {

namespace {

constexpr const char* kErasureMarks = "erasure-marks";
constexpr std::size_t kCardBytes = 8;

Result<void> mark_erasure(Act& act) {
  WARMHEART_TRY(sql::execute(
      act, "INSERT INTO meta(name, value) VALUES(?, 1) ON CONFLICT(name) DO UPDATE SET value = meta.value + 1",
      kErasureMarks));
  return {};
}

// ---------------------------------------------------------------- what there is of a person

struct Made {
  Uuid id;
  std::string scope;  // of the feed: where it was told
};
Made read_made(sql::Columns& row) { return {row.id(), row.text()}; }

// As typed in one application.
struct Typed {
  SecretString number, name, mobile;
};

struct Traces {
  std::vector<Uuid> persons;  // whose keys go: the person, and who is known by a case alone
  std::vector<ApplicationRow> applications;
  std::vector<Made> bookings, cases, requests, handoffs;
  std::vector<Typed> typed;
};

void add(std::vector<Made>&& more, std::vector<Made>& all) {
  for (Made& one : more) {
    if (std::ranges::find(all, one.id, &Made::id) == all.end()) all.push_back(std::move(one));
  }
}

// What only the application's sealed part tells. A person whose key is gone already has told it before.
Result<void> open_application(Snapshot& in, const ApplicationRow& row, Traces& traces) {
  const auto whole = decrypt_application(in, row);
  if (!whole) return is_storage_error(whole.error().code) ? Result<void>(fail(whole.error())) : Result<void>();
  const wire::ApplicationFields& fields = whole->fields();
  traces.typed.push_back(
      {SecretString(fields.document_number()), SecretString(fields.name()), SecretString(fields.mobile())});
  const auto handed = Uuid::from_bytes(view_of(whole->handoff_id()));
  if (!handed) return {};
  WARMHEART_TRY_ASSIGN(const auto handoff, find_handoff(in, *handed));
  if (handoff) add(std::vector<Made>{{handoff->id, station_scope(handoff->station)}}, traces.handoffs);
  return {};
}

// Nothing joins a case that was opened with name and mobile alone to the person, but these two.
Result<void> add_cases_by_name_and_mobile(Snapshot& in, Traces& traces) {
  struct Nameless {
    Made made;
    Uuid person;
    Bytes sealed;
  };
  const auto read = [](sql::Columns& row) { return Nameless{read_made(row), row.id(), row.bytes()}; };
  const auto look = [&](Nameless&& one) {
    const auto plain = decrypt_for_person(in, one.person, one.made.id, one.sealed);
    wire::CaseOpened opened;
    if (!plain || !parse(plain->view(), opened) || opened.rider().mobile().empty()) return true;
    const bool theirs = std::ranges::any_of(traces.typed, [&](const Typed& typed) {
      return typed.name.view() == opened.rider().name() && typed.mobile.view() == opened.rider().mobile();
    });
    if (!theirs) return true;
    traces.persons.push_back(one.person);
    traces.cases.push_back(std::move(one.made));
    return true;
  };
  if (traces.typed.empty()) return {};
  return sql::each<Nameless>(in,
                             "SELECT c.id, c.scope, c.person, c.sealed FROM help_case c WHERE c.person IS NOT NULL AND "
                             "NOT EXISTS(SELECT 1 FROM person p WHERE p.id = c.person)",
                             read, look);
}

Result<Traces> traces_of(Snapshot& in, const Uuid& person) {
  Traces traces;
  traces.persons.push_back(person);
  WARMHEART_TRY_ASSIGN(const auto ids,
                       sql::rows<Uuid>(in, "SELECT id FROM application WHERE person = ?", person.bytes()));
  WARMHEART_TRY_ASSIGN(traces.bookings, sql::rows<Made>(in, "SELECT id, scope FROM booking WHERE person = ?", read_made,
                                                        person.bytes()));
  WARMHEART_TRY_ASSIGN(
      traces.cases, sql::rows<Made>(in, "SELECT id, scope FROM help_case WHERE person = ?", read_made, person.bytes()));
  for (const Uuid& id : ids) {
    WARMHEART_TRY_ASSIGN(auto row, find_application(in, id));
    if (!row) continue;
    WARMHEART_TRY_ASSIGN(
        auto by_card, sql::rows<Made>(in, "SELECT id, scope FROM booking WHERE card = ?", read_made, row->card_number));
    add(std::move(by_card), traces.bookings);
    WARMHEART_TRY_ASSIGN(auto requests, sql::rows<Made>(in, "SELECT id, scope FROM rider_request WHERE application = ?",
                                                        read_made, id.bytes()));
    add(std::move(requests), traces.requests);
    WARMHEART_TRY(open_application(in, *row, traces));
    traces.applications.push_back(std::move(*row));
  }
  WARMHEART_TRY(add_cases_by_name_and_mobile(in, traces));
  return traces;
}

// ---------------------------------------------------------------- records

// ?1 is an id of what the person made: its own record, records about it, and records that came under its id with
// another content.
constexpr const char* kStubbings[] = {
    "UPDATE raw_record SET payload = NULL, stub_reason = 'erased' WHERE id = ?1 AND payload IS NOT NULL",
    "UPDATE raw_record SET payload = NULL, stub_reason = 'erased' WHERE (device, epoch, seq) IN "
    "(SELECT device, epoch, seq FROM record_subject WHERE subject = ?1) AND payload IS NOT NULL",
    "UPDATE raw_record SET payload = NULL, stub_reason = 'erased' WHERE (device, epoch, seq) IN "
    "(SELECT device, epoch, seq FROM pointer_record WHERE id = ?1) AND payload IS NOT NULL",
};

Result<void> stub_records_about(Act& act, const Uuid& id) {
  for (const char* text : kStubbings) WARMHEART_TRY(sql::execute(act, text, id.bytes()));
  return {};
}

bool contains(ByteView whole, ByteView part) {
  return !part.empty() && std::ranges::search(whole, part).begin() != whole.end();
}

// By what an opened record is recognised that no row tells of.
bool names_person(ByteView plain, const Traces& traces) {
  const auto has = [&](ByteView mark) { return contains(plain, mark); };
  const auto has_id = [&](const Made& made) { return has(made.id.bytes()); };
  const auto has_typed = [&](const Typed& typed) {
    return has(view_of(typed.number.view())) || (has(view_of(typed.mobile.view())) && has(view_of(typed.name.view())));
  };
  const auto has_application = [&](const ApplicationRow& row) { return has(row.id.bytes()) || has(row.card_number); };
  return std::ranges::any_of(traces.typed, has_typed) || std::ranges::any_of(traces.applications, has_application) ||
         std::ranges::any_of(traces.bookings, has_id) || std::ranges::any_of(traces.cases, has_id) ||
         std::ranges::any_of(traces.requests, has_id);
}

// Records that are parked or wait say whose they are only when they are opened.
Result<void> stub_unapplied_records(Act& act, const Traces& traces) {
  struct Unapplied : RecordPosition {
    Bytes header, payload;
  };
  const auto read = [](sql::Columns& row) {
    return Unapplied{{row.id(), row.counter(), row.counter()}, row.bytes(), row.bytes()};
  };
  std::vector<RecordPosition> found;
  const auto look = [&](const Unapplied& one) {
    const auto header = parse_header(one.header);
    if (!header) return true;
    const auto plain = act.opener().open(*header, one.payload);
    if (plain && names_person(plain->view(), traces)) found.push_back(one);
    return true;
  };
  WARMHEART_TRY(sql::each<Unapplied>(
      act,
      "SELECT r.device, r.epoch, r.seq, r.header, r.payload FROM parked_record p JOIN raw_record r ON "
      "r.device = p.device AND r.epoch = p.epoch AND r.seq = p.seq WHERE r.payload IS NOT NULL UNION ALL "
      "SELECT r.device, r.epoch, r.seq, r.header, r.payload FROM waiting_record w JOIN raw_record r ON "
      "r.device = w.device AND r.epoch = w.epoch AND r.seq = w.seq WHERE r.payload IS NOT NULL",
      read, look));
  for (const RecordPosition& at : found) {
    WARMHEART_TRY(empty_payload(act, at));
    WARMHEART_TRY(stop_waiting(act, at));
  }
  return {};
}

// ---------------------------------------------------------------- rows

Result<void> end_application(Act& act, ApplicationRow& row) {
  WARMHEART_TRY(drop_pending(act, row.id));
  row.final_card.clear();
  if (row.state != ApplicationState::left) WARMHEART_TRY(add_history(act, row.id, "left", "", ""));
  row.state = ApplicationState::left;
  return update_application(act, row);
}

Result<void> revoke_card(Act& act, const std::string& scope, ByteView card_number, bool erased) {
  WARMHEART_TRY_ASSIGN(const CardNumber number, eight_bytes(card_number));
  const CardHash hash = card_hash(number);
  wire::FeedValue value;
  value.mutable_revoked_card()->set_card_hash(string_of(hash));
  value.mutable_revoked_card()->set_revoked_at_ms(act.now_ms());
  value.mutable_revoked_card()->set_erased(erased);
  return write_feed(act, scope, "revoked/" + to_hex(hash), value);
}

// Every station is told, not only those of the district: any of them may have seen the card.
Result<void> forget_card(Act& act, const ApplicationRow& row) {
  WARMHEART_TRY(revoke_card(act, scope_all(), row.card_number, true));
  WARMHEART_TRY(unlist_approved_card(act, row));
  for (const Bytes& door : {row.card_number, row.code_hash})
    WARMHEART_TRY(sql::execute(act, "DELETE FROM rider_try WHERE door = ?", door));
  return {};
}

Bytes fresh_card(Act& act) {
  Bytes card(kCardBytes);
  act.random().fill(card);
  return card;
}

// A visit keeps counting; no two days, and no two stations, are each other's any more.
Result<void> unlink_visits(Act& act, ByteView card) {
  WARMHEART_TRY(sql::execute(act,
                             "UPDATE raw_record SET payload = NULL, stub_reason = 'erased' WHERE id IN "
                             "(SELECT id FROM visit WHERE card = ?) AND payload IS NOT NULL",
                             card));
  struct Stay {
    Uuid station;
    std::int64_t day = 0;
  };
  const auto read = [](sql::Columns& row) { return Stay{row.id(), row.integer()}; };
  WARMHEART_TRY_ASSIGN(const auto stays,
                       sql::rows<Stay>(act, "SELECT station, day FROM visit_card WHERE card = ?", read, card));
  for (const Stay& stay : stays) {
    const Bytes fresh = fresh_card(act);
    for (const char* text : {"UPDATE visit SET card = ? WHERE card = ? AND station = ? AND day = ?",
                             "UPDATE visit_card SET card = ? WHERE card = ? AND station = ? AND day = ?"}) {
      WARMHEART_TRY(sql::execute(act, text, fresh, card, stay.station.bytes(), stay.day));
    }
  }
  return {};
}

// What stands in its row, its records and its visits.
Result<void> empty_application(Act& act, const ApplicationRow& row) {
  if (row.sealed.empty()) return {};  // erased before: its card is nobody's
  WARMHEART_TRY(forget_card(act, row));
  WARMHEART_TRY(unlink_visits(act, row.card_number));
  WARMHEART_TRY(stub_records_about(act, row.id));
  WARMHEART_TRY(sql::execute(act, "UPDATE application_history SET reason = '' WHERE application = ?", row.id.bytes()));
  WARMHEART_TRY(
      sql::execute(act,
                   "UPDATE application SET masked_name = '*', occupation = '', sealed = x'', card_number = ?, "
                   "code_hash = x'', returned_fields = '', reason = '', resolution_person = '', resolution = "
                   "'', final_card = '', assigned_to = '' WHERE id = ?",
                   fresh_card(act), row.id.bytes()));
  return {};
}

Result<void> erase_application(Act& act, ApplicationRow& row) {
  WARMHEART_TRY(end_application(act, row));
  WARMHEART_TRY(write_tombstone(act, station_scope(row.station), "decision/" + row.id.text()));
  return empty_application(act, row);
}

Result<void> mask_booking(Act& act, const Made& made) {
  WARMHEART_TRY(stub_records_about(act, made.id));
  WARMHEART_TRY(
      sql::execute(act, "UPDATE booking SET masked_name = '*', sealed = x'', person = NULL, card = NULL WHERE id = ?",
                   made.id.bytes()));
  return write_tombstone(act, made.scope, "booking/" + to_hex(made.id.bytes()));
}

Result<void> erase_booking(Act& act, const Made& made) {
  WARMHEART_TRY_ASSIGN(auto row, find_booking_row(act, made.id));
  const bool stands = row && row->state != BookingState::cancelled && row->state != BookingState::attended &&
                      row->state != BookingState::missed;
  if (stands) WARMHEART_TRY(cancel_booking_row(act, *row));
  return mask_booking(act, made);
}

Result<void> erase_case(Act& act, const Made& made) {
  Digest nobodys{};
  act.random().fill(nobodys);
  WARMHEART_TRY(stub_records_about(act, made.id));
  WARMHEART_TRY(sql::execute(act,
                             "UPDATE help_case SET state = 'closed', number_hash = ?, answer = '', person = NULL, "
                             "masked_name = '*', sealed = x'', changed_ms = ? WHERE id = ?",
                             nobodys, act.now_ms(), made.id.bytes()));
  return write_tombstone(act, made.scope, "case/" + to_hex(made.id.bytes()));
}

// What is asked of an application that is gone is decided with it.
Result<void> erase_request(Act& act, const Made& made) {
  WARMHEART_TRY(stub_records_about(act, made.id));
  WARMHEART_TRY(
      sql::execute(act,
                   "UPDATE rider_request SET sealed = x'', reason = '', state = CASE WHEN state <> "
                   "'under-review' THEN state WHEN ask = 'erase' THEN 'erasing' ELSE 'done' END, changed_ms = "
                   "? WHERE id = ?",
                   act.now_ms(), made.id.bytes()));
  return write_tombstone(act, made.scope, "request/" + to_hex(made.id.bytes()));
}

Result<void> erase_handoff(Act& act, const Made& made) {
  WARMHEART_TRY(stub_records_about(act, made.id));
  WARMHEART_TRY(sql::execute(act, "UPDATE handoff SET masked_name = '' WHERE id = ?", made.id.bytes()));
  WARMHEART_TRY(sql::execute(act, "DELETE FROM handoff_phone WHERE handoff = ?", made.id.bytes()));
  return write_tombstone(act, made.scope, "handoff/" + to_hex(made.id.bytes()));
}

Result<void> remember_traces(Act& act, const Traces& traces) {
  std::vector<Digest> digests;
  for (const ApplicationRow& row : traces.applications) {
    digests.push_back(erased_digest(row.id.bytes()));
    if (!row.sealed.empty()) digests.push_back(erased_digest(row.card_number));
  }
  for (const auto* made : {&traces.bookings, &traces.cases}) {
    for (const Made& one : *made) digests.push_back(erased_digest(one.id.bytes()));
  }
  return remember_erased(act, digests);
}

Result<void> unlink_document_number(Act& act, const Uuid& person) {
  Digest nobody{};
  act.random().fill(nobody);
  WARMHEART_TRY(sql::execute(act, "UPDATE person SET number_hash = ? WHERE id = ?", nobody, person.bytes()));
  return {};
}

// ---------------------------------------------------------------- what is due by its date

Result<bool> something_is_kept_of(Snapshot& in, const Uuid& person) {
  return sql::value<bool>(in,
                          "SELECT EXISTS(SELECT 1 FROM application WHERE person = ?1 AND sealed <> x'') OR "
                          "EXISTS(SELECT 1 FROM booking WHERE person = ?1 AND sealed <> x'') OR "
                          "EXISTS(SELECT 1 FROM help_case WHERE person = ?1 AND sealed <> x'')",
                          person.bytes());
}

Result<void> drop_person_of_nothing(Act& act, const Uuid& person) {
  WARMHEART_TRY_ASSIGN(const bool kept, something_is_kept_of(act, person));
  if (kept) return {};
  WARMHEART_TRY(unlink_document_number(act, person));
  WARMHEART_TRY(act.begin_people());
  WARMHEART_TRY(sql::execute(act.people(), "DELETE FROM person_key WHERE person = ?", person.bytes()));
  return {};
}

// ---------------------------------------------------------------- what comes late

struct Subject {
  std::string_view id, card;
};

Subject subject_of(const wire::Payload& payload) {
  using wire::Payload;
  const auto of = [](const std::string& id, const std::string& card) { return Subject{id, card}; };
  switch (payload.body_case()) {
    case Payload::kApplicationSubmitted:
      return of(payload.application_submitted().application_id(), payload.application_submitted().card_number());
    case Payload::kApplicationCorrected: return {payload.application_corrected().application_id(), {}};
    case Payload::kApplicationWithdrawn: return {payload.application_withdrawn().application_id(), {}};
    case Payload::kVisitRegistered: return {{}, payload.visit_registered().card_number()};
    case Payload::kSlotWanted: return of(payload.slot_wanted().want_id(), payload.slot_wanted().rider().card_number());
    case Payload::kSlotBooked:
      return of(payload.slot_booked().booking_id(), payload.slot_booked().rider().card_number());
    case Payload::kBookingCancelled: return {payload.booking_cancelled().booking_id(), {}};
    case Payload::kSlotAttended: return {payload.slot_attended().booking_id(), {}};
    case Payload::kCaseOpened: return of(payload.case_opened().case_id(), payload.case_opened().rider().card_number());
    case Payload::kCaseCalledBack: return {payload.case_called_back().case_id(), {}};
    case Payload::kCaseReopened: return {payload.case_reopened().case_id(), {}};
    case Payload::kConsentWithdrawn:
      return of(payload.consent_withdrawn().application_id(), payload.consent_withdrawn().card_number());
    case Payload::kCorrectionAsked:
      return of(payload.correction_asked().application_id(), payload.correction_asked().card_number());
    case Payload::kErasureAsked:
      return of(payload.erasure_asked().application_id(), payload.erasure_asked().card_number());
    case Payload::kLeavingTakenBack: return {payload.leaving_taken_back().application_id(), {}};
    default: return {};
  }
}

Result<bool> is_erased(Snapshot& in, std::string_view id_or_card) {
  if (id_or_card.empty()) return false;
  return sql::value<bool>(in, "SELECT EXISTS(SELECT 1 FROM erased WHERE digest = ?)",
                          erased_digest(view_of(id_or_card)));
}

}  // namespace

Result<void> end_membership(Act& act, const Uuid& application) {
  WARMHEART_TRY_ASSIGN(auto row, find_application(act, application));
  if (!row) return fail(ErrorCode::not_found, "the application is gone");
  WARMHEART_TRY(end_application(act, *row));
  WARMHEART_TRY(publish_decision(act, *row));
  WARMHEART_TRY(unlist_approved_card(act, *row));
  return revoke_card(act, district_scope(row->district_code), row->card_number, false);
}

Result<void> empty_payload(Act& act, const RecordPosition& at) {
  WARMHEART_TRY(
      sql::execute(act,
                   "UPDATE raw_record SET payload = NULL, stub_reason = 'erased' WHERE device = ? AND epoch = "
                   "? AND seq = ?",
                   at.device.bytes(), at.epoch, at.seq));
  return mark_erasure(act);
}

Result<void> erase_person(Act& act, const Uuid& person) {
  act.needs(Lock::devices());
  act.needs(Lock::sessions());
  act.needs(Lock::persons());
  WARMHEART_TRY_ASSIGN(Traces traces, traces_of(act, person));
  WARMHEART_TRY(remember_traces(act, traces));
  WARMHEART_TRY(stub_unapplied_records(act, traces));
  for (ApplicationRow& row : traces.applications) WARMHEART_TRY(erase_application(act, row));
  for (const Made& one : traces.bookings) WARMHEART_TRY(erase_booking(act, one));
  for (const Made& one : traces.cases) WARMHEART_TRY(erase_case(act, one));
  for (const Made& one : traces.requests) WARMHEART_TRY(erase_request(act, one));
  for (const Made& one : traces.handoffs) WARMHEART_TRY(erase_handoff(act, one));
  WARMHEART_TRY(unlink_document_number(act, person));
  WARMHEART_TRY(act.begin_people());
  for (const Uuid& one : traces.persons)
    WARMHEART_TRY(sql::execute(act.people(), "DELETE FROM person_key WHERE person = ?", one.bytes()));
  return mark_erasure(act);
}

Result<void> erase_ended_application(Act& act, const Uuid& application) {
  act.needs(Lock::devices());
  act.needs(Lock::persons());
  WARMHEART_TRY_ASSIGN(const auto row, find_application(act, application));
  if (!row) return fail(ErrorCode::not_found, "the application is gone");
  Traces traces;
  WARMHEART_TRY_ASSIGN(traces.requests,
                       sql::rows<Made>(act, "SELECT id, scope FROM rider_request WHERE application = ?", read_made,
                                       application.bytes()));
  WARMHEART_TRY(open_application(act, *row, traces));
  WARMHEART_TRY(drop_pending(act, application));
  WARMHEART_TRY(write_tombstone(act, station_scope(row->station), "decision/" + application.text()));
  WARMHEART_TRY(empty_application(act, *row));
  for (const Made& one : traces.requests) WARMHEART_TRY(erase_request(act, one));
  for (const Made& one : traces.handoffs) WARMHEART_TRY(erase_handoff(act, one));
  WARMHEART_TRY(drop_person_of_nothing(act, row->person));
  return mark_erasure(act);
}

Result<void> erase_past_booking(Act& act, const Uuid& booking) {
  act.needs(Lock::devices());
  act.needs(Lock::persons());
  WARMHEART_TRY_ASSIGN(const auto row, find_booking_row(act, booking));
  if (!row) return fail(ErrorCode::not_found, "the booking is gone");
  WARMHEART_TRY(mask_booking(act, {booking, row->scope}));
  if (!row->person.empty()) WARMHEART_TRY(drop_person_of_nothing(act, row->person));
  return mark_erasure(act);
}

Result<void> remember_erased(Act& act, const std::vector<Digest>& digests) {
  for (const Digest& digest : digests) {
    WARMHEART_TRY(sql::execute(act, "INSERT INTO erased(digest, at_ms) VALUES(?, ?) ON CONFLICT(digest) DO NOTHING",
                               digest, act.now_ms()));
  }
  return {};
}

Result<bool> is_about_erased(Snapshot& in, const wire::Payload& payload) {
  const Subject subject = subject_of(payload);
  WARMHEART_TRY_ASSIGN(const bool erased, is_erased(in, subject.id));
  return erased ? Result<bool>(true) : is_erased(in, subject.card);
}

Result<void> drop_erased_record(Act& act, const RecordPosition& at, const wire::Payload& payload) {
  WARMHEART_TRY(empty_payload(act, at));
  const ByteView card = view_of(subject_of(payload).card);
  if (card.size() != kCardBytes) return {};
  return revoke_card(act, scope_all(), card, true);
}

Result<std::uint64_t> erasure_marks(Snapshot& in) {
  WARMHEART_TRY_ASSIGN(const auto marks,
                       sql::row<std::uint64_t>(in, "SELECT value FROM meta WHERE name = ?", kErasureMarks));
  return marks.value_or(0);
}

Result<void> clear_erasure_marks(Act& act, std::uint64_t marks) {
  WARMHEART_TRY(sql::execute(act, "UPDATE meta SET value = 0 WHERE name = ? AND value = ?", kErasureMarks, marks));
  return {};
}

}  // namespace warmheart::internal
