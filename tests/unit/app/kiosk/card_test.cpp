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
  bench.backend->look.setLanguage(QStringLiteral("en"));
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
  CHECK(bench.card().lookUp() == CardController::LookUp::NotFound);
  CHECK(bench.card().lookUpSentence() == bench.sentences.text("error.find.none"));
  bench.card().find();
  bench.service.answer_find(fail(ErrorCode::limit, "tries"));
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
