// Many records under one commit: what fails is parked by its own key, no device keeps others waiting, and a process
// that ends in the middle of it loses and doubles nothing.
#include <sqlite3.h>
#include <sys/wait.h>

#include <thread>

#include "centre_fixture.h"
#include "core/central/store/schema.h"
#include "core/central/visits/visits.h"
#include "core/service/visit.h"
#include "tests/failing_vfs.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

constexpr unsigned kPoison = 7;  // a visit of so many people cannot be written while the trigger stands

Uuid visit(Device& device, unsigned people) {
  const Uuid id = device.new_id();
  wire::Payload payload;
  wire::VisitRegistered& body = *payload.mutable_visit_registered();
  body.set_visit_id(string_of(id.bytes()));
  body.set_service("WATER");
  body.set_people(people);
  return device.write(wire::VISIT_REGISTERED, payload, id);
}
void in_database(Centre& centre, std::string_view sql) { must(centre.database()->run(sql)); }
// `what`: INSERT, UPDATE.
void poison(Centre& centre, const std::string& what = "INSERT", const std::string& when = " WHEN (NEW.people = 7)") {
  const std::string trigger = "CREATE TRIGGER poison BEFORE " + what + " ON visit FOR EACH ROW" + when;
  in_database(centre, test::on_postgres()
                          ? "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS "
                            "'BEGIN RAISE EXCEPTION ''poison'' USING ERRCODE = ''check_violation''; END'; " +
                                trigger + " EXECUTE FUNCTION poison()"
                          : trigger + " BEGIN SELECT RAISE(ABORT, 'poison'); END");
}
void cure(Centre& centre) {
  in_database(centre, test::on_postgres() ? "DROP TRIGGER poison ON visit" : "DROP TRIGGER poison");
}
std::int64_t persons(CentralStore& store, const FakeClock& clock) {
  const std::int64_t day = china_day(clock.wall_ms);
  return must(visit_report(store, day, day)).all.person_times;
}
std::int64_t persons(Centre& centre) { return persons(centre.store, centre.clock); }

// Three people whose numbers have valid check digits and belong to nobody.
void three_join(Device& device) {
  device.join({"张伟", "11010519491231002X", "13800000001", "CY01"});
  device.join({"李芳", "110105199003073373", "13800000002", "CY01"});
  device.join({"王磊", "110105198802290046", "13800000003", "CY01"});
}
std::size_t applications(CentralStore& store) {
  return static_cast<std::size_t>(must(store.read(
      [](Snapshot& in) { return sql::value<std::int64_t>(in, "SELECT count(*) AS every FROM application"); })));
}
// Every application can be opened: its person's key is there.
void check_all_open(CentralStore& store) {
  const auto opened = must(store.read([](Snapshot& in) -> Result<std::size_t> {
    WARMHEART_TRY_ASSIGN(const auto ids, sql::rows<Uuid>(in, "SELECT id AS every FROM application"));
    for (const Uuid& id : ids) {
      WARMHEART_TRY_ASSIGN(const auto row, internal::find_application(in, id));
      WARMHEART_TRY(internal::decrypt_application(in, *row));
    }
    return ids.size();
  }));
  CHECK(opened == applications(store));
}
// Gives up at once where another writer has the lock, so that a fault is not waited out.
CentralStore open_with(Centre& centre, const std::string& folder, const std::string& vfs) {
  CentralOptions options;
  options.vfs = vfs;
  options.busy_timeout_ms = 100;
  return must(CentralStore::open(folder, centre.keys, centre.clock, centre.random, centre.log, options));
}

}  // namespace

TEST_CASE("of a chunk the one record that fails is parked, by its own key, and every other is applied once") {
  Centre centre;
  poison(centre);
  Device device = centre.enrol();
  for (int i = 0; i < 10; ++i) visit(device, i == 4 ? kPoison : 1);
  centre.send_all(device);
  const ApplyProgress progress = centre.apply();
  CHECK(progress.applied == 9);
  CHECK(progress.parked == 1);
  CHECK(persons(centre) == 9);
  const auto parked = must(list_parked(centre.store, 10));
  REQUIRE(parked.size() == 1);
  CHECK(parked[0].seq == 5);
  CHECK(parked[0].code == kParkFailed);
  cure(centre);
  must(unpark(centre.store, device.id(), device.epoch(), 5));
  CHECK(centre.apply().applied == 1);
  CHECK(persons(centre) == 9 + kPoison);
}

TEST_CASE("two appliers and a poisoned record: only that one is parked") {
  Centre centre;
  poison(centre);
  CentralStore other = centre.open_again();
  Device device = centre.enrol();
  for (int i = 0; i < 6; ++i) visit(device, i == 2 ? kPoison : 1);
  centre.send_all(device);
  for (int i = 0; i < 6; ++i) must(apply_next(i % 2 == 0 ? other : centre.store, 1));
  const auto parked = must(list_parked(centre.store, 10));
  REQUIRE(parked.size() == 1);
  CHECK(parked[0].seq == 3);
  centre.apply();
  CHECK(persons(centre) == 5);
}

TEST_CASE("a poisoned record that waited is parked, and the subject that it waited for is applied") {
  Centre centre;
  poison(centre, "UPDATE", "");
  Device first = centre.enrol();
  Device second = centre.enrol();
  const Uuid id = visit(second, 1);
  void_visit(first, id);
  centre.take(first);
  centre.take(second);
  const auto parked = must(list_parked(centre.store, 10));
  REQUIRE(parked.size() == 1);
  CHECK(parked[0].kind == wire::VISIT_VOIDED);
  CHECK(parked[0].code == kParkFailed);
  CHECK(persons(centre) == 1);
}

TEST_CASE("a void in the chunk of its visit finds it there, and waits for nothing") {
  Centre centre;
  Device device = centre.enrol();
  void_visit(device, visit(device, 2));
  visit(device, 3);
  centre.send_all(device);
  const ApplyProgress progress = centre.apply();
  CHECK(progress.applied == 3);
  CHECK(progress.waiting == 0);
  CHECK(persons(centre) == 3);
}

TEST_CASE("a device that floods does not keep one waiting that has a single record") {
  Centre centre;
  Device a = centre.enrol();
  Device b = centre.enrol();
  Device& flood = a.id() < b.id() ? a : b;
  Device& quiet = a.id() < b.id() ? b : a;
  for (int i = 0; i < 100; ++i) visit(flood, 1);
  visit(quiet, 5);
  centre.send_all(flood);
  centre.send_all(quiet);
  CHECK(must(apply_next(centre.store, 2)).applied == 2);
  CHECK(persons(centre) == 6);
  CHECK(centre.apply().applied == 99);
}

TEST_CASE("the same figures by chunks and one by one") {
  std::int64_t figures[2] = {};
  for (const std::size_t at_once : {std::size_t{1}, std::size_t{1'000}}) {
    Centre centre;
    Device device = centre.enrol();
    for (int i = 0; i < 150; ++i) {
      const Uuid id = visit(device, 1 + static_cast<unsigned>(i % 3));
      if (i % 5 == 0) void_visit(device, id);
    }
    centre.send_all(device);
    while (must(apply_next(centre.store, at_once)).more) {}
    figures[at_once == 1 ? 0 : 1] = persons(centre);
  }
  CHECK(figures[0] > 0);
  CHECK(figures[0] == figures[1]);
}

TEST_CASE("two appliers at once, a poisoned record and one that waited: each record is dealt with once") {
  Centre centre;
  poison(centre);
  Device a = centre.enrol();
  Device b = centre.enrol();
  const Uuid late = visit(b, 1);
  for (int i = 0; i < 180; ++i) {
    if (i == 90) void_visit(a, late);
    visit(a, i == 77 ? kPoison : 1);
    if (i % 2 == 0) visit(b, 1);
  }
  centre.send_all(a);
  centre.apply();  // up to here the visit that is taken back is not known
  centre.send_all(b);
  Device c = centre.enrol();
  for (int i = 0; i < 180; ++i) visit(c, i == 100 ? kPoison : 1);
  centre.send_all(c);
  std::vector<CentralStore> stores;
  stores.push_back(centre.open_again());
  stores.push_back(centre.open_again());
  std::vector<std::string> troubles(stores.size());
  std::vector<std::thread> appliers;
  for (std::size_t i = 0; i < stores.size(); ++i) {
    appliers.emplace_back([&, i] {
      for (;;) {
        const auto progress = apply_next(stores[i], 40);
        if (!progress) troubles[i] = progress.error().what;
        if (!progress || !progress->more) return;
      }
    });
  }
  for (std::thread& one : appliers) one.join();
  for (const std::string& trouble : troubles) CHECK(trouble.empty());
  centre.apply();
  CHECK(persons(centre) == 179 + 90 + 179);
  const auto parked = must(list_parked(centre.store, 10));
  REQUIRE(parked.size() == 2);
  for (const ParkedRow& one : parked) CHECK(one.code == kParkFailed);
}

TEST_CASE("a parked record that is put back behind the watermark is taken alone, and nothing after it again") {
  Centre centre;
  poison(centre);
  Device device = centre.enrol();
  visit(device, kPoison);
  for (int i = 0; i < 5; ++i) visit(device, 2);
  centre.take(device);
  CHECK(persons(centre) == 10);
  cure(centre);
  must(unpark(centre.store, device.id(), device.epoch(), 1));
  CHECK(must(held_records(centre.store, device.id())).at(0).state == "new");
  CHECK(must(apply_next(centre.store, 1)).more == false);
  CHECK(persons(centre) == 10 + kPoison);
  CHECK(unpark(centre.store, device.id(), device.epoch(), 1).error().code == ErrorCode::not_found);
  CHECK(must(held_records(centre.store, device.id())).at(0).state == "applied");
}

TEST_CASE("one put back before the watermark has come to it is taken in its turn, once") {
  Centre centre;
  Device device = centre.enrol();
  for (int i = 0; i < 3; ++i) visit(device, 1);
  centre.send_all(device);
  must(centre.store.transact({Lock::device(device.id())}, [&](Act& act) {
    return internal::park(act, {device.id(), device.epoch(), 2}, kParkUnopenable);
  }));
  must(unpark(centre.store, device.id(), device.epoch(), 2));
  CHECK(centre.apply().applied == 3);
  CHECK(centre.apply().applied == 0);
  CHECK(persons(centre) == 3);
}

TEST_CASE("on a machine so slow that a chunk's time is over before its first record, every chunk takes one") {
  struct SlowClock final : Clock {
    mutable std::int64_t wall_ms = 1'790'000'000'000;
    ClockReading now() const override {
      wall_ms += 1'000;
      return {wall_ms, {}, wall_ms - 1'700'000'000'000};
    }
  } slow;
  Centre centre;
  poison(centre);
  Device device = centre.enrol();
  for (int i = 0; i < 3; ++i) visit(device, i == 0 ? kPoison : 1);
  centre.send_all(device);
  CentralStore store = must(
      CentralStore::open(centre.folder.path, centre.keys, slow, centre.random, centre.log, centre.databases.options()));
  CHECK(must(apply_next(store, 10)).applied == 2);
  cure(centre);
  must(unpark(store, device.id(), device.epoch(), 1));
  CHECK(must(apply_next(store, 10)).applied == 1);
  CHECK(persons(centre) == 2 + kPoison);
}

TEST_CASE("where the keys of new people cannot be written nobody of the chunk is kept, and later everybody is",
          "[sqlite]") {
  Centre centre;
  test::FailingVfs vfs("failing-people");
  CentralStore store = open_with(centre, centre.folder.path, "failing-people");
  Device device = centre.enrol();
  three_join(device);
  centre.send_all(device);
  vfs.fail_at(1, SQLITE_IOERR_FSYNC);  // the first sync of a chunk is that of the keys
  CHECK_FALSE(apply_next(store, 100).has_value());
  REQUIRE(vfs.has_failed());
  vfs.heal();
  CHECK(applications(centre.store) == 0);
  CHECK(must(apply_next(store, 100)).applied == 3);
  CHECK(applications(centre.store) == 3);
  check_all_open(centre.store);
}

TEST_CASE("every write or sync of a chunk fails once: nothing is lost, nothing is doubled, every key is there",
          "[sqlite]") {
  for (const int error : {SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_FULL}) {
    for (int nth = 1;; nth += error == SQLITE_IOERR_FSYNC ? 1 : 9) {
      Centre centre;
      test::FailingVfs vfs("failing-chunk");
      CentralStore store = open_with(centre, centre.folder.path, "failing-chunk");
      Device device = centre.enrol();
      three_join(device);
      for (int i = 0; i < 5; ++i) visit(device, 2);
      centre.send_all(device);
      vfs.fail_at(nth, error);
      const auto first = apply_next(store, 100);
      const bool failed = vfs.has_failed();
      vfs.heal();
      if (!first) must(apply_next(store, 100));
      CHECK(applications(centre.store) == 3);
      CHECK(persons(centre) == 10);
      check_all_open(centre.store);
      if (!failed) break;
    }
  }
}

TEST_CASE("kill -9 in the middle of a chunk: what is applied afterwards is all, once, and can be opened", "[sqlite]") {
  Centre centre;
  Device a = centre.enrol();
  Device b = centre.enrol();
  three_join(a);
  const Uuid taken_back = visit(a, 4);
  for (int i = 0; i < 20; ++i) visit(b, 2);
  void_visit(b, taken_back);
  centre.send_all(a);
  centre.send_all(b);
  TemporaryFolder copies;
  bool survived = false;
  int killed = 0;
  for (int nth = 1; !survived; nth += 5) {
    const std::string folder = copies.path + "/" + std::to_string(nth);
    std::filesystem::copy(centre.folder.path, folder);
    std::filesystem::remove(folder + "/central.db-shm");
    std::filesystem::remove(folder + "/person-keys.db-shm");
    test::FailingVfs vfs("killing");
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      CentralStore store = open_with(centre, folder, "killing");
      vfs.kill_at(nth);
      const bool done = apply_next(store, 100).has_value();
      vfs.kill_at(0);
      ::_exit(done ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    if (WIFSIGNALED(status)) {
      CHECK(WTERMSIG(status) == SIGKILL);
      ++killed;
    } else {
      CHECK(WEXITSTATUS(status) == 0);
      survived = true;
    }
    CentralStore store = open_with(centre, folder, "");
    must(apply_next(store, 100));
    CHECK(applications(store) == 3);
    CHECK(persons(store, centre.clock) == 40);
    CHECK(must(list_parked(store, 10)).empty());
    check_all_open(store);
    std::filesystem::remove_all(folder);
  }
  CHECK(killed > 5);
}

TEST_CASE("a centre of before records were written once: each state is kept, and nothing is applied again",
          "[sqlite]") {
  TemporaryFolder folder;
  FakeClock clock;
  SeededRandom random{7};
  NullLog log;
  const auto keys = std::make_shared<CentralKeys>(generate_central_keys(random));
  const Uuid device = Uuid::make(clock, random);
  {
    auto db = must(sqlite::Database::open(folder.path + "/central.db"));
    must(db.migrate(internal::central_migrations().first(10)));
    const Bytes station(16, 1);
    must(sql::execute(
        db, "INSERT INTO station VALUES(?, 'wangjing', 'w', 'h', '110105', '110105026', '', 'CY01', '', '')", station));
    must(sql::execute(db,
                      "INSERT INTO device(id, station, state, machine, card_public_key, enrolled_ms) "
                      "VALUES(?, ?, 'active', 'kiosk', x'00', 1)",
                      device.bytes(), station));
    must(sql::execute(db, "INSERT INTO device_epoch VALUES(?, 5, 1, 8, ?, 1, 1, 1, 1)", device.bytes(), kZeroDigest));
    // Record 2 was put back in line: its watermark stands before it, and what follows is applied already.
    constexpr const char* kStates[] = {"applied", "new", "applied", "parked", "waiting", "pointer", "new", "parked"};
    for (std::uint64_t seq = 1; seq <= 8; ++seq) {
      const std::string state = kStates[seq - 1];
      const Bytes id(16, static_cast<std::uint8_t>(seq));
      const bool has_id = state != "pointer";
      must(sql::execute(db, "INSERT INTO raw_record VALUES(?, 5, ?, ?, 1, x'', x'00', ?, ?, '', ?, ?, ?, ?, 100, 200)",
                        device.bytes(), seq, has_id ? std::optional(id) : std::nullopt, kZeroDigest, kZeroDigest,
                        has_id ? std::nullopt : std::optional(id), state, state == "parked" ? "stub" : "",
                        state == "waiting" ? std::optional(id) : std::nullopt));
    }
  }
  CentralStore store = must(CentralStore::open(folder.path, keys, clock, random, log));
  const auto states = [&] {
    std::vector<std::string> out;
    for (const HeldRecord& one : must(held_records(store, device))) out.push_back(one.state);
    return out;
  };
  CHECK(states() ==
        std::vector<std::string>{"applied", "new", "applied", "parked", "waiting", "pointer", "new", "parked"});
  CHECK(must(list_parked(store, 10)).size() == 2);
  must(apply_next(store, 10));  // headers of nothing: both that were new are parked
  CHECK(states() ==
        std::vector<std::string>{"applied", "parked", "applied", "parked", "waiting", "pointer", "parked", "parked"});
}
