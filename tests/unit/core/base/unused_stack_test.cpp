#include "core/base/unused_stack.h"

#include <catch2/catch.hpp>

using namespace warmheart;

namespace {

constexpr std::size_t kFrame = 16 * 1024;

// Leaves a mark on the stack, or counts what is left of it: both in a frame of the same place and size.
[[gnu::noinline]] std::size_t on_the_stack(bool leave) {
  volatile unsigned char frame[kFrame];
  std::size_t marks = 0;
  for (std::size_t i = 0; i < kFrame; ++i) {
    if (leave)
      frame[i] = 0xA7;
    else
      marks += frame[i] == 0xA7 ? 1 : 0;
  }
  return marks;
}

}  // namespace

TEST_CASE("what a function that has returned left on the stack is gone after the wipe") {
  on_the_stack(true);
  REQUIRE(on_the_stack(false) > kFrame / 2);  // else this test sees nothing
  on_the_stack(true);
  wipe_unused_stack();
  CHECK(on_the_stack(false) == 0);
}
