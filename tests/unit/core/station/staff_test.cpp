#include <catch2/catch.hpp>

#include "core/station/events.h"
#include "core/station/staff.h"
#include "core/station/visits.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct StaffStation : Station {
  Badge badge;
  Bytes help_key = Bytes(32, 7);
  std::optional<StationStore> store;

  StaffStation() {
    store.emplace(open());
    badge.id = {1, 2, 3, 4, 5, 6, 7, 8};
    badge.secret = SecretBytes(Bytes(16, 9));
    publish(true, 1);
  }
  void publish(bool active, std::uint64_t position) {
    wire::FeedPage next = page(position, position == 1);
    wire::FeedValue value;
    wire::StaffMember& staff = *value.mutable_staff();
    staff.set_badge_id(string_of(badge.id));
    staff.set_name("王姐");
    staff.set_role("staff");
    staff.set_verifier_salt(std::string(16, 's'));
    staff.set_verifier(string_of(staff_verifier(badge, "204816", view_of(staff.verifier_salt())).value()));
    staff.set_rights_for_ms(kRightsForMs);
    staff.set_active(active);
    staff.set_badge_digest(string_of(badge_digest(badge)));
    staff.set_help_key(string_of(help_key));
    change(next, "staff/" + to_hex(badge.id), value, position);
    value.Clear();
    value.mutable_service()->set_code("WATER");
    change(next, "service/WATER", value, position);
    (void)store->store_answer(with_page(*store, next)).value();
  }
  Unlock unlock(std::string_view pin) { return unlock_staff(*store, badge, pin).value().result; }
  void reboot() {
    store.reset();
    ++clock.reading.boot_id[0];
    clock.reading.boottime_ms = 30'000;
    store.emplace(open());
  }
  int count(wire::RecordKind kind) {
    int found = 0;
    const Batch batch = store->load_batch(1, 200, kMaxBatchBytes).value();
    for (const wire::Record& record : batch.records) {
      if (parse_header(view_of(record.header())).value().kind() == static_cast<std::uint32_t>(kind)) ++found;
    }
    return found;
  }
};

}  // namespace

TEST_CASE("badge and PIN open staff mode without a network, and it is told") {
  StaffStation s;
  CHECK(s.unlock("000001") == Unlock::wrong_pin);
  const UnlockOutcome outcome = unlock_staff(*s.store, s.badge, "204816").value();
  CHECK(outcome.result == Unlock::unlocked);
  CHECK(outcome.staff.name() == "王姐");
  CHECK(s.count(wire::STAFF_UNLOCKED) == 1);
  Badge stranger = s.badge;
  stranger.secret = SecretBytes(Bytes(16, 8));
  CHECK(unlock_staff(*s.store, stranger, "204816").value().result == Unlock::not_staff);
}

TEST_CASE("a PIN guessed 10,000 times: five are looked at, then the door is closed, and nothing opens it but time") {
  StaffStation s;
  for (int n = 0; n < 10'000; ++n) {
    char pin[7];
    std::snprintf(pin, sizeof pin, "%06d", n);
    REQUIRE(s.unlock(pin) != Unlock::unlocked);
  }
  CHECK(s.unlock("204816") == Unlock::locked);
  CHECK(s.count(wire::STAFF_LOCKED_OUT) == 1);
  s.clock.pass(kFirstLockMs + 1);
  CHECK(s.unlock("204816") == Unlock::unlocked);
}

TEST_CASE("neither a restart, a reboot nor a clock set forward or back shortens a lock-out") {
  StaffStation s;
  for (int n = 0; n < kWrongPins; ++n) (void)s.unlock("000001");
  s.clock.reading.wall_ms += 10ll * 365 * 86'400'000;
  CHECK(s.unlock("204816") == Unlock::locked);
  s.clock.reading.wall_ms = 0;
  CHECK(s.unlock("204816") == Unlock::locked);
  s.store.reset();
  s.store.emplace(s.open());
  CHECK(s.unlock("204816") == Unlock::locked);
  for (int n = 0; n < 5; ++n) {
    s.reboot();
    CHECK(s.unlock("204816") == Unlock::locked);
  }
  s.clock.pass(kFirstLockMs);
  CHECK(s.unlock("204816") == Unlock::unlocked);
}

TEST_CASE("each wrong one after the fifth closes the door twice as long, and a right one begins anew") {
  StaffStation s;
  for (int n = 0; n < kWrongPins; ++n) (void)s.unlock("000001");
  s.clock.pass(kFirstLockMs + 1);
  const UnlockOutcome again = unlock_staff(*s.store, s.badge, "000001").value();
  CHECK(again.locked_for_ms == 2 * kFirstLockMs);
  CHECK(s.count(wire::STAFF_LOCKED_OUT) == 1);
  s.clock.pass(2 * kFirstLockMs + 1);
  CHECK(s.unlock("204816") == Unlock::unlocked);
  CHECK(unlock_staff(*s.store, s.badge, "000001").value().tries_left == kWrongPins - 1);
}

TEST_CASE("a dismissed member of staff opens nothing from the next checkpoint on") {
  StaffStation s;
  s.publish(false, 2);
  CHECK(s.unlock("204816") == Unlock::not_staff);
}

TEST_CASE(
    "rights end with their lease at a kiosk that does not hear the centre, whatever its clock says, and come back with "
    "it") {
  StaffStation s;
  for (int hour = 0; hour < 7 * 24; ++hour) {
    s.clock.pass(3'600'000);
    REQUIRE(s.store->run_maintenance());
  }
  s.clock.pass(1);
  s.clock.reading.wall_ms -= 30ll * 86'400'000;
  CHECK(s.unlock("204816") == Unlock::rights_over);
  s.publish(true, 2);
  CHECK(s.unlock("204816") == Unlock::unlocked);
}

TEST_CASE("a reboot costs an hour of the lease: how long it was off is not known") {
  StaffStation s;
  for (int n = 0; n < 7 * 24; ++n) s.reboot();
  CHECK(s.unlock("204816") == Unlock::rights_over);
}

TEST_CASE("a forgotten PIN is helped by the centre's answer, once; a wrong answer counts as a wrong PIN") {
  StaffStation s;
  CHECK(unlock_with_help(*s.store, s.badge, "123456782").value().result == Unlock::wrong_pin);
  const std::string challenge = help_challenge(*s.store, s.badge).value();
  const std::string answer = help_answer(s.help_key, s.identity.device, s.badge.id, challenge);
  CHECK(help_answer(s.help_key, s.identity.device, s.badge.id, "123456782") != answer);
  CHECK(unlock_with_help(*s.store, s.badge, answer).value().result == Unlock::unlocked);
  CHECK(unlock_with_help(*s.store, s.badge, answer).value().result == Unlock::wrong_pin);
  for (int n = 0; n < kWrongPins; ++n) (void)unlock_with_help(*s.store, s.badge, "123456782").value();
  CHECK(unlock_with_help(*s.store, s.badge, answer).value().result == Unlock::locked);
}

TEST_CASE("a PIN has six digits and is no run") {
  CHECK(is_good_pin("204816"));
  for (const char* bad : {"", "12345", "1234567", "123456", "654321", "000000", "20481a"})
    CHECK_FALSE(is_good_pin(bad));
}

TEST_CASE("while an event is on, sign-ups and visits carry it; its end tells the tally") {
  StaffStation s;
  NewVisit before{s.id(), "WATER", "courier", 1, std::nullopt, std::nullopt};
  (void)register_visit(*s.store, before).value();
  const NewEvent event{s.id(), "pop-up", "", "望京西园"};
  CHECK(start_event(*s.store, {s.id(), "party", "", ""}, s.badge.id).error().code == ErrorCode::invalid_argument);
  CHECK(start_event(*s.store, event, s.badge.id));
  CHECK(start_event(*s.store, event, s.badge.id));
  CHECK(start_event(*s.store, {s.id(), "pop-up", "", ""}, s.badge.id).error().code == ErrorCode::conflict);
  NewVisit during{s.id(), "WATER", "courier", 3, std::nullopt, s.badge.id};
  (void)register_visit(*s.store, during).value();
  (void)s.store->submit_application(application_of(), s.id(), prepared_of()).value();
  const EventNow tally = end_event(*s.store, 20, s.badge.id).value();
  CHECK(tally.joins == 1);
  CHECK(tally.visits == 3);
  CHECK(end_event(*s.store, 0, s.badge.id).error().code == ErrorCode::not_found);
  const Batch batch = s.store->load_batch(1, 200, kMaxBatchBytes).value();
  int carried = 0;
  for (const wire::Record& record : batch.records) {
    const wire::Payload payload = s.opened(record);
    if (payload.visit_registered().event_id() == string_of(event.id.bytes())) ++carried;
    if (payload.application_submitted().event_id() == string_of(event.id.bytes())) ++carried;
    if (payload.has_event_ended()) CHECK(payload.event_ended().people() == 20);
  }
  CHECK(carried == 2);
}

TEST_CASE("returned applications wait on the staff's list until they are answered") {
  StaffStation s;
  const Uuid application = s.id();
  (void)s.store->submit_application(application_of(), application, prepared_of()).value();
  CHECK(returned_applications(*s.store)->empty());
  (void)s.store->store_answer(s.with_page(*s.store, s.returned(application, 2))).value();
  REQUIRE(returned_applications(*s.store)->size() == 1);
  Correction correction;
  correction.fields = {Field::mobile};
  correction.values.mobile = "13900000001";
  REQUIRE(s.store->correct_application(application, correction, s.id(), proof_of()));
  CHECK(returned_applications(*s.store)->empty());
}
