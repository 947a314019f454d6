#include <catch2/catch.hpp>
#include <fstream>

#include "core/service/ticket.h"
#include "core/station/code_look_up.h"
#include "core/station/slots.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

constexpr std::int64_t kHour = 3'600'000;

// A station whose feed holds one health check in ten days, and leases that the test grants.
struct CheckStation : Station {
  StationStore store = open();
  Uuid session = id();
  std::uint64_t position = 1;

  CheckStation() { take(page_of(wire_session())); }

  wire::FeedValue wire_session(const char* state = "open") {
    wire::FeedValue value;
    wire::Session& out = *value.mutable_session();
    out.set_session_id(string_of(session.bytes()));
    out.set_kind("health-check");
    out.set_title("免费体检");
    out.set_place("望京");
    out.set_starts_ms(1'800'000'000'000 + 240 * kHour);
    out.set_ends_ms(1'800'000'000'000 + 244 * kHour);
    out.set_capacity(20);
    out.set_state(state);
    out.mutable_eligibility()->set_per_person(1);
    out.mutable_eligibility()->set_period("year");
    return value;
  }
  wire::FeedPage page_of(const wire::FeedValue& value) {
    wire::FeedPage out = page(position, position == 1);
    change(out, "session/" + to_hex(session.bytes()), value, position++);
    return out;
  }
  wire::FeedPage page_of_lease(const wire::Lease& lease) {
    wire::FeedPage out = page(position, false);
    wire::FeedValue value;
    *value.mutable_lease() = lease;
    change(out, "lease/" + to_hex(view_of(lease.lease_id())), value, position++);
    return out;
  }
  void take(const wire::FeedPage& page, std::int64_t sent_before_ms = 0) {
    AnswerToStore answer = with_page(store, page);
    answer.sent_boottime_ms = clock.reading.boottime_ms - sent_before_ms;
    REQUIRE(store.store_answer(answer)->feed == FeedOutcome::flipped);
  }
  // A centre put back from a copy that knows the session, and no lease of here.
  void hear_restored_centre() {
    wire::FeedPage anew = page(1, true);
    anew.set_incarnation(12);
    change(anew, "session/" + to_hex(session.bytes()), wire_session(), 1);
    AnswerToStore answer = with_page(store, anew);
    answer.incarnation = 12;
    REQUIRE(store.store_answer(answer)->feed == FeedOutcome::flipped);
  }
  wire::Lease lease_of(std::vector<std::uint32_t> slots, std::uint32_t hard = 1) {
    wire::Lease lease;
    lease.set_lease_id(string_of(id().bytes()));
    lease.set_session_id(string_of(session.bytes()));
    lease.set_device(string_of(identity.device.bytes()));
    lease.set_epoch(store.journal_view()->epoch);
    for (const std::uint32_t slot : slots) lease.add_slots(slot);
    lease.set_sell_for_ms(72 * kHour);
    lease.set_hard_slots(hard);
    lease.set_state("open");
    return lease;
  }
  NewBooking request(int person = 0) {
    NewBooking booking;
    booking.id = id();
    booking.session = session;
    booking.rider.card = CardNumber{static_cast<std::uint8_t>(person + 1)};
    booking.masked_name = "张*";
    booking.prepared = prepared_of(static_cast<std::uint8_t>(person));
    return booking;
  }
  BookingOutcome book(int person = 0) { return book_held_slot(store, request(person)).value(); }
  std::uint32_t confirmable() { return sessions_here(store)->at(0).confirmable; }
  std::vector<wire::Payload> payloads() {
    const Batch batch = store.load_batch(1, 200, kMaxBatchBytes).value();
    std::vector<wire::Payload> out;
    for (const wire::Record& record : batch.records) out.push_back(opened(record));
    return out;
  }
  void reopen() { store = StationStore::open({folder, {}, files_counter}, identity, clock, random, log).value(); }
  std::filesystem::path files_counter;
};

}  // namespace

TEST_CASE("I2: a booking is confirmed when its slot is spent and its record written, and only then") {
  CheckStation s;
  CHECK_FALSE(s.book().booking);
  CHECK(s.payloads().empty());
  s.take(s.page_of_lease(s.lease_of({7, 8})));
  CHECK(s.confirmable() == 2);
  const NewBooking request = s.request();
  const Booking booking = book_held_slot(s.store, request)->booking.value();
  CHECK(booking.state == BookingState::confirmed);
  CHECK(booking.slot == 7);
  CHECK(s.confirmable() == 1);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 1);
  CHECK(payloads[0].slot_booked().slot() == 7);
  CHECK(book_held_slot(s.store, request)->booking->slot == 7);
  CHECK(s.payloads().size() == 1);
}

TEST_CASE("a repeated booking answers the short code that was stored, whatever code the repetition brings") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({7})));
  const NewBooking first = s.request(1);
  REQUIRE(book_slot(s.store, first, WhenNoneHeld::ask_centre)->short_code.view() == first.prepared.query_code.view());
  NewBooking again = first;
  again.prepared = prepared_of(2);
  CHECK(book_slot(s.store, again, WhenNoneHeld::ask_centre)->short_code.view() == first.prepared.query_code.view());
  CHECK(s.payloads().size() == 1);
  CHECK(s.payloads()[0].slot_booked().short_code() == first.prepared.query_code.view());
  s.reopen();
  CHECK(book_slot(s.store, first, WhenNoneHeld::ask_centre)->short_code.view() == first.prepared.query_code.view());
  CHECK(book_slot(s.store, again, WhenNoneHeld::ask_centre).error().code == ErrorCode::conflict);
}

TEST_CASE("a slot is booked from the lease while there is one; then the centre is asked, or the rider waits") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({7})));
  CHECK(book_slot(s.store, s.request(0), WhenNoneHeld::ask_centre)->state == BookingState::confirmed);
  CHECK(book_slot(s.store, s.request(1), WhenNoneHeld::ask_centre)->state == BookingState::wanted);
  CHECK(book_slot(s.store, s.request(2), WhenNoneHeld::join_waiting_list)->state == BookingState::waiting);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 3);
  CHECK(payloads[0].has_slot_booked());
  CHECK_FALSE(payloads[1].slot_wanted().waiting_list());
  CHECK(payloads[2].slot_wanted().waiting_list());
}

TEST_CASE(
    "I5: a lease stops selling when its time is over, counted from the request that brought it, whatever the wall "
    "clock says") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({1, 2}, 0)), 20'000);
  s.clock.reading.wall_ms -= 3650LL * 24 * kHour;
  s.clock.reading.boottime_ms += 72 * kHour - 20'001;
  CHECK(s.confirmable() == 2);
  s.clock.reading.boottime_ms += 1;
  CHECK(s.confirmable() == 0);
  s.clock.reading.wall_ms += 3000LL * 24 * kHour;
  CHECK(s.confirmable() == 0);
}

TEST_CASE("I5: after a reboot without contact only the hard slots are sold") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({1, 2, 3}, 1)));
  s.clock.reading.boot_id[0] = 2;
  s.clock.reading.boottime_ms = 1'000;
  s.reopen();
  CHECK(s.confirmable() == 1);
  CHECK(s.book(0).booking);
  CHECK(s.confirmable() == 0);
  CHECK_FALSE(s.book(1).booking);
}

TEST_CASE(
    "I4: time alone gives nothing back: the device closes its lease in its own order, and names what is unspent") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({1, 2, 3}, 0)));
  REQUIRE(s.book().booking);
  s.clock.pass(72 * kHour);
  CHECK(maintain_leases(s.store).value() == 1);
  CHECK(maintain_leases(s.store).value() == 0);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 2);
  CHECK(payloads[1].lease_closed().reason() == "expired");
  REQUIRE(payloads[1].lease_closed().unspent_size() == 2);
  CHECK(payloads[1].lease_closed().unspent(0) == 2);
  CHECK(s.confirmable() == 0);
}

TEST_CASE("a recalled lease is closed by the device, and nothing of it is sold after that") {
  CheckStation s;
  wire::Lease lease = s.lease_of({4, 5});
  s.take(s.page_of_lease(lease));
  lease.set_state("recalled");
  s.take(s.page_of_lease(lease));
  CHECK(s.confirmable() == 0);
  CHECK(s.payloads().at(0).lease_closed().reason() == "recalled");
  s.take(s.page_of_lease(lease));
  CHECK(s.payloads().size() == 1);
}

TEST_CASE("a frozen lease sells nothing until it is released") {
  CheckStation s;
  wire::Lease lease = s.lease_of({4});
  s.take(s.page_of_lease(lease));
  lease.set_state("frozen");
  s.take(s.page_of_lease(lease));
  CHECK_FALSE(s.book().booking);
  lease.set_state("open");
  s.take(s.page_of_lease(lease));
  CHECK(s.book().booking);
}

TEST_CASE("I8: a lease belongs to its epoch: in a new one nothing of it is sold") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({1, 2})));
  REQUIRE(s.store.open_new_epoch("fork"));
  CHECK(s.confirmable() == 0);
  CHECK_FALSE(s.book().booking);
}

TEST_CASE("another device's lease is not ours to sell") {
  CheckStation s;
  wire::Lease lease = s.lease_of({1});
  lease.set_device(string_of(s.id().bytes()));
  s.take(s.page_of_lease(lease));
  CHECK(s.confirmable() == 0);
}

TEST_CASE(
    "I9: a slot that was named before a crash and is missing after it is burnt, alone; a database from before two "
    "slots begins a new epoch") {
  CheckStation s;
  s.files_counter = s.folder / "elsewhere" / "slots.count";
  s.reopen();
  s.take(s.page_of_lease(s.lease_of({1, 2, 3})));
  REQUIRE(s.book(0).booking);
  const auto before = s.folder / "before";
  const auto journal = s.folder / "journal";
  const std::uint64_t epoch = s.store.journal_view()->epoch;
  s.reopen();
  std::filesystem::copy(journal, before, std::filesystem::copy_options::recursive);
  REQUIRE(s.book(1).booking);
  const auto roll_back = [&] {
    std::filesystem::remove_all(journal);
    std::filesystem::copy(before, journal, std::filesystem::copy_options::recursive);
    s.reopen();
  };
  SECTION("one slot") {
    roll_back();
    CHECK(s.store.journal_view()->epoch == epoch);
    CHECK(s.confirmable() == 1);
    CHECK(s.book(2).booking->slot == 3);
  }
  SECTION("a lease that was closed comes back with an old disk, and sells nothing") {
    roll_back();
    s.clock.pass(80 * kHour);
    REQUIRE(maintain_leases(s.store).value() == 1);
    roll_back();
    CHECK(s.confirmable() == 0);
  }
  SECTION("two slots") {
    REQUIRE(s.book(2).booking);
    roll_back();
    CHECK(s.store.journal_view()->epoch != epoch);
    CHECK(s.confirmable() == 0);
  }
}

TEST_CASE("a slot whose counter cannot be written is not sold") {
  CheckStation s;
  std::ofstream(s.folder / "a-file") << "no folder";
  s.files_counter = s.folder / "a-file" / "slots.count";
  s.reopen();
  s.take(s.page_of_lease(s.lease_of({1})));
  CHECK_FALSE(book_held_slot(s.store, s.request()));
  CHECK(s.payloads().empty());
  CHECK(s.confirmable() == 1);
}

TEST_CASE("online booking is the same path: the lease that answers a want is spent for it in the same transaction") {
  CheckStation s;
  const NewBooking request = s.request();
  CHECK(want_slot(s.store, request, false)->state == BookingState::wanted);
  CHECK(want_slot(s.store, request, false)->id == request.id);
  wire::Lease lease = s.lease_of({9}, 0);
  lease.set_want_id(string_of(request.id.bytes()));
  s.take(s.page_of_lease(lease));
  const Booking booking = find_booking(s.store, request.id).value();
  CHECK(booking.state == BookingState::confirmed);
  CHECK(booking.slot == 9);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 2);
  CHECK(payloads[1].slot_booked().want_id() == string_of(request.id.bytes()));
  CHECK(payloads[1].slot_booked().rider().card_number().empty());
}

TEST_CASE("a slot that comes for somebody who has cancelled goes straight back") {
  CheckStation s;
  const NewBooking request = s.request();
  REQUIRE(want_slot(s.store, request, false));
  REQUIRE(cancel_booking(s.store, request.id, "rider"));
  REQUIRE(cancel_booking(s.store, request.id, "rider"));
  wire::Lease lease = s.lease_of({9}, 0);
  lease.set_want_id(string_of(request.id.bytes()));
  s.take(s.page_of_lease(lease));
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 3);
  CHECK(payloads[2].lease_closed().reason() == "not-needed");
  CHECK(payloads[2].lease_closed().unspent(0) == 9);
  CHECK(find_booking(s.store, request.id)->state == BookingState::cancelled);
}

TEST_CASE("I6: a cancelled slot does not come back to this device's own lease") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({1})));
  const Booking booking = s.book().booking.value();
  REQUIRE(cancel_booking(s.store, booking.id, "rider"));
  CHECK(s.confirmable() == 0);
  CHECK(s.payloads().size() == 2);
}

TEST_CASE("a per-person limit blocks only that person, by card or by number, and a cancelled booking counts no more") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({1, 2, 3, 4, 5})));
  const Booking first = s.book(0).booking.value();
  CHECK(book_held_slot(s.store, s.request(0)).error().code == ErrorCode::limit);
  CHECK(s.book(1).booking);
  REQUIRE(cancel_booking(s.store, first.id, "rider"));
  CHECK(s.book(0).booking);
  NewBooking by_number = s.request();
  by_number.rider = Rider{};
  by_number.rider.name = "欧阳小明";
  by_number.rider.document_number = "11010519491231002X";
  REQUIRE(book_held_slot(s.store, by_number)->booking);
  by_number.id = s.id();
  CHECK(book_held_slot(s.store, by_number).error().code == ErrorCode::limit);
}

TEST_CASE("a session that was cancelled or has vanished is refused before anything is spent") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({1})));
  s.take(s.page_of(s.wire_session("cancelled")));
  CHECK(book_held_slot(s.store, s.request()).error().code == ErrorCode::conflict);
  NewBooking gone = s.request();
  gone.session = s.id();
  CHECK(book_held_slot(s.store, gone).error().code == ErrorCode::not_found);
  CHECK(s.payloads().empty());
}

TEST_CASE("attendance is noted on a confirmed booking, without any result; a ticket names its booking") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({1})));
  const Booking booking = s.book().booking.value();
  CHECK(booking_of_ticket(ticket_text(booking.id, s.session)) == booking.id);
  CHECK_FALSE(booking_of_ticket("https://example.org"));
  CHECK_FALSE(booking_of_ticket("WT1:??"));
  REQUIRE(record_attendance(s.store, booking.id, true, {}));
  REQUIRE(record_attendance(s.store, booking.id, true, {}));
  CHECK(s.payloads().size() == 2);
  CHECK(cancel_booking(s.store, booking.id, "rider").error().code == ErrorCode::conflict);
}

TEST_CASE("the code of a booking finds it; wrong ones are counted with those of query codes") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({1})));
  NewBooking request = s.request();
  request.prepared.look_up_key[5] = 77;
  REQUIRE(book_held_slot(s.store, request)->booking);
  CHECK(find_by_code(s.store, request.prepared.look_up_key)->booking.value().id == request.id);
  Digest wrong{};
  wrong[1] = 1;
  for (int i = 0; i < StationStore::kMaxWrongTries; ++i) CHECK(find_by_code(s.store, wrong)->empty());
  CHECK(find_by_code(s.store, request.prepared.look_up_key).error().code == ErrorCode::limit);
}

TEST_CASE("one code that belongs to a booking and a case opens the newer of them") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({1})));
  NewBooking request = s.request();
  request.prepared.look_up_key[5] = 77;
  REQUIRE(book_held_slot(s.store, request)->booking);
  s.clock.pass(1'000);
  wire::FeedPage kinds = s.page(s.position, false);
  wire::FeedValue kind;
  kind.mutable_case_kind()->set_code("legal-advice");
  kind.mutable_case_kind()->set_due_hours(48);
  CheckStation::change(kinds, "case-kind/legal-advice", kind, s.position++);
  s.take(kinds);
  NewCase wanted;
  wanted.id = s.id();
  wanted.kind = "legal-advice";
  wanted.wish = "合同";
  wanted.prepared = request.prepared;
  REQUIRE(open_case(s.store, wanted));
  const FoundByCode found = find_by_code(s.store, request.prepared.look_up_key).value();
  CHECK(found.help_case.value().id == wanted.id);
  CHECK_FALSE(found.booking);
}

TEST_CASE("a lease that a restored centre has forgotten is no longer sold") {
  CheckStation s;
  s.take(s.page_of_lease(s.lease_of({1, 2})));
  s.hear_restored_centre();
  CHECK(s.confirmable() == 0);
}

TEST_CASE(
    "what an old disk takes for unspent or knows as burnt is told to a restored centre that has forgotten the lease") {
  CheckStation s;
  s.files_counter = s.folder / "elsewhere" / "slots.count";
  s.reopen();
  s.take(s.page_of_lease(s.lease_of({1, 2, 3})));
  const auto before = s.folder / "before";
  const auto journal = s.folder / "journal";
  s.reopen();
  std::filesystem::copy(journal, before, std::filesystem::copy_options::recursive);
  REQUIRE(s.book(1).booking);
  std::vector<std::uint32_t> burnt = {1};
  std::string reason = "forgotten";
  SECTION("one slot was sold since: the epoch goes on") {}
  SECTION("two were: a new epoch has begun, and any of the lease may have been promised") {
    REQUIRE(s.book(2).booking);
    burnt = {1, 2, 3};
    reason = "epoch-over";
  }
  std::filesystem::remove_all(journal);
  std::filesystem::copy(before, journal, std::filesystem::copy_options::recursive);
  s.reopen();
  s.hear_restored_centre();
  const wire::LeaseClosed closed = s.payloads().back().lease_closed();
  CHECK(closed.session_id() == string_of(s.session.bytes()));
  CHECK(closed.unspent().empty());
  CHECK(std::vector<std::uint32_t>(closed.burnt().begin(), closed.burnt().end()) == burnt);
  CHECK(closed.reason() == reason);
}
