#include "centre_fixture.h"
#include "core/central/members/cards.h"
#include "core/central/members/device_query.h"
#include "core/central/members/requests.h"
#include "core/central/members/rider_auth.h"
#include "core/central/store/schema.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

std::vector<FeedEntry> listed(Centre& centre) {
  std::vector<FeedEntry> out;
  for (FeedEntry& entry : must(feed_entries(centre.store, "district/110105")))
    if (entry.value.has_approved_card()) out.push_back(std::move(entry));
  return out;
}

// A record like Device::join's, with another card in it.
Uuid join_with_card(Device& device, const CardNumber& number, const std::string& card) {
  const Uuid id = device.new_id();
  wire::Payload payload;
  wire::ApplicationSubmitted& submitted = *payload.mutable_application_submitted();
  submitted.set_application_id(string_of(id.bytes()));
  submitted.mutable_fields()->set_name("张伟");
  submitted.mutable_fields()->set_document_kind("resident-id");
  submitted.mutable_fields()->set_document_number("11010519491231002X");
  submitted.mutable_fields()->set_mobile("13800000001");
  submitted.mutable_fields()->set_occupation("food-delivery");
  submitted.mutable_fields()->set_union_code("CY01");
  submitted.set_query_code(with_check_digit(12'345'678));
  submitted.set_card_number(string_of(number));
  submitted.set_provisional_card(card);
  return device.write(wire::APPLICATION_SUBMITTED, payload, id);
}

std::size_t alarms(Centre& centre, std::string_view code) {
  std::size_t count = 0;
  for (const Alarm& alarm : must(list_alarms(centre.store, 100))) count += alarm.code == code ? 1 : 0;
  return count;
}

std::string ask(Centre& centre, const Device& device, const std::string& code, const std::string& last_four) {
  wire::AskRequest request;
  request.set_protocol(kProtocol);
  request.mutable_status()->mutable_proof()->set_query_code(code);
  request.mutable_status()->mutable_proof()->set_last_four(last_four);
  return must(answer_ask(centre.store, device.id(), request)).refusal();
}

std::string guess(std::uint64_t number) { return with_check_digit(number); }

}  // namespace

TEST_CASE("the list of approved cards holds the card that its holder got, and no number") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.join({});
  centre.take(device);
  centre.decide_now(id, Centre::approval());
  const auto entries = listed(centre);
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].key == "approved/" + to_hex(must(card_digest(device.card_of(id)))));
  CHECK(entries[0].value.approved_card().approved_at_ms() == centre.application(id)->approved_ms);
  const std::string number = string_of(centre.application(id)->card_number);
  CHECK(entries[0].value.SerializeAsString().find(number) == std::string::npos);
  CHECK(entries[0].key.find(to_hex(view_of(number))) == std::string::npos);
}

TEST_CASE("a card that names somebody else, carries another number or is signed by nobody is not listed") {
  Centre centre;
  Device device = centre.enrol();
  const Device stranger(device.new_id(), CardKeys(centre.random), *centre.keys, centre.clock, centre.random);
  const CardNumber own = make_card_number(centre.random), other = make_card_number(centre.random),
                   third = make_card_number(centre.random);
  const Uuid named = join_with_card(device, own, device.sign(own, "李*"));
  const Uuid numbered = join_with_card(device, other, device.sign(own, "张*"));
  const Uuid unsigned_by_us = join_with_card(device, third, stranger.sign(third, "张*"));
  centre.take(device);
  for (const Uuid& id : {named, numbered, unsigned_by_us}) {
    centre.decide_now(id, Centre::approval());
    CHECK(listed(centre).empty());
    CHECK_FALSE(centre.application(id)->final_card.empty());
    must(centre.store.transact({Lock::persons()}, [&](Act& act) {
      return sql::execute(act, "UPDATE application SET state = 'left' WHERE id = ?", id.bytes());
    }));
  }
}

TEST_CASE("who leaves is on the list no more") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.join({});
  centre.take(device);
  centre.decide_now(id, Centre::approval());
  CHECK(listed(centre).size() == 1);
  wire::Payload payload;
  payload.mutable_consent_withdrawn()->set_application_id(string_of(id.bytes()));
  payload.mutable_consent_withdrawn()->set_text_id("all");
  *payload.mutable_consent_withdrawn()->mutable_proof() = device.proof_of(id);
  device.write(wire::CONSENT_WITHDRAWN, payload);
  centre.take(device);
  centre.clock.wall_ms += kReversibleForMs + 1;
  CHECK(must(settle_requests(centre.store)) == 1);
  CHECK(listed(centre).empty());
}

TEST_CASE("numbers that stand on the list in clear are taken off, and their cards are listed by digest") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.join({});
  centre.take(device);
  centre.decide_now(id, Centre::approval());
  const std::string key = listed(centre).at(0).key;
  must(retract(centre.store, "district/110105", key));
  wire::FeedValue value;
  value.mutable_approved_card()->set_approved_at_ms(1);
  const std::string in_clear = "approved/" + to_hex(centre.application(id)->card_number);
  must(publish(centre.store, "district/110105", in_clear, value));
  must(publish(centre.store, "district/110105", "approved/0000000000000000", value));
  CHECK(must(relist_approved_cards(centre.store)) == 2);
  const auto entries = listed(centre);
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].key == key);
  CHECK(must(relist_approved_cards(centre.store)) == 0);
}

TEST_CASE("a card number that another application carries parks the record") {
  Centre centre;
  Device device = centre.enrol();
  const CardNumber number = make_card_number(centre.random);
  const Uuid first = join_with_card(device, number, device.sign(number, "张*"));
  const Uuid second = join_with_card(device, number, device.sign(number, "张*"));
  centre.take(device);
  CHECK(centre.application(first));
  CHECK_FALSE(centre.application(second));
  const auto parked = must(list_parked(centre.store, 10));
  REQUIRE(parked.size() == 1);
  CHECK(parked[0].code == "card-taken");
  CHECK_FALSE(centre.store.transact({}, [](Act& act) {
    return sql::execute(act,
                        "INSERT INTO application(id, person, state, union_code, device, district_code, masked_name, "
                        "occupation, sealed, card_number, manual_review, signature_missing, submitted_ms, received_ms) "
                        "SELECT x'01', person, state, union_code, device, district_code, masked_name, occupation, "
                        "sealed, card_number, 0, 0, 0, 0 FROM application WHERE card_number <> x'' LIMIT 1");
  }));
}

TEST_CASE("a centre that holds one card number twice opens; the first to arrive is the one that is bound", "[sqlite]") {
  Centre centre;
  const std::string folder = centre.folder.path + "/before";
  std::filesystem::create_directory(folder);
  {
    const auto steps = internal::central_migrations();
    const auto before = std::ranges::find(steps, 14, &sqlite::Migration::version);
    auto db = must(sqlite::Database::open(folder + "/central.db"));
    must(db.migrate(steps.first(static_cast<std::size_t>(before - steps.begin()))));
    must(db.run(
        "INSERT INTO person(id, number_hash, made_ms) VALUES(x'11', x'22', 0);"
        "INSERT INTO application(id, person, state, union_code, device, district_code, masked_name, occupation, sealed,"
        " card_number, manual_review, signature_missing, submitted_ms, received_ms) SELECT column1, x'11', 'received', "
        "'', x'', '', '', '', x'', column2, 0, 0, 0, column3 FROM (VALUES(x'01', x'0102030405060708', 9), "
        "(x'02', x'0102030405060708', 7), (x'03', x'0102030405060708', 7), (x'04', x'1112131415161718', 1));"
        "INSERT INTO handoff(id, device, station, district_code, most, expires_ms, opened, filled, masked_name, "
        "changed_ms) VALUES(x'01', x'', x'', '', 1, 0, 0, 0, '', 1000);"));
  }
  auto store = must(CentralStore::open(folder, centre.keys, centre.clock, centre.random, centre.log));
  const auto repeated = must(store.read([](Snapshot& in) {
    return sql::rows<Bytes>(in, "SELECT id FROM application WHERE card_repeated = 1 ORDER BY id");
  }));
  CHECK(repeated == std::vector<Bytes>{{1}, {3}});
  CHECK(must(store.read([](Snapshot& in) {
          return sql::value<std::int64_t>(in, "SELECT expires_ms FROM handoff WHERE id = x'01'");
        })) == 1000 + 10'800'000);
}

TEST_CASE("each wrong try is a row of the audit; a device that guesses is closed longer each time, with an alarm") {
  Centre centre;
  Device device = centre.enrol();
  device.join({});
  centre.take(device);
  std::uint64_t next = 5'000;
  const auto close = [&] {
    for (int i = 0; i < internal::kWrongAtDevice; ++i) CHECK(ask(centre, device, guess(++next), "0001") == "wrong");
    CHECK(ask(centre, device, guess(12'345'678), "0001") == "limit");
  };
  close();
  CHECK(audited(centre, "rider-proof-wrong") == 30);
  CHECK(alarms(centre, "wrong-tries") == 1);
  for (int i = 0; i < 200; ++i) CHECK(ask(centre, device, guess(++next), "0001") == "limit");
  CHECK(audited(centre, "rider-proof-wrong") == 30);
  centre.clock.wall_ms += internal::kDoorClosedMs + 1;
  close();
  centre.clock.wall_ms += internal::kDoorClosedMs + 1;
  CHECK(ask(centre, device, guess(12'345'678), "0001") == "limit");
  centre.clock.wall_ms += internal::kDoorClosedMs;
  CHECK(ask(centre, device, guess(12'345'678), "0001").empty());
  CHECK(audited(centre, "rider-asked-status") == 1);
}

TEST_CASE("wrong tries are counted in all, too: an alarm, and each code closes at its first wrong one") {
  Centre centre;
  Device victim = centre.enrol();
  victim.join({});
  centre.take(victim);
  std::uint64_t next = 5'000;
  for (int kiosk = 0; kiosk < 7; ++kiosk) {
    const Device device = centre.enrol();
    for (int i = 0; i < 29; ++i) CHECK(ask(centre, device, guess(++next), "0001") == "wrong");
  }
  CHECK(alarms(centre, "wrong-tries") == 0);
  CHECK(alarms(centre, "wrong-tries-in-all") == 1);
  CHECK(ask(centre, victim, guess(12'345'678), "0001").empty());
  CHECK(ask(centre, victim, guess(12'345'678), "9999") == "wrong");
  CHECK(ask(centre, victim, guess(12'345'678), "0001") == "limit");
}

TEST_CASE("wrong tries of long ago are forgotten, those that still close something are not") {
  Centre centre;
  Device device = centre.enrol();
  for (int i = 0; i < internal::kWrongAtDevice; ++i)
    CHECK(ask(centre, device, guess(5'000 + static_cast<std::uint64_t>(i)), "0001") == "wrong");
  CHECK(must(prune_rider_tries(centre.store)) == 0);
  CHECK(ask(centre, device, guess(12'345'678), "0001") == "limit");
  centre.clock.wall_ms += internal::kForgottenAfterMs + 1;
  CHECK(must(prune_rider_tries(centre.store)) == 32);
  CHECK(centre.counted("SELECT count(*) FROM rider_try") == 0);
}

TEST_CASE("a kiosk that closed its look-ups tells it: an alarm and a row of the audit") {
  Centre centre;
  Device device = centre.enrol();
  wire::Payload payload;
  payload.mutable_device_event()->set_what("look-ups-closed");
  payload.mutable_device_event()->set_detail("1");
  device.write(wire::DEVICE_EVENT, payload);
  centre.take(device);
  CHECK(alarms(centre, "look-ups-closed") == 1);
  CHECK(audited(centre, "look-ups-closed") == 1);
}
