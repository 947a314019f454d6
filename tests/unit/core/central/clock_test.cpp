#include "core/central/start/clock.h"

#include "centre_fixture.h"
#include "core/central/start/health.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

constexpr BootId kBoot{1}, kOtherBoot{2};

const std::int64_t kThen = build_time_ms() + 100 * kDayMs;

ClockFault judged(std::int64_t wall_ms, std::int64_t boottime_ms, const ClockWitness& witness, std::uint64_t kiosks = 3,
                  std::uint64_t agreeing = 0, std::uint64_t disagreeing = 0) {
  return judge_clock({wall_ms, kBoot, boottime_ms}, witness, kiosks, agreeing, disagreeing).fault;
}

}  // namespace

TEST_CASE("within one boot the boot time says what the clock must show") {
  const ClockWitness witness{kThen, kBoot, 1000};
  CHECK(judged(kThen + 5000, 6000, witness) == ClockFault::none);
  CHECK(judged(kThen + 200 * kDayMs, 31'000, witness) == ClockFault::jumped);
  CHECK(judged(kThen - 3'600'000, 31'000, witness) == ClockFault::behind);
  CHECK(judged(kThen + 200 * kDayMs, 31'000, witness, 3, 2, 1) == ClockFault::none);
  CHECK(judged(kThen + 200 * kDayMs, 31'000, witness, 3, 1, 1) == ClockFault::jumped);
}

TEST_CASE("after a boot a long rest and a wrong clock are told apart by the kiosks") {
  const ClockWitness witness{kThen, kOtherBoot, 900'000};
  CHECK(judged(kThen + 3'600'000, 10, witness) == ClockFault::none);
  CHECK(judged(kThen + 9 * kDayMs, 10, witness) == ClockFault::unconfirmed);
  CHECK(judged(kThen + 9 * kDayMs, 10, witness, 3, 1, 0) == ClockFault::none);
  CHECK(judged(kThen + 9 * kDayMs, 10, witness, 0) == ClockFault::none);  // nobody could ever agree
  CHECK(judged(kThen - kDayMs, 10, witness) == ClockFault::behind);
}

TEST_CASE("no right clock shows less than the day this program was made") {
  const ClockReading machine{build_time_ms() - kDayMs, kBoot, 10};
  CHECK(judge_clock(machine, std::nullopt, 0, 0, 0).fault == ClockFault::before_build);
  CHECK(judge_clock(machine, ClockWitness{kThen, kBoot, 5}, 3, 3, 0).fault == ClockFault::before_build);
}

TEST_CASE("a running centre works on by its last believed time while the machine's clock is wrong") {
  FakeClock machine;
  GuardedClock clock(machine);
  const std::int64_t before = clock.now().wall_ms;
  struct Jump final : Clock {
    const FakeClock& from;
    std::int64_t ahead_ms;
    Jump(const FakeClock& from_in, std::int64_t ahead_in) : from(from_in), ahead_ms(ahead_in) {}
    ClockReading now() const override {
      ClockReading reading = from.now();
      reading.wall_ms += ahead_ms;
      return reading;
    }
  };
  Jump jumping(machine, 0);
  GuardedClock guarded(jumping);
  jumping.ahead_ms = 200 * kDayMs;
  machine.wall_ms += 30'000;
  CHECK(guarded.now().wall_ms == before + 30'000);  // before anybody has looked
  guarded.doubt(jumping.now(), before + 30'000);
  CHECK_FALSE(guarded.believed());
  machine.wall_ms += 1000;
  CHECK(guarded.now().wall_ms == before + 31'000);
  jumping.ahead_ms = 0;
  guarded.believe(jumping.now());
  CHECK(guarded.now().wall_ms == before + 31'000);
}

TEST_CASE("kiosks tell their own clocks with what they send, and the centre judges its own by them") {
  Centre centre;
  centre.clock.wall_ms = kThen;
  must(witness_clock(centre.store, centre.clock.now()));
  Device first = centre.enrol(), second = centre.enrol();
  for (Device* device : {&first, &second}) {
    device->join({});
    DeviceBatch batch = device->batch_all();
    batch.request.mutable_report()->set_wall_ms(kThen);
    REQUIRE(centre.send(batch).verdict == wire::SYNC_OK);
  }
  ClockReading machine = centre.clock.now();
  CHECK(must(judge_clock(centre.store, machine)).sound());
  machine.wall_ms += 2 * kDayMs;
  const ClockVerdict wrong = must(judge_clock(centre.store, machine));
  CHECK(wrong.fault == ClockFault::jumped);
  CHECK(wrong.disagreeing == 2);
  CHECK(wrong.expected_ms == kThen);
  must(centre.store.transact({}, [&](Act& act) {
    return sql::execute(act, "UPDATE device SET clock_base_ms = clock_base_ms + ?", 2 * kDayMs);
  }));
  CHECK(must(judge_clock(centre.store, machine)).sound());  // the machine was set right, and all kiosks say so
}

TEST_CASE("where no moment was kept the newest row stands for it") {
  Centre centre;
  centre.clock.wall_ms = kThen;
  must(audit(centre.store, "li", "looked", "x", ""));
  ClockReading machine = centre.clock.now();
  machine.wall_ms -= 3'600'000;
  CHECK(must(judge_clock(centre.store, machine)).fault == ClockFault::behind);
  machine.wall_ms += 7'200'000;
  CHECK(must(judge_clock(centre.store, machine)).sound());
}

TEST_CASE("an alarm about the clock stands until it is over") {
  Centre centre;
  centre.clock.wall_ms = kThen;
  must(raise_clock_alarm(centre.store, {ClockFault::jumped, kThen, 0, 2, 2}, centre.clock.now()));
  const auto alarms = must(list_alarms(centre.store, 10));
  REQUIRE(alarms.size() == 1);
  CHECK(alarms[0].code == kClockAlarm);
  CHECK(alarms[0].detail.find("NTP") != std::string::npos);
  must(take_back_alarm(centre.store, kClockAlarm, ""));
  CHECK(must(list_alarms(centre.store, 10)).empty());
}
