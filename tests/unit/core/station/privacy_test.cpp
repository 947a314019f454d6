// A stolen disk (core/record/KEYS.md): nothing personal is readable in any file of the station, write-ahead log
// included.
#include <catch2/catch.hpp>

#include <algorithm>

#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

std::string utf16(const std::string& ascii) {
  std::string out;
  for (char c : ascii) {
    out += c;
    out += '\0';
  }
  return out;
}

}  // namespace

TEST_CASE("after a hundred submissions the disk knows no name, number, phone, query code or last four") {
  Station s;
  StationStore store = s.open();
  std::vector<std::string> secrets = {"欧阳小明", "小明", "11010519491231002X", "19491231", "美团", "110105026"};
  for (int n = 0; n < 100; ++n) {
    Application application = application_of(n);
    application.mobile = std::to_string(13987650000LL + 37 * n);
    application.signature.strokes = {{{100 + n, 100}, {5000, 5000}}};
    LookupCredential prepared = prepared_of(static_cast<std::uint8_t>(n));
    const std::string code = std::to_string(482615000 + 7 * n);
    prepared.query_code = SecretString(code);
    prepared.look_up_key = sha256({view_of(code)});
    REQUIRE(store.submit_application(application, s.id(), prepared));
    secrets.push_back(application.mobile);
    secrets.push_back(code);
  }
  const auto scan = [&] {
    const std::string disk = contents_of(s.folder);
    CHECK(disk.find("欧阳*") != std::string::npos);  // the scan does see what is there
    for (const std::string& secret : secrets) {
      INFO(secret);
      CHECK(disk.find(secret) == std::string::npos);
      CHECK(disk.find(utf16(secret)) == std::string::npos);
    }
  };
  scan();
  REQUIRE(store.run_maintenance());
  scan();
  Correction correction;
  correction.fields = {Field::mobile};
  correction.values = application_of(4321);
  secrets.push_back(correction.values.mobile);
  const Uuid id = s.id();
  REQUIRE(store.submit_application(application_of(), id, prepared_of()));
  secrets.push_back("13800000000");
  REQUIRE(store.store_answer(s.with_page(store, s.returned(id, 1))));
  REQUIRE(store.correct_application(id, correction, s.id(), proof_of()));
  REQUIRE(store.open_new_epoch("fork"));
  scan();
}

TEST_CASE("the device itself cannot read last hour's records") {
  Station s;
  StationStore store = s.open();
  REQUIRE(store.submit_application(application_of(), s.id(), prepared_of()));
  const auto first = store.load_batch(1, 1, kMaxBatchBytes).value().records[0];
  s.clock.pass(kHourMs);
  REQUIRE(store.run_maintenance());
  REQUIRE(store.submit_application(application_of(), s.id(), prepared_of(1)));
  const auto second = store.load_batch(2, 1, kMaxBatchBytes).value().records[0];
  CHECK(parse_header(view_of(first.header()))->seal().sealed_hour_key() !=
        parse_header(view_of(second.header()))->seal().sealed_hour_key());
}

TEST_CASE("logs hold no personal data") {
  Station s;
  StationStore store = s.open();
  REQUIRE(store.submit_application(application_of(), s.id(), prepared_of()));
  REQUIRE(store.open_new_epoch("fork"));
  std::string all;
  for (const auto& line : s.log.lines) all += line;
  CHECK(all.find("new epoch") != std::string::npos);
  CHECK(all.find("欧阳") == std::string::npos);
  CHECK(all.find("1380000") == std::string::npos);
}
