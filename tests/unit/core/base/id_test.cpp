#include "core/base/id.h"

#include <catch2/catch.hpp>

using namespace warmheart;

TEST_CASE("an id is a UUIDv7 that sorts by the time it was made") {
  SystemClock clock;
  SystemRandom random;
  const Uuid id = Uuid::make(clock, random);
  CHECK(id.text().size() == 36);
  CHECK(id.text()[14] == '7');
  CHECK(Uuid::from_text(id.text()).value() == id);
  CHECK_FALSE(Uuid::from_text("not-an-id").has_value());
  CHECK(Uuid::make(clock, random) != id);
}
