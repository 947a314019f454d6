#include "centre_fixture.h"
#include "core/central/phone/phone.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

struct HandedOver : Centre {
  Device device = enrol();
  Handoff handoff;
  Uuid phone = device.new_id();

  HandedOver() {
    handoff.id = device.new_id();
    handoff.device = device.id();
    handoff.expires_ms = clock.wall_ms + kHandoffForMs;
  }
  std::string token() const { return must(sign_handoff(handoff, device.card_secret())); }
  std::int64_t end() { return counted("SELECT max(expires_ms) FROM handoff"); }
};

}  // namespace

TEST_CASE("the same phone that sends its form again gets its own answer, and one application stands") {
  HandedOver centre;
  must(open_form(centre.store, centre.token(), centre.phone));
  const Uuid id = centre.device.new_id();
  const PhoneApplication made = must(submit_from_phone(centre.store, centre.token(), centre.phone, id, phone_form()));
  const PhoneApplication again = must(submit_from_phone(centre.store, centre.token(), centre.phone, id, phone_form()));
  CHECK(again.query_code == made.query_code);
  CHECK(again.card == made.card);
  CHECK(centre.counted("SELECT count(*) AS every FROM application") == 1);
}

TEST_CASE("an id opens nothing: another phone and another hand-off with it get what an unknown id gets") {
  HandedOver centre;
  centre.handoff.most = 6;
  const Uuid at_kiosk = centre.device.join({});
  centre.take(centre.device);
  must(open_form(centre.store, centre.token(), centre.phone));
  const Uuid id = centre.device.new_id();
  const PhoneApplication made = must(submit_from_phone(centre.store, centre.token(), centre.phone, id, phone_form()));

  const Uuid other_phone = centre.device.new_id();
  CHECK(submit_from_phone(centre.store, centre.token(), other_phone, id, phone_form()).error().code ==
        ErrorCode::conflict);
  must(open_form(centre.store, centre.token(), other_phone));
  const PhoneApplication others = must(submit_from_phone(centre.store, centre.token(), other_phone, id, phone_form()));
  CHECK(others.query_code != made.query_code);
  CHECK(others.card != made.card);

  centre.handoff.id = centre.device.new_id();
  must(open_form(centre.store, centre.token(), centre.phone));
  const PhoneApplication elsewhere =
      must(submit_from_phone(centre.store, centre.token(), centre.phone, id, phone_form()));
  CHECK(elsewhere.query_code != made.query_code);
  const PhoneApplication of_kiosk =
      must(submit_from_phone(centre.store, centre.token(), centre.phone, at_kiosk, phone_form()));
  CHECK(of_kiosk.query_code != with_check_digit(12'345'678));
  CHECK(of_kiosk.card != centre.device.card_of(at_kiosk));
}

TEST_CASE("a hand-off ends three hours after the centre heard of it, and serves as many phones as it said first") {
  HandedOver centre;
  must(open_form(centre.store, centre.token(), centre.phone));
  CHECK(centre.end() == centre.clock.wall_ms + kHandoffForMs);
  centre.handoff.expires_ms = centre.clock.wall_ms + 6 * 86'400'000;
  centre.handoff.most = 6;
  CHECK(open_form(centre.store, centre.token(), centre.device.new_id()).error().code == ErrorCode::conflict);
  CHECK(must(open_form(centre.store, centre.token(), centre.phone)).handoff.expires_ms ==
        centre.clock.wall_ms + kHandoffForMs);
  centre.clock.wall_ms += kHandoffForMs + 1;
  CHECK(open_form(centre.store, centre.token(), centre.phone).error().code == ErrorCode::conflict);
  CHECK(submit_from_phone(centre.store, centre.token(), centre.phone, centre.device.new_id(), phone_form())
            .error()
            .code == ErrorCode::conflict);

  centre.handoff.id = centre.device.new_id();
  centre.handoff.expires_ms = centre.clock.wall_ms + 6 * 86'400'000;
  must(open_form(centre.store, centre.token(), centre.phone));
  CHECK(centre.end() == centre.clock.wall_ms + kHandoffAtMostMs);
  centre.handoff.expires_ms = centre.clock.wall_ms + 60 * 86'400'000ll;
  CHECK(open_form(centre.store, centre.token(), centre.phone).error().code == ErrorCode::forbidden);
}

TEST_CASE("another kiosk's signature under a hand-off's id opens nothing") {
  HandedOver centre;
  must(open_form(centre.store, centre.token(), centre.phone));
  const Device other = centre.enrol();
  Handoff stolen = centre.handoff;
  stolen.device = other.id();
  CHECK(open_form(centre.store, must(sign_handoff(stolen, other.card_secret())), centre.phone).error().code ==
        ErrorCode::forbidden);
}

TEST_CASE("one kiosk holds 300 hand-offs open at a time; those that ended a week ago are gone, and told") {
  HandedOver centre;
  for (int i = 0; i < 300; ++i) {
    centre.handoff.id = centre.device.new_id();
    must(open_form(centre.store, centre.token(), centre.phone));
  }
  centre.handoff.id = centre.device.new_id();
  CHECK(open_form(centre.store, centre.token(), centre.phone).error().code == ErrorCode::limit);
  centre.clock.wall_ms += 7 * 86'400'000;
  CHECK(must(prune_handoffs(centre.store)) == 0);
  centre.clock.wall_ms += kHandoffForMs + 1;
  CHECK(must(prune_handoffs(centre.store)) == 300);
  CHECK(centre.counted("SELECT count(*) FROM handoff_phone") == 0);
  for (const FeedEntry& entry : must(feed_entries(centre.store, station_scope(centre.station_id()))))
    CHECK_FALSE(entry.value.has_handoff());
}

TEST_CASE("a kiosk that names another's hand-off in an application counts nothing there") {
  HandedOver centre;
  must(open_form(centre.store, centre.token(), centre.phone));
  Device other = centre.enrol();
  const Uuid id = other.new_id();
  wire::Payload payload;
  wire::ApplicationSubmitted& submitted = *payload.mutable_application_submitted();
  submitted.set_application_id(string_of(id.bytes()));
  submitted.mutable_fields()->set_name("李伟");
  submitted.mutable_fields()->set_document_number("440524188001010014");
  submitted.set_query_code(with_check_digit(87'654'321));
  submitted.set_card_number("12345678");
  submitted.set_handoff_id(string_of(centre.handoff.id.bytes()));
  other.write(wire::APPLICATION_SUBMITTED, payload, id);
  centre.take(other);
  CHECK(centre.application(id));
  CHECK(centre.counted("SELECT max(filled) FROM handoff") == 0);
}

TEST_CASE("on the phone's page a card holds by its signature, key and end before the four digits are looked at") {
  HandedOver centre;
  const Uuid id = centre.device.join({});
  centre.take(centre.device);
  const std::string card = centre.device.card_of(id);
  CHECK(must(look_at_card(centre.store, card)).state == CardState::not_yet_approved);
  CHECK(must(open_card(centre.store, card, "0001")).masked_name == "张*");
  const Device stranger(centre.device.new_id(), CardKeys(centre.random), *centre.keys, centre.clock, centre.random);
  const auto number = must(eight_bytes(centre.application(id)->card_number));
  const std::string by_nobody = stranger.sign(number, "张*");
  CHECK(must(look_at_card(centre.store, by_nobody)).state == CardState::not_checked);
  CHECK_FALSE(must(look_at_card(centre.store, by_nobody)).claims);
  CHECK(open_card(centre.store, by_nobody, "0001").error().code == ErrorCode::invalid_argument);
  centre.clock.wall_ms += kProvisionalCardMs;
  CHECK(must(look_at_card(centre.store, card)).state == CardState::expired);
  CHECK(open_card(centre.store, card, "0001").error().code == ErrorCode::invalid_argument);
  must(revoke_device(centre.store, centre.device.id(), "admin", "stolen"));
  CHECK(must(look_at_card(centre.store, card)).state == CardState::not_checked);
}

TEST_CASE("the form names station and controller also in English, where they have such names") {
  HandedOver centre;
  CHECK(must(open_form(centre.store, centre.token(), centre.phone)).station_en.empty());
  Station station = must(find_station(centre.store, "wangjing"));
  station.place.set_name_en("Wangjing Station");
  station.controller_name_en = "District union";
  must(put_station(centre.store, station));
  const PhoneForm form = must(open_form(centre.store, centre.token(), centre.phone));
  CHECK(form.station == "暖心驿站wangjing");
  CHECK(form.station_en == "Wangjing Station");
  CHECK(form.controller_en == "District union");
}
