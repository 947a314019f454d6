#include <catch2/catch.hpp>

#include "kiosk_bench.h"

using namespace warmheart;
using namespace warmheart::test;
using State = HelpController::State;

namespace {

struct HelpBench : KioskBench {
  HelpController& page = backend->help;

  HelpBench() {
    wire::CaseKind named, unnamed;
    named.set_code("labour-dispute");
    named.set_due_hours(120);
    named.set_needs_name(true);
    named.add_topics("fine");
    unnamed.set_code("legal-advice");
    unnamed.set_due_hours(10);
    unnamed.add_topics("contract");
    help.offered = {named, unnamed};
    service.station.consents.push_back({"help-case", "1", "zh", "{controller} 办事", true});
    service.mirror();
    page.refresh();
  }
  void name_somebody() {
    join().setName("欧阳小明");
    join().setMobile("138 0000 0001");
    page.consents()->setGiven("help-case", true);
  }
  CaseView opened() const {
    CaseView view;
    view.id = help.requests.back().id;
    view.kind = help.requests.back().kind;
    view.number = "741926039";
    return view;
  }
};

}  // namespace

TEST_CASE("advice is given without a name: nothing of a person is asked or sent") {
  HelpBench bench;
  bench.page.choose("legal-advice");
  CHECK_FALSE(bench.page.needsName());
  bench.page.setTopic("contract");
  bench.page.submit();
  REQUIRE(bench.help.requests.size() == 1);
  CHECK(bench.help.requests[0].rider.empty());
  CHECK(bench.help.requests[0].consents.empty());
  bench.help.answer_open(bench.opened());
  CHECK(bench.page.numberShown() == u"741 926 039");
  CHECK(bench.page.keepHint() == bench.sentences.text("help.keep.unnamed"));
}

TEST_CASE("a case without a topic or a word is not opened, and says what is missing") {
  HelpBench bench;
  bench.page.choose("legal-advice");
  bench.page.submit();
  CHECK(bench.help.requests.empty());
  CHECK(bench.page.wishError() == bench.sentences.text("error.help.empty"));
  bench.page.setWish(QString(1001, u'字'));
  bench.page.submit();
  CHECK(bench.page.wishError() == bench.sentences.text("error.help.long"));
  CHECK(bench.help.requests.empty());
}

TEST_CASE("where a name is needed, name, mobile and consent are asked at once, each by the rules of joining") {
  HelpBench bench;
  bench.page.choose("labour-dispute");
  bench.page.setTopic("fine");
  bench.page.submit();
  CHECK(bench.help.requests.empty());
  CHECK(bench.page.consentsError() == bench.sentences.text("help.consent.missing"));
  CHECK(bench.join().nameError() == bench.sentences.text("error.name.empty"));
  bench.name_somebody();
  bench.page.setCallBack(true);
  bench.page.submit();
  bench.page.submit();
  REQUIRE(bench.help.requests.size() == 1);
  CHECK(bench.help.requests[0].rider.mobile == "13800000001");
  CHECK(bench.help.requests[0].rider.document_number.empty());
  CHECK(bench.help.requests[0].masked_name == "欧阳*");
  CHECK(bench.help.requests[0].call_back);
  REQUIRE(bench.help.requests[0].consents.size() == 1);
  bench.help.answer_open(bench.opened());
  CHECK(bench.page.state() == State::Opened);
  CHECK(bench.join().name().isEmpty());
  CHECK(bench.page.wish().isEmpty());
}

TEST_CASE("handed over is said only when it was, and with whom") {
  HelpBench bench;
  bench.page.choose("legal-advice");
  bench.page.setTopic("contract");
  bench.page.submit();
  bench.help.answer_open(bench.opened());
  CHECK(bench.page.stageText() == bench.sentences.text("help.stage.received"));
  CHECK(bench.page.unionName().isEmpty());
  CaseView told = bench.opened();
  told.stage = CaseStage::dispatched;
  told.union_name = "望京街道总工会";
  bench.help.known = told;
  bench.page.refresh();
  CHECK(bench.page.stageExplained() == bench.sentences.text("help.explained.dispatched").arg("望京街道总工会"));
  CHECK(bench.page.numberShown() == u"741 926 039");
}

TEST_CASE("an answer to somebody who has left is dropped, and a retry is the same case") {
  HelpBench bench;
  bench.page.choose("legal-advice");
  bench.page.setTopic("contract");
  bench.page.submit();
  bench.help.answer_open(fail(ErrorCode::busy, "locked"));
  CHECK(bench.page.state() == State::Failed);
  bench.page.submit();
  REQUIRE(bench.help.requests.size() == 2);
  CHECK(bench.help.requests[0].id == bench.help.requests[1].id);
  const auto late = bench.help.answer_open;
  bench.page.wipe();
  late(bench.opened());
  CHECK(bench.page.state() == State::Editing);
  CHECK(bench.page.numberShown().isEmpty());
}
