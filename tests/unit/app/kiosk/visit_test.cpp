#include <catch2/catch.hpp>

#include "kiosk_bench.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct VisitBench : KioskBench {
  VisitController& page = backend->visits;

  VisitBench() {
    visits.services = {{"REST", "坐下歇歇", "A seat", 8, 6, 0, false, {}}, {"LEND", "借雨具", "Rain gear", 0, 0, 0, true, {}}};
    page.refresh();
  }
  VisitOutcomeView taken(bool called = false) const { return {VisitView{visits.visits.back().id, visits.visits.back().service, {3}, 0, called}, 0}; }
};

}  // namespace

TEST_CASE("a visit's id is made when its service is chosen, so that a retry is the same visit") {
  VisitBench bench;
  bench.page.choose("REST");
  bench.page.take("courier");
  bench.visits.answer_visit(fail(ErrorCode::busy, "locked"));
  CHECK(bench.page.state() == VisitController::State::Failed);
  CHECK(bench.page.sentence() == bench.sentences.text("error.save.busy"));
  bench.page.take("courier");
  REQUIRE(bench.visits.visits.size() == 2);
  CHECK(bench.visits.visits[0].id == bench.visits.visits[1].id);
  CHECK_FALSE(bench.visits.visits[0].id.empty());
}

TEST_CASE("while a visit is being saved a second tap does nothing") {
  VisitBench bench;
  bench.page.choose("REST");
  bench.page.take("courier");
  bench.page.take("truck");
  CHECK(bench.visits.visits.size() == 1);
}

TEST_CASE("the undo window closes by itself, and an answer to somebody who has left is dropped") {
  VisitBench bench;
  bench.page.choose("REST");
  bench.page.take("courier");
  bench.visits.answer_visit(bench.taken());
  CHECK(bench.page.undoSeconds() == 60);
  bench.clock.pass(59'001);
  CHECK(bench.page.undoSeconds() == 1);
  bench.clock.pass(1'000);
  CHECK(bench.page.undoSeconds() == 0);
  bench.page.choose("REST");
  bench.page.take("courier");
  const auto late = bench.visits.answer_visit;
  bench.page.wipe();
  late(bench.taken());
  CHECK(bench.page.state() == VisitController::State::Choosing);
  CHECK(bench.page.placeText().isEmpty());
}

TEST_CASE("a service that staff bring says so, and its visit sends to the counter") {
  VisitBench bench;
  bench.page.choose("LEND");
  CHECK(bench.page.chosenState() == bench.sentences.text("rest.by-hand"));
  bench.page.take("");
  bench.visits.answer_visit(bench.taken(true));
  CHECK(bench.page.calledStaff());
}

TEST_CASE("a badge is taken only while a request waits, and a stranger's is refused in words") {
  VisitBench bench;
  CHECK_FALSE(bench.page.takesBadge("WB1:ABC"));
  bench.visits.requests.push_back({Uuid(), "LEND", 0});
  bench.page.refresh();
  CHECK(bench.page.takesBadge("WB1:ABC"));
  CHECK_FALSE(bench.page.takesBadge("WH1:ABC"));
  bench.page.acknowledge("WB1:ABC");
  bench.visits.answer_badge(fail(ErrorCode::forbidden, "nobody"));
  CHECK(bench.page.requestRefusal() == bench.sentences.text("rest.request.not-staff"));
  bench.page.acknowledge("WB1:DEF");
  bench.visits.requests.clear();
  bench.visits.answer_badge({});
  CHECK(bench.page.requestCount() == 0);
  CHECK(bench.page.requestRefusal().isEmpty());
}
