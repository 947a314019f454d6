#include "core/central/verify/verify.h"

#include <algorithm>
#include <set>

#include "core/central/members/people.h"
#include "core/central/stations/audit_witness.h"
#include "core/central/store/audit.h"
#include "core/central/store/columns.h"
#include "core/record/chain.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

constexpr std::size_t kMaxFaults = 100;  // the first ones tell the story

struct Chain {
  Uuid device;
  std::uint64_t epoch = 0;
  std::uint64_t acked_seq = 0;
  Digest acked_hash{};
};

std::string position_text(const Chain& chain, std::uint64_t seq) {
  return "device " + chain.device.text() + " epoch " + std::to_string(chain.epoch) + " record " + std::to_string(seq);
}

Result<std::vector<Chain>> all_chains(Snapshot& in) {
  const auto read = [](sql::Columns& row) { return Chain{row.id(), row.counter(), row.counter(), row.digest()}; };
  return sql::rows<Chain>(in, "SELECT device, epoch, acked_seq, acked_hash FROM device_epoch ORDER BY device, ordinal",
                          read);
}

struct Link {
  std::uint64_t seq = 0;
  Bytes header;
  std::optional<Bytes> payload;  // none: taken away
  Digest digest{}, hash{};
};
Link read_link(sql::Columns& row) {
  return {row.counter(), row.bytes(), row.next<std::optional<Bytes>>(), row.digest(), row.digest()};
}

Result<void> verify_chain(Snapshot& in, const Chain& chained, ChainReport& report) {
  const auto fault = [&](std::uint64_t seq, const char* what) {
    if (report.faults.size() < kMaxFaults) report.faults.push_back(position_text(chained, seq) + " " + what);
  };
  Digest previous = kZeroDigest;
  std::uint64_t expected = 1;
  const auto take = [&](const Link& link) {
    ++report.records;
    if (link.seq != expected) fault(expected, "is missing");
    expected = link.seq + 1;
    if (link.payload && sha256({*link.payload}) != link.digest)
      fault(link.seq, "has a payload that is not the one received");
    if (chain(previous, link.header, link.digest) != link.hash)
      fault(link.seq, "does not follow from the record before it");
    previous = link.hash;
    return true;
  };
  WARMHEART_TRY(sql::each<Link>(
      in, "SELECT seq, header, payload, digest, hash FROM raw_record WHERE device = ? AND epoch = ? ORDER BY seq",
      read_link, take, chained.device.bytes(), chained.epoch));
  if (expected != chained.acked_seq + 1)
    fault(chained.acked_seq, "was acknowledged, and the rows end elsewhere");
  else if (previous != chained.acked_hash)
    fault(chained.acked_seq, "has another hash than the one acknowledged");
  return {};
}

}  // namespace

Result<ChainReport> verify_raw_chains(CentralStore& store) {
  ChainReport report;
  return store.read([&](Snapshot& in) -> Result<ChainReport> {
    WARMHEART_TRY_ASSIGN(const auto chains, all_chains(in));
    for (const Chain& chained : chains) {
      ++report.chains;
      WARMHEART_TRY(verify_chain(in, chained, report));
    }
    return report;
  });
}

namespace {

struct SealedValue {
  Uuid person, subject;
  Bytes sealed;
};
SealedValue read_sealed(sql::Columns& row) { return {row.id(), row.id(), row.bytes()}; }

constexpr const char* kSealedValues[] = {
    "SELECT person, id, sealed FROM application WHERE sealed <> x'' ORDER BY person",
    "SELECT person, id, sealed FROM booking WHERE person IS NOT NULL AND sealed <> x'' ORDER BY person",
    "SELECT person, id, sealed FROM help_case WHERE person IS NOT NULL AND sealed <> x'' ORDER BY person",
};

void verify_person(Snapshot& in, const SealedValue& value, PeopleReport& report) {
  const auto opened = decrypt_for_person(in, value.person, value.subject, value.sealed);
  if (opened || report.faults.size() >= kMaxFaults) return;
  report.faults.push_back("person " + value.person.text() + " cannot be read: " + opened.error().what);
}

}  // namespace

Result<PeopleReport> verify_people(CentralStore& store) {
  PeopleReport report;
  return store.read([&](Snapshot& in) -> Result<PeopleReport> {
    std::set<Uuid> seen;
    const auto take = [&](SealedValue&& value) {
      if (seen.insert(value.person).second) verify_person(in, value, report);
      return true;
    };
    for (const char* values : kSealedValues) WARMHEART_TRY(sql::each<SealedValue>(in, values, read_sealed, take));
    report.people = seen.size();
    return report;
  });
}

Result<bool> internal::opens_newest_fields(Snapshot& in) {
  WARMHEART_TRY_ASSIGN(const auto newest,
                       sql::rows<SealedValue>(in,
                                              "SELECT person, id, sealed FROM application WHERE sealed <> x'' "
                                              "ORDER BY received_ms DESC, id DESC LIMIT 20",
                                              read_sealed));
  const auto opens = [&](const SealedValue& value) {
    return decrypt_for_person(in, value.person, value.subject, value.sealed).has_value();
  };
  return newest.empty() || std::ranges::any_of(newest, opens);
}

namespace {

// Empty: none.
Result<std::string> fault_of_head(Snapshot& in, const AuditHead& head) {
  const std::string name = "audit row " + std::to_string(head.seq);
  WARMHEART_TRY_ASSIGN(const auto standing, internal::audit_standing(in, head));
  switch (standing) {
    case internal::AuditStanding::stands:
    case internal::AuditStanding::before_restart: return std::string();
    case internal::AuditStanding::missing:
      return name + " was signed, and the audit ends before it: rows were cut from its end";
    case internal::AuditStanding::rewritten:
      return name + " is another than the one that was signed: the audit was written anew";
  }
  return std::string();
}

}  // namespace

Result<std::string> verify_head(CentralStore& store, const SignedAuditHead& held) {
  if (held.head.seq == 0) return std::string();
  if (!internal::head_is_by_this_centre(store.keys(), held.head, held.signature))
    return std::string("was not signed by this centre");
  return store.read([&](Snapshot& in) { return fault_of_head(in, held.head); });
}

namespace {

Result<void> compare_kept_head(CentralStore& store, AuditReport& report) {
  const auto kept = kept_audit_head(store);
  if (!kept && kept.error().code != ErrorCode::corrupt) return fail(kept.error());
  if (!kept) report.faults.push_back(kept.error().what);
  if (kept && !*kept && report.rows > 0)
    report.faults.push_back("audit.head is missing in the data folder: nothing tells where the audit ended");
  if (!kept || !*kept) return {};
  WARMHEART_TRY_ASSIGN(const std::string fault, verify_head(store, **kept));
  if (!fault.empty()) report.faults.push_back("audit.head: " + fault);
  return {};
}

Result<AuditReport> verify_audit_rows(CentralStore& store) {
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

}  // namespace

// Their signatures were checked when they came; a feed key that was changed since takes nothing from them.
static Result<void> compare_witnesses(CentralStore& store, AuditReport& report) {
  WARMHEART_TRY_ASSIGN(const auto witnesses, audit_witnesses(store));
  for (const AuditWitness& witness : witnesses) {
    WARMHEART_TRY_ASSIGN(const std::string fault,
                         store.read([&](Snapshot& in) { return fault_of_head(in, witness.head); }));
    ++report.witnesses;
    if (!fault.empty() && report.faults.size() < kMaxFaults)
      report.faults.push_back("device " + witness.device.text() + ": " + fault);
  }
  return {};
}

Result<AuditReport> verify_audit(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(AuditReport report, verify_audit_rows(store));
  WARMHEART_TRY(compare_kept_head(store, report));
  WARMHEART_TRY(compare_witnesses(store, report));
  return report;
}

}  // namespace warmheart
