#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>

#include "kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct HelpFixture : KioskFixture {
  HelpController& page = backend->help;

  HelpFixture() {
    wire::CaseKind named, unnamed;
    named.set_code("labour-dispute");
    named.set_due_hours(120);
    named.set_needs_name(true);
    named.add_topics("fine");
    unnamed.set_code("legal-advice");
    unnamed.set_due_hours(10);
    unnamed.add_topics("contract");
    help.offered = {named, unnamed};
    add_consent_text(service.station, "help-case", "zh", "{controller} 办事");
    service.mirror();
    page.refresh();
  }
  void name_somebody() {
    page.identity()->setName("欧阳小明");
    page.identity()->setMobile("138 0000 0001");
    page.consents()->setGiven("help-case", true);
  }
  HelpCase opened() const {
    HelpCase view;
    view.id = help.requests.back().id;
    view.kind = help.requests.back().kind;
    view.number = SecretString("741926039");
    return view;
  }
};

}  // namespace

TEST_CASE("advice is given without a name: nothing of a person is asked or sent") {
  HelpFixture fixture;
  fixture.page.choose("legal-advice");
  CHECK_FALSE(fixture.page.needsName());
  fixture.page.setTopic("contract");
  fixture.page.submit();
  REQUIRE(fixture.help.requests.size() == 1);
  CHECK(fixture.help.requests[0].rider.empty());
  CHECK(fixture.help.requests[0].consents.empty());
  fixture.help.answer_open(fixture.opened());
  CHECK(fixture.page.numberShown() == u"741 926 039");
  CHECK(fixture.page.keepHint() == fixture.sentences.text("help.keep.unnamed"));
  CHECK(fixture.page.secret() == QString::fromUtf8(fixture.help.requests[0].secret.view().data(), 4));
}

TEST_CASE("each case has four digits of its own, the same at every try, and none are shown who left a mobile") {
  HelpFixture fixture;
  std::set<std::string> secrets;
  for (int i = 0; i < 20; ++i) {
    fixture.page.choose("legal-advice");
    fixture.page.setTopic("contract");
    fixture.page.submit();
    CHECK(fixture.page.secret().isEmpty());  // nothing is saved yet
    fixture.help.answer_open(fail(ErrorCode::busy, "locked"));
    const std::string first(fixture.help.requests.back().secret.view());
    fixture.page.submit();
    CHECK(fixture.help.requests.back().secret.view() == first);
    REQUIRE(first.size() == 4);
    CHECK(std::ranges::all_of(first, [](char c) { return c >= '0' && c <= '9'; }));
    secrets.insert(first);
  }
  CHECK(secrets.size() > 10);
  fixture.page.choose("labour-dispute");
  fixture.page.setTopic("fine");
  fixture.name_somebody();
  fixture.page.submit();
  fixture.help.answer_open(fixture.opened());
  CHECK(fixture.page.secret().isEmpty());
  CHECK(fixture.page.keepHint() == fixture.sentences.text("help.keep"));
}

TEST_CASE("a card that is held there says who asks; one that is no good says why") {
  HelpFixture fixture;
  CardCheck check;
  CardClaims claims;
  claims.card_number = {1, 2, 3, 4, 5, 6, 7, 8};
  claims.masked_name = "张*";
  check.claims = claims;
  check.state = CardState::revoked;
  fixture.page.choose("labour-dispute");
  fixture.page.setTopic("fine");
  fixture.page.consents()->setGiven("help-case", true);
  fixture.page.takeCard("WH1:card");
  fixture.service.answer_check(check);
  CHECK(fixture.page.cardRefusal() == fixture.sentences.text("state.card.revoked"));
  CHECK(fixture.page.cardName().isEmpty());
  check.state = CardState::valid;
  fixture.page.takeCard("WH1:card");
  fixture.service.answer_check(check);
  CHECK(fixture.page.cardName() == u"张*");
  CHECK(fixture.page.hasInput());
  fixture.page.submit();
  REQUIRE(fixture.help.requests.size() == 1);
  CHECK((fixture.help.requests[0].rider.card == claims.card_number));
  CHECK(fixture.help.requests[0].masked_name == "张*");
  CHECK(fixture.help.requests[0].consents.size() == 1);
  CHECK(fixture.backend->registry.recent.cardText() == u"WH1:card");

  fixture.page.choose("labour-dispute");
  fixture.page.takeCard("WH1:card");
  const auto late = fixture.service.answer_check;
  fixture.page.wipe();
  late(check);
  CHECK(fixture.page.cardName().isEmpty());
}

TEST_CASE("who was named once in a visit is not asked again, also after Home, and is forgotten with the person") {
  HelpFixture fixture;
  RecentRider& recent = fixture.backend->registry.recent;
  fixture.page.choose("labour-dispute");
  fixture.page.setTopic("fine");
  fixture.name_somebody();
  fixture.page.submit();
  CHECK(recent.typedName().isEmpty());  // not before it was saved
  fixture.help.answer_open(fixture.opened());
  CHECK(recent.typedName() == u"欧阳*");

  fixture.backend->idle.wipeTyped();
  fixture.join().begin();
  fixture.join().identity()->useRecent();
  CHECK(fixture.join().identity()->name() == u"欧阳小明");
  CHECK(fixture.join().identity()->mobileShown() == u"138 0000 0001");
  CHECK(fixture.join().identity()->documentNumber().isEmpty());

  recent.keepTyped({"欧阳小明", "resident-id", "11010519990307008X", {}});
  CHECK(recent.mobile() == u"13800000001");  // what was known of the same person stays
  recent.keepTyped({"张伟", {}, {}, {}});
  CHECK(recent.documentNumber().isEmpty());  // another person has nothing of the first
  CHECK(recent.mobile().isEmpty());
  recent.keepCard("WH1:card", "张*");

  const QString read_by_a_page = recent.name();
  fixture.backend->idle.wipeNow();
  CHECK(recent.typedName().isEmpty());
  CHECK(recent.cardName().isEmpty());
  CHECK(recent.cardText().isEmpty());
  CHECK_FALSE(read_by_a_page.contains(u'张'));
}

TEST_CASE("a case without a topic or a word is not opened, and says what is missing") {
  HelpFixture fixture;
  fixture.page.choose("legal-advice");
  fixture.page.submit();
  CHECK(fixture.help.requests.empty());
  CHECK(fixture.page.wishError() == fixture.sentences.text("error.help.empty"));
  fixture.page.setWish(QString(1001, u'字'));
  fixture.page.submit();
  CHECK(fixture.page.wishError() == fixture.sentences.text("error.help.long"));
  CHECK(fixture.help.requests.empty());
}

TEST_CASE("where a name is needed, name, mobile and consent are asked at once, each by the rules of joining") {
  HelpFixture fixture;
  fixture.page.choose("labour-dispute");
  fixture.page.setTopic("fine");
  fixture.page.submit();
  CHECK(fixture.help.requests.empty());
  CHECK(fixture.page.consents()->error() == fixture.sentences.text("help.consent.missing"));
  CHECK(fixture.page.identity()->nameError() == fixture.sentences.text("error.name.empty"));
  fixture.name_somebody();
  fixture.page.setCallBack(true);
  fixture.page.submit();
  fixture.page.submit();
  REQUIRE(fixture.help.requests.size() == 1);
  CHECK(fixture.help.requests[0].rider.mobile == "13800000001");
  CHECK(fixture.help.requests[0].rider.document_number.empty());
  CHECK(fixture.help.requests[0].masked_name == "欧阳*");
  CHECK(fixture.help.requests[0].call_back);
  REQUIRE(fixture.help.requests[0].consents.size() == 1);
  fixture.help.answer_open(fixture.opened());
  CHECK(fixture.page.state() == HelpController::State::Opened);
  CHECK(fixture.page.identity()->name().isEmpty());
  CHECK(fixture.page.wish().isEmpty());
}

TEST_CASE("handed over is said only when it was, and with whom") {
  HelpFixture fixture;
  fixture.page.choose("legal-advice");
  fixture.page.setTopic("contract");
  fixture.page.submit();
  fixture.help.answer_open(fixture.opened());
  CHECK(fixture.page.stageText() == fixture.sentences.text("help.saved"));
  CHECK(fixture.page.stage() == -1);
  CHECK(fixture.page.unionName().isEmpty());
  HelpCase known = fixture.opened();
  known.delivery = Delivery::received;
  fixture.help.known = known;
  fixture.page.refresh();
  CHECK(fixture.page.stageText() == fixture.sentences.text("help.stage.received"));
  CHECK(fixture.page.stage() == 0);
  known.stage = CaseStage::dispatched;
  known.union_name = "望京街道总工会";
  fixture.help.known = known;
  fixture.page.refresh();
  CHECK(fixture.page.stageExplained() == fixture.sentences.text("help.explained.dispatched").arg("望京街道总工会"));
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  CHECK(fixture.page.unionName() == u"Wangjing Street Union");
  CHECK(fixture.page.stageExplained() ==
        fixture.sentences.text("help.explained.dispatched").arg("Wangjing Street Union"));
  CHECK(fixture.page.numberShown() == u"741 926 039");
}

TEST_CASE("an answer to somebody who has left is dropped, and a retry is the same case") {
  HelpFixture fixture;
  fixture.page.choose("legal-advice");
  fixture.page.setTopic("contract");
  fixture.page.submit();
  fixture.help.answer_open(fail(ErrorCode::busy, "locked"));
  CHECK(fixture.page.state() == HelpController::State::Failed);
  fixture.page.submit();
  REQUIRE(fixture.help.requests.size() == 2);
  CHECK(fixture.help.requests[0].id == fixture.help.requests[1].id);
  const auto late = fixture.help.answer_open;
  fixture.page.wipe();
  late(fixture.opened());
  CHECK(fixture.page.state() == HelpController::State::Editing);
  CHECK(fixture.page.numberShown().isEmpty());
}

TEST_CASE("an answer has one face; who is not satisfied may have the case gone on with") {
  HelpFixture fixture;
  fixture.page.choose("legal-advice");
  fixture.page.setTopic("contract");
  fixture.page.submit();
  HelpCase answered = fixture.opened();
  answered.stage = CaseStage::handled;
  answered.answer = "请到法院立案庭";
  answered.answered_ms = 1;
  fixture.help.known = answered;
  fixture.help.answer_open(answered);
  CHECK(fixture.page.canRate());
  CHECK_FALSE(fixture.page.canReopen());
  fixture.page.rate("poor");
  fixture.page.rate("good");
  CHECK(fixture.help.faces == std::vector<std::string>{"poor"});
  CHECK_FALSE(fixture.page.canRate());
  REQUIRE(fixture.page.canReopen());
  fixture.page.reopen();
  CHECK(fixture.help.reopened == 1);
  CHECK(fixture.page.answer().isEmpty());
  CHECK_FALSE(fixture.page.canReopen());
}
