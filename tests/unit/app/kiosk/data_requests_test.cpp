#include <catch2/catch.hpp>

#include "kiosk_bench.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct DataRequestsBench : KioskBench {
  DataRequestsController& page = backend->data_requests;

  void find(ApplicationState state) {
    ApplicationView view;
    view.id = Uuid::from_bytes(Bytes(16, 5)).value();
    view.state = state;
    service.known = {view};
    card().setQueryCode("118447418");
    card().setLastFour("0001");
    card().find();
    service.answer_find(FoundView{view});
    page.begin();
  }
};

}  // namespace

TEST_CASE("an application that waits can be withdrawn, a member can leave, both can be erased") {
  DataRequestsBench bench;
  bench.find(ApplicationState::awaiting_review);
  CHECK(bench.page.offers()->indexOf("withdraw") >= 0);
  CHECK(bench.page.offers()->indexOf("leave") < 0);
  CHECK(bench.page.offers()->indexOf("erase") >= 0);
  bench.find(ApplicationState::approved);
  CHECK(bench.page.offers()->indexOf("withdraw") < 0);
  CHECK(bench.page.offers()->indexOf("leave") >= 0);
}

TEST_CASE("a request is made once, a retry is the same one, and what was asked is not offered again") {
  DataRequestsBench bench;
  bench.find(ApplicationState::approved);
  bench.page.ask();
  CHECK(bench.requests.made.empty());
  bench.page.setChosen("erase");
  bench.page.ask();
  bench.page.ask();
  REQUIRE(bench.requests.made.size() == 1);
  bench.requests.answer_ask(fail(ErrorCode::busy, "locked"));
  CHECK_FALSE(bench.page.sentence().isEmpty());
  bench.page.ask();
  REQUIRE(bench.requests.made.size() == 2);
  CHECK(bench.requests.made[0].first == bench.requests.made[1].first);
  bench.requests.known = {{RiderAsk::erase, 0, "saved", {}, 0}};
  bench.requests.answer_ask(bench.requests.known[0]);
  CHECK(bench.page.offers()->indexOf("erase") < 0);
  CHECK(bench.page.asked()->count() == 1);
}

TEST_CASE("nothing of it stays for the next person") {
  DataRequestsBench bench;
  bench.find(ApplicationState::approved);
  bench.page.setChosen("leave");
  bench.page.wipe();
  CHECK(bench.page.offers()->count() == 0);
  CHECK(bench.page.chosen().isEmpty());
  bench.page.ask();
  CHECK(bench.requests.made.empty());
}

namespace {

RiderDataView a_file() {
  RiderDataView file;
  file.application.state = ApplicationState::approved;
  file.name = "欧阳小明";
  file.document_number = "11010519990307008X";
  file.mobile = "13800000001";
  file.street_code = "110105026";
  file.consents = {{"notice", "1", true}, {"sms", "1", false}};
  file.cases = {{"471100009", "legal", "handled", "", "已答复", 0}};
  return file;
}

struct MyDataBench : DataRequestsBench {
  MyDataController& file = backend->my_data;
};

}  // namespace

TEST_CASE("own data is asked of the centre with what the rider typed, and stands masked until the digits are wanted") {
  MyDataBench bench;
  bench.find(ApplicationState::approved);
  bench.file.begin();
  CHECK(bench.file.state() == MyDataController::State::Asking);
  CHECK(bench.remote_query.proofs.back().last_four == "0001");
  bench.remote_query.answer_my_data(a_file());
  CHECK(bench.file.state() == MyDataController::State::Shown);
  CHECK(bench.file.name() == u"欧阳*");
  CHECK_FALSE(bench.file.documentNumber().contains(u"19990307"));
  bench.file.setRevealed(true);
  CHECK(bench.file.documentNumber() == u"11010519990307008X");
  CHECK(bench.file.consents()->count() == 2);
  CHECK(bench.file.copyText().contains(u"13800000001"));
  CHECK(bench.file.street().contains(QStringLiteral("望京")));
}

TEST_CASE("a copy is never longer than a phone reads from the screen, and says that there is more") {
  MyDataBench bench;
  bench.find(ApplicationState::approved);
  bench.file.begin();
  RiderDataView file = a_file();
  for (int i = 0; i < 20; ++i) file.cases.push_back({"471100009", "legal", "handled", "", "这是一句比较长的答复，说明这件事情已经怎样办理", 0});
  bench.remote_query.answer_my_data(file);
  CHECK(bench.file.copyText().toUtf8().size() <= 1'200);
  CHECK(bench.file.copyText().contains(bench.sentences.text("file.copy.more")));
  CHECK(bench.file.lines().size() > 20);
}

TEST_CASE("no network, nothing found and closed are three sentences, and the next person sees none of it") {
  MyDataBench bench;
  bench.find(ApplicationState::approved);
  QStringList sentences;
  for (const ErrorCode code : {ErrorCode::unavailable, ErrorCode::not_found, ErrorCode::limit}) {
    bench.file.begin();
    bench.remote_query.answer_my_data(fail(code, "no"));
    CHECK(bench.file.state() == MyDataController::State::Failed);
    sentences << bench.file.sentence();
  }
  sentences.removeDuplicates();
  CHECK(sentences.size() == 3);
  bench.file.begin();
  const auto late = bench.remote_query.answer_my_data;
  bench.backend->idle.wipeNow();
  late(a_file());
  CHECK(bench.file.name().isEmpty());
  CHECK(bench.file.copyText().isEmpty());
  CHECK(bench.file.consents()->count() == 0);
}

TEST_CASE("a request about an application made elsewhere takes it on first") {
  DataRequestsBench bench;
  bench.card().setQueryCode("118447418");
  bench.card().setLastFour("0001");
  bench.card().find();
  bench.service.answer_find(FoundView{});
  ApplicationView view;
  view.id = Uuid::from_bytes(Bytes(16, 5)).value();
  view.state = ApplicationState::approved;
  bench.remote_query.answer_status(view);
  bench.page.begin();
  bench.page.setChosen("leave");
  bench.service.answer_adopt = fail(ErrorCode::disk_full, "full");
  bench.page.ask();
  CHECK_FALSE(bench.page.sentence().isEmpty());
  CHECK(bench.requests.made.empty());
  bench.service.answer_adopt = {};
  bench.page.ask();
  CHECK(bench.service.adopted.size() == 2);
  CHECK(bench.requests.made.size() == 1);
}

TEST_CASE("a member corrects one value: it goes as a request, once, and is offered again for another value") {
  DataRequestsBench bench;
  bench.find(ApplicationState::approved);
  CHECK(bench.page.offers()->indexOf("correct") >= 0);
  bench.page.setChosen("correct");
  bench.page.ask();
  CHECK(bench.requests.made.empty());
  bench.page.correct("signature");
  CHECK_FALSE(bench.join().correcting());
  bench.page.correct("mobile");
  CHECK(bench.join().correctionAsked());
  CHECK(bench.join().asksMobile());
  CHECK_FALSE(bench.join().asksName());
  bench.join().setMobile(QStringLiteral("138 0000 0009"));
  bench.card().submitCorrection();
  bench.card().submitCorrection();
  REQUIRE(bench.requests.corrections.size() == 1);
  CHECK(bench.service.corrected.empty());
  bench.requests.answer_correct(fail(ErrorCode::disk_full, "full"));
  CHECK(bench.join().state() == JoinController::State::Failed);
  bench.card().submitCorrection();
  REQUIRE(bench.requests.corrections.size() == 2);
  CHECK(bench.requests.corrections[0].first == bench.requests.corrections[1].first);
  bench.requests.answer_correct({});
  CHECK(bench.join().state() == JoinController::State::Saved);
  bench.join().wipe();
  CHECK_FALSE(bench.join().correctionAsked());
}

TEST_CASE("who is leaving can take it back, and is offered no correction meanwhile") {
  DataRequestsBench bench;
  bench.find(ApplicationState::approved);
  CHECK(bench.page.offers()->indexOf("stay") < 0);
  bench.requests.known = {{RiderAsk::leave, 0, "under-review", {}, 0}};
  bench.page.refresh();
  CHECK(bench.page.offers()->indexOf("stay") >= 0);
  CHECK(bench.page.offers()->indexOf("leave") < 0);
  CHECK(bench.page.offers()->indexOf("correct") < 0);
  bench.requests.known = {{RiderAsk::stay, 0, "saved", {}, 0}, {RiderAsk::leave, 0, "taken-back", {}, 0}};
  bench.page.refresh();
  CHECK(bench.page.offers()->indexOf("stay") < 0);
  CHECK(bench.page.offers()->indexOf("leave") >= 0);
  CHECK(bench.page.asked()->count() == 1);
}
