#include <catch2/catch.hpp>

#include <QtTest/QTest>

#include "kiosk_bench.h"

using namespace warmheart;
using namespace warmheart::test;
using State = StaffController::State;

namespace {

struct StaffBench : KioskBench {
  StaffController& page = backend->staff;

  void type(const char* digits) {
    for (const char* digit = digits; *digit != 0; ++digit) page.type(QString(QLatin1Char(*digit)));
  }
  void open() {
    page.present("WB1:BADGE");
    type("204816");
    staff.answer_unlock(UnlockView{Unlock::unlocked, {{1}, "王姐", false}, 5, 0});
  }
};

}  // namespace

TEST_CASE("a PIN is checked with its sixth digit, is never on the screen, and is gone after the answer") {
  StaffBench bench;
  bench.page.present("WB1:BADGE");
  bench.type("20481");
  CHECK(bench.staff.pins.empty());
  CHECK(bench.page.typed() == 5);
  bench.type("6");
  REQUIRE(bench.staff.pins.size() == 1);
  bench.type("7");
  CHECK(bench.staff.pins.size() == 1);
  bench.staff.answer_unlock(UnlockView{Unlock::wrong_pin, {}, 3, 0});
  CHECK(bench.page.state() == State::Pin);
  CHECK(bench.page.typed() == 0);
  CHECK(bench.page.sentence() == bench.sentences.text("staff.wrong-pin").arg(3));
}

TEST_CASE("locked, over and unknown are each a sentence that says what to do, and open nothing") {
  StaffBench bench;
  for (const Unlock result : {Unlock::not_staff, Unlock::locked, Unlock::rights_over}) {
    bench.page.present("WB1:BADGE");
    bench.type("111222");
    bench.staff.answer_unlock(UnlockView{result, {}, 0, 900'000});
    CHECK(bench.page.state() == State::Pin);
    CHECK_FALSE(bench.page.sentence().isEmpty());
  }
}

TEST_CASE("a forgotten PIN is helped by nine digits read out and nine typed in") {
  StaffBench bench;
  bench.page.present("WB1:BADGE");
  bench.page.forgotten();
  bench.staff.answer_challenge(std::string("741926039"));
  CHECK(bench.page.state() == State::Help);
  CHECK(bench.page.challenge() == u"741 926 039");
  bench.type("123456789");
  REQUIRE(bench.staff.pins.size() == 1);
  CHECK(bench.staff.pins[0] == "123456789");
  bench.staff.answer_unlock(UnlockView{Unlock::unlocked, {{1}, "王姐", false}, 5, 0});
  CHECK(bench.page.state() == State::Open);
}

TEST_CASE("one touch registers a visit under the badge; a card that was scanned goes with it, once") {
  StaffBench bench;
  bench.open();
  bench.page.scan("WH1:card");
  CardCheck check;
  check.state = CardState::valid;
  CardClaims claims;
  claims.card_number = {9};
  claims.masked_name = "张*";
  claims.occupation = "courier";
  check.claims = claims;
  bench.service.answer_check(check);
  CHECK(bench.page.cardName() == u"张*");
  bench.page.registerVisit("REST");
  bench.page.registerVisit("REST");
  REQUIRE(bench.visits.visits.size() == 1);
  CHECK(bench.visits.visits[0].card);
  CHECK(bench.visits.visits[0].staff == BadgeId{1});
  bench.visits.answer_visit(VisitOutcomeView{VisitView{bench.visits.visits[0].id, "REST", {3}, 0, false}, 0});
  CHECK(bench.page.cardName().isEmpty());
  CHECK(bench.page.undoSeconds() == 60);
  bench.page.registerVisit("WATER");
  CHECK_FALSE(bench.visits.visits[1].card);
}

TEST_CASE("nothing is done while it is locked") {
  StaffBench bench;
  bench.page.registerVisit("REST");
  bench.page.voidVisit("visit/01", "mistake");
  bench.page.startEvent("pop-up", "", "");
  CHECK(bench.visits.visits.empty());
  CHECK(bench.staff.voided.empty());
  CHECK(bench.staff.events.empty());
}

TEST_CASE("staff mode locks a minute after the last touch, and leaves nothing of itself") {
  StaffBench bench;
  bench.staff.now.calls.push_back({Uuid(), "labour-dispute", "王*", 0});
  bench.open();
  CHECK(bench.page.todoCount() == 1);
  bool locked = false;
  QObject::connect(&bench.page, &StaffController::locked, [&] { locked = true; });
  bench.page.setLockAfter(20);
  bench.backend->idle.touch();
  QTest::qWait(60);
  CHECK(locked);
  CHECK(bench.page.state() == State::Locked);
  CHECK(bench.page.name().isEmpty());
  CHECK(bench.page.todoCount() == 0);
}

TEST_CASE("an answer that comes after the lock opens nothing") {
  StaffBench bench;
  bench.page.present("WB1:BADGE");
  bench.type("204816");
  const auto late = bench.staff.answer_unlock;
  bench.page.wipe();
  late(UnlockView{Unlock::unlocked, {{1}, "王姐", false}, 5, 0});
  CHECK(bench.page.state() == State::Locked);
}

TEST_CASE("the number for a call is asked of the centre, shown for that line alone, and gone when the page locks") {
  StaffBench bench;
  bench.page.present("WB1:BADGE");
  bench.type("204816");
  bench.staff.answer_unlock(UnlockView{Unlock::unlocked, {{1}, "王姐", false}, 5, 0});
  bench.page.askNumber("call/00000000000000000000000000000004");
  REQUIRE(bench.remote_query.calls.size() == 1);
  bench.remote_query.answer_call(CallBackView{"13800000007", "王*"});
  CHECK(bench.page.callText() == u"138 0000 0007");
  CHECK(bench.page.callCode() == u"call/00000000000000000000000000000004");
  bench.page.askNumber("call/00000000000000000000000000000005");
  bench.remote_query.answer_call(fail(ErrorCode::unavailable, "no network"));
  CHECK(bench.page.callText() == bench.sentences.text("staff.call.offline"));
  bench.page.lock();
  CHECK(bench.page.callText().isEmpty());
  CHECK(bench.page.callCode().isEmpty());
}

TEST_CASE("whether somebody has applied is asked with a number that holds its check digit, and nothing of it stays") {
  StaffBench bench;
  bench.page.setNumber("11010519990307008X");
  bench.page.lookUpNumber();
  CHECK(bench.remote_query.numbers.empty());  // nobody has unlocked
  bench.page.present("WB1:BADGE");
  bench.type("204816");
  bench.staff.answer_unlock(UnlockView{Unlock::unlocked, {{1}, "王姐", false}, 5, 0});
  bench.page.setNumber("110105 19990307 0081");
  bench.page.lookUpNumber();
  CHECK(bench.page.numberText() == bench.sentences.text("staff.number.wrong"));
  CHECK(bench.remote_query.numbers.empty());
  bench.page.setNumber("110105 19990307 008x");
  bench.page.lookUpNumber();
  bench.page.lookUpNumber();
  REQUIRE(bench.remote_query.numbers.size() == 1);
  CHECK(bench.remote_query.numbers[0] == "11010519990307008X");
  bench.remote_query.answer_known(std::vector<KnownView>{{"欧阳*", "望京", ApplicationState::returned, 0}});
  CHECK(bench.page.known()->count() == 1);
  CHECK(bench.page.numberText() == bench.sentences.text("staff.number.known"));
  bench.page.setNumber("11010519990307008");
  CHECK(bench.page.known()->count() == 0);
  bench.page.setNumber("11010519990307008X");
  bench.page.lookUpNumber();
  const auto late = bench.remote_query.answer_known;
  bench.page.lock();
  late(std::vector<KnownView>{{"欧阳*", "望京", ApplicationState::returned, 0}});
  CHECK(bench.page.known()->count() == 0);
  CHECK(bench.page.numberShown().isEmpty());
}
