#include "core/service/session.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/person/date.h"

namespace warmheart {
namespace {

template <class List>
bool holds(const List& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

const char* wire_name(NotEligible reason) {
  switch (reason) {
    case NotEligible::occupation: return "occupation";
    case NotEligible::district: return "district";
    case NotEligible::members_only: return "members-only";
    case NotEligible::limit: return "limit";
  }
  return "limit";
}

std::vector<NotEligible> not_eligible(const wire::Session& session, const RiderFacts& rider) {
  const wire::Eligibility& rule = session.eligibility();
  std::vector<NotEligible> reasons;
  if (rule.occupations_size() > 0 && !rider.occupation.empty() && !holds(rule.occupations(), rider.occupation)) {
    reasons.push_back(NotEligible::occupation);
  }
  if (rule.districts_size() > 0 && !rider.district.empty() && !holds(rule.districts(), rider.district)) {
    reasons.push_back(NotEligible::district);
  }
  if (rule.members_only() && rider.card_is_asked && !rider.has_card) reasons.push_back(NotEligible::members_only);
  if (is_over_limit(session, rider.booked)) reasons.push_back(NotEligible::limit);
  return reasons;
}

const char* wire_name(BookingState state) {
  switch (state) {
    case BookingState::wanted: return "wanted";
    case BookingState::waiting: return "waiting";
    case BookingState::confirmed: return "confirmed";
    case BookingState::cancelled: return "cancelled";
    case BookingState::needs_you: return "needs-you";
    case BookingState::attended: return "attended";
    case BookingState::missed: return "missed";
  }
  return "waiting";
}

std::optional<BookingState> booking_state_from(std::string_view name) {
  for (const BookingState state :
       {BookingState::wanted, BookingState::waiting, BookingState::confirmed, BookingState::cancelled,
        BookingState::needs_you, BookingState::attended, BookingState::missed}) {
    if (name == wire_name(state)) return state;
  }
  return std::nullopt;
}

std::string limit_period(const wire::Session& session) {
  if (session.eligibility().period() == "year") return std::to_string(date_at(session.starts_ms()).year);
  return to_hex(view_of(session.session_id()));
}

bool is_over_limit(const wire::Session& session, std::uint32_t booked) {
  const std::uint32_t most = session.eligibility().per_person();
  return most > 0 && booked >= most;
}

bool takes_bookings(const wire::Session& session, std::int64_t now_ms) {
  return session.state() == "open" && now_ms < session.starts_ms();
}

}  // namespace warmheart
