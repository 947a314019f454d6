#include <catch2/catch.hpp>

#include "kiosk_bench.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct MineBench : KioskBench {
  MineController& page = backend->mine;

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
  MineBench bench;
  bench.find(ApplicationState::awaiting_review);
  CHECK(bench.page.offers()->indexOf("withdraw") >= 0);
  CHECK(bench.page.offers()->indexOf("leave") < 0);
  CHECK(bench.page.offers()->indexOf("erase") >= 0);
  bench.find(ApplicationState::approved);
  CHECK(bench.page.offers()->indexOf("withdraw") < 0);
  CHECK(bench.page.offers()->indexOf("leave") >= 0);
}

TEST_CASE("a request is made once, a retry is the same one, and what was asked is not offered again") {
  MineBench bench;
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
  MineBench bench;
  bench.find(ApplicationState::approved);
  bench.page.setChosen("leave");
  bench.page.wipe();
  CHECK(bench.page.offers()->count() == 0);
  CHECK(bench.page.chosen().isEmpty());
  bench.page.ask();
  CHECK(bench.requests.made.empty());
}
