#include "centre_fixture.h"
#include "core/central/members/device_query.h"
#include "core/central/cases/cases.h"
#include "core/central/members/requests.h"
#include "core/central/access/staff.h"
#include "core/member/query_code.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

const std::string kCode = with_check_digit(12'345'678);

wire::AskRequest by_code(const char* last_four, bool whole = true, const std::string& code = kCode) {
  wire::AskRequest request;
  request.set_protocol(kProtocol);
  wire::AskProof& proof =
      whole ? *request.mutable_my_data()->mutable_proof() : *request.mutable_status()->mutable_proof();
  proof.set_query_code(code);
  proof.set_last_four(last_four);
  return request;
}

struct Asking {
  Centre centre;
  Device device = centre.enrol();
  Uuid application = device.join({"张伟"});
  Asking() { centre.take(device); }
  wire::AskAnswer ask(const wire::AskRequest& request) { return must(answer_ask(centre.store, device.id(), request)); }
  std::size_t audited(std::string_view what) {
    std::size_t count = 0;
    for (const AuditRow& row : must(audit_rows(centre.store, 0, 10'000)))
      count += row.what == what && row.subject == application.text() ? 1 : 0;
    return count;
  }
};

Uuid open_case(Device& device, const std::string& mobile, bool call_back) {
  const Uuid id = device.new_id();
  wire::Payload payload;
  wire::CaseOpened& opened = *payload.mutable_case_opened();
  opened.set_case_id(string_of(id.bytes()));
  opened.set_number(with_check_digit(4'711));
  opened.set_kind("legal");
  opened.mutable_rider()->set_name("张伟");
  opened.mutable_rider()->set_document_number("11010519491231002X");
  opened.mutable_rider()->set_mobile(mobile);
  opened.set_call_back(call_back);
  opened.set_due_ms(1);
  return device.write(wire::CASE_OPENED, payload, id);
}

}  // namespace

TEST_CASE("a query code with the last four digits opens state and whole data at any station, each in the audit") {
  Asking asking;
  const Device other = asking.centre.enrol();
  const wire::AskAnswer state = must(answer_ask(asking.centre.store, other.id(), by_code("0001", false)));
  CHECK(state.refusal().empty());
  CHECK(state.status().state() == "awaiting-review");
  CHECK(state.status().application_id() == string_of(asking.application.bytes()));
  CHECK(state.masked_name() == "张*");
  CHECK_FALSE(state.has_my_data());
  CHECK(state.consents().empty());
  CHECK(asking.audited("rider-asked-status") == 1);

  const wire::AskAnswer whole = asking.ask(by_code("0001"));
  CHECK(whole.my_data().name() == "张伟");
  CHECK(whole.my_data().mobile() == "13800000001");
  CHECK(whole.my_data().signature().strokes().empty());
  REQUIRE(whole.consents_size() == 3);
  CHECK(whole.consents(0).text_id() == "notice");
  CHECK(asking.audited("rider-saw-own-data") == 1);
}

TEST_CASE("a card's number opens the same; what hangs on the person comes with it") {
  Asking asking;
  open_case(asking.device, "13800000001", true);
  asking.centre.take(asking.device);
  asking.centre.decide_now(asking.application, Centre::approval());
  const auto row = asking.centre.application(asking.application);
  wire::AskRequest request;
  request.set_protocol(kProtocol);
  request.mutable_my_data()->mutable_proof()->set_card_number(string_of(row->card_number));
  request.mutable_my_data()->mutable_proof()->set_last_four("0001");
  const wire::AskAnswer whole = asking.ask(request);
  CHECK(whole.refusal().empty());
  CHECK(whole.card().rfind("WH1:", 0) == 0);
  REQUIRE(whole.cases_size() == 1);
  CHECK(whole.cases(0).number() == with_check_digit(4'711));
}

TEST_CASE("five wrong tries close a code for an hour, also for who knows the digits; never which was wrong") {
  Asking asking;
  CHECK(asking.ask(by_code("0001", true, with_check_digit(98'765'432))).refusal() == "wrong");
  for (int i = 0; i < 5; ++i) CHECK(asking.ask(by_code("9999")).refusal() == "wrong");
  CHECK(asking.ask(by_code("0001")).refusal() == "limit");
  asking.centre.clock.wall_ms += 3'600'001;
  CHECK(asking.ask(by_code("0001")).refusal().empty());
  CHECK(asking.audited("rider-saw-own-data") == 1);
}

TEST_CASE("a device that guesses through many codes is closed itself, and another is not") {
  Asking asking;
  for (std::uint64_t i = 0; i < 30; ++i)
    CHECK(asking.ask(by_code("0001", false, with_check_digit(5'000 + i))).refusal() == "wrong");
  CHECK(asking.ask(by_code("0001")).refusal() == "limit");
  const Device other = asking.centre.enrol();
  CHECK(must(answer_ask(asking.centre.store, other.id(), by_code("0001"))).refusal().empty());
}

TEST_CASE("wrong tries of yesterday do not add up with those of today") {
  Asking asking;
  for (int i = 0; i < 4; ++i) CHECK(asking.ask(by_code("9999")).refusal() == "wrong");
  asking.centre.clock.wall_ms += 3'600'001;
  for (int i = 0; i < 4; ++i) CHECK(asking.ask(by_code("9999")).refusal() == "wrong");
  CHECK(asking.ask(by_code("0001")).refusal().empty());
}

TEST_CASE("who was erased is found by nobody") {
  Asking asking;
  wire::Payload payload;
  payload.mutable_erasure_asked()->set_application_id(string_of(asking.application.bytes()));
  const Uuid id = asking.device.write(wire::ERASURE_ASKED, payload);
  asking.centre.take(asking.device);
  must(agree_request(asking.centre.store, id, "li"));
  must(agree_request(asking.centre.store, id, "wang"));
  CHECK(asking.ask(by_code("0001")).refusal() == "wrong");
}

TEST_CASE("applications from before codes were kept are found after the first opening") {
  Asking asking;
  must(asking.centre.store.transact(
      {}, [](Act& act) { return sql::execute(act, "UPDATE application SET code_hash = NULL"); }));
  CHECK(asking.ask(by_code("0001")).refusal() == "wrong");
  CHECK(must(backfill_code_hashes(asking.centre.store)) == 1);
  CHECK(must(backfill_code_hashes(asking.centre.store)) == 0);
  CHECK(asking.ask(by_code("0001")).refusal().empty());
}

TEST_CASE(
    "the number for a call back is told where the case was opened, to a badge of that station, while a call is due") {
  Asking asking;
  const Uuid id = open_case(asking.device, "13800000007", true);
  asking.centre.take(asking.device);
  must(add_staff(asking.centre.store, {"wangjing", "王小丽"}, SecretString("271828"), "admin"));
  const BadgeId badge = must(list_staff(asking.centre.store)).front().badge;
  wire::AskRequest request;
  request.set_protocol(kProtocol);
  request.mutable_call_back_number()->set_case_id(string_of(id.bytes()));
  request.mutable_call_back_number()->set_badge_id(string_of(badge));
  CHECK(asking.ask(request).refusal() == "not-found");
  must(answer_case(asking.centre.store, id, "已为您联系站点", "li"));
  CHECK(asking.ask(request).call_back_number() == "13800000007");
  wire::AskRequest stranger = request;
  stranger.mutable_call_back_number()->set_badge_id(std::string(8, '\1'));
  CHECK(asking.ask(stranger).refusal() == "forbidden");
  must(dismiss_staff(asking.centre.store, badge, "admin"));
  CHECK(asking.ask(request).refusal() == "forbidden");
}

TEST_CASE("another protocol, and a question that is not known, are told so") {
  Asking asking;
  wire::AskRequest request;
  CHECK(answer_ask(asking.centre.store, asking.device.id(), request).error().code == ErrorCode::unsupported);
  request.set_protocol(kProtocol);
  CHECK(answer_ask(asking.centre.store, asking.device.id(), request).error().code == ErrorCode::unsupported);
}

TEST_CASE(
    "staff ask whether a document number is known: masked, counted and audited, by a badge of that station alone") {
  Asking asking;
  must(add_staff(asking.centre.store, {"wangjing", "王小丽"}, SecretString("271828"), "admin"));
  wire::AskRequest request;
  request.set_protocol(kProtocol);
  request.mutable_duplicate()->set_document_number("11010519491231002X");
  request.mutable_duplicate()->set_badge_id(std::string(8, '\1'));
  CHECK(asking.ask(request).refusal() == "forbidden");
  request.mutable_duplicate()->set_badge_id(string_of(must(list_staff(asking.centre.store)).front().badge));
  const wire::AskAnswer known = asking.ask(request);
  REQUIRE(known.duplicates_size() == 1);
  CHECK(known.duplicates(0).masked_name() == "张*");
  CHECK(known.duplicates(0).state() == "awaiting-review");
  CHECK_FALSE(known.duplicates(0).station().empty());
  CHECK(known.SerializeAsString().find("13800000001") == std::string::npos);
  request.mutable_duplicate()->set_document_number("440524188001010014");
  CHECK(asking.ask(request).duplicates_size() == 0);
  for (int i = 2; i < 60; ++i) CHECK(asking.ask(request).refusal().empty());
  CHECK(asking.ask(request).refusal() == "limit");
  std::size_t rows = 0;
  for (const AuditRow& row : must(audit_rows(asking.centre.store, 0, 10'000)))
    rows += row.what == "number-asked" ? 1 : 0;
  CHECK(rows == 60);
}

TEST_CASE("staff of another station are not told whom to call, though a call is due") {
  Asking asking;
  const Uuid id = open_case(asking.device, "13800000007", true);
  asking.centre.take(asking.device);
  must(answer_case(asking.centre.store, id, "已为您联系站点", "li"));
  asking.centre.add_station("elsewhere");
  const Device there = asking.centre.enrol("elsewhere");
  must(add_staff(asking.centre.store, {"elsewhere", "李姐"}, SecretString("271828"), "admin"));
  wire::AskRequest request;
  request.set_protocol(kProtocol);
  request.mutable_call_back_number()->set_case_id(string_of(id.bytes()));
  request.mutable_call_back_number()->set_badge_id(string_of(must(list_staff(asking.centre.store)).front().badge));
  CHECK(must(answer_ask(asking.centre.store, there.id(), request)).refusal() == "not-found");
  CHECK(asking.ask(request).refusal() == "forbidden");
}
