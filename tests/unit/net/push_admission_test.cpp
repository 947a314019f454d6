// A device's day, with a time that the test gives.
#include <catch2/catch.hpp>

#include "core/base/clock.h"
#include "net/sync/push_admission.h"

using namespace warmheart;

namespace {

const Uuid kOne = *Uuid::from_bytes(Bytes(16, 1));
const Uuid kTwo = *Uuid::from_bytes(Bytes(16, 2));

DailyBudget budget(std::uint64_t requests, std::uint64_t epochs, std::uint64_t records) {
  DailyBudget out;
  out.requests = requests;
  out.epochs = epochs;
  out.records = records;
  out.bytes = 1000;
  return out;
}

}  // namespace

TEST_CASE("A device's requests of a day are counted, each device for itself, and tomorrow is another day") {
  PushAdmission admission(budget(2, 9, 9));
  CHECK(admission.let_request_in(kOne, kDayMs));
  CHECK(admission.let_request_in(kOne, kDayMs + 1));
  CHECK_FALSE(admission.let_request_in(kOne, 2 * kDayMs - 1));
  CHECK(admission.let_request_in(kTwo, kDayMs));
  CHECK(admission.let_request_in(kOne, 2 * kDayMs));
}

TEST_CASE("Epochs are counted once a day; a known one is always let in") {
  PushAdmission admission(budget(9, 2, 9));
  CHECK(admission.let_epoch_in(kOne, 11, kDayMs));
  CHECK(admission.let_epoch_in(kOne, 12, kDayMs));
  CHECK_FALSE(admission.let_epoch_in(kOne, 13, kDayMs));
  CHECK(admission.let_epoch_in(kOne, 11, kDayMs));
  CHECK(admission.let_epoch_in(kTwo, 13, kDayMs));
  CHECK(admission.let_epoch_in(kOne, 13, 2 * kDayMs));
}

TEST_CASE("Records and bytes are counted when they are stored; one alarm a day") {
  PushAdmission admission(budget(9, 9, 3));
  CHECK(admission.may_push(kOne, kDayMs));
  admission.count(kOne, Stored{3, 10});
  CHECK_FALSE(admission.may_push(kOne, kDayMs));
  CHECK(admission.may_push(kTwo, kDayMs));
  admission.count(kTwo, Stored{1, 1000});
  CHECK_FALSE(admission.may_push(kTwo, kDayMs));
  CHECK(admission.first_refusal_today(kOne));
  CHECK_FALSE(admission.first_refusal_today(kOne));
  CHECK(admission.may_push(kOne, 2 * kDayMs));
  CHECK(admission.first_refusal_today(kOne));
}

TEST_CASE("Another process goes on with the day that this one counted, and tomorrow is another day") {
  PushAdmission before(budget(3, 2, 2));
  CHECK(before.let_request_in(kOne, kDayMs));
  CHECK(before.let_request_in(kOne, kDayMs));
  CHECK(before.let_epoch_in(kOne, 11, kDayMs));
  CHECK(before.let_epoch_in(kOne, 12, kDayMs));
  before.count(kOne, Stored{2, 10});
  const auto days = before.take_changed();
  REQUIRE(days.size() == 1);
  CHECK(before.take_changed().empty());
  before.keep_again(days);
  CHECK(before.take_changed().size() == 1);

  PushAdmission after(budget(3, 2, 2));
  after.resume(days);
  CHECK(after.take_changed().empty());
  CHECK(after.let_request_in(kOne, kDayMs + 5));
  CHECK_FALSE(after.let_request_in(kOne, kDayMs + 5));
  CHECK_FALSE(after.let_epoch_in(kOne, 13, kDayMs));
  CHECK(after.let_epoch_in(kOne, 12, kDayMs));
  CHECK_FALSE(after.may_push(kOne, kDayMs));
  CHECK(after.let_request_in(kTwo, kDayMs));
  CHECK(after.let_request_in(kOne, 2 * kDayMs));
  CHECK(after.let_epoch_in(kOne, 13, 2 * kDayMs));
  CHECK(after.may_push(kOne, 2 * kDayMs));
}

TEST_CASE("Each kind of spending is a change to be kept, and a refusal is none") {
  PushAdmission admission(budget(1, 1, 1));
  CHECK(admission.let_request_in(kOne, kDayMs));
  CHECK(admission.take_changed().size() == 1);
  CHECK(admission.let_epoch_in(kOne, 11, kDayMs));
  CHECK(admission.take_changed().size() == 1);
  admission.count(kOne, Stored{1, 1});
  CHECK(admission.take_changed().size() == 1);
  CHECK_FALSE(admission.let_request_in(kOne, kDayMs));
  CHECK_FALSE(admission.let_epoch_in(kOne, 12, kDayMs));
  CHECK(admission.take_changed().empty());
}
