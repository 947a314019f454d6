#include <iostream>

#include "app/admin/commands.h"
#include "app/admin/printing.h"
#include "core/central/slots/slots.h"

namespace warmheart::admin {

Result<void> list_sessions(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto ledgers, slot_ledgers(store));
  centre.out << padded("session", 14) << padded("starts", 18) << padded("title", 34) << padded("slots", 8)
             << padded("pool", 6) << padded("leased", 8) << padded("booked", 8) << padded("retired", 9)
             << padded("waiting", 9) << padded("to call", 9) << "state\n";
  for (const SlotLedger& one : ledgers) {
    const auto figure = [](std::uint64_t value, std::size_t columns) { return padded(std::to_string(value), columns); };
    centre.out << padded(one.session.text().substr(0, 12), 14) << padded(time_text(one.value.starts_ms()), 18)
               << padded(one.value.title(), 34) << figure(one.value.capacity(), 8) << figure(one.pool, 6)
               << figure(one.leased, 8) << figure(one.booked, 8) << figure(one.retired, 9) << figure(one.waiting, 9)
               << figure(one.needs_you, 9) << one.value.state() << (one.held ? ", held since a restore" : "")
               << (one.balanced() ? "" : "  DOES NOT BALANCE: stop the server and ask for help") << "\n";
  }
  return {};
}

Result<void> show_bookings(const Centre& centre, const std::string& session) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const Uuid id, find_session(store, session));
  WARMHEART_TRY_ASSIGN(const auto lines, list_bookings(store, id));
  for (const BookingLine& line : lines) {
    centre.out << time_text(line.made_ms) << "  " << padded(line.masked_name, 14) << padded(line.station, 28)
               << padded(line.slot > 0 ? "slot " + std::to_string(line.slot) : "", 12) << line.state
               << (line.reason.empty() ? "" : " (" + printable(line.reason) + ")") << "\n";
  }
  centre.out << lines.size() << " bookings and wishes, in the order of their arrival\n";
  return {};
}

Result<void> cancel_session_for(const Centre& centre, const std::string& session, const std::string& notice) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const Uuid id, find_session(store, session));
  WARMHEART_TRY(cancel_session(store, id, notice, kAtCommandLine));
  centre.out << "cancelled; everybody who holds a booking is to be called: warmheart-admin bookings " << session
             << "\n";
  return {};
}

Result<void> recall_slots(const Centre& centre, const std::string& session) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const Uuid id, find_session(store, session));
  WARMHEART_TRY_ASSIGN(const std::size_t recalled, recall_leases(store, id));
  centre.out << recalled
             << " leases are recalled; each station gives back what it has not sold with its next exchange\n";
  return {};
}

}  // namespace warmheart::admin
