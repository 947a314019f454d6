#include <catch2/catch.hpp>

#include "app/fleet/silence.h"

using warmheart::fleet::Silence;

TEST_CASE("a silence lasts from the first record that waits to the next acknowledgement of any") {
  Silence silence;
  CHECK(silence.longest_us(1'000) == 0);
  silence.begin_to_wait(1'000, 2);
  silence.begin_to_wait(1'500, 1);  // it has begun already
  CHECK(silence.longest_us(1'700) == 700);
  silence.acknowledged(2'000, 1);
  silence.acknowledged(2'300, 1);
  CHECK(silence.longest_us(2'400) == 1'000);
  silence.acknowledged(5'000, 1);
  CHECK(silence.longest_us(5'000) == 2'700);
}

TEST_CASE("who has nothing to tell is not silenced, and neither is who has no network") {
  Silence silence;
  silence.begin_to_wait(0, 1);
  silence.acknowledged(10, 1);
  CHECK(silence.longest_us(1'000'000) == 10);  // nobody waits
  silence.begin_to_wait(1'000'000, 3);
  silence.stop_waiting(1'000'050, 3);  // its network is away
  CHECK(silence.longest_us(9'000'000) == 50);
  silence.begin_to_wait(9'000'000, 3);  // and back
  silence.acknowledged(9'000'020, 3);
  CHECK(silence.longest_us(20'000'000) == 50);
}

TEST_CASE("the silence that is going on counts") {
  Silence silence;
  silence.begin_to_wait(0, 2);
  silence.acknowledged(5, 1);
  CHECK(silence.longest_us(7'000'005) == 7'000'000);
}
