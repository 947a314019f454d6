// The kiosk's half: everything this device remembers, in one SQLite file. One public method = one transaction with
// synchronous=FULL; what a method reported as saved survives a power cut. Owned and used by the store thread only.
//
// Failure: methods return Errors and leave what was saved as it was: disk_full, busy (the database is locked by
// somebody else), io. A damaged database never comes out as an error: it is quarantined (renamed with its date, kept
// for 30 days after the centre has everything), what can be read of it is carried into a new one under a new epoch, and
// the method runs again.
//
// No personal data is readable on disk (core/record/KEYS.md "Who can read what"): it goes into sealed payloads only.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/record/exchange.h"
#include "core/record/feed_signature.h"
#include "core/station/types.h"

namespace warmheart {

struct Application;  // core/member/application.h
struct Correction;
struct RequestProof;  // core/service/rider_request.h

// Query code and look-up key for this application. Costs an Argon2id (about 0.1 s, 64 MiB): any thread but the GUI's.
// `last_four`: of the mobile, or of the document where there is no mobile.
Result<LookupCredential> prepare_application(std::string_view last_four, const Uuid& device, Random& random);

// The look-up key of what a rider typed; the same cost. invalid_argument: not a query code, or not four characters.
Result<Digest> look_up_key_of(std::string_view query_code, std::string_view last_four, const Uuid& device);

class StationStore {
 public:
  // Opens or makes folder/journal/station.db. Costs the same with an empty journal and with a million records. Errors:
  // forbidden or io (the folder cannot be used), busy, disk_full, unsupported (the file was written by a newer
  // program).
  static Result<StationStore> open(const StationFiles& files, const StationIdentity& identity, const Clock& clock,
                                   Random& random, Log& log);
  StationStore(StationStore&&) noexcept;
  StationStore& operator=(StationStore&&) noexcept;
  ~StationStore();

  const Uuid& device() const;

  // ---- what a rider does

  // Saves summary, consents and journal record in one commit. `application_id` was made before the first touch:
  // submitting it again changes nothing and gives the same answer. conflict: that id is known with other contents of
  // `prepared`.
  Result<SubmittedApplication> submit_application(const Application& application, const Uuid& application_id,
                                                  const LookupCredential& prepared);

  // The returned fields, filled anew, with the rider's proof, which goes sealed to the centre. The same `record_id`
  // twice is one record. not_found: no such application on this device; conflict: it is not returned, or this return
  // has been answered already; invalid_argument: there is no proof.
  Result<void> correct_application(const Uuid& application_id, const Correction& correction, const Uuid& record_id,
                                   const RequestProof& proof);

  // An application made elsewhere, as the centre told it to somebody who proved to be its rider (`told.decision`): from
  // now on what is asked for it here is recorded like for one of ours. Call it with the act, never for looking alone.
  Result<void> adopt_application(const ApplicationSummary& summary);

  // Wrong tries are counted on disk, over all codes (code_look_up.h) and cards; after kMaxWrongTries within a quarter
  // of an hour all of it is ErrorCode::limit for as long, and twice as long each time (wrong_tries.h).
  static constexpr int kMaxWrongTries = 10;
  // A try that only the centre can judge is counted before it is asked; limit: closed.
  Result<void> begin_try();
  Result<void> forgive_try();  // it was right, or nobody could be asked
  Result<std::optional<ApplicationSummary>> find_by_card_number(ByteView card_number);
  Result<std::optional<ApplicationSummary>> find_application(const Uuid& application_id);

  // ---- what the screens show

  Result<MirrorView> mirror();
  Result<CardTrust> card_trust();  // for core/member's check_card
  Result<QueueState> queue_state();

  // The best idea of the present time: the wall clock while it is within 90 days of the last server time, else that
  // plus the boot time since.
  Result<std::int64_t> trusted_now_ms();

  // ---- the exchange (core/sync decides, net/sync calls)

  Result<JournalView> journal_view();
  Result<Batch> load_batch(std::uint64_t first_seq, std::size_t max_records, std::size_t max_bytes);
  // Acknowledgement, parked records, feed page, server time, incarnation: all of one answer, in one commit.
  Result<StoreOutcome> store_answer(const AnswerToStore& answer);
  // A new epoch; every readable record that the centre has not acknowledged is carried into it under its own id.
  // `reason` travels in a DEVICE_EVENT record, the first of the new epoch.
  Result<JournalView> open_new_epoch(std::string_view reason);

  // ---- housekeeping

  // Call it every minute or so from the store thread, when nobody waits: wipes an hour key that is over, takes payloads
  // away that were acknowledged 14 days ago and look-ups of 60 days ago, ends visits and closes leases whose time is
  // over, writes the file anew where a rider was erased, moves the write-ahead log into the file (so that a submit
  // never has to), and deletes quarantined files whose time is over.
  Result<void> run_maintenance();

  // The reader's check: every record's hash, from the first. Reads the whole journal; for `warmheart-admin verify`.
  struct ChainReport {
    std::uint64_t records = 0;
    std::uint64_t stubs = 0;
    std::uint64_t epochs = 0;
    std::string first_fault;  // empty: the chain holds
  };
  static Result<ChainReport> verify(const std::filesystem::path& database_file);
  // The newest head of the centre's audit that a station has seen, as it was signed; none: it has seen none.
  struct WitnessedHead {
    AuditHead head;
    Bytes signature;
  };
  static Result<std::optional<WitnessedHead>> witnessed_head(const std::filesystem::path& database_file);

  // How the acts of this room (visits.h, slots.h, …) reach the database; defined in station_state.h, so that no other
  // room can call them. `fn` takes a station::Act and returns a Result: `read` looks, `transact` is one commit, or none
  // where fn returned an Error. fn may run again, and has no effect outside the database.
  template <class Fn>
  auto read(Fn fn);
  template <class Fn>
  auto transact(Fn fn);
  struct State;
  struct Memory;
  Memory& memory();  // what this process remembers of its acts; likewise

 private:
  explicit StationStore(std::unique_ptr<State> state);

  std::unique_ptr<State> m_state;
};

}  // namespace warmheart
