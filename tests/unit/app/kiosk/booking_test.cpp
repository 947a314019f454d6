#include <catch2/catch.hpp>

#include "app/kiosk/backend/session_text.h"
#include "kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct BookingFixture : KioskFixture {
  BookingController& page = backend->booking;
  const Uuid session = Uuid::from_bytes(Bytes(16, 7)).value();

  BookingFixture() {
    SessionHere view;
    view.session.set_session_id(string_of(session.bytes()));
    view.session.set_kind("health-check");
    view.session.set_title("体检");
    view.session.set_state("open");
    view.session.set_starts_ms(clock.now().wall_ms + 86'400'000);
    view.session.set_provider("体检中心");
    view.session.mutable_eligibility()->add_occupations("courier");
    view.confirmable = 2;
    bookings.open = {view};
    add_consent_text(service.station, "health-check", "zh", "名单 {provider}");
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
  Booking booked(BookingState state) const {
    Booking view;
    view.id = bookings.requests.back().id;
    view.session = bookings.open.front().session;
    view.state = state;
    view.slot = state == BookingState::confirmed ? 3 : 0;
    view.short_code = SecretString("741926039");
    return view;
  }
};

}  // namespace

TEST_CASE(
    "who may come is said before the last step: another occupation is refused in words, and nothing is asked of the "
    "store") {
  BookingFixture fixture;
  CHECK(fixture.page.chosen()->rules().size() == 1);
  fixture.show_card("truck");
  CHECK_FALSE(fixture.page.identified());
  CHECK(fixture.page.refusal() == fixture.sentences.text("check.refusal.occupation"));
  fixture.page.book();
  CHECK(fixture.bookings.requests.empty());
  fixture.show_card("courier");
  CHECK(fixture.page.identified());
  CHECK(fixture.page.maskedName() == u"张*");
}

TEST_CASE("an expired or revoked card names nobody") {
  BookingFixture fixture;
  fixture.show_card("courier", CardState::revoked);
  CHECK_FALSE(fixture.page.identified());
  CHECK(fixture.page.refusal() == fixture.sentences.text("state.card.revoked"));
}

TEST_CASE(
    "a health check is booked only after its own consent, whose text names the provider and travels as its hash") {
  BookingFixture fixture;
  fixture.show_card("courier");
  fixture.page.book();
  CHECK(fixture.bookings.requests.empty());
  CHECK(fixture.page.consents()->error() == fixture.sentences.text("check.consent.missing"));
  fixture.agree();
  fixture.page.book();
  fixture.page.book();
  REQUIRE(fixture.bookings.requests.size() == 1);
  REQUIRE(fixture.bookings.requests[0].consents.size() == 1);
  CHECK(fixture.bookings.requests[0].consents[0].text_hash == consent_hash("名单 体检中心"));
}

TEST_CASE(
    "in English the page and the consent name the provider in English, or as it is called where it has no such name") {
  BookingFixture fixture;
  add_consent_text(fixture.service.station, "health-check", "en", "List {provider}");
  fixture.service.mirror();
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  const auto chosen = [&fixture] {
    fixture.page.refresh();
    fixture.page.choose(QString::fromStdString(to_hex(fixture.session.bytes())));
    return fixture.page.chosen()->provider();
  };
  CHECK(chosen() == u"体检中心");
  fixture.bookings.open.front().session.set_provider_en("Check Centre");
  CHECK(chosen() == u"Check Centre");
  fixture.show_card("courier");
  fixture.agree();
  fixture.page.book();
  REQUIRE(fixture.bookings.requests.size() == 1);
  CHECK(fixture.bookings.requests[0].consents.at(0).text_hash == consent_hash("List Check Centre"));
}

TEST_CASE("a training has no consent of its own, and is booked without one") {
  BookingFixture fixture;
  fixture.bookings.open.front().session.set_kind("training");
  fixture.page.refresh();
  fixture.page.choose(QString::fromStdString(to_hex(fixture.session.bytes())));
  CHECK(fixture.page.consents()->texts()->count() == 0);
  fixture.show_card("courier");
  fixture.page.book();
  REQUIRE(fixture.bookings.requests.size() == 1);
  CHECK(fixture.bookings.requests[0].consents.empty());
}

TEST_CASE("a health check whose consent the station has no text of is not booked") {
  BookingFixture fixture;
  std::erase_if(fixture.service.station.mirror.consent_texts,
                [](const wire::ConsentText& text) { return text.id() == "health-check"; });
  fixture.service.mirror();
  fixture.page.choose(QString::fromStdString(to_hex(fixture.session.bytes())));
  fixture.show_card("courier");
  fixture.page.book();
  CHECK(fixture.bookings.requests.empty());
  CHECK_FALSE(fixture.page.consents()->error().isEmpty());
}

TEST_CASE("a retry is the same booking, and an answer to somebody who has left is dropped") {
  BookingFixture fixture;
  fixture.show_card("courier");
  fixture.agree();
  fixture.page.book();
  fixture.bookings.answer_book(fail(ErrorCode::busy, "locked"));
  CHECK(fixture.page.state() == BookingController::State::Failed);
  fixture.page.book();
  REQUIRE(fixture.bookings.requests.size() == 2);
  CHECK(fixture.bookings.requests[0].id == fixture.bookings.requests[1].id);
  const auto late = fixture.bookings.answer_book;
  fixture.page.wipe();
  late(fixture.booked(BookingState::confirmed));
  CHECK(fixture.page.state() == BookingController::State::Choosing);
  CHECK(fixture.page.slip()->ticketText().isEmpty());
  CHECK(fixture.page.slip()->codeShown().isEmpty());
}

TEST_CASE("a slot asked of the centre is no booking until it answers; after twenty seconds the slip says so") {
  BookingFixture fixture;
  fixture.show_card("courier");
  fixture.agree();
  fixture.page.book();
  Booking view = fixture.booked(BookingState::wanted);
  fixture.bookings.known = {view};
  fixture.bookings.answer_book(view);
  CHECK(fixture.page.state() == BookingController::State::Asking);
  CHECK(fixture.page.slip()->ticketText().isEmpty());
  fixture.clock.pass(20'001);
  fixture.page.refresh();
  CHECK(fixture.page.state() == BookingController::State::Booked);
  CHECK(fixture.page.slip()->explained() == fixture.sentences.text("check.explained.wanted"));
  CHECK_FALSE(fixture.page.slip()->confirmed());
  fixture.bookings.known.front().state = BookingState::confirmed;
  fixture.page.refresh();
  CHECK(fixture.page.slip()->confirmed());
  CHECK_FALSE(fixture.page.slip()->ticketText().isEmpty());
  CHECK(fixture.page.slip()->codeShown() == u"741 926 039");
}

TEST_CASE("a session that is cancelled while the confirmation is on the screen is refused in words") {
  BookingFixture fixture;
  fixture.show_card("courier");
  fixture.agree();
  fixture.page.book();
  fixture.bookings.answer_book(fail(ErrorCode::conflict, "cancelled"));
  CHECK(fixture.page.sentence() == fixture.sentences.text("error.check.gone"));
}

TEST_CASE("a catalogue entry that disappears while its page is open leaves a page that says so") {
  BookingFixture fixture;
  CHECK(fixture.page.chosen()->bookable());
  fixture.bookings.open.clear();
  fixture.page.refresh();
  CHECK_FALSE(fixture.page.chosen()->bookable());
  fixture.page.book();
  CHECK(fixture.bookings.requests.empty());
}

TEST_CASE("cancelling twice is one act, and the slot is not offered as a ticket any more") {
  BookingFixture fixture;
  fixture.show_card("courier");
  fixture.agree();
  fixture.page.book();
  fixture.bookings.answer_book(fixture.booked(BookingState::confirmed));
  fixture.page.cancel();
  fixture.bookings.answer_cancel({});
  CHECK(fixture.page.slip()->stateText() == fixture.sentences.text("check.state.cancelled"));
  CHECK(fixture.page.slip()->ticketText().isEmpty());
  CHECK_FALSE(fixture.page.slip()->cancellable());
  fixture.page.cancel();
  CHECK(fixture.bookings.cancelled.size() == 1);
}

TEST_CASE("how often a person may book is said for one and for more") {
  BookingFixture fixture;
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  wire::Session session;
  wire::Eligibility& rule = *session.mutable_eligibility();
  rule.set_per_person(1);
  rule.set_period("year");
  CHECK(rules_of(session, fixture.sentences) == QStringList{QStringLiteral("1 booking per person per year")});
  rule.set_per_person(2);
  CHECK(rules_of(session, fixture.sentences) == QStringList{QStringLiteral("2 bookings per person per year")});
  rule.set_period("session");
  CHECK(rules_of(session, fixture.sentences) == QStringList{QStringLiteral("2 places per person")});
}
