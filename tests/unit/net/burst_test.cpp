// Scenario 13: 350 stations without a network, 17 riders join at each over lunch, and then all reconnect at once.
#include "real_environment.h"

#include <set>

#include "core/central/ingest/parked.h"
#include "core/member/query_code.h"
#include "net/sync/enrolment_server.h"
#include "core/storage/sqlite.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

namespace asio = boost::asio;

#ifdef __SANITIZE_ADDRESS__
constexpr int kStations = 20;
#else
constexpr int kStations = 350;
#endif
constexpr int kJoins = 17;

// 17 digits of an invented resident id and its check character (GB 11643).
std::string invented_number(int rider) {
  std::string number = std::to_string(11010519800101000LL + 1'000LL * (rider / 900 % 28) + rider % 900);
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += (number[i] - '0') * kWeights[i];
  return number + "10X98765432"[sum % 11];
}

Application rider(int number) {
  Application application;
  application.name = "欧阳小明";
  application.document_number = invented_number(number);
  application.mobile = std::to_string(13800000000LL + number);
  application.occupation = "food-delivery";
  application.street_code = "110105026";
  application.union_code = "CY01";
  application.signature.declined = true;
  application.language = "zh";
  return application;
}

// Saved while nothing can be sent. Returns the applications' ids.
std::set<Uuid> lunch(RealKiosk& kiosk, int station) {
  std::set<Uuid> ids;
  for (int i = 0; i < kJoins; ++i) {
    const int number = station * kJoins + i;
    LookupCredential prepared;
    prepared.query_code = SecretString(with_check_digit(static_cast<std::uint64_t>(number)));
    prepared.look_up_key = sha256({view_of(prepared.query_code.view())});
    const Uuid id = Uuid::make(kiosk.clock, kiosk.random);
    const Application application = rider(number);
    must(kiosk.port.ask([&](StationStore& store) { return store.submit_application(application, id, prepared); }));
    ids.insert(id);
  }
  return ids;
}

// The centre spares its processor by letting one address enrol 120 times a minute; here 350 stations share one.
asio::awaitable<http::Reply> enrol_here(RealCentre* centre, const tls::Authority* authority, http::Request request) {
  http::Reply reply;
  reply.response = enrol_device_over_http(centre->store, *authority, centre->devices->port(), request);
  co_return reply;
}

std::set<Uuid> applied_at(const std::string& folder) {
  sqlite::OpenOptions options;
  options.read_only = true;
  auto db = must(sqlite::Database::open(folder + "/central.db", options));
  auto query = must(db.prepare("SELECT id FROM application"));
  std::set<Uuid> ids;
  while (must(query.step())) ids.insert(must(Uuid::from_bytes(query.bytes(0))));
  return ids;
}

}  // namespace

TEST_CASE(
    "a lunch burst: 350 stations with 17 joins each reconnect at once, and every application is at the centre exactly "
    "once") {
  RealCentre centre;
  const tls::Authority authority = must(tls::Authority::load(centre.keys_dir()));
  http::ServerOptions listener;
  listener.bind = "127.0.0.1";
  http::HttpsServer enrolments(
      listener, must(tls::people_server(centre.keys_dir())),
      [&](http::Request request) { return enrol_here(&centre, &authority, std::move(request)); }, nullptr, centre.log);
  must(enrolments.start());
  std::vector<std::unique_ptr<Folder>> identities;
  std::vector<std::unique_ptr<RealKiosk>> kiosks;
  std::set<Uuid> saved;
  for (int station = 0; station < kStations; ++station) {
    identities.push_back(std::make_unique<Folder>());
    EnrolOptions options = centre.enrolment(identities.back()->path);
    options.people_port = enrolments.port();
    const auto identity = enrol(options);
    REQUIRE(identity);
    kiosks.push_back(std::make_unique<RealKiosk>(*identity));
    saved.merge(lunch(*kiosks.back(), station));
  }
  enrolments.stop();
  REQUIRE(saved.size() == static_cast<std::size_t>(kStations) * kJoins);
  for (const auto& kiosk : kiosks) must(kiosk->runner->start());
  for (const auto& kiosk : kiosks)
    CHECK(within(180s, [&] { return kiosk->status().light == SyncLight::current && kiosk->status().waiting == 0; }));
  REQUIRE(within(180s, [&] { return applied_at(centre.folder.path).size() >= saved.size(); }));
  CHECK(applied_at(centre.folder.path) == saved);
  CHECK(must(list_parked(centre.store, 10)).empty());
  for (const auto& kiosk : kiosks) kiosk->runner->stop();
}
