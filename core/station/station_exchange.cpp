// StationStore's exchange side: what core/sync decides becomes rows here, one transaction each.
#include "core/record/chain.h"
#include "core/record/feed_signature.h"
#include "core/station/feed_mirror.h"
#include "core/station/lease_rows.h"
#include "core/station/station_state.h"
#include "core/station/trusted_time.h"
#include "core/station/uptime.h"

namespace warmheart {

using namespace station;

namespace {

// True once for each time the centre was restored: its incarnation is another than the one we knew.
Result<bool> meet_incarnation(sqlite::Database& db, std::uint64_t incarnation) {
  if (incarnation == 0) return false;
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT centre_incarnation FROM station"));
  WARMHEART_TRY(query.step());
  const auto known = static_cast<std::uint64_t>(query.integer(0));
  query.reset();
  if (known == incarnation) return false;
  WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE station SET centre_incarnation=?"));
  WARMHEART_TRY(update.bind(incarnation).run());
  return known != 0;
}

// The centre's audit head, signed: thousands of devices witness it (sync.md 7).
Result<void> keep_audit_head(sqlite::Database& db, const AnswerToStore& answer, const StationIdentity& identity) {
  const auto head = digest_from(view_of(answer.audit_head));
  if (!head || !audit_head_is_signed(*head, view_of(answer.audit_signature), identity.feed_public_key)) return {};
  WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE station SET audit_head=?1,audit_signature=?2 WHERE audit_head<>?1"));
  return update.bind(*head, view_of(answer.audit_signature)).run();
}

Result<StationStore::ChainReport> verify_chain(sqlite::Database& db) {
  StationStore::ChainReport report;
  WARMHEART_TRY_ASSIGN(auto query, db.prepare(
      "SELECT e.no,j.place-(e.no<<40),j.header,j.payload,j.digest,j.hash,j.stub,e.head_seq,e.head_hash FROM epoch e "
      "LEFT JOIN journal j ON j.place>(e.no<<40) AND j.place<((e.no+1)<<40) ORDER BY e.no,j.place"));
  const auto fault = [&](std::int64_t no, std::uint64_t seq, const char* what) {
    if (report.first_fault.empty()) report.first_fault = "epoch " + std::to_string(no) + ", record " + std::to_string(seq) + ": " + what;
  };
  std::int64_t no = 0;
  std::uint64_t seq = 0, head_seq = 0;
  Digest hash{}, head_hash{};
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool more, query.step());
    if (!more || query.integer(0) != no) {
      if (no != 0 && (seq != head_seq || hash != head_hash)) fault(no, seq, "the chain does not end at the epoch's head");
      if (!more) return report;
      no = query.integer(0);
      head_seq = static_cast<std::uint64_t>(query.integer(7));
      WARMHEART_TRY_ASSIGN(head_hash, digest_from(query.bytes(8)));
      seq = 0;
      hash = kZeroDigest;
      ++report.epochs;
    }
    if (query.is_null(1)) continue;
    ++report.records;
    if (static_cast<std::uint64_t>(query.integer(1)) != ++seq) fault(no, seq, "missing");
    WARMHEART_TRY_ASSIGN(const Digest digest, digest_from(query.bytes(4)));
    if (query.text(6).empty()) {
      if (sha256({query.bytes(3)}) != digest) fault(no, seq, "the payload is damaged");
    } else {
      ++report.stubs;
    }
    hash = chain(hash, query.bytes(2), digest);
    if (!same_bytes(hash, query.bytes(5))) fault(no, seq, "the hash does not follow from the record before");
  }
}

}  // namespace

Result<JournalView> StationStore::journal_view() {
  return m_state->guarded([&](sqlite::Database& db) { return m_state->view(db); });
}

Result<Batch> StationStore::load_batch(std::uint64_t first_seq, std::size_t max_records, std::size_t max_bytes) {
  State& state = *m_state;
  WARMHEART_TRY_ASSIGN(auto batch, state.guarded([&](sqlite::Database& db) -> Result<std::optional<Batch>> {
    WARMHEART_TRY_ASSIGN(auto read, read_batch(db, first_seq, max_records, max_bytes));
    if (read) {
      WARMHEART_TRY_ASSIGN(read->view, state.view(db));
    }
    return read;
  }));
  if (batch) return std::move(*batch);
  // A damaged header breaks the chain for good: what is readable goes on in a new epoch.
  state.log.write(LogLevel::error, "A record's header is damaged; the journal goes on in a new epoch.");
  WARMHEART_TRY_ASSIGN(const JournalView view, open_new_epoch("header-damaged"));
  return Batch{view, view.head_seq + 1, view.head_hash, {}, view.head_hash};
}

Result<StoreOutcome> StationStore::store_answer(const AnswerToStore& answer) {
  State& state = *m_state;
  return state.transact([&](sqlite::Database& db) -> Result<StoreOutcome> {
    StoreOutcome out;
    WARMHEART_TRY_ASSIGN(out.ack, acknowledge(db, answer));
    WARMHEART_TRY(note_server_time(db, answer.server_time_ms, state.clock.now()));
    WARMHEART_TRY(note_contact(db, state.clock.now()));
    if (out.ack != AckOutcome::stale) {
      if (answer.feed_page.empty()) {
        WARMHEART_TRY(note_nothing_new(db, answer));
      } else {
        WARMHEART_TRY_ASSIGN(out.feed, take_feed_page(db, answer, state.identity));
        WARMHEART_TRY(note_request_sent(state, db, answer, out.feed));
        if (out.feed == FeedOutcome::flipped) WARMHEART_TRY(take_leases(state, db));
      }
      WARMHEART_TRY_ASSIGN(const bool restored, meet_incarnation(db, answer.incarnation));
      if (restored) {
        WARMHEART_TRY_ASSIGN(const std::uint64_t carried, carry_over(db, true));
        state.log.write(LogLevel::warning, "The centre was restored; told again. records=" + std::to_string(carried));
      }
      WARMHEART_TRY(return_leases_of_other_boots(state, db));
      WARMHEART_TRY(keep_audit_head(db, answer, state.identity));
    }
    WARMHEART_TRY_ASSIGN(out.view, state.view(db));
    return out;
  });
}

Result<JournalView> StationStore::open_new_epoch(std::string_view reason) {
  State& state = *m_state;
  return state.transact([&](sqlite::Database& db) -> Result<JournalView> {
    WARMHEART_TRY(state.begin_new_epoch(db, reason));
    state.log.write(LogLevel::warning, "A new epoch of the journal. reason=" + std::string(reason));
    return state.view(db);
  });
}

Result<StationStore::ChainReport> StationStore::verify(const std::filesystem::path& database_file) {
  sqlite::OpenOptions options;
  options.read_only = true;
  WARMHEART_TRY_ASSIGN(auto db, sqlite::Database::open(database_file.string(), options));
  return verify_chain(db);
}

}  // namespace warmheart
