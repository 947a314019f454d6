#include "core/central/members/finish_erasures.h"

#include <cstdlib>
#include <set>
#include <utility>

#include "core/central/members/erased_list.h"
#include "core/central/members/erasure.h"
#include "core/central/stations/devices.h"
#include "core/central/store/audit.h"
#include "core/central/store/columns.h"
#include "core/service/rider_request.h"
#include "core/storage/sql.h"

namespace warmheart {

namespace {

Result<std::vector<Digest>> erased_digests(CentralStore& store) {
  return store.read([](Snapshot& in) { return sql::rows<Digest>(in, "SELECT digest FROM erased"); });
}

struct IdOfPerson {
  Uuid id, person;
};

// `which` gives ids and the persons whose they are.
Result<std::set<Uuid>> listed_persons(Snapshot& in, const char* which, const std::set<Digest>& listed) {
  std::set<Uuid> persons;
  const auto read = [](sql::Columns& row) { return IdOfPerson{row.id(), row.id()}; };
  const auto take = [&](const IdOfPerson& one) {
    if (listed.contains(erased_digest(one.id.bytes()))) persons.insert(one.person);
    return true;
  };
  WARMHEART_TRY(sql::each<IdOfPerson>(in, which, read, take));
  return persons;
}

// Their rows may be whole again, or only their keys.
Result<std::size_t> erase_listed(CentralStore& store, const char* which, const std::set<Digest>& listed) {
  WARMHEART_TRY_ASSIGN(const auto persons, store.read([&](Snapshot& in) { return listed_persons(in, which, listed); }));
  for (const Uuid& person : persons) {
    WARMHEART_TRY(store.transact({Lock::devices(), Lock::sessions(), Lock::persons()},
                                 [&](Act& act) { return internal::erase_person(act, person); }));
  }
  return persons.size();
}

}  // namespace

Result<ErasureFinisher::Unfinished> ErasureFinisher::unfinished(CentralStore& store) {
  return store.read([](Snapshot& in) -> Result<Unfinished> {
    Unfinished out;
    WARMHEART_TRY_ASSIGN(out.marks, internal::erasure_marks(in));
    WARMHEART_TRY_ASSIGN(out.requests, sql::rows<Uuid>(in, "SELECT id FROM rider_request WHERE state = 'erasing'"));
    return out;
  });
}

Result<std::size_t> ErasureFinisher::settle(CentralStore& store, const Unfinished& what) {
  return store.transact({Lock::persons()}, [&](Act& act) -> Result<std::size_t> {
    std::size_t done = 0;
    for (const Uuid& id : what.requests) {
      WARMHEART_TRY_ASSIGN(
          const auto changed,
          sql::execute(act,
                       "UPDATE rider_request SET state = 'done', changed_ms = ? WHERE id = ? AND state = 'erasing'",
                       act.now_ms(), id.bytes()));
      if (changed != 1) continue;
      ++done;
      WARMHEART_TRY(internal::write_audit(act, "centre", "request-done", id.text(), wire_name(RiderAsk::erase)));
    }
    WARMHEART_TRY(internal::clear_erasure_marks(act, what.marks));
    return done;
  });
}

Result<std::size_t> ErasureFinisher::run(CentralStore& store) {
  if (!m_rewritten) {
    WARMHEART_TRY_ASSIGN(Unfinished what, unfinished(store));
    if (what.marks == 0 && what.requests.empty()) return std::size_t{0};
    const std::int64_t now = store.now_ms();
    // A clock that was set back does not hold it up.
    if (m_last_rewrite_ms && std::abs(now - *m_last_rewrite_ms) < kBetweenRewritesMs) return std::size_t{0};
    m_last_rewrite_ms = now;
    WARMHEART_TRY_ASSIGN(const auto digests, erased_digests(store));
    WARMHEART_TRY(extend_erased_list(store.folder(), digests));
    WARMHEART_TRY(store.rewrite_files());
    m_rewritten = std::move(what);
  }
  WARMHEART_TRY_ASSIGN(const bool cut, store.cut_logs());
  if (!cut) {
    if (!m_waits) store.log().write(LogLevel::warning, "erasures wait for a program that reads the databases");
    m_waits = true;
    return std::size_t{0};
  }
  m_waits = false;
  WARMHEART_TRY_ASSIGN(const std::size_t done, settle(store, *m_rewritten));
  m_rewritten.reset();
  return done;
}

Result<void> watch_erasures(CentralStore& store) {
  return store.transact({Lock::persons()}, [](Act& act) -> Result<void> {
    const auto read = [](sql::Columns& row) { return std::pair{row.counter(), row.integer()}; };
    using Waiting = std::pair<std::uint64_t, std::int64_t>;
    WARMHEART_TRY_ASSIGN(const Waiting waiting,
                         sql::value<Waiting>(act,
                                             "SELECT count(*), coalesce(min(changed_ms), 0) FROM rider_request WHERE "
                                             "state = 'erasing' AND changed_ms < ?",
                                             read, act.now_ms() - kErasureTooLongMs));
    const auto& [count, since_ms] = waiting;
    if (count == 0) return internal::take_back_alarm(act, kErasureAlarm, Uuid(), "");
    const std::int64_t hours = (act.now_ms() - since_ms) / 3'600'000;
    return internal::raise_alarm(
        act, kErasureAlarm, Uuid(), "",
        std::to_string(count) + " erasures are not done, the oldest for " + std::to_string(hours) +
            " hours: what was erased still stands in unused parts of the files. The server's log says why: make room "
            "on "
            "the disk (the databases' size, twice), or end the program that reads them (a copy being made). Then they "
            "are done by themselves");
  });
}

Result<bool> erasures_unfinished(CentralStore& store) {
  return store.read([](Snapshot& in) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(const std::uint64_t marks, internal::erasure_marks(in));
    if (marks > 0) return true;
    return sql::value<bool>(in, "SELECT EXISTS(SELECT 1 FROM rider_request WHERE state = 'erasing')");
  });
}

Result<std::size_t> erase_again(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(const auto listed, read_erased_list(store.folder()));
  const std::set<Digest> digests(listed.begin(), listed.end());
  std::size_t persons = 0;
  // With an application goes all that is the same person's; what is left is of people who had not joined yet.
  for (const char* which :
       {"SELECT id, person FROM application", "SELECT id, person FROM booking WHERE person IS NOT NULL",
        "SELECT id, person FROM help_case WHERE person IS NOT NULL"}) {
    WARMHEART_TRY_ASSIGN(const std::size_t more, erase_listed(store, which, digests));
    persons += more;
  }
  // Of records that the backup does not have, and devices will send again.
  WARMHEART_TRY(store.transact({Lock::persons()}, [&](Act& act) { return internal::remember_erased(act, listed); }));
  return persons;
}

}  // namespace warmheart
