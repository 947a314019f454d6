#include "app/fleet/records.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "core/member/application_wire.h"
#include "core/member/occupation.h"
#include "core/member/query_code.h"
#include "core/person/date.h"
#include "core/person/mask.h"
#include "core/service/fault.h"
#include "core/service/rating.h"
#include "core/service/rider.h"

namespace warmheart::fleet {
namespace {

constexpr std::array<const char*, 10> kFamilies = {"张", "王", "李", "赵", "欧阳", "陈", "刘", "周", "单", "曾"};
constexpr std::array<const char*, 8> kGiven = {"伟", "小明", "建国", "丽华", "志强", "敏", "海燕", "春生"};
constexpr std::array<std::string_view, 3> kOpenServices = {"WATER", "WIFI", "REST"};  // without a unit
constexpr std::array<std::string_view, 2> kUnitServices = {"REST", "CHARGE"};
constexpr std::array<std::string_view, 2> kBroughtServices = {"HEAT", "MED"};
constexpr std::uint64_t kUnits = 6;
constexpr std::int64_t kUnitMs = 30 * 60'000;
constexpr std::int64_t kCaseDueMs = 5ll * 24 * 3'600'000;
constexpr std::size_t kCardsKept = 16;
constexpr const char* kOpen = "open";  // of sessions and leases
constexpr const char* kRecalled = "recalled";

// ISO 7064 MOD 11-2 over seventeen digits (GB 11643).
char check_character(std::string_view seventeen) {
  constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (seventeen[i] - '0') * kWeights[i];
  return "10X98765432"[sum % 11];
}

// Ten million numbers, born 1970 to 1999.
std::string invented_number(std::uint64_t n) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "000000%04u%02u%02u%03u", static_cast<unsigned>(1970 + n / 336'000 % 30),
                static_cast<unsigned>(1 + n / 28'000 % 12), static_cast<unsigned>(1 + n / 1'000 % 28),
                static_cast<unsigned>(n % 1'000));
  const std::string seventeen = text.data();
  return seventeen + check_character(seventeen);
}

std::string invented_mobile(std::uint64_t n) {
  const std::string tail = std::to_string(n % 10'000);
  return "1380000" + std::string(4 - tail.size(), '0') + tail;
}

// Three strokes across the pad, a little different for everybody.
Signature invented_signature(std::uint64_t n) {
  Signature signature;
  for (int stroke = 0; stroke < 3; ++stroke) {
    Stroke points;
    for (int i = 0; i <= 24; ++i) {
      const int wave = static_cast<int>((n + static_cast<std::uint64_t>(i * (stroke + 2))) % 9) * 320;
      points.push_back({1200 + stroke * 2600 + i * 85, 2500 + wave + i * 90});
    }
    signature.strokes.push_back(std::move(points));
  }
  return signature;
}

template <std::size_t N>
std::string one_of(const std::array<std::string_view, N>& names, std::uint64_t at) {
  return std::string(names[at % N]);
}

NewRecord record_of(wire::RecordKind kind, const Uuid& id) { return {kind, id, {}}; }

struct HelpKind {
  const char* code;
  const char* topic;
  bool needs_name;
};
constexpr std::array<HelpKind, 4> kHelp = {{{"labour-dispute", "unpaid-wage", true},
                                            {"legal-advice", "contract", false},
                                            {"psychological", "stress", false},
                                            {"hardship", "illness", true}}};

}  // namespace

Draft invented_person(std::uint64_t seed, std::size_t station, std::uint64_t number) {
  const std::uint64_t n = seed * 7'919 + station * 1'009 + number;
  Draft draft;
  draft.name = std::string(kFamilies[n % kFamilies.size()]) + kGiven[n / 3 % kGiven.size()];
  draft.document_number = invented_number(n);
  draft.mobile = invented_mobile(n);
  draft.occupation = kOccupations[n % 4];
  draft.outside_city = true;
  draft.signature = invented_signature(n);
  return draft;
}

RecordMaker::RecordMaker(const DeviceIdentity& identity, std::uint64_t seed, std::size_t station, const Clock& clock,
                         Random& random)
    : m_seed(seed), m_station(station), m_clock(clock), m_random(random), m_card_secret(identity.card_secret_key) {
  if (const auto id = eight_bytes(identity.card_key_id)) m_card_key_id = *id;
  if (!m_assignment.ParseFromString(string_of(identity.first_assignment))) m_assignment.Clear();
}

Result<std::vector<NewRecord>> RecordMaker::take(const Feed::News& news, std::uint64_t epoch) {
  if (news.full) m_sessions.clear();
  std::vector<NewRecord> out;
  for (const wire::FeedValue& value : news.values) {
    if (value.has_union_() && value.union_().code() == m_assignment.union_code()) m_union = value.union_();
    if (value.has_session()) take_session(value.session());
    if (value.has_sealing_key()) {
      const wire::SealingKey& key = value.sealing_key();
      SealingPublicKey next;
      if (key.key_id().size() != next.id.size() || key.public_key().size() != next.key.size()) continue;
      std::ranges::copy(view_of(key.key_id()), next.id.begin());
      std::ranges::copy(view_of(key.public_key()), next.key.begin());
      m_sealing_key = next;
    }
    if (value.has_lease()) {
      if (auto record = take_lease(value.lease(), epoch)) out.push_back(std::move(*record));
    }
  }
  for (const wire::FeedValue& value : news.values) {  // once the union that they name is known
    if (value.has_consent_text()) keep_consent(value.consent_text());
  }
  return out;
}

std::optional<SealingPublicKey> RecordMaker::take_sealing_key() { return std::exchange(m_sealing_key, std::nullopt); }

void RecordMaker::forget_leases() { m_leases.clear(); }

void RecordMaker::keep_consent(const wire::ConsentText& text) {
  if (text.language() != "zh") return;
  const ConsentParties parties{m_assignment.controller_name(), m_assignment.controller_phone(), m_union.name(),
                               m_union.phone()};
  m_consents[text.id()] = {text.id(), text.version(), consent_hash(show_consent(text.text(), parties)), "zh", true};
}

std::vector<Consent> RecordMaker::joining_consents() const {
  std::vector<Consent> out;
  for (const std::string_view id : kRequiredConsents) {
    const auto known = m_consents.find(std::string(id));
    if (known == m_consents.end()) return {};
    out.push_back(known->second);
  }
  return out;
}

void RecordMaker::take_session(const wire::Session& session) {
  const auto id = Uuid::from_bytes(view_of(session.session_id()));
  if (!id) return;
  std::erase(m_sessions, *id);
  const wire::Eligibility& only = session.eligibility();
  const bool for_everybody = !only.members_only() && only.occupations().empty() && only.districts().empty();
  if (for_everybody && session.state() == kOpen && session.starts_ms() > now_ms()) m_sessions.push_back(*id);
}

std::optional<NewRecord> RecordMaker::take_lease(const wire::Lease& lease, std::uint64_t epoch) {
  const auto id = Uuid::from_bytes(view_of(lease.lease_id()));
  const auto session = Uuid::from_bytes(view_of(lease.session_id()));
  if (!id || !session || lease.epoch() != epoch) return std::nullopt;
  const auto known = m_leases.find(*id);
  if (known != m_leases.end()) {
    HeldLease& held = known->second;
    held.open = lease.state() == kOpen && !held.closed;
    return lease.state() == kRecalled && !held.closed ? std::optional(close(*id, held, kRecalled)) : std::nullopt;
  }
  if (lease.state() == kRecalled) return std::nullopt;  // nothing of it was ever ours
  HeldLease& held = m_leases[*id];
  held.session = *session;
  held.unspent.assign(lease.slots().begin(), lease.slots().end());
  held.open = lease.state() == kOpen;
  const auto want_id = Uuid::from_bytes(view_of(lease.want_id()));
  if (!want_id) return std::nullopt;
  const auto want = m_wants.find(*want_id);
  if (want == m_wants.end() || held.unspent.empty()) return close(*id, held, "not-needed");
  NewRecord record = booked(*want_id, *session, *id, held.unspent.front(), &want->second);
  held.unspent.erase(held.unspent.begin());
  m_wants.erase(want);
  return record;
}

NewRecord RecordMaker::visit(bool with_unit) {
  NewRecord record = record_of(wire::VISIT_REGISTERED, fresh());
  wire::VisitRegistered& body = *record.payload.mutable_visit_registered();
  body.set_visit_id(string_of(record.id.bytes()));
  body.set_service(with_unit ? one_of(kUnitServices, dice(2)) : one_of(kOpenServices, dice(3)));
  if (dice(10) > 0) body.set_occupation(std::string(kOccupations[dice(4)]));
  body.set_people(dice(8) == 0 ? static_cast<std::uint32_t>(2 + dice(3)) : 1);
  if (body.people() == 1 && !m_cards.empty() && dice(5) == 0)
    body.set_card_number(string_of(m_cards[dice(m_cards.size())]));
  if (with_unit) {
    body.set_unit(static_cast<std::uint32_t>(1 + dice(kUnits)));
    body.set_ends_ms(now_ms() + kUnitMs);
  }
  return record;
}

NewRecord RecordMaker::visit_ended(const Uuid& visit) {
  NewRecord record = record_of(wire::VISIT_ENDED, fresh());
  record.payload.mutable_visit_ended()->set_visit_id(string_of(visit.bytes()));
  record.payload.mutable_visit_ended()->set_how("checked-out");
  return record;
}

std::vector<NewRecord> RecordMaker::brought() {
  NewRecord visit_record = visit(false);
  const std::string service = one_of(kBroughtServices, dice(2));
  visit_record.payload.mutable_visit_registered()->set_service(service);
  NewRecord record = record_of(wire::SERVICE_REQUESTED, fresh());
  wire::ServiceRequested& body = *record.payload.mutable_service_requested();
  body.set_request_id(string_of(record.id.bytes()));
  body.set_service(service);
  body.set_visit_id(string_of(visit_record.id.bytes()));
  std::vector<NewRecord> out;
  out.push_back(std::move(visit_record));
  out.push_back(std::move(record));
  return out;
}

NewRecord RecordMaker::taken_up(const Uuid& request) {
  NewRecord record = record_of(wire::SERVICE_TAKEN_UP, fresh());
  record.payload.mutable_service_taken_up()->set_request_id(string_of(request.bytes()));
  record.payload.mutable_service_taken_up()->set_how("done");
  return record;
}

NewRecord RecordMaker::rating() {
  NewRecord record = record_of(wire::RATING_GIVEN, fresh());
  wire::RatingGiven& body = *record.payload.mutable_rating_given();
  body.set_about(std::string(kAboutService));
  body.set_code(one_of(kOpenServices, dice(3)));
  body.set_face(std::string(kFaces[dice(10) < 8 ? 0 : 1 + dice(2)]));
  return record;
}

NewRecord RecordMaker::fault() {
  NewRecord record = record_of(wire::FAULT_REPORTED, fresh());
  wire::FaultReported& body = *record.payload.mutable_fault_reported();
  body.set_fault_id(string_of(record.id.bytes()));
  body.set_item(one_of(kUnitServices, dice(2)));
  body.set_what(std::string(kFaultKinds[dice(3)]));
  return record;
}

Result<std::optional<NewRecord>> RecordMaker::join() {
  Draft draft = next_person();
  draft.union_code = m_assignment.union_code();
  draft.consents = joining_consents();
  if (draft.consents.empty() || draft.union_code.empty()) return std::optional<NewRecord>();
  const auto application = validate(draft, date_at(now_ms()));
  if (!application) {
    const FieldError& first = application.error().front();
    return fail(ErrorCode::invalid_argument, std::string("an invented application breaks the rules of ") +
                                                 wire_name(first.field) + ": " + sentence_key(first.reason));
  }
  const CardNumber card = make_card_number(m_random);
  const std::int64_t ends_ms = now_ms() + kProvisionalCardMs;
  const CardClaims claims{
      m_card_key_id, card,   mask_name(application->name), application->occupation, application->union_code,
      now_ms(),      ends_ms};
  NewRecord record = record_of(wire::APPLICATION_SUBMITTED, fresh());
  wire::ApplicationSubmitted& body = *record.payload.mutable_application_submitted();
  body.set_application_id(string_of(record.id.bytes()));
  *body.mutable_fields() = to_wire(*application);
  for (const Consent& consent : application->consents) *body.add_consents() = to_wire(consent);
  body.set_query_code(make_query_code(m_random));
  body.set_card_number(string_of(card));
  WARMHEART_TRY_ASSIGN(const std::string text, sign_card(claims, m_card_secret.view()));
  body.set_provisional_card(text);
  body.set_card_expires_ms(ends_ms);
  body.set_language(application->language);
  if (m_cards.size() == kCardsKept) m_cards.erase(m_cards.begin());
  m_cards.push_back(card);
  return std::optional<NewRecord>(std::move(record));
}

wire::RiderIdentity RecordMaker::rider() {
  wire::RiderIdentity out;
  const Draft draft = next_person();
  out.set_name(draft.name);
  out.set_document_kind(wire_name(draft.document_kind));
  out.set_document_number(draft.document_number);
  out.set_mobile(draft.mobile);
  out.set_occupation(draft.occupation);
  return out;
}

std::optional<NewRecord> RecordMaker::book() {
  for (auto& [id, held] : m_leases) {
    const bool can_be_booked = std::ranges::find(m_sessions, held.session) != m_sessions.end();
    if (!held.open || !can_be_booked || held.unspent.empty()) continue;
    const std::uint32_t slot = held.unspent.front();
    held.unspent.erase(held.unspent.begin());
    return booked(fresh(), held.session, id, slot, nullptr);
  }
  if (m_sessions.empty()) return std::nullopt;
  NewRecord record = record_of(wire::SLOT_WANTED, fresh());
  wire::SlotWanted& body = *record.payload.mutable_slot_wanted();
  body.set_want_id(string_of(record.id.bytes()));
  body.set_session_id(string_of(m_sessions[dice(m_sessions.size())].bytes()));
  *body.mutable_rider() = rider();
  body.set_short_code(make_query_code(m_random));
  const auto consent = m_consents.find(std::string(kHealthCheckConsent));
  if (consent != m_consents.end()) *body.add_consents() = to_wire(consent->second);
  m_wants.emplace(record.id, body);
  return record;
}

NewRecord RecordMaker::booked(const Uuid& booking, const Uuid& session, const Uuid& lease, std::uint32_t slot,
                              const wire::SlotWanted* want) {
  // A booking that a want became has the want's id; its record has one of its own.
  NewRecord record = record_of(wire::SLOT_BOOKED, want == nullptr ? booking : fresh());
  wire::SlotBooked& body = *record.payload.mutable_slot_booked();
  body.set_booking_id(string_of(booking.bytes()));
  body.set_session_id(string_of(session.bytes()));
  body.set_lease_id(string_of(lease.bytes()));
  body.set_slot(slot);
  *body.mutable_rider() = want == nullptr ? rider() : want->rider();
  body.set_short_code(want == nullptr ? make_query_code(m_random) : want->short_code());
  if (want != nullptr) body.set_want_id(string_of(booking.bytes()));
  return record;
}

NewRecord RecordMaker::close(const Uuid& lease, HeldLease& held, const char* reason) {
  NewRecord record = record_of(wire::LEASE_CLOSED, fresh());
  wire::LeaseClosed& body = *record.payload.mutable_lease_closed();
  body.set_lease_id(string_of(lease.bytes()));
  body.set_session_id(string_of(held.session.bytes()));
  body.mutable_unspent()->Add(held.unspent.begin(), held.unspent.end());
  body.set_reason(reason);
  held.unspent.clear();
  held.open = false;
  held.closed = true;
  return record;
}

NewRecord RecordMaker::ask_for_help() {
  const HelpKind& kind = kHelp[dice(kHelp.size())];
  NewRecord record = record_of(wire::CASE_OPENED, fresh());
  wire::CaseOpened& body = *record.payload.mutable_case_opened();
  body.set_case_id(string_of(record.id.bytes()));
  body.set_number(make_query_code(m_random));
  body.set_kind(kind.code);
  body.set_topic(kind.topic);
  body.set_wish("请帮忙看看");
  body.set_due_ms(now_ms() + kCaseDueMs);
  if (!kind.needs_name) return record;
  const Draft draft = next_person();
  body.mutable_rider()->set_name(draft.name);
  body.mutable_rider()->set_mobile(draft.mobile);
  body.set_call_back(true);
  return record;
}

NewRecord RecordMaker::hand_off() {
  NewRecord record = record_of(wire::HANDOFF_OPENED, fresh());
  wire::HandoffOpened& body = *record.payload.mutable_handoff_opened();
  body.set_handoff_id(string_of(record.id.bytes()));
  body.set_purpose("join");
  body.set_most(1);
  return record;
}

}  // namespace warmheart::fleet
