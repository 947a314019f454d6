#include <catch2/catch.hpp>

#include "kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct DataRequestsFixture : KioskFixture {
  DataRequestsController& page = backend->data_requests;

  void find(ApplicationState state) {
    ApplicationView view;
    view.id = Uuid::from_bytes(Bytes(16, 5)).value();
    view.state = state;
    service.known = view;
    card().search()->setCode("118447418");
    card().search()->setLastFour("0001");
    card().find();
    service.answer_find(FoundView{view, {}, {}});
    page.begin();
  }
};

}  // namespace

TEST_CASE("an application that waits can be withdrawn, a member can leave, both can be erased") {
  DataRequestsFixture fixture;
  fixture.find(ApplicationState::awaiting_review);
  CHECK(fixture.page.offers()->indexOf("withdraw") >= 0);
  CHECK(fixture.page.offers()->indexOf("leave") < 0);
  CHECK(fixture.page.offers()->indexOf("erase") >= 0);
  fixture.find(ApplicationState::approved);
  CHECK(fixture.page.offers()->indexOf("withdraw") < 0);
  CHECK(fixture.page.offers()->indexOf("leave") >= 0);
}

TEST_CASE("a request is made once, a retry is the same one, and what was asked is not offered again") {
  DataRequestsFixture fixture;
  fixture.find(ApplicationState::approved);
  fixture.page.ask();
  CHECK(fixture.data_requests.made.empty());
  fixture.page.setChosen("erase");
  fixture.page.ask();
  fixture.page.ask();
  REQUIRE(fixture.data_requests.made.size() == 1);
  CHECK(fixture.data_requests.proofs[0].query_code.view() == "118447418");
  CHECK(fixture.data_requests.proofs[0].last_four.view() == "0001");
  fixture.data_requests.answer_ask(fail(ErrorCode::busy, "locked"));
  CHECK_FALSE(fixture.page.sentence().isEmpty());
  fixture.page.ask();
  REQUIRE(fixture.data_requests.made.size() == 2);
  CHECK(fixture.data_requests.made[0].first == fixture.data_requests.made[1].first);
  fixture.data_requests.known = {{Uuid(), RiderAsk::erase, 0, RequestState::saved, {}, 0}};
  fixture.data_requests.answer_ask(fixture.data_requests.known[0]);
  CHECK(fixture.page.offers()->indexOf("erase") < 0);
  CHECK(fixture.page.asked()->count() == 1);
}

TEST_CASE("a request that the centre refused for its proof says so and is offered again") {
  DataRequestsFixture fixture;
  fixture.find(ApplicationState::approved);
  fixture.data_requests.known = {{Uuid(), RiderAsk::leave, 0, RequestState::refused, {}, 0, "wrong-proof"}};
  fixture.page.refresh();
  CHECK(fixture.page.offers()->indexOf("leave") >= 0);
  const RowList& asked = *fixture.page.asked();
  const QString detail = asked.data(asked.index(0, 0), asked.roleNames().key("detail")).toString();
  CHECK(detail.contains(fixture.sentences.text("mine.refused.wrong-proof")));
}

TEST_CASE("nothing of it stays for the next person") {
  DataRequestsFixture fixture;
  fixture.find(ApplicationState::approved);
  fixture.page.setChosen("leave");
  fixture.page.wipe();
  CHECK(fixture.page.offers()->count() == 0);
  CHECK(fixture.page.chosen().isEmpty());
  fixture.page.ask();
  CHECK(fixture.data_requests.made.empty());
}

namespace {

void add_case(RiderDataView& data, const char* answer) {
  wire::AskCase& one = *data.answer.add_cases();
  one.set_number("471100009");
  one.set_kind("legal");
  one.mutable_state()->set_state("handled");
  one.mutable_state()->set_answer(answer);
}

RiderDataView rider_data() {
  RiderDataView data;
  data.application.state = ApplicationState::approved;
  wire::ApplicationFields& fields = *data.answer.mutable_my_data();
  fields.set_name("欧阳小明");
  fields.set_document_number("11010519990307008X");
  fields.set_mobile("13800000001");
  fields.set_street_code("110105026");
  for (const char* id : {"notice", "sms"}) {
    wire::ConsentGiven& consent = *data.answer.add_consents();
    consent.set_text_id(id);
    consent.set_version("1");
    consent.set_given(std::string(id) == "notice");
  }
  add_case(data, "已答复");
  return data;
}

struct MyDataFixture : DataRequestsFixture {
  MyDataController& data = backend->my_data;
};

}  // namespace

TEST_CASE("own data is asked of the centre with what the rider typed, and stands masked until the digits are wanted") {
  MyDataFixture fixture;
  fixture.find(ApplicationState::approved);
  fixture.data.begin();
  CHECK(fixture.data.state() == MyDataController::State::Asking);
  CHECK(fixture.remote_query.proofs.back().last_four == "0001");
  fixture.remote_query.answer_my_data(rider_data());
  CHECK(fixture.data.state() == MyDataController::State::Shown);
  CHECK(fixture.data.name() == u"欧阳*");
  CHECK_FALSE(fixture.data.documentNumber().contains(u"19990307"));
  fixture.data.setRevealed(true);
  CHECK(fixture.data.documentNumber() == u"11010519990307008X");
  CHECK(fixture.data.consents()->count() == 2);
  CHECK(fixture.data.copyText().contains(u"13800000001"));
  CHECK(fixture.data.street().contains(QStringLiteral("望京")));
}

TEST_CASE("a copy is never longer than a phone reads from the screen, and says that there is more") {
  MyDataFixture fixture;
  fixture.find(ApplicationState::approved);
  fixture.data.begin();
  RiderDataView long_data = rider_data();
  for (int i = 0; i < 20; ++i) add_case(long_data, "这是一句比较长的答复，说明这件事情已经怎样办理");
  fixture.remote_query.answer_my_data(long_data);
  CHECK(fixture.data.copyText().toUtf8().size() <= 1'200);
  CHECK(fixture.data.copyText().contains(fixture.sentences.text("file.copy.more")));
  CHECK(fixture.data.lines().size() > 20);
}

TEST_CASE("no network, nothing found and closed are three sentences, and the next person sees none of it") {
  MyDataFixture fixture;
  fixture.find(ApplicationState::approved);
  QStringList sentences;
  for (const ErrorCode code : {ErrorCode::unavailable, ErrorCode::not_found, ErrorCode::limit}) {
    fixture.data.begin();
    fixture.remote_query.answer_my_data(fail(code, "no"));
    CHECK(fixture.data.state() == MyDataController::State::Failed);
    sentences << fixture.data.sentence();
  }
  sentences.removeDuplicates();
  CHECK(sentences.size() == 3);
  fixture.data.begin();
  const auto late = fixture.remote_query.answer_my_data;
  fixture.backend->idle.wipeNow();
  late(rider_data());
  CHECK(fixture.data.name().isEmpty());
  CHECK(fixture.data.copyText().isEmpty());
  CHECK(fixture.data.consents()->count() == 0);
}

TEST_CASE("a request about an application made elsewhere takes it on first") {
  DataRequestsFixture fixture;
  fixture.card().search()->setCode("118447418");
  fixture.card().search()->setLastFour("0001");
  fixture.card().find();
  fixture.service.answer_find(FoundView());
  ApplicationView view;
  view.id = Uuid::from_bytes(Bytes(16, 5)).value();
  view.state = ApplicationState::approved;
  fixture.remote_query.answer_status(view);
  fixture.page.begin();
  fixture.page.setChosen("leave");
  fixture.service.answer_adopt = fail(ErrorCode::disk_full, "full");
  fixture.page.ask();
  CHECK_FALSE(fixture.page.sentence().isEmpty());
  CHECK(fixture.data_requests.made.empty());
  fixture.service.answer_adopt = {};
  fixture.page.ask();
  CHECK(fixture.service.adopted.size() == 2);
  CHECK(fixture.data_requests.made.size() == 1);
}

TEST_CASE("a member corrects one value: it goes as a request, once, and is offered again for another value") {
  DataRequestsFixture fixture;
  fixture.find(ApplicationState::approved);
  CHECK(fixture.page.offers()->indexOf("correct") >= 0);
  fixture.page.setChosen("correct");
  fixture.page.ask();
  CHECK(fixture.data_requests.made.empty());
  fixture.page.correct("signature");
  CHECK_FALSE(fixture.join().correcting());
  fixture.page.correct("mobile");
  CHECK(fixture.join().correctionAsked());
  CHECK(fixture.join().identity()->asksMobile());
  CHECK_FALSE(fixture.join().identity()->asksName());
  fixture.join().identity()->setMobile(QStringLiteral("138 0000 0009"));
  fixture.card().submitCorrection();
  fixture.card().submitCorrection();
  REQUIRE(fixture.data_requests.corrections.size() == 1);
  CHECK(fixture.service.corrected.empty());
  fixture.data_requests.answer_correct(fail(ErrorCode::disk_full, "full"));
  CHECK(fixture.join().state() == JoinController::State::Failed);
  fixture.card().submitCorrection();
  REQUIRE(fixture.data_requests.corrections.size() == 2);
  CHECK(fixture.data_requests.corrections[0].first == fixture.data_requests.corrections[1].first);
  fixture.data_requests.answer_correct({});
  CHECK(fixture.join().state() == JoinController::State::Saved);
  fixture.join().wipe();
  CHECK_FALSE(fixture.join().correctionAsked());
}

TEST_CASE("who is leaving can take it back, and is offered no correction meanwhile") {
  DataRequestsFixture fixture;
  fixture.find(ApplicationState::approved);
  CHECK(fixture.page.offers()->indexOf("stay") < 0);
  fixture.data_requests.known = {{Uuid(), RiderAsk::leave, 0, RequestState::under_review, {}, 0}};
  fixture.page.refresh();
  CHECK(fixture.page.offers()->indexOf("stay") >= 0);
  CHECK(fixture.page.offers()->indexOf("leave") < 0);
  CHECK(fixture.page.offers()->indexOf("correct") < 0);
  fixture.data_requests.known = {{Uuid(), RiderAsk::stay, 0, RequestState::saved, {}, 0},
                                 {Uuid(), RiderAsk::leave, 0, RequestState::taken_back, {}, 0}};
  fixture.page.refresh();
  CHECK(fixture.page.offers()->indexOf("stay") < 0);
  CHECK(fixture.page.offers()->indexOf("leave") >= 0);
  CHECK(fixture.page.asked()->count() == 1);
}
