#include <catch2/catch.hpp>

#include "kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct VisitFixture : KioskFixture {
  VisitController& page = backend->visits;

  VisitFixture() {
    visits.services = {offered_service("REST", "坐下歇歇", "A seat", 8, 6),
                       offered_service("LEND", "借雨具", "Rain gear", 0, 0, true)};
    page.refresh();
  }
  VisitOutcome taken(bool called = false) const {
    RegisteredVisit made;
    made.id = visits.registered.back().id;
    made.service = visits.registered.back().service;
    made.units = {3};
    if (called) made.request = made.id;
    return {made, 0, std::nullopt};
  }
};

}  // namespace

TEST_CASE("a visit's id is made when its service is chosen, so that a retry is the same visit") {
  VisitFixture fixture;
  fixture.page.choose("REST");
  fixture.page.take("courier");
  fixture.visits.answer_visit(fail(ErrorCode::busy, "locked"));
  CHECK(fixture.page.state() == VisitController::State::Failed);
  CHECK(fixture.page.sentence() == fixture.sentences.text("error.save.busy"));
  fixture.page.take("courier");
  REQUIRE(fixture.visits.registered.size() == 2);
  CHECK(fixture.visits.registered[0].id == fixture.visits.registered[1].id);
  CHECK_FALSE(fixture.visits.registered[0].id.empty());
}

TEST_CASE("while a visit is being saved a second tap does nothing") {
  VisitFixture fixture;
  fixture.page.choose("REST");
  fixture.page.take("courier");
  fixture.page.take("truck");
  CHECK(fixture.visits.registered.size() == 1);
}

TEST_CASE("the undo window closes by itself, and an answer to somebody who has left is dropped") {
  VisitFixture fixture;
  fixture.page.choose("REST");
  fixture.page.take("courier");
  fixture.visits.answer_visit(fixture.taken());
  CHECK(fixture.page.undoSeconds() == 60);
  fixture.clock.pass(59'001);
  CHECK(fixture.page.undoSeconds() == 1);
  fixture.clock.pass(1'000);
  CHECK(fixture.page.undoSeconds() == 0);
  fixture.page.choose("REST");
  fixture.page.take("courier");
  const auto late = fixture.visits.answer_visit;
  fixture.page.wipe();
  late(fixture.taken());
  CHECK(fixture.page.state() == VisitController::State::Choosing);
  CHECK(fixture.page.unitText().isEmpty());
}

TEST_CASE("a service that staff bring says so, and its visit sends to the counter") {
  VisitFixture fixture;
  fixture.page.choose("LEND");
  CHECK(fixture.page.chosenState() == fixture.sentences.text("rest.by-hand"));
  fixture.page.take("");
  fixture.visits.answer_visit(fixture.taken(true));
  CHECK(fixture.page.calledStaff());
}

TEST_CASE("staff are called by one act, a second touch is no second call, and a retry is the same one") {
  VisitFixture fixture;
  CHECK(fixture.page.call() == VisitController::Call::Silent);
  fixture.page.callStaff(false);
  fixture.page.callStaff(false);
  REQUIRE(fixture.visits.calls.size() == 1);
  CHECK(fixture.visits.calls[0].second == "STAFF");
  CHECK(fixture.page.call() == VisitController::Call::Calling);
  fixture.visits.answer_call(fail(ErrorCode::busy, "locked"));
  CHECK(fixture.page.call() == VisitController::Call::NotCalled);
  CHECK(fixture.page.callText() == fixture.sentences.text("error.save.busy"));
  fixture.page.callStaff(false);
  REQUIRE(fixture.visits.calls.size() == 2);
  CHECK(fixture.visits.calls[1].first == fixture.visits.calls[0].first);
  const ServiceRequest request{fixture.visits.calls[1].first, "STAFF", kNow};
  fixture.visits.requests = {request};
  fixture.visits.answer_call(request);
  CHECK(fixture.page.call() == VisitController::Call::Called);
  CHECK(fixture.page.callText() == fixture.sentences.text("call.called").arg("11:42"));
  CHECK(fixture.page.requestText() == fixture.sentences.text("rest.request.staff").arg("11:42"));
  fixture.page.wipe();
  CHECK(fixture.page.call() == VisitController::Call::Silent);
  fixture.page.beginCall(false);  // it is still open
  CHECK(fixture.page.call() == VisitController::Call::Called);
  fixture.page.beginCall(true);
  CHECK(fixture.page.call() == VisitController::Call::Silent);
  fixture.page.callStaff(true);
  CHECK(fixture.visits.calls.back().second == "EMERGENCY");
  const auto late = fixture.visits.answer_call;
  fixture.page.wipe();
  late(ServiceRequest{fixture.visits.calls.back().first, "EMERGENCY", kNow});
  CHECK(fixture.page.call() == VisitController::Call::Silent);
}

TEST_CASE("the way to a service is told in the language shown, and only where the station has said one") {
  VisitFixture fixture;
  wire::ServiceOffered& service = fixture.service.station.mirror.services.emplace_back();
  service.set_code("REST");
  service.set_how("进门左手");
  service.set_how_en("On the left");
  fixture.service.mirror();
  fixture.page.choose("REST");
  CHECK(fixture.page.wayText() == u"进门左手");
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  CHECK(fixture.page.wayText() == u"On the left");
  fixture.page.choose("LEND");
  CHECK(fixture.page.wayText().isEmpty());
}

TEST_CASE("a badge is taken only while a request waits, and a stranger's is refused in words") {
  VisitFixture fixture;
  CHECK_FALSE(fixture.page.takesBadge("WB1:ABC"));
  fixture.visits.requests.push_back({Uuid(), "LEND", 0});
  fixture.page.refresh();
  CHECK(fixture.page.takesBadge("WB1:ABC"));
  CHECK_FALSE(fixture.page.takesBadge("WH1:ABC"));
  fixture.page.acknowledge("WB1:ABC");
  fixture.visits.answer_badge(fail(ErrorCode::forbidden, "nobody"));
  CHECK(fixture.page.requestRefusal() == fixture.sentences.text("rest.request.not-staff"));
  fixture.page.acknowledge("WB1:DEF");
  fixture.visits.requests.clear();
  fixture.visits.answer_badge({});
  CHECK(fixture.page.requestCount() == 0);
  CHECK(fixture.page.requestRefusal().isEmpty());
}

TEST_CASE("a loan comes back by its number; what is no number, or nobody's, is a sentence beside the field") {
  VisitFixture fixture;
  fixture.page.setLoanTyped("12");
  fixture.page.returnLoan();
  CHECK(fixture.page.loanError() == fixture.sentences.text("error.rest.loan.digits"));
  fixture.page.setLoanTyped("1234");
  CHECK(fixture.page.loanError().isEmpty());
  fixture.page.returnLoan();
  CHECK(fixture.page.loanError() == fixture.sentences.text("error.rest.loan.none"));
  fixture.page.setLoanTyped("4821");
  fixture.page.returnLoan();
  CHECK(fixture.page.state() == VisitController::State::Returned);
  CHECK(fixture.page.loanTyped().isEmpty());
  CHECK(fixture.page.canRate());
}

TEST_CASE("what is lent shows its number and is given back by no unit; all out is said as it is") {
  VisitFixture fixture;
  fixture.visits.services[1] = offered_service("LEND", "借雨具", "Rain gear", 2, 0, true);
  fixture.visits.services[1].service.set_lent(true);
  fixture.page.refresh();
  CHECK(fixture.page.anyOut());
  for (int row = 0; row < fixture.page.unitsInUse()->count(); ++row) {
    const QModelIndex index = fixture.page.unitsInUse()->index(row);
    CHECK_FALSE(fixture.page.unitsInUse()->data(index, Qt::UserRole + 1).toString().startsWith("LEND"));
  }
  fixture.page.choose("LEND");
  CHECK(fixture.page.chosenState() == fixture.sentences.text("rest.lent-out"));
  fixture.page.take("");
  fixture.visits.answer_visit(VisitOutcome{std::nullopt, 0, 5});
  CHECK(fixture.page.state() == VisitController::State::Full);
  CHECK(fixture.page.canQueue());
  CHECK(fixture.page.sentence() == fixture.sentences.text("rest.lent-out.explained"));
}

TEST_CASE("who finds a service full is told the station near by that has it, in the language shown") {
  VisitFixture fixture;
  MirrorView& mirror = fixture.service.station.mirror;
  for (const char* street : {"110105001", "110105026"}) {
    wire::StationListing& other = mirror.listings.emplace_back();
    other.set_name(std::string("驿站") + street);
    other.mutable_place()->set_name_en(std::string("Station ") + street);
    other.set_street_code(street);
    other.add_services("REST");
  }
  fixture.service.mirror();
  fixture.page.choose("REST");
  fixture.page.take("courier");
  fixture.visits.answer_visit(VisitOutcome{std::nullopt, 0, 5});
  CHECK(fixture.page.nearest() == u"驿站110105026");
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  CHECK(fixture.page.nearest() == u"Station 110105026");
}

TEST_CASE("a service has one face a visit, and none once the visit is taken back") {
  VisitFixture fixture;
  fixture.page.choose("REST");
  CHECK_FALSE(fixture.page.canRate());
  fixture.page.take("courier");
  fixture.visits.answer_visit(fixture.taken());
  fixture.page.rate("poor");
  fixture.page.rate("good");
  REQUIRE(fixture.visits.rated == std::vector<std::string>{"REST poor"});
  CHECK(fixture.page.ratingText() == fixture.sentences.text("face.thanks"));
  fixture.page.choose("REST");
  fixture.page.take("courier");
  fixture.visits.answer_visit(fixture.taken());
  fixture.page.undo();
  fixture.visits.answer_undo({});
  CHECK_FALSE(fixture.page.canRate());
}

TEST_CASE("a number that is called is told once for each call, and its rider's visit carries it") {
  VisitFixture fixture;
  QueueController& queue = fixture.backend->queue;
  QStringList told;
  QObject::connect(&queue, &QueueController::numberCalled, &queue, [&told](const QString& words) { told << words; });
  queue.take("REST");
  REQUIRE(queue.state() == QueueController::State::Waiting);
  CHECK(queue.numberText() == u"12 号");
  CHECK(queue.placeText() == fixture.sentences.text("queue.next"));
  fixture.visits.call();
  queue.refresh();
  queue.refresh();
  CHECK(told.size() == 1);
  CHECK(queue.state() == QueueController::State::Called);
  CHECK(queue.called()->count() == 1);
  CHECK(queue.serviceOf(queue.calledCode()) == u"REST");
  fixture.page.chooseCalled("REST", queue.calledCode());
  fixture.page.take("");
  CHECK(fixture.visits.registered.back().queue == fixture.visits.line.front().id);
  fixture.visits.clearLine();
  queue.refresh();
  CHECK(queue.state() == QueueController::State::Over);
  CHECK(queue.calledText().isEmpty());
}

TEST_CASE("a fault is reported once, about a thing of this station or another") {
  VisitFixture fixture;
  FaultController& fault = fixture.backend->faults;
  CHECK(fault.items()->indexOf("OTHER") == fault.items()->count() - 1);
  fault.report("broken");
  CHECK(fixture.visits.reported.empty());
  fault.choose("OTHER");
  fault.report("broken");
  fault.report("dirty");
  CHECK(fixture.visits.reported == std::vector<std::string>{"OTHER broken"});
  CHECK(fault.state() == FaultController::State::Done);
  fault.wipe();
  CHECK(fault.state() == FaultController::State::Choosing);
}
