#include "centre_fixture.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

std::size_t count_of(const std::vector<HeldRecord>& records, const Uuid& id) {
  return static_cast<std::size_t>(
      std::count_if(records.begin(), records.end(), [&](const auto& r) { return r.id == id && !r.pointer; }));
}

}  // namespace

TEST_CASE("a batch is stored, acknowledged with the centre's own hash, and survives closing the database") {
  Centre centre;
  Device device = centre.enrol();
  for (int i = 0; i < 3; ++i) device.join({});
  const IngestAnswer answer = centre.send_all(device);
  CHECK(answer.verdict == wire::SYNC_OK);
  CHECK(answer.acked_seq == 3);
  CHECK(answer.acked_hash == device.hash_at(3));
  CHECK(answer.stored == 3);
  CentralStore other = centre.open_again();
  CHECK(must(held_records(other, device.id())).size() == 3);
}

TEST_CASE("the same batch twice, or a part of it, is one copy and is acknowledged by a commit of its own") {
  Centre centre;
  Device device = centre.enrol();
  for (int i = 0; i < 5; ++i) device.join({});
  centre.send(device.batch(1, 3));
  const IngestAnswer again = centre.send(device.batch(1, 3));
  CHECK(again.stored == 0);
  CHECK(again.acked_seq == 3);
  const IngestAnswer overlapping = centre.send(device.batch(2, 4));
  CHECK(overlapping.verdict == wire::SYNC_OK);
  CHECK(overlapping.stored == 2);
  CHECK(overlapping.acked_seq == 5);
  const auto held = must(held_records(centre.store, device.id()));
  REQUIRE(held.size() == 5);
  for (const HeldRecord& record : held) CHECK(count_of(held, record.id) == 1);
}

TEST_CASE("a gap is answered with the record wanted next, and nothing is stored") {
  Centre centre;
  Device device = centre.enrol();
  for (int i = 0; i < 5; ++i) device.join({});
  centre.send(device.batch(1, 2));
  const IngestAnswer answer = centre.send(device.batch(4, 2));
  CHECK(answer.verdict == wire::SYNC_GAP);
  CHECK(answer.wanted_seq == 3);
  CHECK(answer.acked_seq == 2);
  CHECK(must(held_records(centre.store, device.id())).size() == 2);
}

TEST_CASE("an empty batch tells where the centre stands") {
  Centre centre;
  Device device = centre.enrol();
  CHECK(centre.send(device.batch(1, 0)).acked_seq == 0);
  for (int i = 0; i < 2; ++i) device.join({});
  centre.send_all(device);
  const IngestAnswer answer = centre.send(device.batch(3, 0));
  CHECK(answer.verdict == wire::SYNC_OK);
  CHECK(answer.acked_seq == 2);
  CHECK(answer.acked_hash == device.hash_at(2));
}

TEST_CASE("another history of the same epoch is a fork: nothing of it is stored, and an alarm is raised") {
  Centre centre;
  Device device = centre.enrol();
  for (int i = 0; i < 3; ++i) device.join({});
  centre.send_all(device);
  const auto before = must(held_records(centre.store, device.id()));

  SECTION("the previous hash does not fit") {
    device.join({});
    DeviceBatch batch = device.batch(4, 1);
    batch.request.set_prev_hash(std::string(32, 'x'));
    CHECK(centre.send(batch).verdict == wire::SYNC_FORK);
  }
  SECTION("the same position with another content: a disk that went back in time") {
    DeviceBatch batch = device.batch(1, 2);
    wire::Record third = batch.request.records(1);
    third.set_sealed_payload("something else");
    *batch.request.add_records() = third;
    batch.request.clear_last_hash();
    CHECK(centre.send(batch).verdict == wire::SYNC_FORK);
  }
  SECTION("the bytes do not give the hash that the device names") {
    device.join({});
    DeviceBatch batch = device.batch(4, 1);
    batch.request.set_last_hash(std::string(32, 'y'));
    CHECK(centre.send(batch).verdict == wire::SYNC_FORK);
  }
  CHECK(must(held_records(centre.store, device.id())).size() == before.size());
  const auto alarms = must(list_alarms(centre.store, 10));
  REQUIRE(alarms.size() == 1);
  CHECK(alarms[0].code == "fork");
}

TEST_CASE("a record carried into a new epoch is a pointer, and nobody is joined twice") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.join({});
  centre.take(device);
  const wire::Record old = device.records()[0];
  device.open_epoch();
  device.carry(old);
  device.join({"欧阳小明", "440524188001010014", "13800000002"});
  CHECK(centre.send_all(device).acked_seq == 2);
  centre.apply();
  const auto held = must(held_records(centre.store, device.id()));
  REQUIRE(held.size() == 3);
  CHECK(held[1].pointer);
  CHECK(held[1].id == id);
  CHECK(count_of(held, id) == 1);
  CHECK(must(list_applications(centre.store, centre.reviewer(), {})).items.size() == 2);
  CHECK(must(verify_raw_chains(centre.store)).faults.empty());
}

TEST_CASE("a known id with another payload is stored and parked") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.join({});
  device.write(wire::DEVICE_EVENT, bytes_of("other"), id);
  const IngestAnswer answer = centre.send_all(device);
  CHECK(answer.acked_seq == 2);
  REQUIRE(answer.parked.size() == 1);
  CHECK(answer.parked[0].code == kParkIdReused);
}

TEST_CASE("what cannot be understood is stored, acknowledged and parked, and never stands in the way") {
  Centre centre;
  Device device = centre.enrol();
  wire::Record garbage;
  garbage.set_header("\xff\xff no header");
  garbage.set_sealed_payload("payload");
  device.append_raw(garbage);                                       // 1
  device.write(999, bytes_of("from the future"));                   // 2
  device.write(wire::APPLICATION_SUBMITTED, bytes_of("\xff\xff"));  // 3
  wire::Record stub;
  stub.set_header(device.header(wire::APPLICATION_SUBMITTED, device.new_id()).SerializeAsString());
  stub.set_payload_digest(std::string(32, 'd'));
  stub.set_stub_reason("damaged");
  device.append_raw(stub);  // 4
  wire::Record unopenable = device.records()[1];
  unopenable.set_header(device.header(wire::APPLICATION_SUBMITTED, device.new_id()).SerializeAsString());
  device.append_raw(unopenable);  // 5
  wire::Record large;
  large.set_header(device.header(wire::APPLICATION_SUBMITTED, device.new_id()).SerializeAsString());
  large.set_sealed_payload(std::string(40'000, 'x'));
  device.append_raw(large);  // 6
  wire::RecordHeader foreign = device.header(wire::APPLICATION_SUBMITTED, device.new_id());
  foreign.set_device(std::string(16, 'f'));
  wire::Record misplaced;
  misplaced.set_header(foreign.SerializeAsString());
  misplaced.set_sealed_payload("x");
  device.append_raw(misplaced);                                 // 7
  device.write(wire::DEVICE_EVENT, bytes_of("v9"), Uuid(), 9);  // 8
  const Uuid good = device.join({});                            // 9

  CHECK(centre.send_all(device).acked_seq == 9);
  CHECK(centre.apply().applied == 1);
  const auto held = must(held_records(centre.store, device.id()));
  const std::vector<std::string> codes{"broken-header", "unknown-kind",    "broken-payload",  "stub", "unopenable",
                                       "too-large",     "header-mismatch", "unknown-version", ""};
  REQUIRE(held.size() == codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) CHECK(held[i].parked_code == codes[i]);
  CHECK(must(list_applications(centre.store, centre.reviewer(), {})).items.at(0).id == good);
  CHECK(must(list_parked(centre.store, 100)).size() == 8);
  CHECK(centre.send_all(device).parked.size() == 8);
  CHECK(must(verify_raw_chains(centre.store)).faults.empty());
}

TEST_CASE("what is acknowledged is held byte for byte, however long or unreadable it is") {
  Centre centre;
  Device device = centre.enrol();
  wire::Record large;
  large.set_header(device.header(wire::APPLICATION_SUBMITTED, device.new_id()).SerializeAsString());
  large.set_sealed_payload(std::string(400'000, 'x'));
  device.append_raw(large);
  wire::Record garbage;
  garbage.set_header("\xff\xff no header");
  garbage.set_sealed_payload(std::string(40'000, 'y'));
  device.append_raw(garbage);
  REQUIRE(centre.send_all(device).acked_seq == 2);
  const auto held = must(centre.store.read([&](Snapshot& in) {
    return sql::rows<Bytes>(
        in, "SELECT payload FROM raw_record WHERE device = ? AND epoch = ? ORDER BY seq",
        [](sql::Columns& row) { return row.next<std::optional<Bytes>>().value_or(Bytes()); }, device.id().bytes(),
        device.epoch());
  }));
  REQUIRE(held.size() == 2);
  CHECK(string_of(held[0]) == large.sealed_payload());
  CHECK(string_of(held[1]) == garbage.sealed_payload());
  CHECK(must(verify_raw_chains(centre.store)).faults.empty());
}

TEST_CASE("two epochs that grow side by side are both stored, and an alarm names the device") {
  Centre centre;
  Device device = centre.enrol();
  device.join({});
  centre.take(device);
  Device clone = device;
  clone.open_epoch();
  clone.join({});
  centre.take(clone);
  CHECK(must(list_alarms(centre.store, 10)).empty());
  device.join({"欧阳小明", "440524188001010014", "13800000002"});
  centre.take(device);
  CHECK(must(held_records(centre.store, device.id())).size() == 3);
  const auto alarms = must(list_alarms(centre.store, 10));
  REQUIRE(alarms.size() == 1);
  CHECK(alarms[0].code == "two-epochs");
  CHECK(alarms[0].device == device.id());
}

TEST_CASE("many devices' batches are answered in order out of one commit") {
  Centre centre;
  std::vector<Device> devices;
  std::vector<DeviceBatch> batches;
  for (int i = 0; i < 10; ++i) {
    devices.push_back(centre.enrol());
    for (int k = 0; k <= i; ++k) devices.back().join({});
    batches.push_back(devices.back().batch_all());
  }
  const auto answers = must(store_batches(centre.store, batches));
  REQUIRE(answers.size() == 10);
  for (std::size_t i = 0; i < 10; ++i) CHECK(answers[i].acked_seq == i + 1);
}

TEST_CASE("of an over-long batch the first two hundred are taken, and the acknowledgement says so") {
  Centre centre;
  Device device = centre.enrol();
  for (int i = 0; i < 230; ++i) device.write(wire::DEVICE_EVENT, bytes_of("x"));
  CHECK(centre.send_all(device).acked_seq == kMaxBatchRecords);
}

TEST_CASE("two connections write side by side without losing anything") {
  Centre centre;
  CentralStore other = centre.open_again();
  Device first = centre.enrol();
  Device second = centre.enrol();
  for (int i = 0; i < 20; ++i) {
    first.join({});
    second.join({});
    const DeviceBatch from_second = second.batch(second.head(), 1);
    CHECK(must(store_batches(other, std::span(&from_second, 1))).at(0).acked_seq == second.head());
    CHECK(centre.send(first.batch(first.head(), 1)).acked_seq == first.head());
    must(apply_next(i % 2 == 0 ? other : centre.store, 1));
  }
  centre.apply();
  ApplicationFilter filter;
  filter.limit = 200;
  CHECK(must(list_applications(other, centre.reviewer(), filter)).items.size() == 40);
}

TEST_CASE("an answer carries the signed audit head and the centre's time") {
  Centre centre;
  Device device = centre.enrol();
  device.join({});
  wire::SyncAnswer answer;
  const IngestAnswer stored = centre.send_all(device);
  fill_answer(centre.store, stored, must(signed_audit_head(centre.store)), answer);
  CHECK(answer.acked_seq() == 1);
  CHECK(answer.server_time_ms() == centre.clock.wall_ms);
  CHECK(answer.incarnation() == centre.store.incarnation());
  CHECK(must(digest_from(view_of(answer.audit_head()))) == must(audit_head(centre.store)).hash);
  CHECK(answer.audit_signature().size() == 64);
}

TEST_CASE("while no standby is named nothing is acknowledged; what was sent is kept, and a repeat is acknowledged") {
  if (!test::on_postgres()) return;  // a file has no standby
  Centre centre;
  Device device = centre.enrol();
  device.join({});
  CentralOptions strict = centre.databases.options();
  strict.require_standbys = true;
  CentralStore store =
      must(CentralStore::open(centre.folder.path, centre.keys, centre.clock, centre.random, centre.log, strict));
  const DeviceBatch batch = device.batch_all();
  const auto unnamed = store_batches(store, std::span(&batch, 1));
  REQUIRE_FALSE(unnamed);
  CHECK(unnamed.error().code == ErrorCode::busy);
  CHECK(must(held_records(centre.store, device.id())).size() == 1);
  const IngestAnswer again = centre.send(batch);
  CHECK(again.acked_seq == 1);
  CHECK(again.stored == 0);
}
