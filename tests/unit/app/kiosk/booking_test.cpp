#include <catch2/catch.hpp>

#include "kiosk_bench.h"

using namespace warmheart;
using namespace warmheart::test;
using State = BookingController::State;

namespace {

struct BookingBench : KioskBench {
  BookingController& page = backend->booking;
  const Uuid session = Uuid::from_bytes(Bytes(16, 7)).value();

  BookingBench() {
    SessionView view;
    view.id = session;
    view.session.set_session_id(string_of(session.bytes()));
    view.session.set_kind("health-check");
    view.session.set_title("体检");
    view.session.set_state("open");
    view.session.set_starts_ms(clock.now().wall_ms + 86'400'000);
    view.session.set_provider("体检中心");
    view.session.mutable_eligibility()->add_occupations("courier");
    view.confirmable = 2;
    bookings.open = {view};
    service.station.consents.push_back({"health-check", "1", "zh", "名单 {provider}", true});
    service.mirror();
    page.refresh();
    page.choose(QString::fromStdString(to_hex(session.bytes())));
  }
  void show_card(const char* occupation, CardState state = CardState::valid) {
    page.takeCard("WH1:card");
    CardCheck check;
    check.state = state;
    CardClaims claims;
    claims.card_number = {1, 2, 3, 4, 5, 6, 7, 8};
    claims.occupation = occupation;
    claims.masked_name = "张*";
    check.claims = claims;
    service.answer_check(check);
  }
  void agree() { page.consents()->setGiven("health-check", true); }
  BookingView booked(BookingState state) const {
    BookingView view;
    view.id = bookings.requests.back().id;
    view.session = bookings.open.front().session;
    view.state = state;
    view.place = state == BookingState::confirmed ? 3 : 0;
    view.short_code = "741926039";
    return view;
  }
};

}  // namespace

TEST_CASE("who may come is said before the last step: another occupation is refused in words, and nothing is asked of the store") {
  BookingBench bench;
  CHECK(bench.page.rules().size() == 1);
  bench.show_card("truck");
  CHECK_FALSE(bench.page.identified());
  CHECK(bench.page.refusal() == bench.sentences.text("check.refusal.occupation"));
  bench.page.book();
  CHECK(bench.bookings.requests.empty());
  bench.show_card("courier");
  CHECK(bench.page.identified());
  CHECK(bench.page.maskedName() == u"张*");
}

TEST_CASE("an expired or revoked card names nobody") {
  BookingBench bench;
  bench.show_card("courier", CardState::revoked);
  CHECK_FALSE(bench.page.identified());
  CHECK(bench.page.refusal() == bench.sentences.text("state.card.revoked"));
}

TEST_CASE("a health check is booked only after its own consent, whose text names the provider and travels as its hash") {
  BookingBench bench;
  bench.show_card("courier");
  bench.page.book();
  CHECK(bench.bookings.requests.empty());
  CHECK(bench.page.consentsError() == bench.sentences.text("check.consent.missing"));
  bench.agree();
  bench.page.book();
  bench.page.book();
  REQUIRE(bench.bookings.requests.size() == 1);
  REQUIRE(bench.bookings.requests[0].consents.size() == 1);
  CHECK(bench.bookings.requests[0].consents[0].text_hash == consent_hash("名单 体检中心"));
}

TEST_CASE("a retry is the same booking, and an answer to somebody who has left is dropped") {
  BookingBench bench;
  bench.show_card("courier");
  bench.agree();
  bench.page.book();
  bench.bookings.answer_book(fail(ErrorCode::busy, "locked"));
  CHECK(bench.page.state() == State::Failed);
  bench.page.book();
  REQUIRE(bench.bookings.requests.size() == 2);
  CHECK(bench.bookings.requests[0].id == bench.bookings.requests[1].id);
  const auto late = bench.bookings.answer_book;
  bench.page.wipe();
  late(bench.booked(BookingState::confirmed));
  CHECK(bench.page.state() == State::Choosing);
  CHECK(bench.page.ticketText().isEmpty());
  CHECK(bench.page.codeShown().isEmpty());
}

TEST_CASE("a place asked of the centre is no booking until it answers; after twenty seconds the slip says so") {
  BookingBench bench;
  bench.show_card("courier");
  bench.agree();
  bench.page.book();
  BookingView view = bench.booked(BookingState::wanted);
  bench.bookings.known = {view};
  bench.bookings.answer_book(view);
  CHECK(bench.page.state() == State::Asking);
  CHECK(bench.page.ticketText().isEmpty());
  bench.clock.pass(20'001);
  bench.page.refresh();
  CHECK(bench.page.state() == State::Booked);
  CHECK(bench.page.explained() == bench.sentences.text("check.explained.wanted"));
  CHECK_FALSE(bench.page.confirmed());
  bench.bookings.known.front().state = BookingState::confirmed;
  bench.page.refresh();
  CHECK(bench.page.confirmed());
  CHECK_FALSE(bench.page.ticketText().isEmpty());
  CHECK(bench.page.codeShown() == u"741 926 039");
}

TEST_CASE("a session that is cancelled while the confirmation is on the screen is refused in words") {
  BookingBench bench;
  bench.show_card("courier");
  bench.agree();
  bench.page.book();
  bench.bookings.answer_book(fail(ErrorCode::conflict, "cancelled"));
  CHECK(bench.page.sentence() == bench.sentences.text("error.check.gone"));
}

TEST_CASE("a catalogue entry that disappears while its page is open leaves a page that says so") {
  BookingBench bench;
  CHECK(bench.page.bookable());
  bench.bookings.open.clear();
  bench.page.refresh();
  CHECK_FALSE(bench.page.bookable());
  bench.page.book();
  CHECK(bench.bookings.requests.empty());
}

TEST_CASE("cancelling twice is one act, and the place is not offered as a ticket any more") {
  BookingBench bench;
  bench.show_card("courier");
  bench.agree();
  bench.page.book();
  bench.bookings.answer_book(bench.booked(BookingState::confirmed));
  bench.page.cancel();
  bench.bookings.answer_cancel({});
  CHECK(bench.page.stateText() == bench.sentences.text("check.state.cancelled"));
  CHECK(bench.page.ticketText().isEmpty());
  CHECK_FALSE(bench.page.cancellable());
  bench.page.cancel();
  CHECK(bench.bookings.cancelled.size() == 1);
}
