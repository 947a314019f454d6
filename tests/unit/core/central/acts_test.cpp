#include "tests/unit/core/central/centre_fixture.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

Result<std::int64_t> put(Act& act, const char* name, std::int64_t value) {
  return sql::execute(act, "INSERT INTO meta(name, value) VALUES(?, ?)", name, value);
}
Result<std::int64_t> counted(Snapshot& in) {
  return sql::value<std::int64_t>(in, "SELECT count(*) FROM meta WHERE name LIKE 'test-%'");
}

}  // namespace

TEST_CASE("an act is kept whole or not at all") {
  Centre centre;
  const auto failed = centre.store.transact({}, [](Act& act) -> Result<std::int64_t> {
    WARMHEART_TRY(put(act, "test-1", 1));
    return put(act, "test-1", 2);  // the name is taken
  });
  CHECK_FALSE(failed);
  CHECK(must(centre.store.read(counted)) == 0);
  must(centre.store.transact({}, [](Act& act) { return put(act, "test-1", 1); }));
  CHECK(must(centre.store.read(counted)) == 1);
}

TEST_CASE("a look sees one moment, whatever others write meanwhile") {
  Centre centre;
  CentralStore other = centre.open_again();
  const auto seen = centre.store.read([&](Snapshot& in) -> Result<std::int64_t> {
    WARMHEART_TRY_ASSIGN(const std::int64_t before, counted(in));
    must(other.transact({}, [](Act& act) { return put(act, "test-1", 1); }));
    WARMHEART_TRY_ASSIGN(const std::int64_t after, counted(in));
    return before + after;
  });
  CHECK(must(seen) == 0);
  CHECK(must(centre.store.read(counted)) == 1);
}

TEST_CASE("locks are taken in one order, and all of a rank stand for each of it") {
  const Uuid one = must(Uuid::from_bytes(Bytes(16, 1)));
  const Uuid other = must(Uuid::from_bytes(Bytes(16, 2)));
  const Locks held = {Lock::device(one), Lock::sessions()};
  CHECK(holds(held, Lock::device(one)));
  CHECK_FALSE(holds(held, Lock::device(other)));
  CHECK_FALSE(holds(held, Lock::devices()));
  CHECK(holds(held, Lock::session(other)));
  CHECK(keeps_order(held, Lock::device(one)));  // held already
  CHECK(keeps_order(held, Lock::person(one)));  // a later rank
  CHECK_FALSE(keeps_order(held, Lock::device(other)));
  CHECK_FALSE(keeps_order({Lock::feed("all")}, Lock::person(one)));
  CHECK(keeps_order({Lock::feed("all")}, Lock::feed("district/110105")));
  CHECK(keeps_order({Lock::feed("all")}, Lock::audit()));
  const Locks all = all_locks();
  for (std::size_t i = 0; i < all.size(); ++i) CHECK((i == 0 || all[i - 1].rank < all[i].rank));
  for (const Lock& wanted : {Lock::device(one), Lock::session(one), Lock::person(one), Lock::queue("CY01"),
                             Lock::feed("all"), Lock::audit()}) {
    CHECK(holds(all, wanted));
  }
}
