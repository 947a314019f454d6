#include <catch2/catch.hpp>

#include <fstream>
#include <set>
#include <sstream>

#include "core/station/cases.h"
#include "core/station/code_look_up.h"
#include "station_fixture.h"
#include "tests/seeded_random.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

constexpr KeyId kStaff = {1, 2, 3, 4, 5, 6, 7, 8};

struct HelpStation : Station {
  StationStore store = open();

  HelpStation() {
    wire::FeedPage first = page(1);
    offer(first, "labour-dispute", 120, true);
    offer(first, "legal-advice", 48, false);
    (void)store.store_answer(with_page(store, first)).value();
  }
  static void offer(wire::FeedPage& out, const std::string& code, unsigned due_hours, bool needs_name) {
    wire::FeedValue value;
    value.mutable_case_kind()->set_code(code);
    value.mutable_case_kind()->set_due_hours(due_hours);
    value.mutable_case_kind()->set_needs_name(needs_name);
    value.mutable_case_kind()->add_topics("contract");
    change(out, "case-kind/" + code, value, 1);
  }
  NewCase wish(const std::string& kind, bool named) {
    NewCase wanted;
    wanted.id = id();
    wanted.kind = kind;
    wanted.wish = "  工钱三个月没发  ";
    if (named) {
      wanted.rider.name = "欧阳小明";
      wanted.rider.mobile = "13800000001";
      wanted.masked_name = "欧阳*";
      wanted.call_back = true;
    }
    wanted.prepared = prepared_of(7);
    return wanted;
  }
  void publish(const Uuid& which, const char* state, bool call_back_due, std::uint64_t position,
               std::int64_t answered_ms = 0) {
    wire::FeedPage next = page(position, false);
    wire::FeedValue value;
    value.mutable_case_state()->set_case_id(string_of(which.bytes()));
    value.mutable_case_state()->set_state(state);
    value.mutable_case_state()->set_union_name("望京街道总工会");
    value.mutable_case_state()->set_answer("已补发");
    value.mutable_case_state()->set_answered_ms(answered_ms);
    value.mutable_case_state()->set_call_back_due(call_back_due);
    change(next, "case/" + to_hex(which.bytes()), value, position);
    (void)store.store_answer(with_page(store, next)).value();
  }
  std::vector<wire::Payload> payloads() {
    std::vector<wire::Payload> out;
    const Batch batch = store.load_batch(1, 200, kMaxBatchBytes).value();
    for (const wire::Record& record : batch.records) out.push_back(opened(record));
    return out;
  }
};

}  // namespace

TEST_CASE("a case is one record with its number, its words and a due time by its kind; twice is once") {
  HelpStation s;
  const NewCase wanted = s.wish("labour-dispute", true);
  const HelpCase opened = open_case(s.store, wanted).value();
  CHECK(opened.due_ms - opened.opened_ms == 120ll * 3'600'000);
  CHECK(opened.stage == CaseStage::received);
  CHECK(open_case(s.store, wanted)->due_ms == opened.due_ms);
  NewCase again = wanted;
  again.prepared = prepared_of(8);
  CHECK(open_case(s.store, again)->number.view() == wanted.prepared.query_code.view());
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 1);
  CHECK(payloads[0].case_opened().number() == "123456787");
  CHECK(payloads[0].case_opened().wish() == "工钱三个月没发");
  CHECK(payloads[0].case_opened().rider().mobile() == "13800000001");
  CHECK(payloads[0].case_opened().call_back());
}

TEST_CASE("advice is given without a name; where a name is needed there is no case without one") {
  HelpStation s;
  CHECK(open_case(s.store, s.wish("legal-advice", false)));
  CHECK(open_case(s.store, s.wish("labour-dispute", false)).error().code == ErrorCode::invalid_argument);
  CHECK(open_case(s.store, s.wish("no-such-help", true)).error().code == ErrorCode::not_found);
  NewCase empty = s.wish("legal-advice", false);
  empty.wish = "   ";
  CHECK(open_case(s.store, empty).error().code == ErrorCode::invalid_argument);
  empty.topic = "contract";
  CHECK(open_case(s.store, empty));
  NewCase long_one = s.wish("legal-advice", false);
  for (int i = 0; i < 1001; ++i) long_one.wish += "字";
  CHECK(open_case(s.store, long_one).error().code == ErrorCode::invalid_argument);
  CHECK(s.payloads().size() == 2);
}

TEST_CASE("what the centre says of a case stands on the screen, and handed over only when it was") {
  HelpStation s;
  const NewCase wanted = s.wish("labour-dispute", true);
  (void)open_case(s.store, wanted).value();
  CHECK(find_case(s.store, wanted.id)->union_name.empty());
  s.publish(wanted.id, "dispatched", false, 2);
  CHECK(find_case(s.store, wanted.id)->stage == CaseStage::dispatched);
  CHECK(find_case(s.store, wanted.id)->union_name == "望京街道总工会");
}

TEST_CASE("staff call back what was handled, once; who was not reached stays on the list") {
  HelpStation s;
  const NewCase wanted = s.wish("labour-dispute", true);
  (void)open_case(s.store, wanted).value();
  CHECK(record_call_back(s.store, wanted.id, "satisfied", kStaff).error().code == ErrorCode::conflict);
  s.publish(wanted.id, "handled", true, 2);
  REQUIRE(cases_to_call(s.store)->size() == 1);
  CHECK(record_call_back(s.store, wanted.id, "happy", kStaff).error().code == ErrorCode::invalid_argument);
  CHECK(record_call_back(s.store, wanted.id, "not-reached", kStaff));
  CHECK(cases_to_call(s.store)->size() == 1);
  CHECK(record_call_back(s.store, wanted.id, "satisfied", kStaff));
  CHECK(cases_to_call(s.store)->empty());
  CHECK(find_case(s.store, wanted.id)->stage == CaseStage::called_back);
  CHECK(record_call_back(s.store, wanted.id, "satisfied", kStaff));
  CHECK(s.payloads().size() == 3);
}

TEST_CASE("a case is found again by the key of number and last four; wrong ones are counted until the door closes") {
  HelpStation s;
  const NewCase wanted = s.wish("labour-dispute", true);
  (void)open_case(s.store, wanted).value();
  CHECK(find_by_code(s.store, wanted.prepared.look_up_key)->help_case);
  for (int i = 0; i < StationStore::kMaxWrongTries; ++i) CHECK(find_by_code(s.store, Digest{9})->empty());
  CHECK(find_by_code(s.store, wanted.prepared.look_up_key).error().code == ErrorCode::limit);
}

TEST_CASE("neither name, mobile, words nor number of a case stand readable on the disk") {
  HelpStation s;
  (void)open_case(s.store, s.wish("labour-dispute", true)).value();
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(s.folder)) {
    if (!entry.is_regular_file()) continue;
    std::stringstream content;
    content << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    all += content.str();
  }
  REQUIRE(all.find("labour-dispute") != std::string::npos);  // the scan can find things
  for (const char* secret : {"小明", "13800000001", "工钱", "123456787"}) CHECK(all.find(secret) == std::string::npos);
}

TEST_CASE("an answer has one face, and one that did not help opens the case again, once") {
  HelpStation s;
  const Uuid id = open_case(s.store, s.wish("labour-dispute", true))->id;
  CHECK(rate_case(s.store, id, "poor").error().code == ErrorCode::conflict);
  CHECK(reopen_case(s.store, id).error().code == ErrorCode::conflict);
  s.publish(id, "handled", false, 2, 500);
  CHECK(rate_case(s.store, id, "awful").error().code == ErrorCode::invalid_argument);
  CHECK(rate_case(s.store, id, "poor")->rated);
  REQUIRE(rate_case(s.store, id, "good"));
  const HelpCase open_again = reopen_case(s.store, id).value();
  CHECK(open_again.stage == CaseStage::dispatched);
  CHECK(open_again.answer.empty());
  REQUIRE(reopen_case(s.store, id));
  CHECK(find_case(s.store, id)->stage == CaseStage::dispatched);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 3);
  CHECK(payloads[1].rating_given().code() == "labour-dispute");
  CHECK(payloads[1].rating_given().face() == "poor");
  CHECK(payloads[2].case_reopened().answered_ms() == 500);
  s.publish(id, "handled", false, 3, 900);
  const HelpCase again = find_case(s.store, id).value();
  CHECK(again.stage == CaseStage::handled);
  CHECK_FALSE(again.rated);
  CHECK_FALSE(again.reopened);
  CHECK(reopen_case(s.store, id)->reopened);
}

TEST_CASE("a case that is open again is called about again once it is answered anew") {
  HelpStation s;
  const Uuid id = open_case(s.store, s.wish("labour-dispute", true))->id;
  s.publish(id, "handled", true, 2, 500);
  REQUIRE(record_call_back(s.store, id, "not-satisfied", kStaff));
  REQUIRE(reopen_case(s.store, id));
  CHECK(cases_to_call(s.store)->empty());
  s.publish(id, "handled", true, 3, 900);
  CHECK(cases_to_call(s.store)->size() == 1);
}

TEST_CASE("a case is asked for with the last four of mobile or document, else with four digits of its own") {
  SeededRandom random(7);
  Rider rider;
  CHECK(case_last_four(rider, "4821") == "4821");
  rider.card = CardNumber{};
  CHECK(case_last_four(rider, "4821") == "4821");
  rider.card.reset();
  rider.mobile = "13800000001";
  CHECK(case_last_four(rider, "4821") == "0001");
  std::set<std::string> made;
  for (int i = 0; i < 200; ++i) {
    const std::string secret = make_case_secret(random);
    REQUIRE(secret.size() == 4);
    CHECK(secret.find_first_not_of("0123456789") == std::string::npos);
    made.insert(secret);
  }
  CHECK(made.size() > 150);
}
