// The parts that the centre's database threads are made of: pools, loops, maintenance, group commit, long polls.
#include "real_environment.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <stdexcept>

#include "app/central/database_reply.h"
#include "core/central/store/audit.h"
#include "core/central/review/review_decide.h"
#include "core/central/review/review_list.h"
#include "core/central/review/review_open.h"
#include "core/central/review/review_settle.h"
#include "core/member/card.h"
#include "core/record/record.h"
#include "core/storage/sqlite.h"
#include "net/sync/group_commit.h"
#include "net/sync/maintenance.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace asio = boost::asio;

namespace {

struct BareCentre {
  Folder folder;
  SystemClock clock;
  SystemRandom random;
  CollectLog log;
  std::shared_ptr<const CentralKeys> keys = make_keys(folder.path + "/keys");
  OpenStore open = [this] { return CentralStore::open(folder.path, keys, clock, random, log); };
  CentralStore store = must(open());

  int lines_with(const std::string& part) {
    const std::lock_guard lock(log.mutex);
    int count = 0;
    for (auto at = log.all.find(part); at != std::string::npos; at = log.all.find(part, at + 1)) ++count;
    return count;
  }
};

// Runs a coroutine to its end on this thread.
template <class T>
T run_here(asio::awaitable<T> coroutine) {
  asio::io_context io(1);
  std::optional<T> out;
  asio::co_spawn(io, std::move(coroutine), [&out](std::exception_ptr thrown, T value) {
    if (!thrown) out = std::move(value);
  });
  io.run();
  REQUIRE(out);
  return std::move(*out);
}

Result<int> ask(DatabasePool& pool, std::function<Result<int>(CentralStore&)> task) {
  return run_here(co_run<int>(&pool, std::move(task)));
}

Result<int> throws(CentralStore&) { throw std::runtime_error("planted"); }
Result<int> seven(CentralStore&) { return 7; }

}  // namespace

TEST_CASE("A job that throws is an error to who waits and a line in the log, and the next one is answered") {
  BareCentre centre;
  DatabasePool pool("readers", centre.log);
  must(pool.start(centre.open, 1));
  const auto broken = ask(pool, throws);
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == ErrorCode::internal);
  CHECK(centre.lines_with("a database job threw threads=readers what=planted") == 1);
  CHECK(must(ask(pool, seven)) == 7);
}

TEST_CASE("A use case that throws is a 500 with the usual code, to a page and to a device") {
  BareCentre centre;
  DatabasePool pool("readers", centre.log);
  must(pool.start(centre.open, 1));
  const DatabaseTask broken = [](CentralStore&) -> http::Response { throw std::runtime_error("planted"); };
  const http::Response page = run_here(database_reply(&pool, broken, Wording::for_pages, "the-request"));
  CHECK(page.status == 500);
  CHECK(centre.lines_with("what=planted request=the-request\n") == 1);
  CHECK(page.body == R"({"error":{"code":"internal"}})");
  const http::Response device = run_here(database_reply(&pool, broken, Wording::for_devices, ""));
  CHECK(device.status == 500);
  wire::Problem problem;
  REQUIRE(problem.ParseFromString(device.body));
  CHECK(problem.code() == "internal");
}

TEST_CASE("A pool that is full is busy; one that stops finishes what runs and fails what waits") {
  BareCentre centre;
  DatabasePool pool("readers", centre.log, 1);
  must(pool.start(centre.open, 1));
  HeldPool held(pool, 1);
  std::vector<std::string> order;  // of the thread that stops
  DatabasePool::Job waits;
  waits.run = [&](CentralStore&) { order.push_back("ran"); };
  waits.failed = [&](const Error& why) { order.push_back(name_of(why.code)); };
  pool.post(waits);
  CHECK(pool.queued() == 1);
  pool.post(waits);
  CHECK(order == std::vector<std::string>{"busy"});
  // stop() takes what waits before it joins what runs; released only then.
  std::thread stops([&] { pool.stop(); });
  REQUIRE(within(10s, [&] { return pool.queued() == 0; }));
  held.release();
  stops.join();
  CHECK(order == std::vector<std::string>{"busy", "unavailable"});
  pool.post(waits);
  CHECK(order.back() == "unavailable");
}

TEST_CASE("A pool whose database cannot be opened has no threads, and says why") {
  BareCentre centre;
  int opened = 0;
  const OpenStore fails_once = [&]() -> Result<CentralStore> {
    if (++opened == 2) return fail(ErrorCode::io, "planted");
    return centre.open();
  };
  DatabasePool pool("readers", centre.log);
  CHECK(pool.start(fails_once, 3).error().code == ErrorCode::io);
}

TEST_CASE("Jobs that run while the centre stops end before its threads are gone") {
  BareCentre centre;
  std::atomic<int> begun{0}, ended{0}, failed{0};
  {
    DatabasePools pools(centre.log);
    must(pools.start(centre.open, 3));
    DatabasePool::Job job;
    job.run = [&](CentralStore& store) {
      ++begun;
      static_cast<void>(audit_head(store).has_value());
      ++ended;
    };
    job.failed = [&](const Error&) { ++failed; };
    for (int i = 0; i < 200; ++i) {
      for (DatabasePool* pool : {&pools.readers, &pools.riders, &pools.office, &pools.sign_ins}) pool->post(job);
    }
    REQUIRE(within(10s, [&] { return begun > 0; }));
  }
  CHECK(begun == ended);
  CHECK(ended + failed == 800);
}

TEST_CASE("A loop runs at start, once more for a wake while it works, and goes on after a work that throws") {
  BareCentre centre;
  DatabaseLoop loop("applier", centre.log);
  std::atomic<int> runs{0};
  std::latch inside(1), release(1);
  must(loop.start(centre.open, 1h, [&](CentralStore&) {
    if (++runs == 1) {
      inside.count_down();
      release.wait();
    }
    if (runs == 2) throw std::runtime_error("planted");
    return DatabaseLoop::Next::rest;
  }));
  inside.wait();
  loop.wake();
  release.count_down();
  REQUIRE(within(10s, [&] { return centre.lines_with("thread=applier what=planted") == 1; }));
  loop.wake();
  REQUIRE(within(10s, [&] { return runs == 3; }));
  loop.stop();
  CHECK(runs == 3);
}

TEST_CASE("Maintenance runs each task when it is due; one that fails or throws holds up no other") {
  BareCentre centre;
  Maintenance maintenance(centre.log);
  std::string ran;
  bool broken = true;
  maintenance.add("decisions cannot be settled", 1s, [&](CentralStore&) -> Result<void> {
    ran += 'a';
    if (broken) throw std::runtime_error("planted");
    return {};
  });
  maintenance.add("leases cannot be maintained", 1s, [&](CentralStore&) -> Result<void> {
    ran += 'b';
    if (broken) return fail(ErrorCode::busy, "locked");
    return {};
  });
  maintenance.add("cards cannot be retired", 1h, [&](CentralStore&) -> Result<void> {
    ran += 'c';
    return {};
  });
  const Maintenance::Clock::time_point start{1000h};
  const auto at = [&](std::chrono::milliseconds after) {
    ran.clear();
    maintenance.run_due(centre.store, start + after);
    return ran;
  };
  CHECK(at(0ms) == "abc");
  CHECK(at(999ms) == "");
  CHECK(at(1s) == "ab");
  CHECK(at(1h) == "abc");
  // Said once, however often it comes back; and anew when it was solved in between.
  CHECK(centre.lines_with("decisions cannot be settled: a task threw what=planted") == 1);
  CHECK(centre.lines_with("leases cannot be maintained what=locked") == 1);
  broken = false;
  at(2h);
  broken = true;
  at(3h);
  CHECK(centre.lines_with("leases cannot be maintained what=locked") == 2);
}

TEST_CASE("Maintenance rests while it may not run, and does what has become due when it may again") {
  BareCentre centre;
  Maintenance maintenance(centre.log);
  int asked = 0, ran = 0;
  bool may = false;
  maintenance.only_while([&](CentralStore&) {
    ++asked;
    return may;
  });
  maintenance.add("leases cannot be maintained", 1h, [&](CentralStore&) -> Result<void> {
    ++ran;
    return {};
  });
  const Maintenance::Clock::time_point start{1000h};
  maintenance.run_due(centre.store, start);
  maintenance.run_due(centre.store, start + 2h);
  CHECK(asked == 2);
  CHECK(ran == 0);
  may = true;
  maintenance.run_due(centre.store, start + 2h);
  CHECK(ran == 1);
}

TEST_CASE("Maintenance that throws on its thread does not end the process, and stops with it") {
  BareCentre centre;
  Maintenance maintenance(centre.log);
  std::atomic<int> runs{0};
  maintenance.add("decisions cannot be settled", 0ms, [&](CentralStore&) -> Result<void> {
    ++runs;
    throw std::runtime_error("planted");
  });
  must(maintenance.start(centre.open, 1ms));
  CHECK(within(10s, [&] { return runs > 2; }));
  maintenance.stop();
  CHECK(centre.lines_with("planted") == 1);
}

// ---------------------------------------------------------------- long polls

namespace {

FeedAsk asks(std::uint8_t device) {
  FeedAsk ask;
  ask.device = Uuid(std::array<std::uint8_t, 16>{device});
  return ask;
}

// Long polls of several devices on one thread; how each ended, in the order of their ends.
struct PollRoom {
  explicit PollRoom(std::size_t max_waiters) : polls(max_waiters) {}
  LongPolls polls;
  asio::io_context io{1};
  std::vector<std::pair<int, LongPolls::End>> ends;

  void enter(std::uint8_t device, int name, std::chrono::milliseconds at_most = 1h) {
    asio::co_spawn(io, LongPolls::wait(&polls, asks(device), at_most),
                   [this, name](std::exception_ptr, LongPolls::End end) { ends.emplace_back(name, end); });
    settle();
  }
  // All that can happen without time passing.
  void settle() {
    io.restart();
    while (io.poll() > 0) {}
  }
};
using End = LongPolls::End;
using Ends = std::vector<std::pair<int, LongPolls::End>>;

}  // namespace

TEST_CASE("A long poll ends when its device is woken, and nobody else's does") {
  PollRoom room(10);
  room.enter(1, 1);
  room.enter(2, 2);
  CHECK(room.polls.counts().waiting == 2);
  room.polls.wake(asks(2).device);
  room.polls.wake(asks(3).device);
  room.settle();
  CHECK(room.ends == Ends{{2, End::woken}});
  CHECK(room.polls.counts().waiting == 1);
  room.polls.close();
  room.settle();
  CHECK(room.ends == Ends{{2, End::woken}, {1, End::closed}});
  room.enter(1, 3);
  CHECK(room.ends.back() == std::pair(3, End::closed));
}

TEST_CASE("A device waits once: its older wait ends, its newer one stays; a full registry refuses a new device only") {
  PollRoom room(1);
  room.enter(1, 1);
  room.enter(1, 2);
  CHECK(room.ends == Ends{{1, End::woken}});
  room.enter(2, 3);
  CHECK(room.ends.back() == std::pair(3, End::refused));
  CHECK(room.polls.counts().waiting == 1);
  room.polls.wake(asks(1).device);
  room.settle();
  CHECK(room.ends.back() == std::pair(2, End::woken));
}

TEST_CASE("A wait without news expires; who looks for news sees each new waiter as unchecked once") {
  PollRoom room(10);
  room.enter(1, 1, 1ms);
  room.io.restart();
  room.io.run();
  CHECK(room.ends == Ends{{1, End::expired}});
  room.enter(2, 2);
  REQUIRE(room.polls.waiting().size() == 1);
  CHECK_FALSE(room.polls.waiting()[0].unchecked);
  room.enter(2, 3);
  CHECK(room.polls.waiting()[0].unchecked);
  room.polls.close();
  room.settle();
}

TEST_CASE("A wait whose connection is thrown away leaves the registry") {
  LongPolls polls(10);
  {
    asio::io_context io(1);
    asio::co_spawn(io, LongPolls::wait(&polls, asks(1), 1h), asio::detached);
    io.poll();
    CHECK(polls.counts().waiting == 1);
  }
  CHECK(polls.counts().waiting == 0);
}

// ---------------------------------------------------------------- group commit

namespace {

Uuid enrol_somebody(BareCentre& centre) {
  Station station;
  station.code = "wangjing";
  station.name = "暖心驿站望京";
  station.district_code = "110105";
  must(put_station(centre.store, station));
  EnrolmentAsk ask;
  ask.code = bytes_of(must(make_enrolment_code(centre.store, station.code, Serves::at_once)).code.view());
  ask.card_public_key.resize(32);
  centre.random.fill(ask.card_public_key);
  centre.random.fill(ask.csr_key_digest);
  ask.machine = "test";
  return must(enrol_device(centre.store, ask)).device;
}

std::shared_ptr<const DeviceBatch> contact_of(const Uuid& device) {
  auto batch = std::make_shared<DeviceBatch>();
  batch->device = device;
  batch->request.set_protocol(kProtocol);
  batch->request.set_epoch(77);
  batch->request.set_first_seq(1);
  return batch;
}

// Contacts of devices on one thread, and what they were answered.
struct Contacts {
  explicit Contacts(GroupCommit& writer_in) : writer(writer_in) {}
  GroupCommit& writer;
  asio::io_context io{1};
  std::vector<Result<StoredAnswer>> answers;

  void send(const Uuid& device) {
    asio::co_spawn(io, GroupCommit::store(&writer, contact_of(device), ""),
                   [this](std::exception_ptr, Result<StoredAnswer> answer) { answers.push_back(std::move(answer)); });
    io.restart();
    io.poll();
  }
  void finish() {
    io.restart();
    io.run();
  }
};

}  // namespace

TEST_CASE("Requests that come while one commit is under way share the next, and one signature of the audit head") {
  BareCentre centre;
  GroupCommit writer(512, centre.log);
  must(writer.start(centre.open));
  Contacts contacts(writer);
  {
    auto other = must(sqlite::Database::open(centre.folder.path + "/central.db"));
    std::vector<Uuid> devices;
    for (int i = 0; i < 4; ++i) devices.push_back(enrol_somebody(centre));
    const auto held = must(sqlite::Transaction::begin(other));
    contacts.send(devices[0]);
    REQUIRE(within(10s, [&] { return writer.queued() == 0; }));  // in hand, and waits for the lock
    for (int i = 1; i < 4; ++i) contacts.send(devices[i]);
    CHECK(writer.queued() == 3);
  }
  contacts.finish();
  REQUIRE(contacts.answers.size() == 4);
  for (const auto& answer : contacts.answers) CHECK(answer);
  CHECK(writer.counts().commits == 2);
  CHECK(writer.counts().signed_heads == 2);
  CHECK(writer.counts().answers == 4);
}

TEST_CASE("A writer that stops answers those who still wait in line") {
  BareCentre centre;
  GroupCommit writer(512, centre.log);
  const Uuid device = enrol_somebody(centre);
  Contacts contacts(writer);
  contacts.send(device);  // no thread runs yet: it stands in line
  writer.stop();
  contacts.finish();
  REQUIRE(contacts.answers.size() == 1);
  REQUIRE_FALSE(contacts.answers[0]);
  CHECK(contacts.answers[0].error().code == ErrorCode::unavailable);
}

// ---------------------------------------------------------------- the centre as a whole

namespace {

tl::expected<http::Response, http::Failure> device_call(const DeviceIdentity& identity, const std::string& path,
                                                        const std::string& body) {
  const tls::ClientIdentity own{identity.certificate_pem, identity.key_pem};
  return blocking_call(must(tls::device_client(identity.ca_der, own)),
                       http::Endpoint{identity.centre_host, identity.devices_port}, protobuf_post(path, body), 60s);
}

std::size_t applied_applications(RealCentre& centre) {
  ApplicationFilter filter;
  filter.state = "all";
  return must(list_applications(centre.store, Reviewer{"city", "City", Role::city, ""}, filter)).items.size();
}

}  // namespace

TEST_CASE("A rider's question and a device's push are answered while applying stands still") {
  RealCentre centre;
  Folder files;
  RealKiosk kiosk(enrolled(centre, files.path));
  must(kiosk.runner->start());
  std::latch applier_stands(1), release(1);
  std::atomic<bool> first{true};
  centre.when_queue_moves([&] {
    if (!first.exchange(false)) return;
    applier_stands.count_down();
    release.wait();
  });
  const Uuid id = kiosk.join();
  applier_stands.wait();

  wire::AskRequest question;
  question.set_protocol(kProtocol);
  wire::AskProof& proof = *question.mutable_status()->mutable_proof();
  proof.set_card_number(string_of(must(read_card(kiosk.find(id)->card_text)).card_number));
  proof.set_last_four("0000");
  const auto answered = device_call(kiosk.identity, "/v1/ask", question.SerializeAsString());
  REQUIRE(answered);
  REQUIRE(answered->status == 200);
  wire::AskAnswer answer;
  REQUIRE(answer.ParseFromString(answered->body));
  CHECK(answer.refusal().empty());
  CHECK(answer.masked_name() != "");

  const Uuid later = kiosk.join(1);
  CHECK(within(10s, [&] { return kiosk.find(later)->delivery == Delivery::received; }));
  CHECK(applied_applications(centre) == 1);  // the applier still stands
  release.count_down();
  CHECK(within(10s, [&] { return applied_applications(centre) == 2; }));
}

TEST_CASE("An applier that throws is a line in the log; what was stored is applied all the same, and the next too") {
  RealCentre centre;
  Folder files;
  RealKiosk kiosk(enrolled(centre, files.path));
  must(kiosk.runner->start());
  centre.when_queue_moves([] { throw std::runtime_error("planted"); });
  kiosk.join();
  REQUIRE(within(10s, [&] { return applied_applications(centre) == 1; }));
  REQUIRE(within(10s, [&] {
    const std::lock_guard lock(centre.log.mutex);
    return centre.log.all.find("a database job threw thread=applier what=planted") != std::string::npos;
  }));
  kiosk.join(1);
  CHECK(within(10s, [&] { return applied_applications(centre) == 2; }));
}
