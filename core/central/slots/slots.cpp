#include "core/base/clock.h"
#include "core/central/store/audit.h"
#include "core/central/ingest/parked.h"
#include "core/central/slots/slots.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/central/store/columns.h"
#include "core/central/feed/feed.h"
#include "core/central/slots/slot_table.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {

using namespace internal;

namespace {

constexpr std::int64_t kHeardOfMs = 7 * kDayMs;  // a device that has been silent for longer is given nothing ahead
constexpr std::uint32_t kMaxCapacity = 100'000;

Result<void> add_slots(Act& act, const Uuid& session, std::uint32_t from, std::uint32_t to) {
  for (std::uint32_t number = from; number <= to; ++number) {
    WARMHEART_TRY(sql::execute(act, "INSERT INTO slot(session, number, state) VALUES(?, ?, ?)", session.bytes(), number,
                               name_of(SlotState::pool)));
  }
  return {};
}

Result<void> check(const wire::Session& value) {
  const bool kind = value.kind() == "health-check" || value.kind() == "training" || value.kind() == "worker-meeting" ||
                    value.kind() == "enterprise-meeting";
  if (!kind)
    return fail(ErrorCode::invalid_argument,
                "a session's kind is health-check, training, worker-meeting or enterprise-meeting; given: \"" +
                    value.kind() + "\"");
  if (value.title().empty() || value.place().empty())
    return fail(ErrorCode::invalid_argument, "a session needs a title and a place");
  if (value.capacity() == 0 || value.capacity() > kMaxCapacity)
    return fail(ErrorCode::invalid_argument, "a session has a capacity of 1 to 100000 slots: " + value.title());
  if (value.ends_ms() <= value.starts_ms())
    return fail(ErrorCode::invalid_argument, "a session ends after it starts: " + value.title());
  return {};
}

template <class... Values>
Result<std::vector<Uuid>> ids(Snapshot& in, std::string_view text, const Values&... values) {
  return sql::rows<Uuid>(in, text, values...);
}

// What a lease still holds is retired: nobody gets it before the session is past.
Result<void> retire(Act& act, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto lease, find_lease(act, id));
  if (!lease || is_over(lease->state)) return {};
#ifndef WARMHEART_DEFECT_REISSUE_RETIRED
  constexpr SlotState kBecomes = SlotState::retired;
#else
  constexpr SlotState kBecomes = SlotState::pool;
#endif
  WARMHEART_TRY(sql::execute(act, "UPDATE slot SET state = ? WHERE session = ? AND lease = ? AND state = ?",
                             name_of(kBecomes), lease->session.bytes(), id.bytes(), name_of(SlotState::leased)));
  return set_lease_state(act, *lease, LeaseState::retired);
}

// I8: a newer epoch of the device has begun, or the device was revoked: the old one's leases are over.
Result<std::size_t> retire_old_epochs(Act& act) {
  WARMHEART_TRY_ASSIGN(
      const auto over,
      ids(act,
          "SELECT l.id FROM lease l WHERE l.state <> 'closed' AND l.state <> 'retired' AND (EXISTS(SELECT 1 FROM "
          "revocation r WHERE r.device = l.device) OR "
          "EXISTS(SELECT 1 FROM device_epoch n JOIN device_epoch o ON o.device = n.device AND o.epoch = l.epoch "
          "WHERE n.device = l.device AND n.ordinal > o.ordinal AND n.acked_seq > 0)) LIMIT 200"));
  for (const Uuid& id : over) WARMHEART_TRY(retire(act, id));
  return over.size();
}

// Two histories of one device that grow side by side: what it holds is frozen until an operator decides
// (core/service/SLOTS.md, "Giving").
Result<std::size_t> freeze_clones(Act& act) {
  WARMHEART_TRY_ASSIGN(const auto clones, ids(act,
                                              "SELECT l.id FROM alarm a JOIN lease l ON l.device = a.device WHERE "
                                              "a.code = 'two-epochs' AND l.state = 'open' "
                                              "AND l.state <> 'closed' AND l.state <> 'retired' LIMIT 200"));
  for (const Uuid& id : clones) {
    WARMHEART_TRY_ASSIGN(auto lease, find_lease(act, id));
    if (lease) WARMHEART_TRY(set_lease_state(act, *lease, LeaseState::frozen));
  }
  return clones.size();
}

// Whether a session is past follows from its end and the time alone: one that a wrong clock ended is in the feed again
// once the clock is right.
Result<std::size_t> tell_ends_of_sessions(Act& act) {
  std::size_t told = 0;
  for (const char* which : {"UPDATE session SET ended = 1 WHERE id IN (SELECT id FROM session WHERE ended = 0 AND "
                            "ends_ms < ? LIMIT 50) RETURNING id",
                            "UPDATE session SET ended = 0 WHERE id IN (SELECT id FROM session WHERE ended = 1 AND "
                            "ends_ms >= ? LIMIT 50) RETURNING id"}) {
    WARMHEART_TRY_ASSIGN(const auto changed, ids(act, which, act.now_ms()));
    for (const Uuid& id : changed) {
      WARMHEART_TRY_ASSIGN(const auto row, find_session_row(act, id));
      WARMHEART_TRY(publish_session_row(act, *row));
    }
    told += changed.size();
  }
  return told;
}

// Later than any clock that is believed can be ahead (core/central/start/clock.h): what a wrong one ended keeps its
// leases until it is right.
Result<std::size_t> retire_leases_of_past_sessions(Act& act) {
  WARMHEART_TRY_ASSIGN(
      const auto leases,
      ids(act,
          "SELECT l.id FROM lease l JOIN session s ON s.id = l.session WHERE l.state <> 'closed' AND l.state <> "
          "'retired' AND s.ends_ms < ? LIMIT 200",
          act.now_ms() - kRetireAfterEndMs));
  for (const Uuid& lease : leases) WARMHEART_TRY(retire(act, lease));
  return leases.size();
}

// After a restore: every active device has flipped to the new incarnation and has nothing left to tell. First what was
// put aside is applied, then slots are granted again.
Result<std::size_t> release_held(Act& act) {
  WARMHEART_TRY_ASSIGN(const bool held,
                       sql::value<bool>(act, "SELECT EXISTS(SELECT 1 FROM session WHERE held_incarnation <> 0)"));
  if (!held) return std::size_t{0};
  WARMHEART_TRY_ASSIGN(
      const auto silent,
      sql::value<std::uint64_t>(act,
                                "SELECT count(*) FROM device d WHERE d.told_incarnation <> ? AND d.state = 'active' "
                                "AND NOT EXISTS(SELECT 1 FROM revocation r WHERE r.device = d.id)",
                                act.incarnation()));
  if (silent > 0) return std::size_t{0};
  WARMHEART_TRY_ASSIGN(
      const bool unapplied,
      sql::value<bool>(act,
                       "SELECT EXISTS(SELECT 1 FROM waiting_record WHERE subject IS NULL) OR EXISTS(SELECT 1 FROM "
                       "device_epoch e JOIN device_applied a ON a.device = e.device AND a.epoch = e.epoch WHERE "
                       "a.applied_seq < e.acked_seq)"));
  if (unapplied) return std::size_t{0};
  WARMHEART_TRY_ASSIGN(const auto aside,
                       ids(act, "SELECT id FROM session WHERE held_incarnation <> 0 AND held_settling = 0"));
  for (const Uuid& id : aside) WARMHEART_TRY(requeue(act, id));
  if (!aside.empty()) {
    WARMHEART_TRY(sql::execute(act, "UPDATE session SET held_settling = 1 WHERE held_incarnation <> 0"));
    return aside.size();
  }
  WARMHEART_TRY_ASSIGN(
      const auto released,
      sql::execute(act, "UPDATE session SET held_incarnation = 0, held_settling = 0 WHERE held_incarnation <> 0"));
  return static_cast<std::size_t>(released);
}

struct Candidate {
  Uuid device;
  std::uint64_t epoch = 0;
  std::string scope;
};
// Devices of the session's district that hold nothing of it, whose newest epoch is known, heard of lately.
Result<std::vector<Candidate>> candidates(Snapshot& in, const SessionRow& session) {
  const auto read = [](sql::Columns& row) { return Candidate{row.id(), row.counter(), station_scope(row.id())}; };
  return sql::rows<Candidate>(
      in,
      "SELECT d.id, e.epoch, s.id FROM device d JOIN station s ON s.id = d.station JOIN session n ON n.id = ?1 "
      "JOIN device_epoch e ON e.device = d.id AND e.ordinal = (SELECT max(m.ordinal) FROM device_epoch m WHERE "
      "m.device = d.id) "
      "WHERE (n.district_code = '' OR n.district_code = s.district_code) AND d.last_contact_ms > ?2 "
      "AND NOT EXISTS(SELECT 1 FROM revocation r WHERE r.device = d.id) "
      "AND NOT EXISTS(SELECT 1 FROM alarm a WHERE a.device = d.id AND a.code = 'two-epochs') "
      "AND NOT EXISTS(SELECT 1 FROM lease l JOIN slot p ON p.session = l.session AND p.lease = l.id AND p.state = "
      "'leased' "
      "WHERE l.session = ?1 AND l.device = d.id AND l.want IS NULL AND l.state <> 'closed' AND l.state <> 'retired') "
      "ORDER BY d.id LIMIT 200",
      read, session.id.bytes(), in.now_ms() - kHeardOfMs);
}

// A few slots for each device, while a quarter of the session stays in the pool for those who ask online and those who
// wait.
Result<std::size_t> grant_ahead(Act& act, const SessionRow& session) {
  WARMHEART_TRY_ASSIGN(const auto devices, candidates(act, session));
  if (devices.empty()) return std::size_t{0};
  WARMHEART_TRY_ASSIGN(std::uint64_t pool, count_slots(act, session.id, SlotState::pool));
  const std::uint64_t keep = (session.value.capacity() * kPoolShare + 99) / 100;
  if (pool <= keep) return std::size_t{0};
  const auto share =
      static_cast<std::uint32_t>(std::clamp<std::uint64_t>((pool - keep) / devices.size(), 1, kMaxAhead));
  std::size_t granted = 0;
  for (const Candidate& device : devices) {
    const auto count = static_cast<std::uint32_t>(std::min<std::uint64_t>(share, pool - keep));
    if (count == 0) break;
    WARMHEART_TRY_ASSIGN(const auto lease,
                         grant_lease(act, session, device.device, device.epoch, device.scope, count, Uuid()));
    if (!lease) break;
    pool -= static_cast<std::uint64_t>(lease->value.slots_size());
    ++granted;
  }
  if (granted > 0) WARMHEART_TRY(publish_session_row(act, session));
  return granted;
}

Result<std::size_t> maintain_open_sessions(Act& act) {
  WARMHEART_TRY_ASSIGN(
      const auto open,
      ids(act, "SELECT id FROM session WHERE ended = 0 AND state = 'open' ORDER BY starts_ms LIMIT 500"));
  std::size_t moved = 0;
  for (const Uuid& id : open) {
    WARMHEART_TRY_ASSIGN(const auto session, find_session_row(act, id));
    if (!session || is_held(act, *session) || session->value.starts_ms() <= act.now_ms()) continue;
    WARMHEART_TRY_ASSIGN(const std::size_t up, move_waiting_list_up(act, *session));
    WARMHEART_TRY_ASSIGN(const std::size_t granted, grant_ahead(act, *session));
    moved += up + granted;
  }
  return moved;
}

}  // namespace

Result<bool> internal::may_lease_one(Snapshot& in, const SessionRow& session) {
  if (is_held(in, session) || session.value.starts_ms() <= in.now_ms()) return false;
  WARMHEART_TRY_ASSIGN(const auto others_first, first_waiting(in, session.id));
  return !others_first;
}

Result<Uuid> publish_session(CentralStore& store, const std::string& district, wire::Session value) {
  WARMHEART_TRY(check(value));
  if (!district.empty() && district.size() != 6)
    return fail(ErrorCode::invalid_argument, "a district has a code of six digits; given: \"" + district + "\"");
  Uuid id = store.make_id();
  if (!value.session_id().empty()) { WARMHEART_TRY_ASSIGN(id, Uuid::from_bytes(view_of(value.session_id()))); }
  value.set_session_id(string_of(id.bytes()));
  value.set_state(std::string(name_of(SessionState::open)));
  return store.transact({Lock::devices(), Lock::session(id)}, [&](Act& act) -> Result<Uuid> {
    WARMHEART_TRY_ASSIGN(auto known, find_session_row(act, id));
    if (known && known->state == SessionState::past) return id;
    if (known && known->state == SessionState::cancelled) return id;
    if (known && value.capacity() < known->value.capacity()) {
      return fail(
          ErrorCode::conflict,
          "slots of \"" + value.title() +
              "\" may be held or booked already: its capacity may grow, not shrink; cancel it and publish another");
    }
    SessionRow row{id, district.empty() ? scope_all() : district_scope(district), SessionState::open, value,
                   known ? known->held_incarnation : 0};
    if (known) {
      row.scope = known->scope;
      WARMHEART_TRY(set_session(act, row));
      WARMHEART_TRY(add_slots(act, id, known->value.capacity() + 1, value.capacity()));
    } else {
      WARMHEART_TRY(sql::execute(act,
                                 "INSERT INTO session(id, scope, district_code, kind, capacity, starts_ms, ends_ms, "
                                 "state, body) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                 id.bytes(), row.scope, district, value.kind(), value.capacity(), value.starts_ms(),
                                 value.ends_ms(), name_of(row.state), serialise(value)));
      WARMHEART_TRY(add_slots(act, id, 1, value.capacity()));
    }
    WARMHEART_TRY(publish_session_row(act, row));
    WARMHEART_TRY(requeue(act, id));
    return id;
  });
}

Result<void> cancel_session(CentralStore& store, const Uuid& session, const std::string& notice,
                            const std::string& who) {
  return store.transact({Lock::session(session)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(auto row, find_session_row(act, session));
    if (!row) return fail(ErrorCode::not_found, "no such session");
    if (row->state == SessionState::past) return fail(ErrorCode::conflict, "the session is over");
    row->state = row->kept = SessionState::cancelled;
    row->value.set_notice(notice);
    WARMHEART_TRY(set_session(act, *row));
    WARMHEART_TRY(publish_session_row(act, *row));
    WARMHEART_TRY_ASSIGN(
        const auto bookings,
        ids(act, "SELECT id FROM booking WHERE session = ? AND state IN ('waiting', 'wanted', 'confirmed')",
            session.bytes()));
    for (const Uuid& id : bookings) {
      WARMHEART_TRY_ASSIGN(auto booking, find_booking_row(act, id));
      booking->state = BookingState::needs_you;
      booking->reason = "session-cancelled";
      WARMHEART_TRY(update_booking(act, *booking));
    }
    WARMHEART_TRY_ASSIGN(const auto leases, ids(act,
                                                "SELECT id FROM lease WHERE session = ? AND state IN ('open', "
                                                "'frozen') AND state <> 'closed' AND state <> 'retired'",
                                                session.bytes()));
    for (const Uuid& id : leases) {
      WARMHEART_TRY_ASSIGN(auto lease, find_lease(act, id));
      WARMHEART_TRY(set_lease_state(act, *lease, LeaseState::recalled));
    }
    WARMHEART_TRY(write_audit(act, who, "session-cancelled", session.text(), ""));
    return {};
  });
}

Result<std::size_t> recall_leases(CentralStore& store, const Uuid& session) {
  return store.transact({Lock::session(session)}, [&](Act& act) -> Result<std::size_t> {
    WARMHEART_TRY_ASSIGN(
        const auto leases,
        ids(act,
            "SELECT id FROM lease WHERE session = ? AND state = 'open' AND state <> 'closed' AND state <> 'retired'",
            session.bytes()));
    for (const Uuid& id : leases) {
      WARMHEART_TRY_ASSIGN(auto lease, find_lease(act, id));
      WARMHEART_TRY(set_lease_state(act, *lease, LeaseState::recalled));
    }
    return leases.size();
  });
}

Result<std::size_t> maintain_leases(CentralStore& store) {
  std::size_t moved = 0;
  for (const auto step : {&retire_old_epochs, &freeze_clones, &tell_ends_of_sessions, &retire_leases_of_past_sessions,
                          &release_held, &maintain_open_sessions}) {
    WARMHEART_TRY_ASSIGN(const std::size_t done, store.transact({Lock::devices(), Lock::sessions()}, *step));
    moved += done;
  }
  return moved;
}

Result<std::vector<SlotLedger>> slot_ledgers(CentralStore& store) {
  return store.read([&](Snapshot& in) -> Result<std::vector<SlotLedger>> {
    WARMHEART_TRY_ASSIGN(const auto sessions, ids(in, "SELECT id FROM session ORDER BY starts_ms, id"));
    std::vector<SlotLedger> out;
    for (const Uuid& id : sessions) {
      WARMHEART_TRY_ASSIGN(const auto row, find_session_row(in, id));
      SlotLedger ledger;
      ledger.session = id;
      ledger.value = row->value;
      ledger.value.set_state(std::string(name_of(row->state)));
      ledger.held = is_held(in, *row);
      WARMHEART_TRY_ASSIGN(ledger.pool, count_slots(in, id, SlotState::pool));
      WARMHEART_TRY_ASSIGN(ledger.leased, count_slots(in, id, SlotState::leased));
      WARMHEART_TRY_ASSIGN(ledger.booked, count_slots(in, id, SlotState::booked));
      WARMHEART_TRY_ASSIGN(ledger.retired, count_slots(in, id, SlotState::retired));
      const auto read = [](sql::Columns& counts) { return std::pair{counts.counter(), counts.counter()}; };
      using Waiting = std::pair<std::uint64_t, std::uint64_t>;
      WARMHEART_TRY_ASSIGN(
          std::tie(ledger.waiting, ledger.needs_you),
          sql::value<Waiting>(in,
                              "SELECT count(*) FILTER (WHERE state = 'waiting' OR state = 'wanted'), "
                              "count(*) FILTER (WHERE state = 'needs-you') FROM booking WHERE session = "
                              "?",
                              read, id.bytes()));
      out.push_back(std::move(ledger));
    }
    return out;
  });
}

Result<std::vector<BookingLine>> list_bookings(CentralStore& store, const Uuid& session) {
  const auto read = [](sql::Columns& row) {
    return BookingLine{row.id(),     row.text(), row.text(), row.text(), row.text(), row.next<std::uint32_t>(),
                       row.integer()};
  };
  return store.read([&](Snapshot& in) -> Result<std::vector<BookingLine>> {
    return sql::rows<BookingLine>(in,
                                  "SELECT b.id, b.state, b.reason, b.masked_name, coalesce(s.name, ''), b.slot, "
                                  "b.made_ms FROM booking b LEFT JOIN device d ON d.id = b.device "
                                  "LEFT JOIN station s ON s.id = d.station WHERE b.session = ? ORDER BY b.arrival",
                                  read, session.bytes());
  });
}

Result<Uuid> find_session(CentralStore& store, const std::string& beginning) {
  return store.read([&](Snapshot& in) -> Result<Uuid> {
    return id_beginning(in, "session", beginning, "session", "warmheart-admin sessions");
  });
}

}  // namespace warmheart
