#include <algorithm>

#include "centre_fixture.h"
#include "core/central/slots/slots.h"
#include "core/central/start/clock.h"
#include "core/central/store/schema.h"
#include "core/central/members/requests.h"
#include "core/service/session.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

constexpr std::int64_t kHour = 3'600'000;

struct CheckCentre : Centre {
  Device device = enrol();
  Uuid session;

  explicit CheckCentre(std::uint32_t capacity = 8, std::uint32_t per_person = 0) {
    session = must(publish_session(store, "110105", wire_session(capacity, per_person)));
    hear(device);
  }
  wire::Session wire_session(std::uint32_t capacity, std::uint32_t per_person = 0) {
    wire::Session value;
    value.set_kind("health-check");
    value.set_title("免费体检");
    value.set_place("望京");
    value.set_starts_ms(clock.wall_ms + 240 * kHour);
    value.set_ends_ms(clock.wall_ms + 244 * kHour);
    value.set_capacity(capacity);
    value.mutable_eligibility()->set_per_person(per_person);
    value.mutable_eligibility()->set_period("year");
    return value;
  }
  // A device that has told something has an epoch, and is given slots ahead.
  void hear(Device& who) {
    wire::Payload payload;
    payload.mutable_device_event()->set_what("epoch-opened");
    who.write(wire::DEVICE_EVENT, payload);
    take(who);
  }
  std::vector<wire::Lease> leases(const std::string& station = "wangjing") {
    std::vector<wire::Lease> out;
    for (const FeedEntry& entry : must(feed_entries(store, station_scope(station_id(station))))) {
      if (entry.value.has_lease()) out.push_back(entry.value.lease());
    }
    return out;
  }
  SlotLedger ledger() {
    const SlotLedger out = must(slot_ledgers(store)).at(0);
    CHECK(out.balanced());  // I1, in every state that a test looks at
    return out;
  }
  wire::RiderIdentity rider(int n) {
    wire::RiderIdentity out;
    out.set_name("欧阳小明");
    out.set_document_kind("resident-id");
    out.set_document_number("11010519491231002" + std::to_string(n));
    out.set_mobile("13800000001");
    return out;
  }
  Uuid book(Device& who, const wire::Lease& lease, std::uint32_t slot, int person = 0, Uuid id = Uuid(),
            bool of_want = false) {
    if (id.empty()) id = who.new_id();
    wire::Payload payload;
    wire::SlotBooked& body = *payload.mutable_slot_booked();
    body.set_booking_id(string_of(id.bytes()));
    body.set_session_id(string_of(session.bytes()));
    body.set_lease_id(lease.lease_id());
    body.set_slot(slot);
    *body.mutable_rider() = rider(person);
    if (of_want) body.set_want_id(string_of(id.bytes()));
    who.write(wire::SLOT_BOOKED, payload, of_want ? Uuid() : id);
    return id;
  }
  Uuid want(Device& who, int person, bool waiting_list) {
    const Uuid id = who.new_id();
    wire::Payload payload;
    wire::SlotWanted& body = *payload.mutable_slot_wanted();
    body.set_want_id(string_of(id.bytes()));
    body.set_session_id(string_of(session.bytes()));
    *body.mutable_rider() = rider(person);
    body.set_waiting_list(waiting_list);
    who.write(wire::SLOT_WANTED, payload, id);
    return id;
  }
  void cancel(Device& who, const Uuid& booking) {
    wire::Payload payload;
    payload.mutable_booking_cancelled()->set_booking_id(string_of(booking.bytes()));
    who.write(wire::BOOKING_CANCELLED, payload);
  }
  void close(Device& who, const wire::Lease& lease, std::vector<std::uint32_t> unspent,
             std::vector<std::uint32_t> burnt = {}) {
    wire::Payload payload;
    payload.mutable_lease_closed()->set_lease_id(lease.lease_id());
    payload.mutable_lease_closed()->set_session_id(lease.session_id());
    for (const std::uint32_t slot : burnt) payload.mutable_lease_closed()->add_burnt(slot);
    for (const std::uint32_t slot : unspent) payload.mutable_lease_closed()->add_unspent(slot);
    who.write(wire::LEASE_CLOSED, payload);
  }
  // The centre comes back from a copy that was made before any lease was given.
  void restore_before_leases() {
    must(database()->run("DELETE FROM lease; UPDATE slot SET state = 'pool', lease = NULL"));
    must(store.begin_new_incarnation());
  }
  std::string state(const Uuid& booking) {
    for (const BookingLine& line : must(list_bookings(store, session))) {
      if (line.id == booking) return line.reason.empty() ? line.state : line.state + " " + line.reason;
    }
    return "absent";
  }
};

}  // namespace

TEST_CASE("I1: slots are given ahead, and a quarter of the session stays in the pool") {
  CheckCentre c(8);
  CHECK(c.ledger().pool == 8);
  must(maintain_leases(c.store));
  const auto leases = c.leases();
  REQUIRE(leases.size() == 1);
  CHECK(leases[0].slots_size() == 4);
  CHECK(leases[0].epoch() == c.device.epoch());
  CHECK(c.ledger().leased == 4);
  must(maintain_leases(c.store));
  CHECK(c.leases().size() == 1);
  CHECK(c.ledger().pool == 4);
}

TEST_CASE("I3: the same slot by the same booking is one; by another booking it is a slot of the pool, or a call") {
  CheckCentre c(5);
  must(maintain_leases(c.store));
  const wire::Lease lease = c.leases().at(0);
  const Uuid first = c.book(c.device, lease, lease.slots(0), 1);
  const Uuid second = c.book(c.device, lease, lease.slots(0), 2);
  c.take(c.device);
  CHECK(c.state(first) == "confirmed");
  CHECK(c.state(second) == "confirmed place-moved");
  CHECK(c.ledger().booked == 2);
  CHECK(must(list_alarms(c.store, 10)).size() == 1);
}

TEST_CASE("I4: only the device's own close gives slots back; the burnt ones stay away until the session is past") {
  CheckCentre c(8);
  must(maintain_leases(c.store));
  const wire::Lease lease = c.leases().at(0);
  c.clock.wall_ms += 200 * kHour;
  must(maintain_leases(c.store));
  CHECK(c.ledger().leased == 4);
  c.book(c.device, lease, lease.slots(0));
  c.close(c.device, lease, {lease.slots(1), lease.slots(2)});
  c.take(c.device);
  const SlotLedger after = c.ledger();
  CHECK(after.booked == 1);
  CHECK(after.retired == 1);
  CHECK(after.pool == 6);
  CHECK(c.leases().empty());
}

TEST_CASE("I6: a cancelled slot goes to the pool, and to the first who waits") {
  CheckCentre c(1);
  const Uuid online = c.want(c.device, 1, false);
  c.take(c.device);
  const wire::Lease lease = c.leases().at(0);
  CHECK(lease.want_id() == string_of(online.bytes()));
  c.book(c.device, lease, lease.slots(0), 1, online, true);
  const Uuid waits_first = c.want(c.device, 2, true);
  const Uuid waits_next = c.want(c.device, 3, false);
  c.take(c.device);
  CHECK(c.state(waits_first) == "waiting");
  CHECK(c.state(waits_next) == "waiting full");
  c.cancel(c.device, online);
  c.take(c.device);
  CHECK(c.state(online) == "cancelled");
  CHECK(c.state(waits_first) == "confirmed place-free");
  CHECK(c.state(waits_next) == "waiting full");
  CHECK(c.ledger().booked == 1);
}

TEST_CASE(
    "I7: a booking under a lease that was closed is moved to the pool, else a person is called; nothing is refused") {
  CheckCentre c(4);
  must(maintain_leases(c.store));
  const wire::Lease lease = c.leases().at(0);
  std::vector<std::uint32_t> all(lease.slots().begin(), lease.slots().end());
  c.close(c.device, lease, all);
  std::vector<Uuid> late;
  for (int n = 1; n <= 5; ++n) late.push_back(c.book(c.device, lease, lease.slots(0), n));
  c.take(c.device);
  CHECK(c.ledger().booked == 4);
  CHECK(c.state(late[3]) == "confirmed place-moved");
  CHECK(c.state(late[4]) == "needs-you place-taken");
  CHECK(must(list_parked(c.store, 10)).empty());
}

TEST_CASE(
    "I8: a new epoch of the device retires what the old one holds; its own bookings that come later still stand") {
  CheckCentre c(8);
  must(maintain_leases(c.store));
  const wire::Lease lease = c.leases().at(0);
  const Uuid booking = c.book(c.device, lease, lease.slots(1));
  const std::vector<wire::Record> records = c.device.records();
  c.device.open_epoch();
  c.hear(c.device);
  must(maintain_leases(c.store));
  CHECK(c.ledger().retired == 4);
  for (const wire::Lease& now : c.leases()) CHECK(now.epoch() == c.device.epoch());
  c.device.carry(records.back());
  c.take(c.device);
  CHECK(c.state(booking) == "confirmed");
  const SlotLedger after = c.ledger();
  CHECK(after.booked == 1);
  CHECK(after.retired == 3);
}

TEST_CASE("a per-person limit at the centre: the first to arrive stands, the other is told and its slot goes back") {
  CheckCentre c(8, 1);
  c.add_station("jinsong");
  Device other = c.enrol("jinsong");
  c.hear(other);
  must(maintain_leases(c.store));
  const wire::Lease here = c.leases().at(0), there = c.leases("jinsong").at(0);
  const Uuid first = c.book(c.device, here, here.slots(0), 4);
  const Uuid second = c.book(other, there, there.slots(0), 4);
  const Uuid somebody_else = c.book(other, there, there.slots(1), 5);
  c.take(other);
  c.take(c.device);
  CHECK(c.state(second) == "confirmed");
  CHECK(c.state(first) == "needs-you limit");
  CHECK(c.state(somebody_else) == "confirmed");
  CHECK(c.ledger().booked == 2);
}

TEST_CASE("a cancellation that arrives before its booking waits for it") {
  CheckCentre c(8);
  must(maintain_leases(c.store));
  const wire::Lease lease = c.leases().at(0);
  Device other = c.enrol();
  const Uuid booking = c.device.new_id();
  c.cancel(other, booking);
  c.take(other);
  c.book(c.device, lease, lease.slots(0), 1, booking);
  c.take(c.device);
  CHECK(c.state(booking) == "cancelled");
  CHECK(c.ledger().booked == 0);
}

TEST_CASE("a cancelled session calls everybody it had promised something, and recalls its leases") {
  CheckCentre c(8);
  must(maintain_leases(c.store));
  const wire::Lease lease = c.leases().at(0);
  const Uuid booking = c.book(c.device, lease, lease.slots(0));
  c.take(c.device);
  must(cancel_session(c.store, c.session, "体检车检修", "admin"));
  CHECK(c.state(booking) == "needs-you session-cancelled");
  CHECK(c.leases().at(0).state() == "recalled");
  const Uuid late = c.book(c.device, lease, lease.slots(1), 2);
  c.take(c.device);
  CHECK(c.state(late) == "needs-you session-cancelled");
}

TEST_CASE("a session that is past takes its slots out of the ledger's reach and leaves the feed") {
  CheckCentre c(8);
  must(maintain_leases(c.store));
  c.clock.wall_ms += 245 * kHour;
  CHECK(c.ledger().value.state() == "past");  // by the time alone
  must(maintain_leases(c.store));
  CHECK_FALSE(c.feed_value(district_scope("110105"), "session/" + to_hex(c.session.bytes())));
  CHECK(must(maintain_leases(c.store)) == 0);
  CHECK(c.ledger().leased == 4);
  c.clock.wall_ms += kRetireAfterEndMs;
  must(maintain_leases(c.store));
  CHECK(c.ledger().retired == 4);
  CHECK(c.leases().empty());
}

TEST_CASE("a session that a wrong clock ended is there again once the clock is right, with what was leased of it") {
  CheckCentre c(8);
  must(maintain_leases(c.store));
  const std::int64_t right = c.clock.wall_ms;
  const std::string key = "session/" + to_hex(c.session.bytes());
  const bool cancelled = GENERATE(false, true);
  if (cancelled) must(cancel_session(c.store, c.session, "", "admin"));  // without a word
  SECTION("as far ahead as a clock is believed") {
    c.clock.wall_ms = c.ledger().value.ends_ms() + kClockAheadMs;
    must(maintain_leases(c.store));
    CHECK_FALSE(c.feed_value(district_scope("110105"), key));
    CHECK(c.ledger().value.state() == "past");
    c.clock.wall_ms = right;
    must(maintain_leases(c.store));
    CHECK(c.ledger().leased == 4);
    CHECK(c.leases().size() == 1);
  }
  SECTION("two seconds of another decade") {
    c.clock.wall_ms += 3650 * 24 * kHour;
    must(maintain_leases(c.store));
    c.clock.wall_ms = right;
    must(maintain_leases(c.store));
    CHECK(c.ledger().retired == 4);
  }
  CHECK(c.feed_value(district_scope("110105"), key));
  CHECK(c.ledger().value.state() == (cancelled ? "cancelled" : "open"));
  CHECK(c.ledger().balanced());
}

TEST_CASE("sessions of before: what was stored as past is open or cancelled again, as it was", "[sqlite]") {
  Centre centre;
  const auto steps = internal::central_migrations();
  auto db = must(sqlite::Database::open(centre.folder.path + "/before.db"));
  const auto step = std::ranges::find_if(steps, [](const sqlite::Migration& one) {
    return std::string_view(one.sql).find("ADD COLUMN ended ") != std::string_view::npos;
  });
  REQUIRE(step != steps.end());
  must(db.migrate(steps.first(static_cast<std::size_t>(step - steps.begin()))));
  const Uuid cancelled = centre.store.make_id(), held = centre.store.make_id(), to_come = centre.store.make_id();
  for (const auto& [id, state] : {std::pair(cancelled, "past"), std::pair(held, "past"), std::pair(to_come, "open")}) {
    must(sql::execute(db,
                      "INSERT INTO session(id, scope, district_code, kind, capacity, starts_ms, ends_ms, state, body) "
                      "VALUES(?, 'all', '', 'training', 1, 1, 2, ?, x'')",
                      id.bytes(), state));
  }
  must(sql::execute(db,
                    "INSERT INTO audit(seq, at_ms, who, what, subject, detail, hash) VALUES(1, 1, 'admin', "
                    "'session-cancelled', ?, '', x'')",
                    cancelled.text()));
  must(db.migrate(steps));
  const auto state_of = [&](const Uuid& id) {
    return must(sql::value<std::string>(db, "SELECT state || ended FROM session WHERE id = ?", id.bytes()));
  };
  CHECK(state_of(cancelled) == "cancelled1");
  CHECK(state_of(held) == "open1");
  CHECK(state_of(to_come) == "open0");
}

TEST_CASE("a clone's leases are frozen, and it is given no others") {
  CheckCentre c(8);
  must(maintain_leases(c.store));
  const std::uint64_t old_epoch = c.device.epoch();
  Device copy = c.device;
  c.device.open_epoch();
  c.hear(c.device);
  must(maintain_leases(c.store));
  CHECK(copy.epoch() == old_epoch);
  c.hear(copy);
  must(maintain_leases(c.store));
  for (const wire::Lease& lease : c.leases()) CHECK(lease.state() == "frozen");
}

TEST_CASE(
    "after a restore nothing is granted until every device has told, and a forgotten lease's bookings keep their "
    "slots") {
  CheckCentre c(8);
  must(maintain_leases(c.store));
  const wire::Lease forgotten = c.leases().at(0);
  c.restore_before_leases();
  must(maintain_leases(c.store));
  CHECK(c.ledger().held);
  CHECK(c.ledger().leased == 0);
  const Uuid booking = c.book(c.device, forgotten, forgotten.slots(2));
  c.take(c.device);
  CHECK(c.state(booking) == "confirmed");
  CHECK(must(list_bookings(c.store, c.session)).at(0).slot == forgotten.slots(2));
  must(maintain_leases(c.store));
  CHECK(c.ledger().held);
  DeviceBatch batch = c.device.batch_all();
  batch.request.set_incarnation(c.store.incarnation());
  c.send(batch);
  must(maintain_leases(c.store));
  must(maintain_leases(c.store));
  CHECK_FALSE(c.ledger().held);
  CHECK(c.ledger().booked == 1);
}

TEST_CASE(
    "slots that a device's older disk may have promised are nobody's at a restored centre that has forgotten the "
    "lease") {
  CheckCentre c(8);
  must(maintain_leases(c.store));
  const wire::Lease forgotten = c.leases().at(0);
  c.restore_before_leases();
  c.close(c.device, forgotten, {}, {forgotten.slots(2)});
  c.take(c.device);
  CHECK(c.ledger().retired == 1);
  CHECK(c.ledger().pool == 7);
}

TEST_CASE("bookings hold no name, number or mobile in the clear") {
  CheckCentre c(8);
  must(maintain_leases(c.store));
  const wire::Lease lease = c.leases().at(0);
  c.book(c.device, lease, lease.slots(0), 7);
  c.take(c.device);
  const auto db = c.database();
  const auto read = [](sql::Columns& row) { return to_hex(row.bytes()) + row.text() + to_hex(row.bytes()); };
  std::string all;
  for (const std::string& one :
       must(sql::rows<std::string>(*db, "SELECT sealed, masked_name, person FROM booking AS every", read)))
    all += one;
  CHECK(all.find("欧阳*") != std::string::npos);
  for (const std::string& secret :
       {std::string("欧阳小明"), c.rider(7).document_number(), std::string("13800000001")}) {
    CHECK(all.find(secret) == std::string::npos);
    CHECK(all.find(to_hex(view_of(secret))) == std::string::npos);
  }
}

TEST_CASE("a session's mistakes are sentences, and its capacity never shrinks") {
  CheckCentre c(8);
  wire::Session value = c.wire_session(0);
  CHECK(publish_session(c.store, "110105", value).error().code == ErrorCode::invalid_argument);
  value = c.wire_session(7);
  value.set_session_id(string_of(c.session.bytes()));
  CHECK(publish_session(c.store, "110105", value).error().code == ErrorCode::conflict);
  value.set_capacity(10);
  CHECK(must(publish_session(c.store, "110105", value)) == c.session);
  CHECK(c.ledger().pool == 10);
}

TEST_CASE("who may book is said in reasons before the last step") {
  wire::Session session;
  session.mutable_eligibility()->add_occupations("courier");
  session.mutable_eligibility()->add_districts("110105");
  session.mutable_eligibility()->set_members_only(true);
  session.mutable_eligibility()->set_per_person(1);
  CHECK(not_eligible(session, {}).empty());
  CHECK(not_eligible(session, {"courier", "110105", true, true, 0}).empty());
  CHECK(not_eligible(session, {"truck", "110101", false, true, 1}).size() == 4);
}

TEST_CASE("I6: who is erased gives the slot back, and whoever waits has it") {
  CheckCentre c(1);
  const Uuid application = c.device.join({"张伟", c.rider(1).document_number()});
  const Uuid booked = c.want(c.device, 1, true);
  const Uuid waiting = c.want(c.device, 2, true);
  c.take(c.device);
  must(maintain_leases(c.store));
  REQUIRE(c.state(booked).starts_with("confirmed"));
  REQUIRE(c.state(waiting) == "waiting");
  wire::Payload payload;
  payload.mutable_erasure_asked()->set_application_id(string_of(application.bytes()));
  const Uuid id = c.device.write(wire::ERASURE_ASKED, payload);
  c.take(c.device);
  must(agree_request(c.store, id, "li"));
  REQUIRE(must(agree_request(c.store, id, "wang")) == Agreement::erasing);
  CHECK(c.state(booked).starts_with("cancelled"));
  CHECK(c.state(waiting).starts_with("confirmed"));
  CHECK(c.ledger().booked == 1);
}
