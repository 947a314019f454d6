#include <catch2/catch.hpp>

#include <QtTest/QTest>

#include "kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct StaffFixture : KioskFixture {
  StaffController& page = backend->staff;

  void type(const char* digits) {
    for (const char* digit = digits; *digit != 0; ++digit) page.login()->type(QString(QLatin1Char(*digit)));
  }
  void open() {
    page.present("WB1:BADGE");
    type("204816");
    staff.answer_unlock(FakeStaff::open());
  }
};

}  // namespace

TEST_CASE("a PIN is checked with its sixth digit, is never on the screen, and is gone after the answer") {
  StaffFixture fixture;
  fixture.page.present("WB1:BADGE");
  fixture.type("20481");
  CHECK(fixture.staff.pins.empty());
  CHECK(fixture.page.login()->typed() == 5);
  fixture.type("6");
  REQUIRE(fixture.staff.pins.size() == 1);
  fixture.type("7");
  CHECK(fixture.staff.pins.size() == 1);
  fixture.staff.answer_unlock(UnlockOutcome{Unlock::wrong_pin, {}, 3, 0});
  CHECK(fixture.page.login()->state() == StaffLogin::State::Pin);
  CHECK(fixture.page.login()->typed() == 0);
  CHECK(fixture.page.login()->sentence() == fixture.sentences.text("staff.wrong-pin").arg(3));
}

TEST_CASE("locked, over and unknown are each a sentence that says what to do, and open nothing") {
  StaffFixture fixture;
  for (const Unlock result : {Unlock::not_staff, Unlock::locked, Unlock::rights_over}) {
    fixture.page.present("WB1:BADGE");
    fixture.type("111222");
    fixture.staff.answer_unlock(UnlockOutcome{result, {}, 0, 900'000});
    CHECK(fixture.page.login()->state() == StaffLogin::State::Pin);
    CHECK_FALSE(fixture.page.login()->sentence().isEmpty());
  }
}

TEST_CASE("a forgotten PIN is helped by nine digits read out and nine typed in") {
  StaffFixture fixture;
  fixture.page.present("WB1:BADGE");
  fixture.page.login()->forgotten();
  fixture.staff.answer_challenge(std::string("741926039"));
  CHECK(fixture.page.login()->state() == StaffLogin::State::Help);
  CHECK(fixture.page.login()->challenge() == u"741 926 039");
  fixture.type("123456789");
  REQUIRE(fixture.staff.pins.size() == 1);
  CHECK(fixture.staff.pins[0] == "123456789");
  fixture.staff.answer_unlock(FakeStaff::open());
  CHECK(fixture.page.login()->state() == StaffLogin::State::Open);
}

TEST_CASE("one touch registers a visit under the badge; a card that was scanned goes with it, once") {
  StaffFixture fixture;
  fixture.open();
  fixture.page.counter()->scan("WH1:card");
  CardCheck check;
  check.state = CardState::valid;
  CardClaims claims;
  claims.card_number = {9};
  claims.masked_name = "张*";
  claims.occupation = "courier";
  check.claims = claims;
  fixture.service.answer_check(check);
  CHECK(fixture.page.counter()->cardName() == u"张*");
  fixture.page.counter()->registerVisit("REST");
  fixture.page.counter()->registerVisit("REST");
  REQUIRE(fixture.visits.registered.size() == 1);
  CHECK(fixture.visits.registered[0].card);
  CHECK(fixture.visits.registered[0].staff == BadgeId{1, 2, 3, 4, 5, 6, 7, 8});
  RegisteredVisit made;
  made.id = fixture.visits.registered[0].id;
  made.service = "REST";
  made.units = {3};
  fixture.visits.answer_visit(VisitOutcome{made, 0, std::nullopt});
  CHECK(fixture.page.counter()->cardName().isEmpty());
  CHECK(fixture.page.counter()->undoSeconds() == 60);
  fixture.page.counter()->registerVisit("WATER");
  CHECK_FALSE(fixture.visits.registered[1].card);
}

TEST_CASE("nothing is done while it is locked") {
  StaffFixture fixture;
  fixture.page.counter()->registerVisit("REST");
  fixture.page.board()->voidVisit("visit/01", "mistake");
  fixture.page.event()->start("pop-up", "", "");
  CHECK(fixture.visits.registered.empty());
  CHECK(fixture.staff.voided.empty());
  CHECK(fixture.staff.events.empty());
}

TEST_CASE("staff mode locks a minute after the last touch, and leaves nothing of itself") {
  StaffFixture fixture;
  HelpCase call;
  call.kind = "labour-dispute";
  call.masked_name = "王*";
  fixture.staff.now.calls.push_back(call);
  fixture.open();
  CHECK(fixture.page.board()->todoCount() == 1);
  bool locked = false;
  QObject::connect(&fixture.page, &StaffController::locked, [&] { locked = true; });
  fixture.page.setLockAfter(20);
  fixture.backend->idle.touch();
  QTest::qWait(60);
  CHECK(locked);
  CHECK(fixture.page.login()->state() == StaffLogin::State::Locked);
  CHECK(fixture.page.name().isEmpty());
  CHECK(fixture.page.board()->todoCount() == 0);
}

TEST_CASE("an answer that comes after the lock opens nothing") {
  StaffFixture fixture;
  fixture.page.present("WB1:BADGE");
  fixture.type("204816");
  const auto late = fixture.staff.answer_unlock;
  fixture.page.wipe();
  late(FakeStaff::open());
  CHECK(fixture.page.login()->state() == StaffLogin::State::Locked);
}

TEST_CASE("the number for a call is asked of the centre, shown for that line alone, and gone when the page locks") {
  StaffFixture fixture;
  fixture.page.present("WB1:BADGE");
  fixture.type("204816");
  fixture.staff.answer_unlock(FakeStaff::open());
  fixture.page.queries()->askNumber("call/00000000000000000000000000000004");
  REQUIRE(fixture.remote_query.calls.size() == 1);
  fixture.remote_query.answer_call(CallBackView{"13800000007", "王*"});
  CHECK(fixture.page.queries()->callText() == u"138 0000 0007");
  CHECK(fixture.page.queries()->callCode() == u"call/00000000000000000000000000000004");
  fixture.page.queries()->askNumber("call/00000000000000000000000000000005");
  fixture.remote_query.answer_call(fail(ErrorCode::unavailable, "no network"));
  CHECK(fixture.page.queries()->callText() == fixture.sentences.text("staff.call.offline"));
  fixture.page.lock();
  CHECK(fixture.page.queries()->callText().isEmpty());
  CHECK(fixture.page.queries()->callCode().isEmpty());
}

TEST_CASE("whether somebody has applied is asked with a number that holds its check digit, and nothing of it stays") {
  StaffFixture fixture;
  fixture.page.queries()->setNumber("11010519990307008X");
  fixture.page.queries()->lookUpNumber();
  CHECK(fixture.remote_query.numbers.empty());  // nobody has unlocked
  fixture.page.present("WB1:BADGE");
  fixture.type("204816");
  fixture.staff.answer_unlock(FakeStaff::open());
  fixture.page.queries()->setNumber("110105 19990307 0081");
  fixture.page.queries()->lookUpNumber();
  CHECK(fixture.page.queries()->numberText() == fixture.sentences.text("staff.number.wrong"));
  CHECK(fixture.remote_query.numbers.empty());
  fixture.page.queries()->setNumber("110105 19990307 008x");
  fixture.page.queries()->lookUpNumber();
  fixture.page.queries()->lookUpNumber();
  REQUIRE(fixture.remote_query.numbers.size() == 1);
  CHECK(fixture.remote_query.numbers[0] == "11010519990307008X");
  fixture.remote_query.answer_known(std::vector{a_duplicate("欧阳*", "望京", ApplicationState::returned, 0)});
  CHECK(fixture.page.queries()->known()->count() == 1);
  CHECK(fixture.page.queries()->numberText() == fixture.sentences.text("staff.number.known"));
  fixture.page.queries()->setNumber("11010519990307008");
  CHECK(fixture.page.queries()->known()->count() == 0);
  fixture.page.queries()->setNumber("11010519990307008X");
  fixture.page.queries()->lookUpNumber();
  const auto late = fixture.remote_query.answer_known;
  fixture.page.lock();
  late(std::vector{a_duplicate("欧阳*", "望京", ApplicationState::returned, 0)});
  CHECK(fixture.page.queries()->known()->count() == 0);
  CHECK(fixture.page.queries()->numberShown().isEmpty());
}

TEST_CASE("staff have faults and overdue loans to do, see all that is out and who waits, and end it") {
  StaffFixture fixture;
  fixture.staff.now.faults = {{Uuid::from_bytes(Bytes(16, 6)).value(), "WATER", "empty", 1}};
  fixture.staff.now.loans = {{Uuid::from_bytes(Bytes(16, 7)).value(), "4821", "LEND", {3}, 1, 2, true},
                             {Uuid::from_bytes(Bytes(16, 8)).value(), "7316", "LEND", {5}, 1, 9, false}};
  fixture.staff.now.line = {{Uuid::from_bytes(Bytes(16, 9)).value(), "CHARGE", 12, 1, 2, 3, 0, QueueStage::open}};
  fixture.open();
  StaffOverview& board = *fixture.page.board();
  CHECK(board.todo()->count() == 2);
  CHECK(board.out()->count() == 3);
  board.answer(QStringLiteral("fault/") + QStringLiteral("06").repeated(16), "done");
  CHECK(fixture.staff.lastAct() == u"fault done");
  board.answer(QStringLiteral("loan/") + QStringLiteral("07").repeated(16), "returned");
  CHECK(fixture.staff.lastAct() == u"loan returned");
  CHECK(board.todo()->count() == 0);
  board.answer(QStringLiteral("called/") + QStringLiteral("09").repeated(16), "skip");
  CHECK(fixture.staff.lastAct() == u"number skip");
  CHECK(board.out()->count() == 1);
}

TEST_CASE("a found thing is registered by staff alone, and the kiosk says the number for its tag") {
  StaffFixture fixture;
  fixture.staff.found.clear();
  StaffFound& found = *fixture.page.found();
  found.setKind("gloves");
  found.setPlace("seat");
  found.add();
  CHECK(fixture.staff.found.empty());  // nobody has unlocked
  fixture.open();
  found.setKind("gloves");
  CHECK_FALSE(found.complete());
  found.add();
  CHECK(fixture.staff.found.empty());
  found.setPlace("seat");
  found.add();
  REQUIRE(fixture.staff.found.size() == 1);
  CHECK(found.note() == fixture.sentences.text("found.given").arg(2));
  CHECK(found.kind().isEmpty());
  REQUIRE(found.items()->count() == 1);
  const QString code = QString::fromStdString(fixture.staff.found[0].id.text());
  CHECK(found.items()->nameOf(code) == fixture.sentences.text("found.kind.gloves"));
  found.close(code, "handed-over");
  CHECK(found.items()->count() == 0);
}
