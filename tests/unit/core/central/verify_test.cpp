#include <algorithm>

#include "centre_fixture.h"
#include "core/central/stations/audit_witness.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

std::string drop_trigger(const std::string& name) {
  return "DROP TRIGGER IF EXISTS " + name + (test::on_postgres() ? " ON audit; " : "; ");
}

// Somebody with the file and without our program.
void tamper(Centre& centre, const std::string& sql) { must(centre.database()->run(sql)); }

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
  const auto db = centre.database();
  CHECK_FALSE(db->run("UPDATE audit SET who = 'wang' WHERE seq = 2"));
  CHECK_FALSE(db->run("DELETE FROM audit WHERE seq = 2"));
  SECTION("changed") { tamper(centre, drop_trigger("audit_stays") + "UPDATE audit SET who = 'wang' WHERE seq = 2"); }
  SECTION("removed") { tamper(centre, drop_trigger("audit_kept") + "DELETE FROM audit WHERE seq = 2"); }
  CHECK_FALSE(must(verify_audit(centre.store)).faults.empty());
}

TEST_CASE("rows cut from the end of the audit are missed by the head that is kept outside of the database") {
  Centre centre;
  for (int i = 0; i < 30; ++i) must(audit(centre.store, "li", "looked", std::to_string(i), ""));
  const SignedAuditHead witnessed = must(signed_audit_head(centre.store));
  CHECK(must(kept_audit_head(centre.store))->head == witnessed.head);
  CHECK(must(verify_head(centre.store, witnessed)).empty());
  const std::string last = std::to_string(witnessed.head.seq - 20);
  SECTION("cut") { tamper(centre, drop_trigger("audit_kept") + "DELETE FROM audit WHERE seq > " + last); }
  SECTION("cut, and the file with it") {
    tamper(centre, drop_trigger("audit_kept") + "DELETE FROM audit WHERE seq > " + last);
    std::filesystem::remove(centre.folder.path + "/audit.head");
  }
  SECTION("cut, and others written in their place") {
    tamper(centre, drop_trigger("audit_kept") + "DELETE FROM audit WHERE seq > " + last);
    for (int i = 0; i < 25; ++i) must(audit(centre.store, "li", "looked", "elsewhere", ""));
    CHECK(must(verify_head(centre.store, witnessed)).find("written anew") != std::string::npos);
    return;  // the file goes forward again: who witnessed the old head is the one to tell
  }
  CHECK_FALSE(must(verify_audit(centre.store)).faults.empty());
  CHECK(must(verify_head(centre.store, witnessed)).find("cut from its end") != std::string::npos);
}

TEST_CASE("a head that this centre did not sign is no witness, and one that is damaged is a fault") {
  Centre centre;
  must(audit(centre.store, "li", "looked", "x", ""));
  SignedAuditHead head = must(signed_audit_head(centre.store));
  head.head.at_ms += 1;
  CHECK(must(verify_head(centre.store, head)).find("was not signed") != std::string::npos);
  std::filesystem::resize_file(centre.folder.path + "/audit.head", 20);
  CHECK_FALSE(must(verify_audit(centre.store)).faults.empty());
}

TEST_CASE("a backup that was put back is accepted by word, and the audit says which row it had reached") {
  Centre centre;
  for (int i = 0; i < 30; ++i) must(audit(centre.store, "li", "looked", "x", ""));
  const AuditHead before = must(audit_head(centre.store));
  tamper(centre, drop_trigger("audit_kept") + "DELETE FROM audit WHERE seq > " + std::to_string(before.seq - 20));
  must(accept_earlier_audit(centre.store));
  CHECK(must(verify_audit(centre.store)).faults.empty());
  const auto rows = must(audit_rows(centre.store, before.seq - 20, 5));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].what == "audit-went-back");
  CHECK(rows[0].subject == std::to_string(before.seq));
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
  const auto keys = centre.key_database();
  SECTION("one key gone") {
    must(keys->run("DELETE FROM person_key WHERE person = (SELECT person FROM person_key ORDER BY person LIMIT 1)"));
    CHECK(must(verify_people(centre.store)).faults.size() == 1);
  }
  SECTION("another centre's keys") {
    must(keys->run("UPDATE person_key SET wrapped = x'" + std::string(144, '7') + "'"));
    CHECK(must(verify_people(centre.store)).faults.size() == 2);
    CHECK_FALSE(must(centre.store.read(internal::opens_newest_fields)));
  }
}

namespace {

// A request of this device that carries the head as a witness.
void send_back(Centre& centre, const Device& device, const SignedAuditHead& head) {
  DeviceBatch batch = device.batch(device.head() + 1, 0);
  wire::WitnessedAuditHead& sent = *batch.request.mutable_audit();
  sent.set_seq(head.head.seq);
  sent.set_at_ms(head.head.at_ms);
  sent.set_head(string_of(head.head.hash));
  sent.set_signature(string_of(head.signature));
  REQUIRE(centre.send(batch).verdict == wire::SYNC_OK);
}

std::vector<Alarm> audit_alarms(Centre& centre) {
  auto alarms = must(list_alarms(centre.store, 100));
  std::erase_if(alarms, [](const Alarm& alarm) { return alarm.code != internal::kAuditAlarm; });
  return alarms;
}

void cut_after(Centre& centre, std::uint64_t seq) {
  tamper(centre, drop_trigger("audit_kept") + "DELETE FROM audit WHERE seq > " + std::to_string(seq));
}

void look_at(Centre& centre, int times, const std::string& what) {
  for (int i = 0; i < times; ++i) must(audit(centre.store, "li", "looked", what, ""));
}

}  // namespace

TEST_CASE("heads that devices send back are kept, the highest of each, and an audit that has them is in order") {
  Centre centre;
  const Device one = centre.enrol(), two = centre.enrol();
  const SignedAuditHead early = must(signed_audit_head(centre.store));
  look_at(centre, 5, "x");
  const SignedAuditHead late = must(signed_audit_head(centre.store));
  send_back(centre, one, late);
  send_back(centre, one, early);
  send_back(centre, two, early);
  SignedAuditHead forged = late;
  forged.head.seq += 100;
  send_back(centre, two, forged);
  const auto kept = must(audit_witnesses(centre.store));
  REQUIRE(kept.size() == 2);
  for (const AuditWitness& witness : kept) CHECK(witness.head == (witness.device == one.id() ? late : early).head);
  CHECK(audit_alarms(centre).empty());
  CHECK(must(verify_audit(centre.store)).faults.empty());
  CHECK(must(verify_audit(centre.store)).witnesses == 2);
}

TEST_CASE("a head beyond the audit's end, or of another row, raises one alarm a device, and verify names it") {
  Centre centre;
  const Device device = centre.enrol(), other = centre.enrol();
  look_at(centre, 30, "x");
  const SignedAuditHead witnessed = must(signed_audit_head(centre.store));
  const std::uint64_t end = witnessed.head.seq - 20;
  bool kept_before = false;
  SECTION("cut") { cut_after(centre, end); }
  SECTION("cut, though the head was kept here before") {
    send_back(centre, device, witnessed);
    cut_after(centre, end);
    kept_before = true;
  }
  SECTION("cut, and others written in their place") {
    cut_after(centre, end);
    look_at(centre, 25, "elsewhere");
  }
  std::filesystem::remove(centre.folder.path + "/audit.head");
  CHECK(must(verify_audit(centre.store)).faults.size() == (kept_before ? 2 : 1));  // the file is missed, too
  send_back(centre, device, witnessed);
  send_back(centre, device, witnessed);
  REQUIRE(audit_alarms(centre).size() == 1);
  CHECK(audit_alarms(centre)[0].device == device.id());
  CHECK(audit_alarms(centre)[0].detail.find("row " + std::to_string(witnessed.head.seq)) != std::string::npos);
  CHECK(audit_alarms(centre)[0].detail.find("warmheart-admin verify") != std::string::npos);
  const auto faults = must(verify_audit(centre.store)).faults;
  CHECK(std::ranges::count_if(faults, [&](const std::string& fault) {
          return fault.find("device " + device.id().text()) != std::string::npos;
        }) == 1);
  send_back(centre, other, witnessed);
  CHECK(audit_alarms(centre).size() == 2);
}

TEST_CASE("after a restore that was said, heads of before are no fault, how far they went is audited, new ones count") {
  Centre centre;
  const Device device = centre.enrol(), other = centre.enrol();
  look_at(centre, 30, "x");
  const SignedAuditHead lost = must(signed_audit_head(centre.store));
  const std::uint64_t end = lost.head.seq - 20;
  cut_after(centre, end);
  centre.clock.wall_ms += 1000;
  must(centre.store.begin_new_incarnation());
  must(accept_earlier_audit(centre.store));
  CHECK(must(audit_restarted_from(centre.store)) == end + 1);
  centre.clock.wall_ms += 1000;
  look_at(centre, 30, "elsewhere");
  send_back(centre, device, lost);
  send_back(centre, other, lost);
  CHECK(audit_alarms(centre).empty());
  CHECK(must(verify_head(centre.store, lost)).empty());
  CHECK(must(verify_audit(centre.store)).faults.empty());
  const auto last = must(audit_rows(centre.store, end + 31, 10));
  REQUIRE(last.size() == 1);  // once, whoever shows it
  CHECK(last[0].what == "audit-rows-lost");
  CHECK(last[0].subject == std::to_string(lost.head.seq));
  CHECK(last[0].detail.find("rows from " + std::to_string(end + 1)) != std::string::npos);

  const SignedAuditHead anew = must(signed_audit_head(centre.store));
  send_back(centre, device, anew);
  cut_after(centre, end + 3);
  send_back(centre, device, anew);
  CHECK(audit_alarms(centre).size() == 1);
}
