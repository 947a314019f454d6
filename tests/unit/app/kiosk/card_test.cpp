#include <catch2/catch.hpp>

#include "core/member/query_code.h"
#include "core/service/ticket.h"
#include "tests/unit/app/kiosk/kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

QString a_code() {
  SystemRandom random;
  return QString::fromStdString(make_query_code(random));
}

const QString kCode = a_code();

}  // namespace

TEST_CASE("a query code with a slip is told before anything is asked") {
  KioskFixture fixture;
  fixture.card().search()->setCode(QStringLiteral("123 456"));
  fixture.card().search()->setLastFour(QStringLiteral("12"));
  fixture.card().find();
  CHECK_FALSE(fixture.card().search()->codeError().isEmpty());
  CHECK_FALSE(fixture.card().search()->lastFourError().isEmpty());
  CHECK_FALSE(fixture.service.answer_find);
  CHECK(fixture.card().search()->codeShown() == u"123 456");
}

TEST_CASE("an application is found: state, reason and the fields to fill anew, in words") {
  KioskFixture fixture;
  fixture.card().search()->setCode(kCode);
  fixture.card().search()->setLastFour(QStringLiteral("0001"));
  fixture.card().find();
  CHECK(fixture.card().lookUp() == CardController::LookUp::Looking);
  ApplicationView view;
  view.id = Uuid::make(fixture.clock, fixture.random);
  view.masked_name = "张*";
  view.occupation = "courier";
  view.union_code = "CY026";
  view.state = ApplicationState::returned;
  view.returned = {Field::mobile, Field::name};
  view.reason = "手机号打不通";
  fixture.service.answer_find(FoundView{view, {}, {}});
  CHECK(fixture.card().status() == CardController::Status::Returned);
  CHECK(fixture.card().returnedFields() == QStringList{"手机号", "姓名"});
  CHECK(fixture.card().reason() == u"手机号打不通");
  CHECK(fixture.card().statusUnion() == u"望京街道总工会");
  CHECK(fixture.card().canCorrect());
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  CHECK(fixture.card().returnedFields() == QStringList{"Mobile number", "Name"});
  fixture.card().beginCorrection();
  CHECK(fixture.join().correcting());
}

TEST_CASE("nothing found and too many tries are two sentences") {
  KioskFixture fixture;
  fixture.card().search()->setCode(kCode);
  fixture.card().search()->setLastFour(QStringLiteral("0001"));
  fixture.card().find();
  fixture.service.answer_find(FoundView());
  fixture.remote_query.answer_status(fail(ErrorCode::not_found, "wrong"));
  CHECK(fixture.card().lookUp() == CardController::LookUp::NotFound);
  CHECK(fixture.card().lookUpSentence() == fixture.sentences.text("error.find.none"));
  fixture.card().find();
  fixture.service.answer_find(FoundView());
  fixture.remote_query.answer_status(fail(ErrorCode::limit, "tries"));
  CHECK(fixture.card().lookUp() == CardController::LookUp::TooManyTries);
}

TEST_CASE("a scanned card shows its state, as of which list, and what its holder can do here") {
  KioskFixture fixture;
  fixture.card().show(QStringLiteral("WH1:X"));
  CHECK(fixture.card().cardState() == CardController::Check::Checking);
  CardCheck check;
  check.state = CardState::valid_by_approval;
  check.claims.emplace();
  check.claims->masked_name = "张*";
  check.claims->occupation = "truck";
  check.claims->union_code = "CY001";
  check.claims->expires_ms = 1'800'000'000'000;
  check.approved_at_ms = 1'795'000'000'000;
  check.as_of_ms = 1'795'000'000'000;
  ApplicationView known;
  known.final_card = "WH1:Y";
  fixture.service.known = known;
  fixture.service.answer_check(check);
  CHECK(fixture.card().cardState() == CardController::Check::ValidByApproval);
  CHECK(fixture.card().sentence().contains(QStringLiteral("2026-11-18")));
  CHECK(fixture.card().occupation() == u"货车司机");
  CHECK(fixture.card().unionName() == u"建外街道总工会");
  CHECK_FALSE(fixture.card().asOfText().isEmpty());
  CHECK(fixture.card().hint() == fixture.sentences.text("state.card.known-approved"));
  fixture.card().wipe();
  CHECK(fixture.card().cardState() == CardController::Check::NoCard);
  CHECK(fixture.card().maskedName().isEmpty());
}

TEST_CASE("an answer about the card before does not show over the card now") {
  KioskFixture fixture;
  fixture.card().show(QStringLiteral("WH1:A"));
  const auto late = fixture.service.answer_check;
  fixture.card().show(QStringLiteral("WH1:B"));
  CardCheck valid;
  valid.state = CardState::valid;
  late(valid);
  CHECK(fixture.card().cardState() == CardController::Check::Checking);
}

namespace {

ApplicationView from_elsewhere(KioskFixture& fixture, ApplicationState state) {
  ApplicationView view;
  view.id = Uuid::make(fixture.clock, fixture.random);
  view.masked_name = "李*";
  view.occupation = "courier";
  view.union_code = "CY026";
  view.state = state;
  view.returned = {Field::mobile};
  view.delivery = Delivery::received;
  return view;
}

void look_up(KioskFixture& fixture) {
  fixture.card().search()->setCode(kCode);
  fixture.card().search()->setLastFour(QStringLiteral("0001"));
  fixture.card().find();
}

void hold_card(KioskFixture& fixture, CardState state = CardState::valid) {
  fixture.card().show(QStringLiteral("WH1:X"));
  CardCheck check;
  check.state = state;
  check.claims.emplace();
  check.claims->card_number = {1, 2, 3, 4, 5, 6, 7, 8};
  fixture.service.answer_check(check);
}

}  // namespace

TEST_CASE("what this machine does not know the centre is asked for, by the code and the four digits") {
  KioskFixture fixture;
  look_up(fixture);
  fixture.service.answer_find(FoundView());
  CHECK(fixture.card().lookUp() == CardController::LookUp::Looking);
  REQUIRE(fixture.remote_query.proofs.size() == 1);
  CHECK(fixture.remote_query.proofs[0].query_code == kCode.toStdString());
  CHECK(fixture.remote_query.proofs[0].last_four == "0001");
  CHECK_FALSE(fixture.remote_query.proofs[0].card);
  fixture.remote_query.answer_status(from_elsewhere(fixture, ApplicationState::awaiting_review));
  CHECK(fixture.card().lookUp() == CardController::LookUp::Found);
  CHECK(fixture.card().statusMaskedName() == u"李*");
  CHECK(fixture.service.adopted.empty());
}

TEST_CASE("a machine whose own look-up is barred by others' wrong tries still asks the centre") {
  KioskFixture fixture;
  look_up(fixture);
  fixture.service.answer_find(fail(ErrorCode::limit, "tries"));
  REQUIRE(fixture.remote_query.answer_status);
  fixture.remote_query.answer_status(fail(ErrorCode::unavailable, "no network"));
  CHECK(fixture.card().lookUp() == CardController::LookUp::TooManyTries);
}

TEST_CASE("without a network what was made elsewhere is not called missing") {
  KioskFixture fixture;
  look_up(fixture);
  fixture.service.answer_find(FoundView());
  fixture.remote_query.answer_status(fail(ErrorCode::unavailable, "no network"));
  CHECK(fixture.card().lookUpSentence() == fixture.sentences.text("error.find.here-only"));
  look_up(fixture);
  fixture.service.answer_find(FoundView());
  fixture.remote_query.answer_status(fail(ErrorCode::limit, "closed"));
  CHECK(fixture.card().lookUpSentence() == fixture.sentences.text("error.find.closed"));
}

TEST_CASE("a card that was held opens with the four digits alone, at the centre") {
  KioskFixture fixture;
  hold_card(fixture);
  CHECK(fixture.card().holdsCard());
  fixture.card().search()->setLastFour(QStringLiteral("0001"));
  fixture.card().find();
  REQUIRE(fixture.remote_query.proofs.size() == 1);
  CHECK(fixture.remote_query.proofs[0].card == CardNumber{1, 2, 3, 4, 5, 6, 7, 8});
  fixture.remote_query.answer_status(fail(ErrorCode::not_found, "wrong"));
  CHECK(fixture.card().lookUpSentence() == fixture.sentences.text("error.find.card"));
  fixture.card().useCode();
  CHECK_FALSE(fixture.card().holdsCard());
  fixture.card().wipe();
  CHECK(fixture.card().proof().last_four.empty());
  CHECK_FALSE(fixture.card().proof().card);
}

TEST_CASE("a card that cannot be read, cannot be checked, has ended or is out of use opens nothing") {
  for (const CardState state :
       {CardState::unreadable, CardState::not_checked, CardState::expired, CardState::revoked}) {
    KioskFixture fixture;
    ApplicationView known;
    known.final_card = "WH1:Y";
    fixture.service.known = known;
    hold_card(fixture, state);
    CHECK_FALSE(fixture.card().holdsCard());
    CHECK(fixture.card().hint().isEmpty());
    fixture.card().search()->setLastFour(QStringLiteral("0001"));
    fixture.card().find();
    CHECK(fixture.remote_query.proofs.empty());
  }
}

TEST_CASE("a card that nobody known here issued has a sentence of its own and shows nothing of what it says") {
  KioskFixture fixture;
  fixture.card().show(QStringLiteral("WH1:X"));
  CardCheck check;
  check.state = CardState::not_checked;
  fixture.service.answer_check(check);
  CHECK(fixture.card().cardState() == CardController::Check::NotChecked);
  CHECK(fixture.card().sentence() == fixture.sentences.text("state.card.not-checked"));
  CHECK(fixture.card().maskedName().isEmpty());
  CHECK(fixture.card().expiresText().isEmpty());
}

TEST_CASE("a card that has ended says since when") {
  KioskFixture fixture;
  fixture.card().show(QStringLiteral("WH1:X"));
  CardCheck check;
  check.state = CardState::expired;
  check.claims.emplace();
  check.ends_ms = 1'795'000'000'000;
  fixture.service.answer_check(check);
  CHECK(fixture.card().sentence().contains(QStringLiteral("2026-11-18")));
}

TEST_CASE("a try by card counts here before the centre is asked, and is forgiven where it was right or told nothing") {
  KioskFixture fixture;
  const auto try_once = [&](const Result<ApplicationView>& answer) {
    hold_card(fixture);
    fixture.card().search()->setLastFour(QStringLiteral("0001"));
    fixture.card().find();
    CHECK(fixture.service.tries == 1);
    fixture.remote_query.answer_status(answer);
    return std::exchange(fixture.service.tries, 0);
  };
  CHECK(try_once(from_elsewhere(fixture, ApplicationState::approved)) == 0);
  CHECK(try_once(fail(ErrorCode::unavailable, "no network")) == 0);
  CHECK(try_once(fail(ErrorCode::not_found, "wrong")) == 1);
  CHECK(try_once(fail(ErrorCode::limit, "closed")) == 1);

  hold_card(fixture);
  fixture.card().search()->setLastFour(QStringLiteral("0001"));
  fixture.card().find();
  fixture.card().wipe();  // whoever leaves before the answer has tried all the same
  fixture.remote_query.answer_status(from_elsewhere(fixture, ApplicationState::approved));
  CHECK(fixture.service.tries == 1);

  fixture.service.answer_try = fail(ErrorCode::limit, "closed");
  const std::size_t asked = fixture.remote_query.proofs.size();
  hold_card(fixture);
  fixture.card().search()->setLastFour(QStringLiteral("0001"));
  fixture.card().find();
  CHECK(fixture.remote_query.proofs.size() == asked);
  CHECK(fixture.card().lookUp() == CardController::LookUp::TooManyTries);
}

TEST_CASE("a code that only the centre knows is no wrong try of this machine") {
  KioskFixture fixture;
  fixture.service.tries = 1;  // as the store has counted
  look_up(fixture);
  fixture.service.answer_find(FoundView());
  fixture.remote_query.answer_status(from_elsewhere(fixture, ApplicationState::approved));
  CHECK(fixture.service.tries == 0);
  fixture.service.tries = 1;
  look_up(fixture);
  fixture.service.answer_find(FoundView());
  fixture.remote_query.answer_status(fail(ErrorCode::unavailable, "no network"));
  CHECK(fixture.service.tries == 1);
}

TEST_CASE("what was found by card and four digits is seen, and asks for the code before anything is changed") {
  KioskFixture fixture;
  hold_card(fixture);
  fixture.card().search()->setLastFour(QStringLiteral("0001"));
  fixture.card().find();
  fixture.remote_query.answer_status(from_elsewhere(fixture, ApplicationState::returned));
  CHECK(fixture.card().needsCode());
  fixture.card().beginCorrection();
  CHECK_FALSE(fixture.join().correcting());
  fixture.backend->data_requests.begin();
  fixture.backend->data_requests.setChosen(QStringLiteral("erase"));
  fixture.backend->data_requests.ask();
  CHECK(fixture.backend->data_requests.sentence() == fixture.sentences.text("mine.needs-code"));
  CHECK(fixture.data_requests.made.empty());
  fixture.card().useCode();
  look_up(fixture);
  fixture.service.answer_find(FoundView());
  fixture.remote_query.answer_status(from_elsewhere(fixture, ApplicationState::returned));
  CHECK_FALSE(fixture.card().needsCode());
  fixture.card().search()->setLastFour(QStringLiteral("9999"));  // what was proven counts, not what is typed afterwards
  fixture.card().beginCorrection();
  fixture.join().identity()->setMobile(QStringLiteral("138 0000 0009"));
  fixture.card().submitCorrection();
  REQUIRE(fixture.service.proofs.size() == 1);
  CHECK(fixture.service.proofs[0].query_code.view() == kCode.toStdString());
  CHECK(fixture.service.proofs[0].last_four.view() == "0001");
}

TEST_CASE("a correction of what was returned elsewhere takes the application on first, and says when that fails") {
  KioskFixture fixture;
  look_up(fixture);
  fixture.service.answer_find(FoundView());
  fixture.remote_query.answer_status(from_elsewhere(fixture, ApplicationState::returned));
  REQUIRE(fixture.card().canCorrect());
  fixture.card().beginCorrection();
  fixture.join().identity()->setMobile(QStringLiteral("138 0000 0009"));
  fixture.service.answer_adopt = fail(ErrorCode::disk_full, "full");
  fixture.card().submitCorrection();
  CHECK(fixture.join().state() == JoinController::State::Failed);
  CHECK(fixture.service.corrected.empty());
  fixture.service.answer_adopt = {};
  fixture.card().submitCorrection();
  CHECK(fixture.service.adopted.size() == 2);
  CHECK(fixture.service.corrected.size() == 1);
}

TEST_CASE("what the centre tells after the person has left shows nothing") {
  KioskFixture fixture;
  look_up(fixture);
  fixture.service.answer_find(FoundView());
  fixture.card().wipe();
  fixture.remote_query.answer_status(from_elsewhere(fixture, ApplicationState::approved));
  CHECK(fixture.card().lookUp() == CardController::LookUp::NotAsked);
  CHECK(fixture.card().statusMaskedName().isEmpty());
}

TEST_CASE("one look-up opens whatever the code belongs to, and asks the centre only where this machine has nothing") {
  KioskFixture fixture;
  look_up(fixture);
  Booking booking;
  booking.id = Uuid::make(fixture.clock, fixture.random);
  booking.state = BookingState::confirmed;
  booking.slot = 37;
  fixture.service.answer_find(FoundView{{}, booking, {}});
  CHECK(fixture.card().lookUp() == CardController::LookUp::FoundBooking);
  CHECK(fixture.card().status() == CardController::Status::NoStatus);
  CHECK(fixture.backend->booking.slip()->confirmed());
  CHECK(fixture.backend->booking.slip()->codeShown().remove(u' ') == kCode);
  CHECK_FALSE(fixture.backend->booking.slip()->given());
  CHECK(fixture.backend->booking.state() == BookingController::State::Booked);

  look_up(fixture);
  HelpCase help_case;
  help_case.id = Uuid::make(fixture.clock, fixture.random);
  help_case.stage = CaseStage::handled;
  fixture.service.answer_find(FoundView{{}, {}, help_case});
  CHECK(fixture.card().lookUp() == CardController::LookUp::FoundCase);
  CHECK(fixture.backend->help.state() == HelpController::State::Opened);
  CHECK(fixture.backend->help.stage() == static_cast<int>(CaseStage::handled));
  CHECK(fixture.backend->help.numberShown().isEmpty());
  CHECK(fixture.remote_query.proofs.empty());
  CHECK(fixture.service.tries == 0);

  look_up(fixture);
  fixture.service.answer_find(FoundView());
  CHECK(fixture.remote_query.proofs.size() == 1);
}

TEST_CASE("a booking that is looked for again says at once that the centre has not answered") {
  KioskFixture fixture;
  look_up(fixture);
  Booking booking;
  booking.state = BookingState::wanted;
  fixture.service.answer_find(FoundView{{}, booking, {}});
  CHECK(fixture.backend->booking.state() == BookingController::State::Booked);
}

TEST_CASE("what a look-up finds after its person has left shows nothing") {
  KioskFixture fixture;
  look_up(fixture);
  fixture.backend->idle.wipeNow();
  Booking booking;
  booking.state = BookingState::confirmed;
  fixture.service.answer_find(FoundView{{}, booking, {}});
  CHECK_FALSE(fixture.backend->booking.slip()->confirmed());
}

TEST_CASE("a ticket opens its booking where it was made; elsewhere it says where to ask") {
  KioskFixture fixture;
  Booking booking;
  booking.id = Uuid::make(fixture.clock, fixture.random);
  booking.state = BookingState::confirmed;
  fixture.bookings.known = {booking};
  const Uuid session = Uuid::make(fixture.clock, fixture.random);
  const QString here = QString::fromStdString(ticket_text(booking.id, session));
  const QString elsewhere = QString::fromStdString(ticket_text(session, session));
  CHECK(fixture.card().isTicket(here));
  CHECK_FALSE(fixture.card().isTicket(QStringLiteral("WH1:X")));
  fixture.card().findTicket(here);
  CHECK(fixture.card().lookUp() == CardController::LookUp::FoundBooking);
  CHECK(fixture.backend->booking.slip()->confirmed());
  CHECK(fixture.backend->booking.slip()->codeShown().isEmpty());
  fixture.card().findTicket(elsewhere);
  CHECK(fixture.card().lookUp() == CardController::LookUp::NotFound);
  CHECK(fixture.card().lookUpSentence() == fixture.sentences.text("error.check.elsewhere"));
}

TEST_CASE("a card that was held lists its bookings, one that opens nothing does not") {
  KioskFixture fixture;
  Booking booking;
  booking.state = BookingState::confirmed;
  fixture.bookings.known = {booking};
  hold_card(fixture, CardState::expired);
  CHECK(fixture.backend->booking.found()->count() == 0);
  hold_card(fixture);
  CHECK(fixture.backend->booking.found()->count() == 1);
  fixture.backend->idle.wipeNow();
  CHECK(fixture.backend->booking.found()->count() == 0);
}

TEST_CASE("four digits are the number of something lent, nine are a query code") {
  KioskFixture fixture;
  FindByCode& search = *fixture.card().search();
  search.setCode(QStringLiteral("4821"));
  CHECK(search.loan() == u"4821");
  for (const char* other : {"0821", "482", "48211", "4821x", ""}) {
    search.setCode(QString::fromUtf8(other));
    CHECK(search.loan().isEmpty());
  }
  search.setCode(kCode);
  CHECK(search.loan().isEmpty());
}
