#include <catch2/catch.hpp>

#include <QSignalSpy>

#include "app/kiosk/device/id_card_frames.h"
#include "tests/unit/app/kiosk/kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

SubmittedApplication submitted(const char* query_code, const char* card_text, const char* masked_name,
                               std::int64_t expires_ms) {
  SubmittedApplication saved;
  saved.query_code = query_code;
  saved.card_text = card_text;
  saved.masked_name = masked_name;
  saved.card_expires_ms = expires_ms;
  return saved;
}

}  // namespace

TEST_CASE("a whole form is submitted once, however often the button is touched") {
  KioskFixture fixture;
  fixture.fill();
  fixture.join().submit();
  fixture.join().submit();
  CHECK(fixture.join().state() == JoinController::State::Saving);
  REQUIRE(fixture.service.submitted.size() == 1);
  const Application& sent = fixture.service.submitted[0];
  CHECK(sent.name == "欧阳小明");
  CHECK(sent.document_number == "11010519990307008X");
  CHECK(sent.mobile == "13800000001");
  CHECK(sent.union_code == "CY001");
  CHECK(sent.consents.size() == 4);

  fixture.service.answer_submit(submitted("741926038", "WH1:ABC", "欧阳*", 1'800'000'000'000));
  CHECK(fixture.join().state() == JoinController::State::Saved);
  CHECK(fixture.join().saved()->queryCodeShown() == u"741 926 038");
  CHECK(fixture.join().saved()->maskedName() == u"欧阳*");
  CHECK(fixture.join().saved()->cardText() == u"WH1:ABC");
  CHECK(fixture.join().identity()->name().isEmpty());               // no screen needs it any more
  CHECK(fixture.backend->registry.recent.typedName() == u"欧阳*");  // but it may serve once more in this visit
  fixture.join().submit();
  CHECK(fixture.service.submitted.size() == 1);
}

TEST_CASE("a failure keeps what was typed, says what to do, and the retry is the same application") {
  KioskFixture fixture;
  fixture.fill();
  fixture.join().submit();
  fixture.service.answer_submit(fail(ErrorCode::disk_full, "disk full"));
  CHECK(fixture.join().state() == JoinController::State::Failed);
  CHECK(fixture.join().saveError() == fixture.sentences.text("error.save.disk-full"));
  CHECK(fixture.join().identity()->name() == u"欧阳小明");
  fixture.join().submit();
  REQUIRE(fixture.service.submitted_ids.size() == 2);
  CHECK(fixture.service.submitted_ids[0] == fixture.service.submitted_ids[1]);
}

TEST_CASE("an answer that comes after the person has left shows nothing") {
  KioskFixture fixture;
  fixture.fill();
  fixture.join().submit();
  fixture.backend->idle.wipeNow();
  fixture.service.answer_submit(submitted("741926038", "WH1:ABC", "欧阳*", 1));
  CHECK(fixture.join().state() == JoinController::State::Editing);
  CHECK(fixture.join().saved()->queryCodeShown().isEmpty());
}

TEST_CASE("an empty step names every field that is missing, at once") {
  KioskFixture fixture;
  fixture.join().begin();
  CHECK_FALSE(fixture.join().goNext(JoinController::Step::IdentityStep));
  CHECK_FALSE(fixture.join().identity()->nameError().isEmpty());
  CHECK_FALSE(fixture.join().identity()->documentError().isEmpty());
  CHECK_FALSE(fixture.join().identity()->mobileError().isEmpty());
  CHECK_FALSE(fixture.join().goNext(JoinController::Step::ConsentStep));
  CHECK(fixture.join().consents()->error().contains(QStringLiteral("光华路 1 号")));
  CHECK_FALSE(fixture.join().goNext(JoinController::Step::WorkStep));
  CHECK_FALSE(fixture.join().work()->occupationError().isEmpty());
  CHECK_FALSE(fixture.join().work()->streetError().isEmpty());
  CHECK_FALSE(fixture.join().goNext(JoinController::Step::SignStep));
  CHECK_FALSE(fixture.join().signing()->error().isEmpty());
}

TEST_CASE("a field complains when it is left, not while typing, and not when it was only passed through") {
  KioskFixture fixture;
  fixture.join().begin();
  fixture.join().identity()->leaveName();
  CHECK(fixture.join().identity()->nameError().isEmpty());
  fixture.join().identity()->setDocumentNumber(QStringLiteral("11010519990307009X"));
  CHECK(fixture.join().identity()->documentError().isEmpty());
  fixture.join().identity()->leaveDocument();
  CHECK(fixture.join().identity()->documentError() == fixture.sentences.text("error.document.check"));
  fixture.join().identity()->setDocumentNumber(QStringLiteral("11010519990307"));
  CHECK(fixture.join().identity()->documentError().isEmpty());
  CHECK(fixture.join().identity()->documentNumberShown() == u"110105 19990307");
}

TEST_CASE("a first digit mistyped as 9 is a slip: the number meant is offered, no other document") {
  KioskFixture fixture;
  fixture.join().begin();
  IdentityForm& identity = *fixture.join().identity();
  identity.setDocumentNumber(QStringLiteral("91010519900307283X"));
  identity.leaveDocument();
  CHECK(identity.documentError() == fixture.sentences.text("error.document.check"));
  CHECK(identity.documentSuggestion() == u"110105 19900307 283X");
  identity.acceptDocumentSuggestion();
  CHECK(identity.documentNumber() == u"11010519900307283X");
  CHECK(identity.documentError().isEmpty());
}

TEST_CASE("garbage, ten thousand characters and emoji get a sentence and lose nothing") {
  KioskFixture fixture;
  fixture.join().begin();
  const QString many(10'000, u'张');
  for (const QString& text : {many, QStringLiteral("😀😀"), QStringLiteral("a\u0000b\u202e"), QString(u'\xd800')}) {
    fixture.join().identity()->setName(text);
    fixture.join().identity()->leaveName();
    CHECK_FALSE(fixture.join().identity()->nameError().isEmpty());
    CHECK(fixture.join().identity()->name() == text);
    fixture.join().identity()->setDocumentNumber(text);
    fixture.join().identity()->leaveDocument();
    CHECK_FALSE(fixture.join().identity()->documentError().isEmpty());
  }
}

TEST_CASE("the union follows the street, until the rider chooses") {
  KioskFixture fixture;
  fixture.fill();
  CHECK(fixture.join().receivingUnion()->code() == u"CY001");
  CHECK(fixture.join().receivingUnion()->proposed());
  CHECK(fixture.join().goNext(JoinController::Step::UnionStep));
  fixture.join().work()->setStreetCode(QStringLiteral("110105026"));
  CHECK(fixture.join().receivingUnion()->code() == u"CY026");
  CHECK(fixture.join().receivingUnion()->phone() == u"010-10000026");
  fixture.join().receivingUnion()->setCode(QStringLiteral("CY001"));
  CHECK_FALSE(fixture.join().receivingUnion()->proposed());
  fixture.join().work()->setStreetCode(QStringLiteral("110105001"));
  CHECK(fixture.join().receivingUnion()->code() == u"CY001");
}

TEST_CASE("agreeing to one union is not agreeing to another") {
  KioskFixture fixture;
  fixture.fill();
  REQUIRE(fixture.join().receivingUnion()->consentGiven());
  fixture.join().receivingUnion()->setCode(QStringLiteral("CY026"));
  CHECK_FALSE(fixture.join().receivingUnion()->consentGiven());
  CHECK(fixture.join().receivingUnion()->consentText().contains(QStringLiteral("望京街道总工会")));
  CHECK_FALSE(fixture.join().goNext(JoinController::Step::UnionStep));
  CHECK_FALSE(fixture.join().receivingUnion()->error().isEmpty());
  fixture.join().receivingUnion()->setConsentGiven(true);
  CHECK(fixture.join().goNext(JoinController::Step::UnionStep));
}

TEST_CASE("what was agreed to in one language stays agreed, as it was shown then") {
  KioskFixture fixture;
  fixture.fill();
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  CHECK(fixture.join().goNext(JoinController::Step::ConsentStep));
  fixture.join().submit();
  const Consent& first = fixture.service.submitted.at(0).consents.at(0);
  CHECK(first.language == "zh");
  CHECK(first.text_hash == consent_hash("zh notice 朝阳区总工会 建外街道总工会"));
}

TEST_CASE("consents are answered one after the other: what is optional may be declined, what is required may not") {
  KioskFixture fixture;
  fixture.fill();
  Consents& consents = *fixture.join().consents();
  CHECK(consents.idAt(consents.firstOpen()) == u"sms");
  CHECK(consents.answer("sms", false));
  CHECK(consents.firstOpen() == -1);
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  CHECK(consents.firstOpen() == -1);  // another language is no other answer
  CHECK_FALSE(consents.answer("id-number", false));
  CHECK(consents.idAt(consents.firstOpen()) == u"id-number");
  CHECK_FALSE(fixture.join().goNext(JoinController::Step::ConsentStep));
  CHECK(consents.answer("id-number", true));
  CHECK(fixture.join().goNext(JoinController::Step::ConsentStep));
  CHECK_FALSE(consents.answer("no-such-text", false));
  CHECK(consents.idAt(-1).isEmpty());
  CHECK(consents.idAt(4).isEmpty());
  fixture.join().submit();
  const std::vector<Consent>& sent = fixture.service.submitted.at(0).consents;
  REQUIRE(sent.size() == 4);
  CHECK(sent[0].text_id == "notice");
  CHECK(sent[1].text_id == "id-number");
  CHECK(sent[2].text_id == "sms");
  CHECK_FALSE(sent[2].given);
  CHECK(sent[3].text_id == "receiving-union");
  fixture.join().begin();
  CHECK(consents.firstOpen() == 0);  // the next person answers for themselves
}

TEST_CASE("the street of this station is offered first, and any other is found by a few letters") {
  KioskFixture fixture;
  fixture.fill();
  WorkForm& work = *fixture.join().work();
  CHECK(work.nearName() == u"望京街道");
  CHECK_FALSE(work.near());
  work.chooseStreet(work.nearCode());
  CHECK(work.near());
  CHECK(fixture.join().receivingUnion()->code() == u"CY026");
  work.setSearch(QStringLiteral("zjz"));
  REQUIRE(work.found()->indexOf("110105005") >= 0);
  work.chooseStreet("110105005");
  CHECK(work.streetName() == u"左家庄街道");
  CHECK(work.districtName() == u"朝阳区");
  work.setOutsideCity(true);
  work.chooseStreet("110105005");
  CHECK_FALSE(work.outsideCity());
  UnionForm& unions = *fixture.join().receivingUnion();
  CHECK(unions.found()->count() == 2);
  unions.setSearch(QStringLiteral("wj"));
  CHECK(unions.found()->count() == 2);  // 建外街道 has 外街 inside
  CHECK(unions.found()->indexOf("CY026") == 0);
  unions.setSearch(QStringLiteral("wangj"));
  CHECK(unions.found()->count() == 1);
  unions.setSearch(QStringLiteral("jianwai st"));
  CHECK(unions.found()->count() == 1);
  CHECK(unions.found()->indexOf("CY001") == 0);
  fixture.join().wipe();
  CHECK(work.search().isEmpty());
}

TEST_CASE("a station whose street nobody knows offers none of its own") {
  KioskFixture fixture;
  fixture.service.station.mirror.station.set_street_code("999999999");
  fixture.service.mirror();
  fixture.join().begin();
  CHECK(fixture.join().work()->nearCode().isEmpty());
  CHECK(fixture.join().work()->nearName().isEmpty());
  CHECK_FALSE(fixture.join().work()->near());
}

TEST_CASE("Argon2id is prepared when the review page comes, with the last four of the mobile, else of the document") {
  KioskFixture fixture;
  fixture.fill();
  CHECK(fixture.join().goNext(JoinController::Step::SignStep));
  CHECK(fixture.service.prepared == std::vector<std::string>{"0001"});
  fixture.join().identity()->setNoMobile(true);
  CHECK(fixture.join().goNext(JoinController::Step::SignStep));
  CHECK(fixture.service.prepared.back() == "008X");
}

TEST_CASE("only the returned fields are asked again, and a retry is the same record") {
  KioskFixture fixture;
  ApplicationView returned;
  returned.id = Uuid::make(fixture.clock, fixture.random);
  returned.state = ApplicationState::returned;
  returned.returned = {Field::mobile};
  fixture.join().beginCorrection(returned);
  CHECK(fixture.join().identity()->asksMobile());
  CHECK_FALSE(fixture.join().identity()->asksName());
  CHECK(fixture.join().goNext(JoinController::Step::WorkStep));
  CHECK_FALSE(fixture.join().goNext(JoinController::Step::IdentityStep));
  fixture.join().identity()->setMobile(QStringLiteral("13800000002"));
  CHECK(fixture.join().goNext(JoinController::Step::IdentityStep));
  fixture.card().submitCorrection();
  fixture.service.answer_correct(fail(ErrorCode::busy, "locked"));
  CHECK(fixture.join().state() == JoinController::State::Failed);
  fixture.card().submitCorrection();
  REQUIRE(fixture.service.correction_ids.size() == 2);
  CHECK(fixture.service.correction_ids[0] == fixture.service.correction_ids[1]);
  CHECK(fixture.service.corrected[0].fields == std::vector<Field>{Field::mobile});
  fixture.service.answer_correct(Result<void>());
  CHECK(fixture.join().state() == JoinController::State::Saved);
}

TEST_CASE("a card on the reader fills in what is asked, and nothing else") {
  KioskFixture fixture;
  const IdCard card{"张伟", DocumentKind::resident_id, "11010519491231002X"};
  ApplicationView returned;
  returned.id = Uuid::make(fixture.clock, fixture.random);
  returned.state = ApplicationState::returned;
  returned.returned = {Field::document};
  fixture.join().beginCorrection(returned);
  fixture.join().identity()->takeIdCard(card);
  CHECK(fixture.join().identity()->documentNumber() == QStringLiteral("11010519491231002X"));
  CHECK(fixture.join().identity()->name().isEmpty());
  fixture.join().begin();
  fixture.join().identity()->takeIdCard(card);
  CHECK(fixture.join().identity()->name() == QStringLiteral("张伟"));
}

TEST_CASE("a drawn signature arrives whole, whatever the hand does") {
  KioskFixture fixture;
  fixture.fill();
  fixture.join().signing()->setDeclined(false);
  SignatureStrokes* pad = fixture.join().signing()->strokes();
  pad->beginStroke({-1, 0.2});
  for (int i = 0; i < 30'000; ++i) pad->continueStroke({i / 30'000.0, 0.5 + 0.3 * ((i / 500) % 2)});
  CHECK(fixture.join().goNext(JoinController::Step::SignStep));
  fixture.join().submit();
  CHECK(fixture.service.submitted.at(0).signature.strokes.size() == 1);
}

TEST_CASE("a clock set to 1970 turns nobody away as under age") {
  KioskFixture fixture;
  const std::int64_t real = fixture.clock.reading.wall_ms;
  fixture.clock.reading.wall_ms = 0;
  fixture.service.station.clock_behind_ms = real;
  fixture.service.mirror();
  fixture.fill();
  CHECK(fixture.join().goNext(JoinController::Step::IdentityStep));
  CHECK(fixture.backend->station.dateText().startsWith(u"2026-11"));
}
