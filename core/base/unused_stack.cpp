#include "core/base/unused_stack.h"

#include <array>

#include "core/base/secret.h"

namespace warmheart {

[[gnu::noinline]] void wipe_unused_stack() {
  std::array<unsigned char, kUnusedStackBytes> unused;  // where frames of before lay
  wipe(unused.data(), unused.size());
}

}  // namespace warmheart
