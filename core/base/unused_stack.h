// What functions that have returned left on a thread's stack: short strings live there, and nobody owns them any more.
// A thread that handles somebody's data wipes it between two tasks. Any thread, its own stack alone. No errors.
#pragma once

#include <cstddef>

namespace warmheart {

inline constexpr std::size_t kUnusedStackBytes = 512 * 1024;

// From the caller's frame down. Call it near the beginning of the stack: in the loop that takes tasks.
void wipe_unused_stack();

}  // namespace warmheart
