#include <catch2/catch.hpp>

#include <QSignalSpy>

#include "app/kiosk/device/id_card_frames.h"
#include "tests/unit/app/kiosk/kiosk_bench.h"

using namespace warmheart;
using namespace warmheart::test;
using State = JoinController::State;
using Step = JoinController::Step;
using JoinField = JoinController::Field;

TEST_CASE("a whole form is submitted once, however often the button is touched") {
  KioskBench bench;
  bench.fill();
  bench.join().submit();
  bench.join().submit();
  CHECK(bench.join().state() == State::Saving);
  REQUIRE(bench.service.submitted.size() == 1);
  const Application& sent = bench.service.submitted[0];
  CHECK(sent.name == "欧阳小明");
  CHECK(sent.document_number == "11010519990307008X");
  CHECK(sent.mobile == "13800000001");
  CHECK(sent.union_code == "CY001");
  CHECK(sent.consents.size() == 4);

  bench.service.answer_submit(SubmittedView{"741926038", "WH1:ABC", "欧阳*", 1'800'000'000'000});
  CHECK(bench.join().state() == State::Saved);
  CHECK(bench.join().queryCodeShown() == u"741 926 038");
  CHECK(bench.join().maskedName() == u"欧阳*");
  CHECK(bench.join().cardText() == u"WH1:ABC");
  CHECK(bench.join().name().isEmpty());  // no screen needs it any more
  bench.join().submit();
  CHECK(bench.service.submitted.size() == 1);
}

TEST_CASE("a failure keeps what was typed, says what to do, and the retry is the same application") {
  KioskBench bench;
  bench.fill();
  bench.join().submit();
  bench.service.answer_submit(fail(ErrorCode::disk_full, "disk full"));
  CHECK(bench.join().state() == State::Failed);
  CHECK(bench.join().saveError() == bench.sentences.text("error.save.disk-full"));
  CHECK(bench.join().name() == u"欧阳小明");
  bench.join().submit();
  REQUIRE(bench.service.submitted_ids.size() == 2);
  CHECK(bench.service.submitted_ids[0] == bench.service.submitted_ids[1]);
}

TEST_CASE("an answer that comes after the person has left shows nothing") {
  KioskBench bench;
  bench.fill();
  bench.join().submit();
  bench.backend->idle.wipeNow();
  bench.service.answer_submit(SubmittedView{"741926038", "WH1:ABC", "欧阳*", 1});
  CHECK(bench.join().state() == State::Editing);
  CHECK(bench.join().queryCodeShown().isEmpty());
}

TEST_CASE("an empty step names every field that is missing, at once") {
  KioskBench bench;
  bench.join().begin();
  CHECK_FALSE(bench.join().goNext(Step::IdentityStep));
  CHECK_FALSE(bench.join().nameError().isEmpty());
  CHECK_FALSE(bench.join().documentError().isEmpty());
  CHECK_FALSE(bench.join().mobileError().isEmpty());
  CHECK_FALSE(bench.join().goNext(Step::ConsentStep));
  CHECK(bench.join().consentsError().contains(QStringLiteral("光华路 1 号")));
  CHECK_FALSE(bench.join().goNext(Step::WorkStep));
  CHECK_FALSE(bench.join().occupationError().isEmpty());
  CHECK_FALSE(bench.join().streetError().isEmpty());
  CHECK_FALSE(bench.join().goNext(Step::SignStep));
  CHECK_FALSE(bench.join().signatureError().isEmpty());
}

TEST_CASE("a field complains when it is left, not while typing, and not when it was only passed through") {
  KioskBench bench;
  bench.join().begin();
  bench.join().leaveField(JoinField::NameField);
  CHECK(bench.join().nameError().isEmpty());
  bench.join().setDocumentNumber(QStringLiteral("11010519990307009X"));
  CHECK(bench.join().documentError().isEmpty());
  bench.join().leaveField(JoinField::DocumentField);
  CHECK(bench.join().documentError() == bench.sentences.text("error.document.check"));
  bench.join().setDocumentNumber(QStringLiteral("11010519990307"));
  CHECK(bench.join().documentError().isEmpty());
  CHECK(bench.join().documentNumberShown() == u"110105 19990307");
}

TEST_CASE("garbage, ten thousand characters and emoji get a sentence and lose nothing") {
  KioskBench bench;
  bench.join().begin();
  const QString many(10'000, u'张');
  for (const QString& text : {many, QStringLiteral("😀😀"), QStringLiteral("a\u0000b\u202e"), QString(u'\xd800')}) {
    bench.join().setName(text);
    bench.join().leaveField(JoinField::NameField);
    CHECK_FALSE(bench.join().nameError().isEmpty());
    CHECK(bench.join().name() == text);
    bench.join().setDocumentNumber(text);
    bench.join().leaveField(JoinField::DocumentField);
    CHECK_FALSE(bench.join().documentError().isEmpty());
  }
}

TEST_CASE("the union follows the street, until the rider chooses") {
  KioskBench bench;
  bench.fill();
  CHECK(bench.join().unionCode() == u"CY001");
  CHECK(bench.join().unionProposed());
  CHECK(bench.join().goNext(Step::UnionStep));
  bench.join().setStreetCode(QStringLiteral("110105026"));
  CHECK(bench.join().unionCode() == u"CY026");
  CHECK(bench.join().unionPhone() == u"010-10000026");
  bench.join().setUnionCode(QStringLiteral("CY001"));
  CHECK_FALSE(bench.join().unionProposed());
  bench.join().setStreetCode(QStringLiteral("110105001"));
  CHECK(bench.join().unionCode() == u"CY001");
}

TEST_CASE("agreeing to one union is not agreeing to another") {
  KioskBench bench;
  bench.fill();
  REQUIRE(bench.join().unionConsentGiven());
  bench.join().setUnionCode(QStringLiteral("CY026"));
  CHECK_FALSE(bench.join().unionConsentGiven());
  CHECK(bench.join().unionConsentText().contains(QStringLiteral("望京街道总工会")));
  CHECK_FALSE(bench.join().goNext(Step::UnionStep));
  CHECK_FALSE(bench.join().unionError().isEmpty());
  bench.join().setUnionConsentGiven(true);
  CHECK(bench.join().goNext(Step::UnionStep));
}

TEST_CASE("what was agreed to in one language stays agreed, as it was shown then") {
  KioskBench bench;
  bench.fill();
  bench.backend->appearance.setLanguage(QStringLiteral("en"));
  CHECK(bench.join().goNext(Step::ConsentStep));
  bench.join().submit();
  const Consent& first = bench.service.submitted.at(0).consents.at(0);
  CHECK(first.language == "zh");
  CHECK(first.text_hash == consent_hash("zh notice 朝阳区总工会 建外街道总工会"));
}

TEST_CASE("Argon2id is prepared when the review page comes, with the last four of the mobile, else of the document") {
  KioskBench bench;
  bench.fill();
  CHECK(bench.join().goNext(Step::SignStep));
  CHECK(bench.service.prepared == std::vector<std::string>{"0001"});
  bench.join().setNoMobile(true);
  CHECK(bench.join().goNext(Step::SignStep));
  CHECK(bench.service.prepared.back() == "008X");
}

TEST_CASE("only the returned fields are asked again, and a retry is the same record") {
  KioskBench bench;
  ApplicationView returned;
  returned.id = Uuid::make(bench.clock, bench.random);
  returned.state = ApplicationState::returned;
  returned.returned = {Field::mobile};
  bench.join().beginCorrection(returned);
  CHECK(bench.join().asksMobile());
  CHECK_FALSE(bench.join().asksName());
  CHECK(bench.join().goNext(Step::WorkStep));
  CHECK_FALSE(bench.join().goNext(Step::IdentityStep));
  bench.join().setMobile(QStringLiteral("13800000002"));
  CHECK(bench.join().goNext(Step::IdentityStep));
  bench.card().submitCorrection();
  bench.service.answer_correct(fail(ErrorCode::busy, "locked"));
  CHECK(bench.join().state() == State::Failed);
  bench.card().submitCorrection();
  REQUIRE(bench.service.correction_ids.size() == 2);
  CHECK(bench.service.correction_ids[0] == bench.service.correction_ids[1]);
  CHECK(bench.service.corrected[0].fields == std::vector<Field>{Field::mobile});
  bench.service.answer_correct(Result<void>());
  CHECK(bench.join().state() == State::Saved);
}

TEST_CASE("a card on the reader fills in what is asked, and nothing else") {
  KioskBench bench;
  const IdCard card{"张伟", DocumentKind::resident_id, "11010519491231002X"};
  ApplicationView returned;
  returned.id = Uuid::make(bench.clock, bench.random);
  returned.state = ApplicationState::returned;
  returned.returned = {Field::document};
  bench.join().beginCorrection(returned);
  bench.join().takeIdCard(card);
  CHECK(bench.join().documentNumber() == QStringLiteral("11010519491231002X"));
  CHECK(bench.join().name().isEmpty());
  bench.join().begin();
  bench.join().takeIdCard(card);
  CHECK(bench.join().name() == QStringLiteral("张伟"));
}

TEST_CASE("a drawn signature arrives whole, whatever the hand does") {
  KioskBench bench;
  bench.fill();
  bench.join().setSignatureDeclined(false);
  SignatureStrokes* pad = bench.join().signature();
  pad->beginStroke({-1, 0.2});
  for (int i = 0; i < 30'000; ++i) pad->continueStroke({i / 30'000.0, 0.5 + 0.3 * ((i / 500) % 2)});
  CHECK(bench.join().goNext(Step::SignStep));
  bench.join().submit();
  CHECK(bench.service.submitted.at(0).signature.strokes.size() == 1);
}

TEST_CASE("a clock set to 1970 turns nobody away as under age") {
  KioskBench bench;
  const std::int64_t real = bench.clock.reading.wall_ms;
  bench.clock.reading.wall_ms = 0;
  bench.service.station.clock_behind_ms = real;
  bench.service.mirror();
  bench.fill();
  CHECK(bench.join().goNext(Step::IdentityStep));
  CHECK(bench.backend->station.dateText().startsWith(u"2026-11"));
}
