// Sessions with numbered slots: health checks, trainings, worker meetings (SLOTS.md). Who may book, explained before
// the last step, and the periods that a limit counts by. Pure functions; the values travel as wire::Session.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warmheart.pb.h"

namespace warmheart {

// What is known of a rider when eligibility is asked; an unknown value is empty and refuses nothing yet.
struct RiderFacts {
  std::string occupation;      // wire name
  std::string district;        // 6 digits, of the street of work
  bool has_card = false;       // valid, or not yet approved
  bool card_is_asked = false;  // false: nobody has shown who they are so far
  std::uint32_t booked = 0;    // bookings of this kind in the period
};

enum class NotEligible { occupation, district, members_only, limit };
const char* wire_name(NotEligible reason);  // "occupation", "district", "members-only", "limit": a sentence each
std::vector<NotEligible> not_eligible(const wire::Session& session, const RiderFacts& rider);

// Bookings with the same kind and the same period count together: "2026" for a year's limit, the session's id for a
// session's.
std::string limit_period(const wire::Session& session);
// True when a person with so many bookings may not have one more.
bool is_over_limit(const wire::Session& session, std::uint32_t booked);

// Where a booking stands; the wire names are those of BookingState.state.
enum class BookingState {
  wanted,   // asked of the centre: a slot may come with the next answer
  waiting,  // on the waiting list; never called a booking
  confirmed,
  cancelled,
  needs_you,  // the centre says that a person must act: reason tells
  attended,
  missed,
};
const char* wire_name(BookingState state);
std::optional<BookingState> booking_state_from(std::string_view name);

// Open and not over: bookings are taken. `now_ms` by the best idea of the time.
bool takes_bookings(const wire::Session& session, std::int64_t now_ms);

}  // namespace warmheart
