#include "centre_fixture.h"
#include "core/central/feed/feed.h"
#include "core/central/access/staff.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

SecretString add(Centre& centre, const char* pin = "204816") {
  return must(add_staff(centre.store, {"wangjing", "王姐", "staff"}, SecretString(pin), "admin"));
}

std::vector<wire::StaffMember> published_staff(Centre& centre) {
  std::vector<wire::StaffMember> out;
  const auto entries = must(feed_entries(centre.store, station_scope(centre.station_id())));
  for (const FeedEntry& entry : entries) {
    if (entry.value.has_staff()) out.push_back(entry.value.staff());
  }
  return out;
}

}  // namespace

TEST_CASE("a badge is told once; stored and published are its digest and what checks badge and PIN together") {
  Centre centre;
  const SecretString text = add(centre);
  const auto badge = parse_badge(text.view());
  REQUIRE(badge);
  const auto staff = published_staff(centre);
  REQUIRE(staff.size() == 1);
  CHECK(staff[0].badge_digest() == string_of(badge_digest(*badge)));
  CHECK(staff[0].verifier() == string_of(must(staff_verifier(*badge, "204816", view_of(staff[0].verifier_salt())))));
  CHECK(staff[0].verifier() != string_of(must(staff_verifier(*badge, "204817", view_of(staff[0].verifier_salt())))));
  CHECK(staff[0].SerializeAsString().find(string_of(badge->secret.view())) == std::string::npos);
}

TEST_CASE("a PIN that everybody guesses is not taken") {
  Centre centre;
  for (const char* pin : {"123456", "111111", "12345", "abcdef"}) {
    CHECK(add_staff(centre.store, {"wangjing", "王姐", "staff"}, SecretString(pin), "admin").error().code ==
          ErrorCode::invalid_argument);
  }
  CHECK(published_staff(centre).empty());
}

TEST_CASE("a dismissed badge is published without anything that could open a kiosk") {
  Centre centre;
  const auto badge = parse_badge(add(centre).view());
  must(dismiss_staff(centre.store, badge->id, "admin"));
  const auto staff = published_staff(centre);
  REQUIRE(staff.size() == 1);
  CHECK_FALSE(staff[0].active());
  CHECK(staff[0].verifier().empty());
  CHECK(staff[0].help_key().empty());
  CHECK(answer_challenge(centre.store, badge->id, Uuid(), "123456782", "admin").error().code != ErrorCode::internal);
}

TEST_CASE("the answer over the phone is the one that this kiosk expects, and a misheard digit is said to be one") {
  Centre centre;
  Device device = centre.enrol();
  const auto badge = parse_badge(add(centre).view());
  const auto staff = published_staff(centre);
  SystemRandom random;
  const std::string challenge = make_help_challenge(random);
  const std::string answer = must(answer_challenge(centre.store, badge->id, device.id(), challenge, "admin"));
  CHECK(answer == help_answer(view_of(staff[0].help_key()), device.id(), badge->id, challenge));
  std::string misheard = challenge;
  misheard[3] = misheard[3] == '9' ? '0' : static_cast<char>(misheard[3] + 1);
  CHECK(answer_challenge(centre.store, badge->id, device.id(), misheard, "admin").error().code ==
        ErrorCode::invalid_argument);
}

TEST_CASE("who unlocked and who was locked out stands in the list") {
  Centre centre;
  Device device = centre.enrol();
  const auto badge = parse_badge(add(centre).view());
  wire::Payload payload;
  payload.mutable_staff_unlocked()->set_badge_id(string_of(badge->id));
  payload.mutable_staff_unlocked()->set_how("pin");
  device.write(wire::STAFF_UNLOCKED, payload);
  payload.Clear();
  payload.mutable_staff_locked_out()->set_badge_id(string_of(badge->id));
  payload.mutable_staff_locked_out()->set_tries(5);
  device.write(wire::STAFF_LOCKED_OUT, payload);
  centre.take(device);
  const auto lines = must(list_staff(centre.store));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].last_unlocked_ms > 0);
  CHECK(lines[0].locked_out == 1);
}

TEST_CASE("an event's end that comes before its beginning waits for it; the tally is the station's") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.new_id();
  wire::Payload end, begin;
  end.mutable_event_ended()->set_event_id(string_of(id.bytes()));
  end.mutable_event_ended()->set_joins(7);
  end.mutable_event_ended()->set_people(30);
  device.write(wire::EVENT_ENDED, end);
  begin.mutable_event_started()->set_event_id(string_of(id.bytes()));
  begin.mutable_event_started()->set_kind("pop-up");
  begin.mutable_event_started()->set_place("望京西园");
  device.write(wire::EVENT_STARTED, begin, id);
  centre.take(device);
  const auto events = must(list_events(centre.store));
  REQUIRE(events.size() == 1);
  CHECK(events[0].joins == 7);
  CHECK(events[0].people == 30);
  CHECK(events[0].ended_ms > 0);
}
