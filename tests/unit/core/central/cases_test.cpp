#include "centre_fixture.h"
#include "core/central/store/audit.h"
#include "core/central/cases/cases.h"
#include "core/central/feed/feed.h"
#include "core/member/query_code.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

Uuid open(Device& device, const std::string& name = "张伟", bool call_back = true) {
  const Uuid id = device.new_id();
  wire::Payload payload;
  wire::CaseOpened& body = *payload.mutable_case_opened();
  body.set_case_id(string_of(id.bytes()));
  SystemRandom random;
  body.set_number(make_query_code(random));
  body.set_kind("labour-dispute");
  body.set_topic("unpaid-wage");
  body.set_wish("三个月没发工钱");
  body.mutable_rider()->set_name(name);
  body.mutable_rider()->set_mobile("13800000001");
  body.set_call_back(call_back);
  body.set_due_ms(2'000'000'000'000);
  return device.write(wire::CASE_OPENED, payload, id);
}
void call_back(Device& device, const Uuid& id, const char* outcome) {
  wire::Payload payload;
  payload.mutable_case_called_back()->set_case_id(string_of(id.bytes()));
  payload.mutable_case_called_back()->set_outcome(outcome);
  device.write(wire::CASE_CALLED_BACK, payload);
}
wire::CaseState published_case(Centre& centre, const Uuid& id) {
  const auto entries = must(feed_entries(centre.store, station_scope(centre.station_id())));
  for (const FeedEntry& entry : entries) {
    if (entry.value.has_case_state() && entry.value.case_state().case_id() == string_of(id.bytes()))
      return entry.value.case_state();
  }
  return {};
}

}  // namespace

TEST_CASE(
    "the loop of a case: received, handed over, handled, called back from the station, closed; each step is told "
    "there") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = open(device);
  centre.take(device);
  REQUIRE(must(list_cases(centre.store, false)).size() == 1);
  CHECK(published_case(centre, id).state() == "received");
  CHECK(published_case(centre, id).union_name().empty());
  must(dispatch_case(centre.store, id, "望京街道总工会", "li"));
  CHECK(published_case(centre, id).union_name() == "望京街道总工会");
  CHECK_FALSE(close_case(centre.store, id, "li"));
  must(answer_case(centre.store, id, "已补发", "li"));
  CHECK(published_case(centre, id).call_back_due());
  CHECK(close_case(centre.store, id, "li").error().code == ErrorCode::conflict);
  call_back(device, id, "satisfied");
  centre.take(device);
  CHECK(published_case(centre, id).state() == "called-back");
  CHECK_FALSE(published_case(centre, id).call_back_due());
  must(close_case(centre.store, id, "li"));
  CHECK(must(list_cases(centre.store, false)).empty());
  const CaseFigures figures = must(case_figures(centre.store));
  CHECK(figures.closed == 1);
  CHECK(figures.on_time == 1);
  CHECK(figures.satisfied == 1);
}

TEST_CASE("who asked for no call is closed without one") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = open(device, "张伟", false);
  centre.take(device);
  must(answer_case(centre.store, id, "请到法院立案庭", "li"));
  CHECK_FALSE(published_case(centre, id).call_back_due());
  must(close_case(centre.store, id, "li"));
}

TEST_CASE("a call back that came before its case waits for it") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.new_id();
  call_back(device, id, "satisfied");
  centre.take(device);
  CHECK(must(list_cases(centre.store, true)).empty());
}

TEST_CASE("lists are masked; opening a case shows who it is, needs a reason, and is an audit row") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = open(device);
  centre.take(device);
  CHECK(must(list_cases(centre.store, false)).at(0).masked_name == "张*");
  CHECK(open_case_file(centre.store, id, "li", "").error().code == ErrorCode::invalid_argument);
  const WholeCase whole = must(open_case_file(centre.store, id, "li", "电话核实"));
  CHECK(whole.opened.rider().name() == "张伟");
  CHECK(whole.opened.wish() == "三个月没发工钱");
  const auto rows = must(audit_rows(centre.store, 0, 100));
  REQUIRE_FALSE(rows.empty());
  CHECK(rows.back().what == "case-opened");
  CHECK(rows.back().detail == "电话核实");
}

TEST_CASE("a case is found by the beginning of its id, and two of the same beginning are asked about") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = open(device);
  centre.take(device);
  CHECK(must(find_case(centre.store, id.text().substr(0, 13))) == id);
  CHECK(find_case(centre.store, "ab").error().code == ErrorCode::invalid_argument);
  CHECK(find_case(centre.store, "ffffff").error().code == ErrorCode::not_found);
}

TEST_CASE("a rider who is not satisfied opens the case again: it is due anew, answered anew, and closed again") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = open(device, "张伟", false);
  centre.take(device);
  must(dispatch_case(centre.store, id, "望京街道总工会", "li"));
  must(answer_case(centre.store, id, "请等等", "li"));
  must(close_case(centre.store, id, "li"));
  const std::int64_t answered_ms = published_case(centre, id).answered_ms();
  REQUIRE(answered_ms > 0);
  const CaseLine before = must(list_cases(centre.store, true)).at(0);
  centre.clock.wall_ms += 60'000;
  const auto reopen = [&](std::int64_t of) {
    wire::Payload payload;
    payload.mutable_case_reopened()->set_case_id(string_of(id.bytes()));
    payload.mutable_case_reopened()->set_answered_ms(of);
    device.write(wire::CASE_REOPENED, payload);
    centre.take(device);
  };
  reopen(answered_ms);
  CaseLine line = must(list_cases(centre.store, false)).at(0);
  CHECK(line.stage == CaseStage::dispatched);
  CHECK(line.reopened == 1);
  CHECK(line.due_ms > before.due_ms);
  CHECK(published_case(centre, id).state() == "dispatched");
  CHECK(published_case(centre, id).answer().empty());
  CHECK(must(audit_rows(centre.store, 0, 100)).back().what == "case-reopened");
  reopen(answered_ms);
  CHECK(must(list_cases(centre.store, false)).at(0).reopened == 1);
  centre.clock.wall_ms += 60'000;
  must(answer_case(centre.store, id, "已补发", "li"));
  reopen(answered_ms);
  CHECK(must(list_cases(centre.store, false)).at(0).stage == CaseStage::handled);
  must(close_case(centre.store, id, "li"));
  CHECK(must(list_cases(centre.store, false)).empty());
}
