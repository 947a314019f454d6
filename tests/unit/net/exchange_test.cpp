// The exchange from a kiosk's journal to the centre's queue and back, over real TLS and both databases.
#include "real_environment.h"

#include "core/central/review/review_decide.h"
#include "core/central/review/review_list.h"
#include "core/central/review/review_open.h"
#include "core/central/review/review_settle.h"
#include "core/record/record.h"
#include "net/sync/push_admission.h"
#include "raw_peers.h"

using namespace warmheart;
using namespace std::chrono_literals;
using namespace warmheart::testing;

namespace {

const Reviewer kCity{"city", "City", Role::city, ""};

// A centre, and a kiosk whose exchange runs and is current.
struct ConnectedKiosk {
  RealCentre centre;
  Folder files;
  RealKiosk kiosk{enrolled(centre, files.path)};
  ConnectedKiosk() {
    must(kiosk.runner->start());
    REQUIRE(kiosk.becomes(SyncLight::current));
  }
};

std::size_t queue_of(RealCentre& centre) {
  ApplicationFilter filter;
  filter.state = "awaiting-review";
  return must(list_applications(centre.store, kCity, filter)).items.size();
}

tl::expected<http::Response, http::Failure> sync_call(const DeviceIdentity& identity, const wire::SyncRequest& request,
                                                      std::chrono::milliseconds most = 10s) {
  const tls::ClientIdentity own{identity.certificate_pem, identity.key_pem};
  return blocking_call(must(tls::device_client(identity.ca_der, own)),
                       http::Endpoint{identity.centre_host, identity.devices_port},
                       protobuf_post("/v1/sync", request.SerializeAsString()), most);
}

wire::SyncRequest empty_request() {
  wire::SyncRequest request;
  request.set_protocol(kProtocol);
  request.set_epoch(77);
  request.set_first_seq(1);
  request.set_prev_hash(std::string(32, '\0'));
  request.set_last_hash(std::string(32, '\0'));
  return request;
}

// Takes pages until the device is current; a request that would have to wait.
wire::SyncRequest current_request(const DeviceIdentity& identity) {
  wire::SyncRequest request = empty_request();
  for (int i = 0; i < 50; ++i) {
    const auto answer = sync_call(identity, request);
    REQUIRE(answer);
    REQUIRE(answer->status == 200);
    wire::SyncAnswer read;
    REQUIRE(read.ParseFromString(answer->body));
    if (read.feed_page().empty()) return request;
    wire::FeedPage page;
    REQUIRE(page.ParseFromString(read.feed_page()));
    request.mutable_feed()->CopyFrom(page.after());
    request.set_incarnation(page.incarnation());
  }
  FAIL("the feed does not end");
  return request;
}

// A device whose answer the centre holds: it is current, and would wait for a minute.
class WaitingDevice {
 public:
  WaitingDevice(RealCentre& centre, const DeviceIdentity& identity) {
    wire::SyncRequest request = current_request(identity);
    request.set_wait_ms(60'000);
    m_answer = std::async(std::launch::async, [identity, request] { return sync_call(identity, request, 60s); });
    REQUIRE(within(10s, [&] { return centre.sync->poll_counts().waiting == 1; }));
  }
  tl::expected<http::Response, http::Failure> answer() const { return m_answer.get(); }

 private:
  std::shared_future<tl::expected<http::Response, http::Failure>> m_answer;
};

}  // namespace

TEST_CASE("A rider joins at a kiosk, the centre approves, and the decision wakes the waiting kiosk") {
  ConnectedKiosk environment;
  auto& [centre, files, kiosk] = environment;
  const Uuid id = kiosk.join();
  REQUIRE(within(5s, [&] { return kiosk.find(id)->delivery == Delivery::received; }));
  REQUIRE(within(5s, [&] { return queue_of(centre) == 1; }));

  must(open_application(centre.store, kCity, id));
  Decision decision;
  decision.action = DecisionAction::approve;
  const std::int64_t settles_ms = must(decide(centre.store, kCity, id, decision));
  REQUIRE(within(10s, [&] { return centre.sync->poll_counts().waiting == 1; }));
  const LongPolls::Counts before = centre.sync->poll_counts();
  centre.clock.move_on(std::chrono::milliseconds(settles_ms - centre.clock.now().wall_ms));
  REQUIRE(within(15s, [&] {
    const auto it = kiosk.find(id);
    return it->decision && it->decision->state() == "approved";
  }));
  // By a wake of the wait that was open, which would have lasted twenty seconds.
  const LongPolls::Counts after = centre.sync->poll_counts();
  CHECK(after.woken > before.woken);
  CHECK(after.expired == before.expired);
  CHECK(kiosk.find(id)->decision->final_card().rfind("WH1:", 0) == 0);
}

TEST_CASE("What an operator publishes from another process wakes a waiting kiosk") {
  RealCentre centre;
  Folder files;
  const WaitingDevice device(centre, enrolled(centre, files.path));
  wire::RiderAnswer answer;
  answer.set_id("cost");
  answer.set_language("zh");
  answer.set_question("要钱吗？");
  answer.set_answer("不要。");
  CentralStore other = centre.open();
  must(publish_answer(other, "", answer));
  const auto answered = device.answer();
  REQUIRE(answered);
  wire::SyncAnswer read;
  REQUIRE(read.ParseFromString(answered->body));
  CHECK_FALSE(read.feed_page().empty());
  CHECK(centre.sync->poll_counts().woken == 1);
  CHECK(centre.sync->poll_counts().expired == 0);
}

TEST_CASE("A revoked device is refused, and its wait ends at once") {
  RealCentre centre;
  Folder files;
  const DeviceIdentity identity = enrolled(centre, files.path);
  const WaitingDevice device(centre, identity);
  CentralStore other = centre.open();
  must(revoke_device(other, identity.device, "admin", "stolen"));
  const auto answered = device.answer();
  REQUIRE(answered);
  CHECK(answered->status == 403);
  CHECK(centre.sync->poll_counts().woken == 1);
  CHECK(centre.sync->poll_counts().expired == 0);
  CHECK(sync_call(identity, empty_request())->status == 403);

  RealKiosk kiosk(identity);
  must(kiosk.runner->start());
  CHECK(kiosk.becomes(SyncLight::needs_you));
  CHECK(kiosk.status().sentence_key == "error.link.revoked");
}

TEST_CASE("Records of another device are refused with their own sentence") {
  RealCentre centre;
  Folder files;
  const DeviceIdentity identity = enrolled(centre, files.path);
  wire::RecordHeader header;
  header.set_device(std::string(16, 'x'));
  header.set_epoch(77);
  header.set_seq(1);
  header.set_id(std::string(16, 'i'));
  wire::SyncRequest request = empty_request();
  request.add_records()->set_header(header.SerializeAsString());
  const auto answer = sync_call(identity, request);
  REQUIRE(answer);
  CHECK(answer->status == 403);
  wire::Problem problem;
  REQUIRE(problem.ParseFromString(answer->body));
  CHECK(problem.code() == "conflict");
}

TEST_CASE("Bodies that are no SyncRequest, too many records, another version: an answer, and the server lives on") {
  RealCentre centre;
  Folder files;
  const DeviceIdentity identity = enrolled(centre, files.path);
  const tls::ClientIdentity own{identity.certificate_pem, identity.key_pem};
  const auto context = must(tls::device_client(identity.ca_der, own));
  const http::Endpoint endpoint{identity.centre_host, identity.devices_port};
  CHECK(blocking_call(context, endpoint, protobuf_post("/v1/sync", std::string(1000, '\xff')), 5s)->status == 400);
  wire::SyncRequest many = empty_request();
  for (int i = 0; i < 201; ++i) many.add_records()->set_header("x");
  CHECK(sync_call(identity, many)->status == 429);
  wire::SyncRequest future = empty_request();
  future.set_protocol(99);
  CHECK(sync_call(identity, future)->status == 400);
  CHECK(sync_call(identity, empty_request())->status == 200);
}

TEST_CASE("The centre is away: records wait, and go when it is back, at a new address too") {
  Folder files;
  auto centre = std::make_unique<RealCentre>();
  const DeviceIdentity identity = enrolled(*centre, files.path);
  DeviceIdentity astray = identity;
  astray.devices_port = 1;
  RealKiosk kiosk(astray);
  must(kiosk.runner->start());
  REQUIRE(kiosk.becomes(SyncLight::offline));
  const Uuid id = kiosk.join();
  CHECK(kiosk.find(id)->delivery == Delivery::saved);
  kiosk.runner->replace_identity(identity);
  CHECK(within(8s, [&] { return kiosk.find(id)->delivery == Delivery::received; }));
  CHECK(within(8s, [&] { return queue_of(*centre) == 1; }));
}

TEST_CASE("A kiosk that has spent its day waits, keeps everything, and the centre raises one alarm") {
  SyncServerOptions options;
  options.records_a_day = 1;
  RealCentre centre(0, options);
  Folder files;
  RealKiosk kiosk(enrolled(centre, files.path));
  must(kiosk.runner->start());
  kiosk.join(0);
  REQUIRE(within(8s, [&] { return queue_of(centre) == 1; }));
  const Uuid later = kiosk.join(1);
  REQUIRE(within(8s, [&] { return !must(list_alarms(centre.store, 10)).empty(); }));
  const auto alarms = must(list_alarms(centre.store, 10));
  REQUIRE(alarms.size() == 1);
  CHECK(alarms[0].code == "daily-budget");
  CHECK(alarms[0].device == kiosk.identity.device);
  CHECK(queue_of(centre) == 1);
  CHECK(kiosk.find(later)->delivery == Delivery::saved);
}

TEST_CASE("A device that begins ever new epochs, or asks without end, waits for the next day, with one alarm") {
  SyncServerOptions options;
  options.epochs_a_day = 2;
  options.requests_a_day = 6;
  RealCentre centre(0, options);
  Folder files;
  const DeviceIdentity identity = enrolled(centre, files.path + "/one");
  const DeviceIdentity neighbour = enrolled(centre, files.path + "/two");
  wire::SyncRequest request = empty_request();
  const auto status_in_epoch = [&](const DeviceIdentity& device, std::uint64_t epoch) {
    request.set_epoch(epoch);
    const auto answer = sync_call(device, request);
    REQUIRE(answer);
    const bool says_when = std::ranges::count(answer->headers, http::Header("Retry-After", "3600")) == 1;
    CHECK((answer->status == 503) == says_when);
    return answer->status;
  };
  CHECK(status_in_epoch(identity, 1) == 200);
  CHECK(status_in_epoch(identity, 2) == 200);
  CHECK(status_in_epoch(identity, 3) == 503);
  CHECK(status_in_epoch(identity, 4) == 503);
  CHECK(status_in_epoch(identity, 2) == 200);  // one that is known goes on
  CHECK(status_in_epoch(identity, 2) == 200);
  CHECK(status_in_epoch(identity, 2) == 503);  // the seventh request
  CHECK(status_in_epoch(neighbour, 3) == 200);
  REQUIRE(within(8s, [&] { return !must(list_alarms(centre.store, 10)).empty(); }));
  const auto alarms = must(list_alarms(centre.store, 10));
  REQUIRE(alarms.size() == 1);
  CHECK(alarms[0].code == "daily-budget");
  CHECK(alarms[0].device == identity.device);
}

TEST_CASE("A centre that starts again gives no device that has spent its day a new one") {
  SyncServerOptions options;
  options.epochs_a_day = 2;
  options.requests_a_day = 4;
  RealCentre centre(0, options);
  Folder files;
  const DeviceIdentity identity = enrolled(centre, files.path + "/one");
  const DeviceIdentity neighbour = enrolled(centre, files.path + "/two");
  wire::SyncRequest request = empty_request();
  const auto status_in_epoch = [&](const DeviceIdentity& device, std::uint64_t epoch) {
    request.set_epoch(epoch);
    const auto answer = sync_call(device, request);
    REQUIRE(answer);
    return answer->status;
  };
  CHECK(status_in_epoch(identity, 1) == 200);
  CHECK(status_in_epoch(identity, 2) == 200);
  centre.restart_sync(options);
  CHECK(status_in_epoch(identity, 3) == 503);  // its third epoch
  CHECK(status_in_epoch(identity, 2) == 200);
  centre.restart_sync(options);
  CHECK(status_in_epoch(identity, 2) == 503);  // its fifth request
  CHECK(status_in_epoch(neighbour, 3) == 200);
}

TEST_CASE("What devices have spent is kept while the centre runs: one that is killed forgets seconds") {
  RealCentre centre;
  Folder files;
  const DeviceIdentity identity = enrolled(centre, files.path);
  const auto answer = sync_call(identity, empty_request());
  REQUIRE(answer);
  REQUIRE(answer->status == 200);
  const auto requests = [&] {
    const auto days = must(device_days(centre.store));
    return days.empty() ? 0 : days[0].requests;
  };
  CHECK(within(kKeepSpentEvery + 5s, [&] { return requests() == 1; }));
}

TEST_CASE("A revoked device, and one that this centre does not know, are refused before their body is read") {
  RealCentre centre;
  Folder files;
  const DeviceIdentity identity = enrolled(centre, files.path);
  const auto context = must(tls::device_client(identity.ca_der, {identity.certificate_pem, identity.key_pem}));
  const std::string head =
      "POST /v1/sync HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 400000\r\n\r\n";
  TlsPeer known(centre.devices->port(), context, head);
  CHECK(known.next().find("HTTP/1.1 100") == 0);
  must(revoke_device(centre.store, identity.device, "admin", "stolen"));
  TlsPeer revoked(centre.devices->port(), context, head);
  CHECK(revoked.next().find("HTTP/1.1 403") == 0);

  const auto authority = must(tls::Authority::load(centre.keys_dir()));
  const auto key = must(tls::make_device_key_and_csr());
  const Uuid nobody = Uuid::make(centre.clock, centre.random);
  const tls::ClientIdentity stranger{tls::pem_of_der(must(authority.sign_device(key.csr_der, nobody))), key.key_pem};
  TlsPeer unknown(centre.devices->port(), must(tls::device_client(centre.ca(), stranger)), head);
  CHECK(unknown.next().find("HTTP/1.1 404") == 0);
}

TEST_CASE("Another authority at the centre's address is named on the kiosk") {
  RealCentre centre;
  RealCentre stranger;
  Folder files;
  DeviceIdentity identity = enrolled(centre, files.path);
  identity.devices_port = stranger.devices->port();
  RealKiosk kiosk(identity);
  must(kiosk.runner->start());
  REQUIRE(kiosk.becomes(SyncLight::needs_you));
  CHECK(kiosk.status().sentence_key == "error.link.wrong-centre");
}

TEST_CASE("Many kiosks push at once: every application arrives exactly once") {
  RealCentre centre;
  Folder files;
  std::vector<std::unique_ptr<RealKiosk>> kiosks;
  for (int i = 0; i < 4; ++i) {
    kiosks.push_back(std::make_unique<RealKiosk>(enrolled(centre, files.path + "/" + std::to_string(i))));
    must(kiosks.back()->runner->start());
  }
  for (int n = 0; n < 3; ++n) {
    for (auto& kiosk : kiosks) kiosk->join(n);
  }
  CHECK(within(15s, [&] { return queue_of(centre) == 12; }));
  for (auto& kiosk : kiosks) CHECK(kiosk->becomes(SyncLight::current));
  CHECK(queue_of(centre) == 12);
}

TEST_CASE("Stopping ends the waits of devices, and waits for none of them") {
  RealCentre centre;
  Folder files;
  const DeviceIdentity identity = enrolled(centre, files.path + "/waiting");
  RealKiosk kiosk(enrolled(centre, files.path + "/kiosk"));
  must(kiosk.runner->start());
  REQUIRE(within(10s, [&] { return centre.sync->poll_counts().waiting == 1; }));
  kiosk.runner->stop();
  CHECK(centre.sync->poll_counts().waiting == 1);  // the kiosk has stopped, and the centre has not answered it yet

  wire::SyncRequest request = current_request(identity);
  request.set_wait_ms(60'000);
  auto held = std::async(std::launch::async, [&] { return sync_call(identity, request, 60s); });
  REQUIRE(within(10s, [&] { return centre.sync->poll_counts().waiting == 2; }));
  centre.sync->end_waits();
  const auto answered = held.get();
  REQUIRE(answered);
  CHECK(answered->status == 200);
  REQUIRE(within(10s, [&] { return centre.sync->poll_counts().waiting == 0; }));
  CHECK(centre.sync->poll_counts().closed == 2);
  CHECK(centre.sync->poll_counts().expired == 0);
}

TEST_CASE(
    "a question goes to the centre and its answer comes back; a device that was taken out of service is told so") {
  ConnectedKiosk environment;
  auto& [centre, files, kiosk] = environment;
  const Uuid id = kiosk.join();
  REQUIRE(within(5s, [&] { return queue_of(centre) == 1; }));
  const std::string card = kiosk.find(id)->card_text;

  wire::AskRequest request;
  wire::AskProof& proof = *request.mutable_my_data()->mutable_proof();
  proof.set_card_number(string_of(must(read_card(card)).card_number));
  proof.set_last_four("0000");
  std::mutex mutex;
  std::optional<Result<wire::AskAnswer>> heard;
  const auto ask = [&] {
    heard.reset();
    kiosk.runner->ask(request, [&](Result<wire::AskAnswer> answer) {
      const std::lock_guard lock(mutex);
      heard = std::move(answer);
    });
    REQUIRE(within(10s, [&] {
      const std::lock_guard lock(mutex);
      return heard.has_value();
    }));
  };
  ask();
  REQUIRE(*heard);
  CHECK((*heard)->refusal().empty());
  CHECK((*heard)->my_data().name() == "欧阳小明");
  proof.set_last_four("1111");
  ask();
  REQUIRE(*heard);
  CHECK((*heard)->refusal() == "wrong");
  CHECK((*heard)->my_data().name().empty());
  must(revoke_device(centre.store, kiosk.identity.device, "admin", "test"));
  ask();
  REQUIRE_FALSE(*heard);
  CHECK(heard->error().code == ErrorCode::forbidden);
}

TEST_CASE("a question to a centre that is not there comes back as unavailable") {
  DeviceIdentity identity;
  Folder files;
  {
    RealCentre centre;
    identity = enrolled(centre, files.path);
  }
  RealKiosk kiosk(identity);
  must(kiosk.runner->start());
  std::atomic<int> heard{0};
  wire::AskRequest request;
  kiosk.runner->ask(request, [&](Result<wire::AskAnswer> answer) { heard = answer ? 1 : 2; });
  REQUIRE(within(15s, [&] { return heard != 0; }));
  CHECK(heard == 2);
}

TEST_CASE("a kiosk that stops does not wait for the answer to its question") {
  ConnectedKiosk environment;
  auto& [centre, files, kiosk] = environment;
  HeldPool riders(centre.pools.riders, 2);
  std::atomic<bool> heard{false};
  kiosk.runner->ask(wire::AskRequest(), [&](const Result<wire::AskAnswer>&) { heard = true; });
  REQUIRE(within(10s, [&] { return centre.pools.riders.queued() == 1; }));
  kiosk.runner->stop();
  CHECK(centre.pools.riders.queued() == 1);  // the question stands in line still
  CHECK_FALSE(heard);
}
