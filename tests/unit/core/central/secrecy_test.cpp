// What a thief of the database would find: no person.
#include "centre_fixture.h"
#include "core/central/access/second_factor.h"
#include "core/central/access/sign_in.h"
#include "core/central/members/people.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {}  // namespace

TEST_CASE("a dump of the databases, write-ahead logs included, reveals no name, number, mobile, employer or query code",
          "[sqlite]") {
  Centre centre;
  Device device = centre.enrol();
  const Person people[] = {{"张伟", "11010519491231002X", "13800000001"},
                           {"欧阳小明", "440524188001010014", "13800000002"}};
  std::vector<Uuid> ids;
  for (const Person& person : people) ids.push_back(device.join(person));
  centre.take(device);
  centre.decide_now(ids[0], Centre::approval());
  centre.decide_now(ids[1], Centre::give_back({"mobile"}));
  wire::ApplicationFields fields;
  fields.set_mobile("13700000007");
  device.correct(ids[1], {"mobile"}, fields);
  centre.take(device);
  must(add_user(centre.store, {"li", "李审核", Role::union_reviewer, "CY01"}, SecretString("correct horse battery")));
  const SignedIn signed_in =
      must(sign_in(centre.store, {"li", SecretString("correct horse battery"), {}, "192.0.2.1", {}}));
  const OfferedFactor offered = must(offer_factor(centre.store, std::string(signed_in.token.view())));

  const std::string dump = everything_in(centre.folder.path);
  REQUIRE(std::filesystem::exists(centre.folder.path + "/central.db-wal"));
  REQUIRE(dump.find("望京街道总工会CY01") != std::string::npos);  // the scan can find things
  for (const std::string& secret :
       std::vector<std::string>{"张伟", "欧阳小明", "11010519491231002X", "11010519491231002", "440524188001010014",
                                "13800000001", "13800000002", "13700000007", "蜂鸟骑手部", "望京众包站点七",
                                with_check_digit(12'345'678), "correct horse battery"}) {
    CAPTURE(secret);
    CHECK(dump.find(secret) == std::string::npos);
  }
  CHECK(dump.find(signed_in.token.view()) == std::string::npos);
  CHECK(dump.find(offered.secret.view()) == std::string::npos);
  CHECK(dump.find(string_of(must(from_base32(offered.secret.view())))) == std::string::npos);
  CHECK(dump.find(text_of(centre.keys->kek.view())) == std::string::npos);
  CHECK(dump.find(std::string(text_of(sha256({view_of("11010519491231002X")})))) == std::string::npos);
}

TEST_CASE("without the key file the stored fields do not open; with the person's key gone the person is erased") {
  Centre centre;
  const Uuid person =
      must(centre.store.transact({}, [](Act& act) { return person_for_number(act, "11010519491231002X"); }));
  const Uuid subject = centre.store.make_id();
  const Bytes sealed = must(
      centre.store.transact({}, [&](Act& act) { return encrypt_for_person(act, person, subject, view_of("张伟")); }));
  const auto opened = [&](CentralStore& store, const Uuid& of, const Uuid& about) {
    return store.read([&](Snapshot& in) { return decrypt_for_person(in, of, about, sealed); });
  };
  CHECK(text_of(must(opened(centre.store, person, subject)).view()) == "张伟");
  CHECK(opened(centre.store, person, centre.store.make_id()).error().code == ErrorCode::corrupt);

  auto other_keys = std::make_shared<CentralKeys>(*centre.keys);
  other_keys->kek = SecretBytes(Bytes(32, 7));
  CentralStore thief = must(CentralStore::open(centre.folder.path, other_keys, centre.clock, centre.random, centre.log,
                                               centre.databases.options()));
  CHECK(opened(thief, person, subject).error().code == ErrorCode::corrupt);

  const Uuid nobody = centre.store.make_id();
  CHECK(opened(centre.store, nobody, subject).error().code == ErrorCode::not_found);
}

TEST_CASE("one number is one person, another number another") {
  Centre centre;
  const auto of_number = [&](const char* number) {
    return must(centre.store.transact({}, [&](Act& act) { return person_for_number(act, number); }));
  };
  const Uuid first = of_number("11010519491231002X");
  CHECK(of_number("11010519491231002X") == first);
  CHECK(of_number("440524188001010014") != first);
}
