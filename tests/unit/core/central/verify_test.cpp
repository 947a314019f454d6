#include "centre_fixture.h"
#include "core/storage/sqlite.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

// Somebody with the file and without our program.
void tamper(Centre& centre, const std::string& sql) {
  auto db = must(sqlite::Database::open(centre.folder.path + "/central.db"));
  must(db.run(sql));
}

}  // namespace

TEST_CASE("untouched chains and an untouched audit verify") {
  Centre centre;
  Device device = centre.enrol();
  for (int i = 0; i < 4; ++i) device.join({});
  centre.take(device);
  const ChainReport chains = must(verify_raw_chains(centre.store));
  CHECK(chains.chains == 1);
  CHECK(chains.records == 4);
  CHECK(chains.faults.empty());
  const AuditReport rows = must(verify_audit(centre.store));
  CHECK(rows.rows == must(audit_head(centre.store)).seq);
  CHECK(rows.faults.empty());
}

TEST_CASE("a changed, missing or added raw record is named") {
  Centre centre;
  Device device = centre.enrol();
  for (int i = 0; i < 4; ++i) device.join({});
  centre.take(device);
  SECTION("payload") { tamper(centre, "UPDATE raw_record SET payload = x'00' WHERE seq = 2"); }
  SECTION("header") { tamper(centre, "UPDATE raw_record SET header = x'00' WHERE seq = 3"); }
  SECTION("missing") { tamper(centre, "DELETE FROM raw_record WHERE seq = 2"); }
  SECTION("the last one missing") { tamper(centre, "DELETE FROM raw_record WHERE seq = 4"); }
  CHECK_FALSE(must(verify_raw_chains(centre.store)).faults.empty());
}

TEST_CASE("the audit cannot be edited by SQL, and an edit around that is found") {
  Centre centre;
  for (int i = 0; i < 5; ++i) must(audit(centre.store, "li", "looked", "x", ""));
  auto db = must(sqlite::Database::open(centre.folder.path + "/central.db"));
  CHECK_FALSE(db.run("UPDATE audit SET who = 'wang' WHERE seq = 2"));
  CHECK_FALSE(db.run("DELETE FROM audit WHERE seq = 2"));
  SECTION("changed") { tamper(centre, "DROP TRIGGER audit_stays; UPDATE audit SET who = 'wang' WHERE seq = 2"); }
  SECTION("removed") { tamper(centre, "DROP TRIGGER audit_kept; DELETE FROM audit WHERE seq = 2"); }
  CHECK_FALSE(must(verify_audit(centre.store)).faults.empty());
}

TEST_CASE("a person whose key is gone, or another's, is named") {
  Centre centre;
  Device device = centre.enrol();
  device.join({});
  device.join({"李四", "110101199003077572", "13800000002"});
  centre.take(device);
  CHECK(must(verify_people(centre.store)).people == 2);
  CHECK(must(verify_people(centre.store)).faults.empty());
  CHECK(must(centre.store.read(internal::opens_newest_fields)));
  auto keys = must(sqlite::Database::open(centre.folder.path + "/person-keys.db"));
  SECTION("one key gone") {
    must(keys.run("DELETE FROM person_key WHERE person = (SELECT min(person) FROM person_key)"));
    CHECK(must(verify_people(centre.store)).faults.size() == 1);
  }
  SECTION("another centre's keys") {
    must(keys.run("UPDATE person_key SET wrapped = randomblob(length(wrapped))"));
    CHECK(must(verify_people(centre.store)).faults.size() == 2);
    CHECK_FALSE(must(centre.store.read(internal::opens_newest_fields)));
  }
}
