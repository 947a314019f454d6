// What stands behind StationStore: the open database, the hour key, and the way back from a damaged file. Private to this room.
#pragma once

#include <map>
#include <optional>

#include "core/station/issued_codes.h"
#include "core/station/journal.h"
#include "core/station/set_aside.h"
#include "core/station/spend_counter.h"
#include "core/station/station_store.h"

namespace warmheart {

struct StationStore::State {
  State(const StationFiles& files_, const StationIdentity& identity_, const Clock& clock_, Random& random_, Log& log_)
      : files(files_), identity(identity_), clock(clock_), random(random_), log(log_) {
    if (!files.spend_counter.empty()) counter.emplace(files.spend_counter);
  }

  StationFiles files;
  StationIdentity identity;
  const Clock& clock;
  Random& random;
  Log& log;
  std::optional<sqlite::Database> database;
  std::optional<HourSealer> sealer;
  std::optional<SpendCounter> counter;        // none: no place for one outside the database is configured
  SecretBytes person_key;                     // made on first use, gone with the process
  std::map<KeyId, std::string> help_challenges;  // by badge: read out over the phone
  station::IssuedCodes issued_codes;          // what a repeated request for a booking or a case shows
  std::multimap<Digest, Uuid> booked_by;      // people without a card, by keyed hash: bookings made since the start

  // The code that a known booking or case was stored with; `stored_key` is its look-up key. conflict: this process did not
  // give that code out, and `prepared` is another one.
  Result<SecretString> stored_code(const Uuid& id, const Digest& stored_key, const PreparedApplication& prepared) const;

  Result<void> open();

  // Runs an act. When the file turns out damaged in the middle of it, the file is set aside and the act runs once more.
  template <class Act>
  auto guarded(Act act) -> decltype(act(std::declval<sqlite::Database&>())) {
    if (!database) WARMHEART_TRY(open());
    auto outcome = act(*database);
    if (outcome || outcome.error().code != ErrorCode::corrupt) return outcome;
    WARMHEART_TRY(replace_damaged(outcome.error()));
    return act(*database);
  }

  // The same inside one transaction.
  template <class Act>
  auto transact(Act act) -> decltype(act(std::declval<sqlite::Database&>())) {
    using Outcome = decltype(act(std::declval<sqlite::Database&>()));
    return guarded([&](sqlite::Database& db) -> Outcome {
      WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(db));
      auto outcome = act(db);
      if (!outcome) return outcome;
      WARMHEART_TRY(transaction.commit());
      return outcome;
    });
  }

  Result<station::EpochRow> write_event(sqlite::Database& db, const std::string& what, std::string_view detail,
                                        std::uint64_t previous_epoch);
  Result<void> write_record(sqlite::Database& db, const Uuid& id, wire::RecordKind kind, const wire::Payload& payload);
  Result<JournalView> view(sqlite::Database& db);
  // Inside the caller's transaction: what the centre does not hold goes on in a new epoch, told by an event.
  Result<void> begin_new_epoch(sqlite::Database& db, std::string_view reason);

 private:
  Result<void> replace_damaged(const Error& why);
  Result<void> look_at_counter();
  Result<void> make_anew(const std::optional<std::filesystem::path>& salvage_from, const std::string& event);
};

}  // namespace warmheart
