// Each class of data ends when its time is over, and not before; what is somebody's who stays, stays.
#include "centre_fixture.h"
#include "core/central/members/erasure.h"
#include "core/central/members/finish_erasures.h"
#include "core/central/retention/retention.h"
#include "core/central/slots/slots.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

struct KeepingCentre : Centre {
  Device device = enrol();
  RetentionJob job;
  std::uint64_t sent = 0;

  void take_new() {
    while (sent < device.head()) sent = send(device.batch(sent + 1, kMaxBatchRecords)).acked_seq;
    apply();
  }
  Uuid joined(const Person& person) {
    const Uuid id = device.join(person);
    take_new();
    return id;
  }
  Uuid rejected(const Person& person) {
    const Uuid id = joined(person);
    Decision no;
    no.action = DecisionAction::reject;
    no.reason = "材料不符";
    decide_now(id, no);
    return id;
  }
  // A whole day's pass; how many rows it erased.
  std::size_t pass() {
    std::size_t all = 0;
    for (std::size_t some = must(job.run(store)); some > 0; some = must(job.run(store))) all += some;
    return all;
  }
  std::size_t pass_after_days(std::int64_t days) {
    clock.wall_ms += days * kDayMs;
    return pass();
  }
  std::uint64_t person_keys() {
    return must(store.read([](Snapshot& in) {
      return sql::value<std::uint64_t>(in.people(), "SELECT count(*) AS every FROM person_key");
    }));
  }
  RetentionRow row(std::string_view name) {
    for (const RetentionRow& one : must(retention_rows(store))) {
      if (one.what->name == name) return one;
    }
    FAIL("no class " << name);
    return {};
  }
  std::string audited_detail(std::string_view subject) {
    std::string detail;
    for (const AuditRow& one : must(audit_rows(store, 0, 10'000))) {
      if (one.what == "retention" && one.subject == subject) detail = one.detail;
    }
    return detail;
  }
};

Person somebody_else() { return {"李娜", "11010519900307123X", "13800000002", "CY01"}; }

}  // namespace

TEST_CASE("who was rejected is erased after ninety days, key and all, and goes on counting as rejected") {
  KeepingCentre centre;
  const Uuid no = centre.rejected({});
  const Uuid other = centre.joined(somebody_else());
  const std::uint64_t keys = centre.person_keys();
  CHECK(centre.pass_after_days(89) == 0);
  CHECK(centre.row("not-passed").due == 0);
  CHECK(centre.pass_after_days(2) == 1);
  const auto row = centre.application(no);
  CHECK(row->sealed.empty());
  CHECK(row->masked_name == "*");
  CHECK(row->state == ApplicationState::rejected);
  CHECK(centre.person_keys() == keys - 1);
  CHECK_FALSE(centre.application(other)->sealed.empty());
  CHECK(centre.audited_detail("not-passed") == "erased: 1");
  CHECK(centre.row("not-passed").last == 1);
  CHECK(centre.row("not-passed").total == 1);
  CHECK(must(erasures_unfinished(centre.store)));  // the files are written anew for it, too
  CHECK(must(verify_raw_chains(centre.store)).faults.empty());
  CHECK(must(verify_people(centre.store)).faults.empty());
}

TEST_CASE("a rejected application goes, and the one that the same person made later stays readable") {
  KeepingCentre centre;
  const Uuid no = centre.rejected({});
  centre.clock.wall_ms += 80 * kDayMs;
  const Uuid again = centre.joined({});
  const std::uint64_t keys = centre.person_keys();
  CHECK(centre.pass_after_days(11) == 1);
  CHECK(centre.application(no)->sealed.empty());
  CHECK(centre.person_keys() == keys);
  const auto row = centre.application(again);
  CHECK(row->person == centre.application(no)->person);
  CHECK(
      must(centre.store.read([&](Snapshot& in) { return internal::decrypt_application(in, *row); })).fields().name() ==
      "张伟");
}

TEST_CASE("a member's data ends three years after leaving, and a member's who stays never") {
  KeepingCentre centre;
  const Uuid leaves = centre.joined({});
  centre.decide_now(leaves, Centre::approval());
  const Uuid stays = centre.joined(somebody_else());
  centre.decide_now(stays, Centre::approval());
  must(centre.store.transact({Lock::devices(), Lock::persons()},
                             [&](Act& act) { return internal::end_membership(act, leaves); }));
  centre.pass_after_days(1095);
  CHECK_FALSE(centre.application(leaves)->sealed.empty());
  centre.pass_after_days(2);
  CHECK(centre.application(leaves)->sealed.empty());
  CHECK_FALSE(centre.application(stays)->sealed.empty());
  CHECK(centre.audited_detail("membership") == "erased: 1");
}

TEST_CASE("a booking names nobody a year after its session, and still counts") {
  KeepingCentre centre;
  wire::Session value;
  value.set_kind("health-check");
  value.set_title("免费体检");
  value.set_place("望京");
  value.set_starts_ms(centre.clock.wall_ms + 24 * 3'600'000LL);
  value.set_ends_ms(centre.clock.wall_ms + 26 * 3'600'000LL);
  value.set_capacity(5);
  const Uuid session = must(publish_session(centre.store, "110105", value));
  wire::Payload payload;
  wire::SlotWanted& wanted = *payload.mutable_slot_wanted();
  const Uuid id = centre.device.new_id();
  wanted.set_want_id(string_of(id.bytes()));
  wanted.set_session_id(string_of(session.bytes()));
  wanted.mutable_rider()->set_name("李娜");
  wanted.mutable_rider()->set_document_kind("resident-id");
  wanted.mutable_rider()->set_document_number(somebody_else().number);
  wanted.mutable_rider()->set_mobile(somebody_else().mobile);
  wanted.set_waiting_list(true);
  centre.device.write(wire::SLOT_WANTED, payload, id);
  centre.take_new();
  REQUIRE(centre.counted("SELECT count(*) AS every FROM booking WHERE sealed <> x''") == 1);
  centre.pass_after_days(365);
  CHECK(centre.counted("SELECT count(*) AS every FROM booking WHERE sealed <> x''") == 1);
  centre.pass_after_days(2);
  CHECK(centre.counted("SELECT count(*) AS every FROM booking WHERE sealed <> x'' OR person IS NOT NULL") == 0);
  CHECK(centre.counted("SELECT count(*) AS every FROM booking") == 1);
  CHECK(centre.person_keys() == 0);
  CHECK(centre.audited_detail("booking") == "erased: 1");
}

TEST_CASE("a pass is once a day, goes on after a restart, and no class is left out of the table") {
  KeepingCentre centre;
  CHECK(centre.pass() == 0);
  const std::int64_t at = centre.row("booking").last_ms;
  CHECK(at == centre.clock.wall_ms);
  CHECK(centre.row("booking").next_ms > at);
  centre.clock.wall_ms += 60'000;
  centre.job = RetentionJob();
  centre.pass();
  CHECK(centre.row("booking").last_ms == at);
  centre.pass_after_days(1);
  CHECK(centre.row("booking").last_ms == centre.clock.wall_ms);
  CHECK(centre.row("audit").what->erase == nullptr);
  for (const RetentionClass& one : retention_classes()) {
    CHECK_FALSE(one.source.empty());
    CHECK(one.period_ms > 0);
  }
}

TEST_CASE("a period may be shorter than the one that was agreed to, never longer") {
  KeepingCentre centre;
  centre.rejected({});
  CHECK(shorten_period(centre.store, "zhou", "not-passed", 91).error().code == ErrorCode::invalid_argument);
  CHECK(shorten_period(centre.store, "zhou", "not-passed", 0).error().code == ErrorCode::invalid_argument);
  CHECK(shorten_period(centre.store, "zhou", "audit", 1).error().code == ErrorCode::invalid_argument);
  must(shorten_period(centre.store, "zhou", "not-passed", 30));
  CHECK(audited(centre, "retention-shortened") == 1);
  CHECK(centre.pass_after_days(31) == 1);
}

TEST_CASE("wrong tries and logins end by the same table, also where nobody signs in any more") {
  KeepingCentre centre;
  must(centre.store.transact({Lock::accounts()}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY(sql::execute(act,
                               "INSERT INTO sign_in_try(name_hash, door, failures, locked_until_ms, last_ms) VALUES(?, "
                               "'', 1, 0, ?)",
                               Digest{}, act.now_ms()));
    return {};
  }));
  CHECK(centre.pass() == 0);
  CHECK(centre.row("sign-in-tries").due == 0);
  centre.pass_after_days(3);
  CHECK(centre.row("sign-in-tries").total == 1);
  CHECK(centre.counted("SELECT count(*) FROM sign_in_try") == 0);
}
