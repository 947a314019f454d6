// What stands behind StationStore: the open database, the hour key, the way back from a damaged file, and what an
// act works with. Store thread; errors: those of station_store.h. Private to this room.
#pragma once

#include <map>
#include <optional>
#include <type_traits>

#include "core/station/issued_codes.h"
#include "core/station/journal.h"
#include "core/station/quarantine.h"
#include "core/station/monotonic_counter.h"
#include "core/station/station_store.h"
#include "core/storage/sql.h"
#include "core/storage/sqlite.h"

namespace warmheart {

namespace station {
struct Act;
}

// What this process remembers and no file does; noted once an act is committed.
struct StationStore::Memory {
  explicit Memory(Random& random);

  SecretBytes person_key;                        // of this process alone
  std::map<KeyId, std::string> help_challenges;  // by badge: read out over the phone
  station::IssuedCodes issued_codes;             // what a repeated request for a booking or a case shows
  std::multimap<Digest, Uuid> booked_by;         // people without a card, by keyed hash: bookings made since the start

  // The code that a known booking or case was stored with; `kept` is its row's look_up (look_ups.h). conflict: this
  // process did not give that code out, and `prepared` is another one.
  Result<SecretString> stored_code(const StationIdentity& identity, const Uuid& id, const Digest& kept,
                                   const LookupCredential& prepared) const;
};

struct StationStore::State {
  State(const StationFiles& files_, const StationIdentity& identity_, const Clock& clock_, Random& random_, Log& log_)
      : files(files_), identity(identity_), clock(clock_), random(random_), log(log_), memory(random_) {
    if (!files.counter_file.empty()) counter.emplace(files.counter_file);
  }

  StationFiles files;
  StationIdentity identity;
  const Clock& clock;
  Random& random;
  Log& log;
  std::optional<sqlite::Database> database;
  std::optional<HourSealer> sealer;
  std::optional<MonotonicCounter> counter;  // none: no place for one outside the database is configured
  Memory memory;

  Result<void> open();

  // What StationStore::read and StationStore::transact do. When the file turns out damaged in the middle of an act, it
  // is quarantined and the act runs once more.
  template <class Fn>
  auto read(Fn& fn) -> std::invoke_result_t<Fn&, const station::Act&>;
  template <class Fn>
  auto transact(Fn& fn) -> std::invoke_result_t<Fn&, const station::Act&>;

  Result<JournalView> view(sql::Connection& db);
  // Inside the caller's transaction: what the centre does not hold goes on in a new epoch, told by an event.
  Result<void> begin_new_epoch(sql::Connection& db, std::string_view reason);
  Result<void> write_record(sql::Connection& db, const Uuid& id, wire::RecordKind kind, const wire::Payload& payload);
  // Quarantined files go once the centre has had everything for long enough (quarantine.h).
  Result<void> retire_quarantined();

 private:
  Result<void> write_event(sql::Connection& db, const std::string& what, std::string_view detail,
                           std::uint64_t previous_epoch);
  Result<void> replace_damaged(const Error& why);
  Result<void> look_at_counter();
  Result<void> make_anew(const std::optional<std::filesystem::path>& recover_from, const std::string& event);
};

namespace station {

// What an act has to work with. Its function may run again, so it has no effect outside the database: what this process
// remembers of it (issued codes, who booked) is noted once the act is committed.
struct Act {
  StationStore::State& state;
  sql::Connection& db;

  const Clock& clock() const { return state.clock; }
  Random& random() const { return state.random; }
  const StationIdentity& identity() const { return state.identity; }
  const StationStore::Memory& memory() const { return state.memory; }
  Uuid fresh_id() const { return Uuid::make(state.clock, state.random); }

  // The best idea of the present time (trusted_time.h).
  Result<std::int64_t> trusted_now_ms() const;
  // Seals and appends a record (journal.h).
  Result<void> write_record(const Uuid& id, wire::RecordKind kind, const wire::Payload& payload) const {
    return state.write_record(db, id, kind, payload);
  }
};

}  // namespace station

template <class Fn>
auto StationStore::State::read(Fn& fn) -> std::invoke_result_t<Fn&, const station::Act&> {
  if (!database) WARMHEART_TRY(open());
  auto outcome = fn(station::Act{*this, *database});
  if (outcome || outcome.error().code != ErrorCode::corrupt) return outcome;
  WARMHEART_TRY(replace_damaged(outcome.error()));
  return fn(station::Act{*this, *database});
}

template <class Fn>
auto StationStore::State::transact(Fn& fn) -> std::invoke_result_t<Fn&, const station::Act&> {
  auto in_one = [&](const station::Act& act) { return sql::transact(act.db, [&] { return fn(act); }); };
  return read(in_one);
}

template <class Fn>
auto StationStore::read(Fn fn) {
  return m_state->read(fn);
}
template <class Fn>
auto StationStore::transact(Fn fn) {
  return m_state->transact(fn);
}

}  // namespace warmheart
