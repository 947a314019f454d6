// StationStore's exchange side: what core/sync decides becomes rows here, one transaction each.
#include "core/record/chain.h"
#include "core/station/audit_witness.h"
#include "core/station/feed_mirror.h"
#include "core/station/lease_table.h"
#include "core/station/station_state.h"
#include "core/station/trusted_keys.h"
#include "core/station/trusted_time.h"
#include "core/station/uptime.h"

namespace warmheart {

using namespace station;

namespace {

// True once for each time the centre was restored: its incarnation is another than the one we knew.
Result<bool> meet_incarnation(sql::Connection& db, std::uint64_t incarnation) {
  if (incarnation == 0) return false;
  WARMHEART_TRY_ASSIGN(const auto known, sql::value<std::uint64_t>(db, "SELECT centre_incarnation FROM station"));
  if (known == incarnation) return false;
  WARMHEART_TRY(sql::execute(db, "UPDATE station SET centre_incarnation=?", incarnation));
  return known != 0;
}

struct Link {
  std::uint64_t seq = 0;
  Bytes header, payload;
  Digest digest{}, hash{};
  bool stub = false;
};
Link read_link(sql::Columns& row) {
  Link out{row.counter(), row.bytes(),  row.next<std::optional<Bytes>>().value_or(Bytes()),
           row.digest(),  row.digest(), false};
  out.stub = !row.text().empty();
  return out;
}

class ChainCheck {
 public:
  // One epoch from its first record to its head, a few records at a time.
  Result<void> epoch(sql::Connection& db, const EpochRow& epoch) {
    constexpr std::uint64_t kAtOnce = 256;
    std::uint64_t seq = 0;
    Digest hash = kZeroDigest;
    ++m_report.epochs;
    for (std::int64_t after = position_of(epoch.no, 0);;) {
      WARMHEART_TRY_ASSIGN(const auto links,
                           sql::rows<Link>(db,
                                           "SELECT position&((1<<40)-1),header,payload,digest,hash,stub FROM journal "
                                           "WHERE position>? AND position<? ORDER BY position LIMIT ?",
                                           read_link, after, position_of(epoch.no + 1, 0), kAtOnce));
      for (const Link& link : links) look(epoch.no, link, seq, hash);
      if (links.size() < kAtOnce) break;
      after = position_of(epoch.no, links.back().seq);
    }
    if (seq != epoch.head_seq || hash != epoch.head_hash)
      fault(epoch.no, seq, "the chain does not end at the epoch's head");
    return {};
  }
  StationStore::ChainReport report() && { return std::move(m_report); }

 private:
  void look(std::int64_t no, const Link& link, std::uint64_t& seq, Digest& hash) {
    ++m_report.records;
    if (link.seq != ++seq) fault(no, seq, "missing");
    if (link.stub)
      ++m_report.stubs;
    else if (sha256({link.payload}) != link.digest)
      fault(no, seq, "the payload is damaged");
    hash = chain(hash, link.header, link.digest);
    if (hash != link.hash) fault(no, seq, "the hash does not follow from the record before");
  }
  void fault(std::int64_t no, std::uint64_t seq, const char* what) {
    if (!m_report.first_fault.empty()) return;
    m_report.first_fault = "epoch " + std::to_string(no) + ", record " + std::to_string(seq) + ": " + what;
  }

  StationStore::ChainReport m_report;
};

// A record like any other, so that an operator hears of it however the feed stands.
Result<void> tell_too_large(const Act& act) {
  WARMHEART_TRY_ASSIGN(const bool first, note_too_large(act.db));
  if (!first) return {};
  wire::Payload payload;
  payload.mutable_device_event()->set_what("feed-too-large");
  return act.write_record(act.fresh_id(), wire::DEVICE_EVENT, payload);
}

}  // namespace

Result<JournalView> StationStore::journal_view() {
  return read([](const Act& act) { return act.state.view(act.db); });
}

Result<Batch> StationStore::load_batch(std::uint64_t first_seq, std::size_t max_records, std::size_t max_bytes) {
  WARMHEART_TRY_ASSIGN(auto batch, read([&](const Act& act) -> Result<std::optional<Batch>> {
                         WARMHEART_TRY_ASSIGN(auto found, read_batch(act.db, first_seq, max_records, max_bytes));
                         if (found) { WARMHEART_TRY_ASSIGN(found->view, act.state.view(act.db)); }
                         return found;
                       }));
  if (batch) return std::move(*batch);
  // A damaged header breaks the chain for good: what is readable goes on in a new epoch.
  m_state->log.write(LogLevel::error, "A record's header is damaged; the journal goes on in a new epoch.");
  WARMHEART_TRY_ASSIGN(const JournalView view, open_new_epoch("header-damaged"));
  return Batch{view, view.head_seq + 1, view.head_hash, {}, view.head_hash};
}

Result<StoreOutcome> StationStore::store_answer(const AnswerToStore& answer) {
  struct Stored {
    StoreOutcome outcome;
    std::optional<std::uint64_t> requeued;  // the centre was restored: so many records
  };
  const auto store = [&](const Act& act) -> Result<Stored> {
    Stored out;
    StoreOutcome& outcome = out.outcome;
    const ClockReading now = act.clock().now();
    WARMHEART_TRY_ASSIGN(outcome.ack, acknowledge(act.db, answer));
    WARMHEART_TRY(record_server_time(act.db, answer.server_time_ms, now));
    WARMHEART_TRY(record_contact(act.db, now));
    if (outcome.ack != AckOutcome::stale) {
      WARMHEART_TRY_ASSIGN(const TrustedKeys trusted, take_announced_keys(act.db, act.identity(), answer));
      if (answer.feed_page.empty()) {
        WARMHEART_TRY(record_unchanged_feed(act.db, answer));
      } else {
        WARMHEART_TRY_ASSIGN(outcome.feed, take_feed_page(act.db, answer, act.identity().device, trusted));
        WARMHEART_TRY(record_request_sent(act, answer, outcome.feed));
        if (outcome.feed == FeedOutcome::flipped) WARMHEART_TRY(take_leases(act));
        if (outcome.feed == FeedOutcome::too_large) WARMHEART_TRY(tell_too_large(act));
      }
      WARMHEART_TRY_ASSIGN(const bool restored, meet_incarnation(act.db, answer.incarnation));
      if (restored) { WARMHEART_TRY_ASSIGN(out.requeued, carry_over(act.db, true)); }
      const bool by_signed_page = outcome.feed == FeedOutcome::staged || outcome.feed == FeedOutcome::flipped;
      if (restored && by_signed_page) WARMHEART_TRY(set_server_time(act.db, answer.server_time_ms, now));
      WARMHEART_TRY(return_leases_of_other_boots(act));
      WARMHEART_TRY(keep_audit_head(act.db, answer, trusted.feed, restored && by_signed_page));
    }
    WARMHEART_TRY_ASSIGN(outcome.view, act.state.view(act.db));
    return out;
  };
  WARMHEART_TRY_ASSIGN(auto stored, transact(store));
  if (stored.requeued) {
    m_state->log.write(LogLevel::warning,
                       "The centre was restored; sent again. records=" + std::to_string(*stored.requeued));
  }
  return std::move(stored.outcome);
}

Result<JournalView> StationStore::open_new_epoch(std::string_view reason) {
  WARMHEART_TRY_ASSIGN(auto view, transact([&](const Act& act) -> Result<JournalView> {
                         WARMHEART_TRY(act.state.begin_new_epoch(act.db, reason));
                         return act.state.view(act.db);
                       }));
  m_state->log.write(LogLevel::warning, "A new epoch of the journal. reason=" + std::string(reason));
  return view;
}

Result<StationStore::ChainReport> StationStore::verify(const std::filesystem::path& database_file) {
  sqlite::OpenOptions options;
  options.read_only = true;
  WARMHEART_TRY_ASSIGN(auto db, sqlite::Database::open(database_file.string(), options));
  WARMHEART_TRY_ASSIGN(const auto epochs, all_epochs(db));
  ChainCheck check;
  for (const EpochRow& epoch : epochs) WARMHEART_TRY(check.epoch(db, epoch));
  return std::move(check).report();
}

Result<std::optional<StationStore::WitnessedHead>> StationStore::witnessed_head(
    const std::filesystem::path& database_file) {
  sqlite::OpenOptions options;
  options.read_only = true;
  WARMHEART_TRY_ASSIGN(auto db, sqlite::Database::open(database_file.string(), options));
  return witnessed_audit_head(db);
}

}  // namespace warmheart
