#include <catch2/catch.hpp>

#include "core/member/query_code.h"
#include "tests/unit/app/kiosk/kiosk_bench.h"

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
  KioskBench bench;
  bench.card().setQueryCode(QStringLiteral("123 456"));
  bench.card().setLastFour(QStringLiteral("12"));
  bench.card().find();
  CHECK_FALSE(bench.card().queryCodeError().isEmpty());
  CHECK_FALSE(bench.card().lastFourError().isEmpty());
  CHECK_FALSE(bench.service.answer_find);
  CHECK(bench.card().queryCodeShown() == u"123 456");
}

TEST_CASE("an application is found: state, reason and the fields to fill anew, in words") {
  KioskBench bench;
  bench.card().setQueryCode(kCode);
  bench.card().setLastFour(QStringLiteral("0001"));
  bench.card().find();
  CHECK(bench.card().lookUp() == CardController::LookUp::Looking);
  ApplicationView view;
  view.id = Uuid::make(bench.clock, bench.random);
  view.masked_name = "张*";
  view.occupation = "courier";
  view.union_code = "CY026";
  view.state = ApplicationState::returned;
  view.returned = {Field::mobile, Field::name};
  view.reason = "手机号打不通";
  bench.service.answer_find(FoundView{view});
  CHECK(bench.card().status() == CardController::Status::Returned);
  CHECK(bench.card().returnedFields() == QStringList{"手机号", "姓名"});
  CHECK(bench.card().reason() == u"手机号打不通");
  CHECK(bench.card().statusUnion() == u"望京街道总工会");
  CHECK(bench.card().canCorrect());
  bench.backend->appearance.setLanguage(QStringLiteral("en"));
  CHECK(bench.card().returnedFields() == QStringList{"Mobile number", "Name"});
  bench.card().beginCorrection();
  CHECK(bench.join().correcting());
}

TEST_CASE("nothing found and too many tries are two sentences") {
  KioskBench bench;
  bench.card().setQueryCode(kCode);
  bench.card().setLastFour(QStringLiteral("0001"));
  bench.card().find();
  bench.service.answer_find(FoundView{});
  bench.remote_query.answer_status(fail(ErrorCode::not_found, "wrong"));
  CHECK(bench.card().lookUp() == CardController::LookUp::NotFound);
  CHECK(bench.card().lookUpSentence() == bench.sentences.text("error.find.none"));
  bench.card().find();
  bench.service.answer_find(FoundView{});
  bench.remote_query.answer_status(fail(ErrorCode::limit, "tries"));
  CHECK(bench.card().lookUp() == CardController::LookUp::TooManyTries);
}

TEST_CASE("a scanned card shows its state, as of which list, and what its holder can do here") {
  KioskBench bench;
  bench.card().show(QStringLiteral("WH1:X"));
  CHECK(bench.card().cardState() == CardController::Check::Checking);
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
  bench.service.known.application = known;
  bench.service.answer_check(check);
  CHECK(bench.card().cardState() == CardController::Check::ValidByApproval);
  CHECK(bench.card().sentence().contains(QStringLiteral("2026-11-18")));
  CHECK(bench.card().occupation() == u"货车司机");
  CHECK(bench.card().unionName() == u"建外街道总工会");
  CHECK_FALSE(bench.card().asOfText().isEmpty());
  CHECK(bench.card().hint() == bench.sentences.text("state.card.known-approved"));
  bench.card().wipe();
  CHECK(bench.card().cardState() == CardController::Check::NoCard);
  CHECK(bench.card().maskedName().isEmpty());
}

TEST_CASE("an answer about the card before does not show over the card now") {
  KioskBench bench;
  bench.card().show(QStringLiteral("WH1:A"));
  const auto late = bench.service.answer_check;
  bench.card().show(QStringLiteral("WH1:B"));
  CardCheck valid;
  valid.state = CardState::valid;
  late(valid);
  CHECK(bench.card().cardState() == CardController::Check::Checking);
}

namespace {

ApplicationView from_elsewhere(KioskBench& bench, ApplicationState state) {
  ApplicationView view;
  view.id = Uuid::make(bench.clock, bench.random);
  view.masked_name = "李*";
  view.occupation = "courier";
  view.union_code = "CY026";
  view.state = state;
  view.returned = {Field::mobile};
  view.delivery = DeliveryView::received;
  return view;
}

void look_up(KioskBench& bench) {
  bench.card().setQueryCode(kCode);
  bench.card().setLastFour(QStringLiteral("0001"));
  bench.card().find();
}

void hold_card(KioskBench& bench, CardState state = CardState::valid) {
  bench.card().show(QStringLiteral("WH1:X"));
  CardCheck check;
  check.state = state;
  check.claims.emplace();
  check.claims->card_number = {1, 2, 3, 4, 5, 6, 7, 8};
  bench.service.answer_check(check);
}

}  // namespace

TEST_CASE("what this machine does not know the centre is asked for, by the code and the four digits") {
  KioskBench bench;
  look_up(bench);
  bench.service.answer_find(FoundView{});
  CHECK(bench.card().lookUp() == CardController::LookUp::Looking);
  REQUIRE(bench.remote_query.proofs.size() == 1);
  CHECK(bench.remote_query.proofs[0].query_code == kCode.toStdString());
  CHECK(bench.remote_query.proofs[0].last_four == "0001");
  CHECK_FALSE(bench.remote_query.proofs[0].card);
  bench.remote_query.answer_status(from_elsewhere(bench, ApplicationState::awaiting_review));
  CHECK(bench.card().lookUp() == CardController::LookUp::Found);
  CHECK(bench.card().statusMaskedName() == u"李*");
  CHECK(bench.service.adopted.empty());
}

TEST_CASE("a machine whose own look-up is barred by others' wrong tries still asks the centre") {
  KioskBench bench;
  look_up(bench);
  bench.service.answer_find(fail(ErrorCode::limit, "tries"));
  REQUIRE(bench.remote_query.answer_status);
  bench.remote_query.answer_status(fail(ErrorCode::unavailable, "no network"));
  CHECK(bench.card().lookUp() == CardController::LookUp::TooManyTries);
}

TEST_CASE("without a network what was made elsewhere is not called missing") {
  KioskBench bench;
  look_up(bench);
  bench.service.answer_find(FoundView{});
  bench.remote_query.answer_status(fail(ErrorCode::unavailable, "no network"));
  CHECK(bench.card().lookUpSentence() == bench.sentences.text("error.find.here-only"));
  look_up(bench);
  bench.service.answer_find(FoundView{});
  bench.remote_query.answer_status(fail(ErrorCode::limit, "closed"));
  CHECK(bench.card().lookUpSentence() == bench.sentences.text("error.find.closed"));
}

TEST_CASE("a card that was held opens with the four digits alone, at the centre") {
  KioskBench bench;
  hold_card(bench);
  CHECK(bench.card().holdsCard());
  bench.card().setLastFour(QStringLiteral("0001"));
  bench.card().find();
  REQUIRE(bench.remote_query.proofs.size() == 1);
  CHECK(bench.remote_query.proofs[0].card == CardNumber{1, 2, 3, 4, 5, 6, 7, 8});
  bench.remote_query.answer_status(fail(ErrorCode::not_found, "wrong"));
  CHECK(bench.card().lookUpSentence() == bench.sentences.text("error.find.card"));
  bench.card().useCode();
  CHECK_FALSE(bench.card().holdsCard());
  bench.card().wipe();
  CHECK(bench.card().proof().last_four.empty());
  CHECK_FALSE(bench.card().proof().card);
}

TEST_CASE("a card that cannot be read opens nothing") {
  KioskBench bench;
  hold_card(bench, CardState::unreadable);
  CHECK_FALSE(bench.card().holdsCard());
}

TEST_CASE("a correction of what was returned elsewhere takes the application on first, and says when that fails") {
  KioskBench bench;
  look_up(bench);
  bench.service.answer_find(FoundView{});
  bench.remote_query.answer_status(from_elsewhere(bench, ApplicationState::returned));
  REQUIRE(bench.card().canCorrect());
  bench.card().beginCorrection();
  bench.join().setMobile(QStringLiteral("138 0000 0009"));
  bench.service.answer_adopt = fail(ErrorCode::disk_full, "full");
  bench.card().submitCorrection();
  CHECK(bench.join().state() == JoinController::State::Failed);
  CHECK(bench.service.corrected.empty());
  bench.service.answer_adopt = {};
  bench.card().submitCorrection();
  CHECK(bench.service.adopted.size() == 2);
  CHECK(bench.service.corrected.size() == 1);
}

TEST_CASE("what the centre tells after the person has left shows nothing") {
  KioskBench bench;
  look_up(bench);
  bench.service.answer_find(FoundView{});
  bench.card().wipe();
  bench.remote_query.answer_status(from_elsewhere(bench, ApplicationState::approved));
  CHECK(bench.card().lookUp() == CardController::LookUp::NotAsked);
  CHECK(bench.card().statusMaskedName().isEmpty());
}
