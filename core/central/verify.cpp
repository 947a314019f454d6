#include "core/central/verify.h"

#include "core/central/audit.h"
#include "core/central/inside.h"
#include "core/record/chain.h"

namespace warmheart {
namespace {

constexpr std::size_t kMaxFaults = 100;  // the first ones tell the story

struct Chain {
  Uuid device;
  std::uint64_t epoch = 0;
  std::uint64_t acked_seq = 0;
  Digest acked_hash{};
};

std::string place_text(const Chain& chain, std::uint64_t seq) {
  return "device " + chain.device.text() + " epoch " + std::to_string(chain.epoch) + " record " + std::to_string(seq);
}

Result<std::vector<Chain>> all_chains(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT device, epoch, acked_seq, acked_hash FROM device_epoch ORDER BY device, ordinal"));
  std::vector<Chain> chains;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return chains;
    chains.push_back({inside::uuid_at(query, 0), static_cast<std::uint64_t>(query.integer(1)),
                      static_cast<std::uint64_t>(query.integer(2)), inside::digest_at(query, 3)});
  }
}

Result<void> verify_chain(CentralStore& store, const Chain& chained, ChainReport& report) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT seq, header, payload, digest, hash FROM raw_record WHERE device = ? AND epoch = ? ORDER BY seq"));
  query.bind(chained.device.bytes(), chained.epoch);
  const auto fault = [&](std::uint64_t seq, const char* what) {
    if (report.faults.size() < kMaxFaults) report.faults.push_back(place_text(chained, seq) + " " + what);
  };
  Digest previous = kZeroDigest;
  std::uint64_t expected = 1;
  for (;; ++expected) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) break;
    ++report.records;
    const auto seq = static_cast<std::uint64_t>(query.integer(0));
    if (seq != expected) {
      fault(expected, "is missing");
      expected = seq;
    }
    const Digest digest = inside::digest_at(query, 3);
    if (!query.is_null(2) && sha256({query.bytes(2)}) != digest) fault(seq, "has a payload that is not the one received");
    const Digest stored = inside::digest_at(query, 4);
    if (chain(previous, query.bytes(1), digest) != stored) fault(seq, "does not follow from the record before it");
    previous = stored;
  }
  if (expected != chained.acked_seq + 1) fault(chained.acked_seq, "was acknowledged, and the rows end elsewhere");
  else if (previous != chained.acked_hash) fault(chained.acked_seq, "has another hash than the one acknowledged");
  return {};
}

}  // namespace

Result<ChainReport> verify_raw_chains(CentralStore& store) {
  ChainReport report;
  WARMHEART_TRY_ASSIGN(const auto chains, all_chains(store));
  for (const Chain& chained : chains) {
    ++report.chains;
    WARMHEART_TRY(verify_chain(store, chained, report));
  }
  return report;
}

Result<AuditReport> verify_audit(CentralStore& store) {
  constexpr std::size_t kStep = 1000;
  AuditReport report;
  Digest previous = kZeroDigest;
  std::uint64_t last = 0;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const auto rows, audit_rows(store, last, kStep));
    for (const AuditRow& row : rows) {
      ++report.rows;
      if (row.seq != last + 1) report.faults.push_back("audit row " + std::to_string(last + 1) + " is missing");
      if (audit_hash(previous, row) != row.hash) {
        report.faults.push_back("audit row " + std::to_string(row.seq) + " does not follow from the row before it");
      }
      previous = row.hash;
      last = row.seq;
      if (report.faults.size() >= kMaxFaults) return report;
    }
    if (rows.size() < kStep) return report;
  }
}

}  // namespace warmheart
