#include <algorithm>
#include <set>

#include "core/station/feed_mirror.h"
#include "core/station/journal.h"
#include "core/station/lease_rows.h"
#include "core/station/trusted_time.h"
#include "core/station/want_rows.h"
#include "core/storage/sql.h"

namespace warmheart::station {
namespace {

BootId boot_id_from(ByteView bytes) {
  BootId out{};
  if (bytes.size() == out.size()) std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

struct LeaseRow {
  Uuid id;
  Uuid session;
  std::string state;
  SellUntil until;
  std::uint32_t hard_left = 0;
};

// Leases of the present epoch that are not closed, in the order of their ids; of one session, or of all.
Result<std::vector<LeaseRow>> open_leases(sqlite::Database& db, const Uuid& session) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, present_epoch(db));
#ifdef WARMHEART_DEFECT_LEASE_SURVIVES_EPOCH
  constexpr const char* kOfEpoch = "(epoch=?1 OR 1)";
#else
  constexpr const char* kOfEpoch = "epoch=?1";
#endif
  WARMHEART_TRY_ASSIGN(auto query, db.prepare(std::string("SELECT id,session,state,sell_boot_id,sell_until_ms,hard_left FROM lease "
                                              "WHERE state<>'closed' AND ") + kOfEpoch + " AND (?2 OR session=?3) ORDER BY id"));
  query.bind(epoch.epoch, session.empty(), session.bytes());
  std::vector<LeaseRow> rows;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool more, query.step());
    if (!more) return rows;
    LeaseRow row;
    WARMHEART_TRY_ASSIGN(row.id, Uuid::from_bytes(query.bytes(0)));
    WARMHEART_TRY_ASSIGN(row.session, Uuid::from_bytes(query.bytes(1)));
    row.state = query.text(2);
    row.until = {boot_id_from(query.bytes(3)), query.integer(4)};
    row.hard_left = static_cast<std::uint32_t>(query.integer(5));
    rows.push_back(std::move(row));
  }
}

Result<std::vector<std::uint32_t>> unspent_of(sqlite::Database& db, const Uuid& lease) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT place FROM lease_place WHERE lease=? AND state='unspent' ORDER BY place"));
  query.bind(lease.bytes());
  std::vector<std::uint32_t> places;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool more, query.step());
    if (!more) return places;
    places.push_back(static_cast<std::uint32_t>(query.integer(0)));
  }
}

Result<void> set_state(sqlite::Database& db, const Uuid& lease, const char* state) {
  WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE lease SET state=? WHERE id=?"));
  return update.bind(state, lease.bytes()).run();
}

// Counts in the database, and names outside it what is about to be committed.
Result<void> name_outside(StationStore::State& state, sqlite::Database& db, const Uuid& lease, std::uint32_t place) {
  WARMHEART_TRY_ASSIGN(auto count, db.prepare("UPDATE station SET places_spent=places_spent+1 RETURNING places_spent"));
  WARMHEART_TRY(count.step());
  const auto number = static_cast<std::uint64_t>(count.integer(0));
  count.reset();
#ifndef WARMHEART_DEFECT_SPEND_UNNAMED
  if (state.counter) WARMHEART_TRY(state.counter->name({number, lease, place}));
#endif
  return {};
}

Result<std::vector<std::uint32_t>> burnt_of(sqlite::Database& db, const Uuid& lease) {
  return sql::rows<std::uint32_t>(db, "SELECT place FROM lease_place WHERE lease=? AND state='burnt' ORDER BY place", lease.bytes());
}

// `unspent` go back to the pool; `burnt` are nobody's, also at a centre that has forgotten the lease.
Result<void> write_lease_closed(StationStore::State& state, sqlite::Database& db, const Uuid& lease,
                                const std::vector<std::uint32_t>& unspent, const std::vector<std::uint32_t>& burnt,
                                const char* reason) {
  WARMHEART_TRY_ASSIGN(const auto session, sql::value<Uuid>(db, "SELECT session FROM lease WHERE id=?", lease.bytes()));
  wire::Payload payload;
  wire::LeaseClosed& body = *payload.mutable_lease_closed();
  body.set_lease_id(string_of(lease.bytes()));
  body.set_session_id(string_of(session.bytes()));
  for (const std::uint32_t place : unspent) body.add_unspent(place);
  for (const std::uint32_t place : burnt) body.add_burnt(place);
  body.set_reason(reason);
  return state.write_record(db, Uuid::make(state.clock, state.random), wire::LEASE_CLOSED, payload);
}

// The device's own in-order close: the only way by which unspent places go back (I4).
Result<void> close_lease(StationStore::State& state, sqlite::Database& db, const Uuid& lease, const char* reason) {
  WARMHEART_TRY(name_outside(state, db, lease, 0));
  WARMHEART_TRY_ASSIGN(const auto unspent, unspent_of(db, lease));
  WARMHEART_TRY_ASSIGN(const auto burnt, burnt_of(db, lease));
  WARMHEART_TRY(set_state(db, lease, "closed"));
  WARMHEART_TRY(sql::execute(db, "UPDATE lease_place SET state='returned' WHERE lease=? AND state='unspent'", lease.bytes()));
  return write_lease_closed(state, db, lease, unspent, burnt, reason);
}

// A centre that was restored has forgotten this lease: what was spent of it is told again, what is burnt is told now, and
// the rest is not ours any more.
Result<void> end_forgotten_lease(StationStore::State& state, sqlite::Database& db, const Uuid& lease) {
  WARMHEART_TRY_ASSIGN(const auto burnt, burnt_of(db, lease));
  WARMHEART_TRY(set_state(db, lease, "closed"));
  return burnt.empty() ? Result<void>() : write_lease_closed(state, db, lease, {}, burnt, "forgotten");
}

// Leases of epochs before this one are sold no more (I8). The database may have gone back behind a booking of theirs, so
// that whatever it takes for unspent counts as burnt: a centre that has forgotten them as well gives it to nobody.
Result<void> end_leases_of_other_epochs(StationStore::State& state, sqlite::Database& db) {
#ifndef WARMHEART_DEFECT_LEASE_SURVIVES_EPOCH
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, present_epoch(db));
  WARMHEART_TRY_ASSIGN(const auto over, sql::rows<Uuid>(db, "SELECT id FROM lease WHERE state<>'closed' AND epoch<>?", epoch.epoch));
  for (const Uuid& lease : over) {
    WARMHEART_TRY(sql::execute(db, "UPDATE lease_place SET state='burnt' WHERE lease=? AND state='unspent'", lease.bytes()));
    WARMHEART_TRY_ASSIGN(const auto burnt, burnt_of(db, lease));
    WARMHEART_TRY(set_state(db, lease, "closed"));
    if (!burnt.empty()) WARMHEART_TRY(write_lease_closed(state, db, lease, {}, burnt, "epoch-over"));
  }
#endif
  return {};
}

struct RequestSent {
  BootId boot_id{};
  std::int64_t boottime_ms = 0;
};
Result<RequestSent> request_sent(sqlite::Database& db) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT staged_sent_boot_id,staged_sent_ms FROM station"));
  WARMHEART_TRY(query.step());
  return RequestSent{boot_id_from(query.bytes(0)), query.integer(1)};
}

Result<bool> knows_lease(sqlite::Database& db, const Uuid& lease) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT 1 FROM lease WHERE id=?"));
  return query.bind(lease.bytes()).step();
}

Result<void> take_lease(StationStore::State& state, sqlite::Database& db, const wire::Lease& lease, const Uuid& id, const RequestSent& sent) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, present_epoch(db));
  const SellUntil until = sell_until(sent.boot_id, sent.boottime_ms, lease.sell_for_ms());
  WARMHEART_TRY_ASSIGN(auto insert, db.prepare("INSERT INTO lease(id,session,epoch,state,sell_boot_id,sell_until_ms,hard_left) VALUES(?,?,?,?,?,?,?)"));
  WARMHEART_TRY(insert.bind(id.bytes(), view_of(lease.session_id()), epoch.epoch, lease.state() == "frozen" ? "frozen" : "open", until.boot_id,
                            until.boottime_ms, std::min(lease.hard_places(), kMostHardPlaces))
                    .run());
  WARMHEART_TRY_ASSIGN(auto place, db.prepare("INSERT INTO lease_place(lease,place,state) VALUES(?,?,'unspent')"));
  for (const std::uint32_t number : lease.places()) WARMHEART_TRY(place.bind(id.bytes(), number).run());
  if (lease.want_id().empty()) return {};
  WARMHEART_TRY_ASSIGN(const bool spent, spend_for_want(state, db, lease, id));
  return spent ? Result<void>() : close_lease(state, db, id, "not-needed");
}

}  // namespace

Result<std::vector<LeasePlace>> sellable_places(StationStore::State& state, sqlite::Database& db, const Uuid& session) {
  WARMHEART_TRY_ASSIGN(const auto leases, open_leases(db, session));
  std::vector<LeasePlace> places;
  for (const LeaseRow& lease : leases) {
    if (lease.state != "open") continue;
    const MaySell may = may_sell(lease.until, lease.hard_left, state.clock.now());
    if (may == MaySell::no) continue;
    WARMHEART_TRY_ASSIGN(const auto unspent, unspent_of(db, lease.id));
    const std::size_t most = may == MaySell::yes ? unspent.size() : std::min<std::size_t>(unspent.size(), lease.hard_left);
    for (std::size_t i = 0; i < most; ++i) places.push_back({lease.id, unspent[i], may == MaySell::hard_place});
  }
  return places;
}

Result<void> spend(StationStore::State& state, sqlite::Database& db, const LeasePlace& place, const Uuid& booking) {
  WARMHEART_TRY(name_outside(state, db, place.lease, place.place));
  WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE lease_place SET state='spent',booking=? WHERE lease=? AND place=? AND state='unspent'"));
  WARMHEART_TRY(update.bind(booking.bytes(), place.lease.bytes(), place.place).run());
  if (db.changes() != 1) return fail(ErrorCode::internal, "a place was to be spent twice");
  if (!place.hard) return {};
  WARMHEART_TRY_ASSIGN(auto hard, db.prepare("UPDATE lease SET hard_left=hard_left-1 WHERE id=? AND hard_left>0"));
  return hard.bind(place.lease.bytes()).run();
}

Result<void> note_request_sent(StationStore::State& state, sqlite::Database& db, const AnswerToStore& answer, FeedOutcome outcome) {
  if (outcome != FeedOutcome::staged && outcome != FeedOutcome::flipped) return {};
  // The first page of a checkpoint sets it; later pages of the same one leave it, so that a lease never sells longer than from
  // the request that may have brought it.
  WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE station SET staged_sent_boot_id=?,staged_sent_ms=? WHERE staged_sent_boot_id=x''"));
  return update.bind(state.clock.now().boot_id, answer.sent_boottime_ms).run();
}

Result<void> take_leases(StationStore::State& state, sqlite::Database& db) {
  WARMHEART_TRY_ASSIGN(const RequestSent sent, request_sent(db));
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, present_epoch(db));
  std::vector<wire::Lease> mine;
  WARMHEART_TRY(for_each_value(db, "lease/", [&](const wire::FeedValue& value) {
    const wire::Lease& lease = value.lease();
    if (same_bytes(view_of(lease.device()), state.identity.device.bytes()) && lease.epoch() == epoch.epoch) mine.push_back(lease);
  }));
  std::set<Uuid> listed;
  for (const wire::Lease& lease : mine) {
    const auto id = Uuid::from_bytes(view_of(lease.lease_id()));
    if (!id) continue;
    listed.insert(*id);
    WARMHEART_TRY_ASSIGN(const bool known, knows_lease(db, *id));
    if (!known && lease.state() != "recalled") WARMHEART_TRY(take_lease(state, db, lease, *id, sent));
    if (!known) continue;
    WARMHEART_TRY_ASSIGN(auto present, db.prepare("SELECT state FROM lease WHERE id=?"));
    WARMHEART_TRY(present.bind(id->bytes()).step());
    const std::string now = present.text(0);
    present.reset();
    if (now == "closed") continue;
    if (lease.state() == "recalled") WARMHEART_TRY(close_lease(state, db, *id, "recalled"));
    else if (lease.state() != now) WARMHEART_TRY(set_state(db, *id, lease.state() == "frozen" ? "frozen" : "open"));
  }
  WARMHEART_TRY_ASSIGN(const auto open, open_leases(db, Uuid()));
  for (const LeaseRow& lease : open) {
    if (!listed.contains(lease.id)) WARMHEART_TRY(end_forgotten_lease(state, db, lease.id));
  }
  WARMHEART_TRY(end_leases_of_other_epochs(state, db));
  return db.run("UPDATE station SET staged_sent_boot_id=x'',staged_sent_ms=0");
}

Result<void> return_leases_of_other_boots(StationStore::State& state, sqlite::Database& db) {
  WARMHEART_TRY_ASSIGN(const auto leases, open_leases(db, Uuid()));
  for (const LeaseRow& lease : leases) {
    if (lease.until.boot_id != state.clock.now().boot_id) WARMHEART_TRY(close_lease(state, db, lease.id, "expired"));
  }
  return {};
}

Result<std::size_t> close_leases_that_are_over(StationStore::State& state, sqlite::Database& db) {
  WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
  const std::int64_t now = best_now_ms(trusted, state.clock.now());
  WARMHEART_TRY_ASSIGN(const auto leases, open_leases(db, Uuid()));
  std::size_t closed = 0;
  for (const LeaseRow& lease : leases) {
    WARMHEART_TRY_ASSIGN(const auto value, value_at(db, "session/" + to_hex(lease.session.bytes())));
    const bool past = value && value->has_session() && now >= value->session().starts_ms();
    const bool over = may_sell(lease.until, lease.hard_left, state.clock.now()) == MaySell::no;
    if (!past && !over) continue;
    WARMHEART_TRY(close_lease(state, db, lease.id, past ? "session-past" : "expired"));
    ++closed;
  }
  return closed;
}

Result<bool> agrees_with_counter(StationStore::State& state, sqlite::Database& db) {
  if (!state.counter) return true;
  const auto last_named = state.counter->last();
  if (!last_named) {
    // Its medium is away: everything but spending places goes on, and spending asks it each time.
    state.log.write(LogLevel::error, "The counter of spent places cannot be read; no place is sold until it can. what=" + last_named.error().what);
    return true;
  }
  const std::optional<NamedSpend>& last = *last_named;
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT places_spent FROM station"));
  WARMHEART_TRY(query.step());
  const auto spent = static_cast<std::uint64_t>(query.integer(0));
  query.reset();
  const std::uint64_t counted = last ? last->count : 0;
  if (counted <= spent) return true;  // a new counter, or one on a medium that was changed: it is written with the next place
  // A crash between naming and commit: that place, or what was left of that lease, is burnt, for it may have been told.
  WARMHEART_TRY_ASSIGN(auto move, db.prepare("UPDATE station SET places_spent=?"));
  WARMHEART_TRY(move.bind(counted).run());
  if (counted != spent + 1) return false;
  // A lease that this database has never seen was named: it is from before the lease came, not from between naming and commit.
  WARMHEART_TRY_ASSIGN(const bool known, knows_lease(db, last->lease));
  if (!known) return false;
  WARMHEART_TRY_ASSIGN(auto burn, db.prepare("UPDATE lease_place SET state='burnt' WHERE lease=?1 AND (place=?2 OR ?2=0) AND state='unspent'"));
  WARMHEART_TRY(burn.bind(last->lease.bytes(), last->place).run());
  return true;
}

}  // namespace warmheart::station
