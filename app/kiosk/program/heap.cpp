#include "app/kiosk/program/heap.h"

#include <malloc.h>

namespace warmheart {

namespace {

constexpr int kArenas = 2;
constexpr int kLargeBlock = 256 * 1024;  // bytes; from here on a block has pages of its own
constexpr int kKeptAtTop = 512 * 1024;

}  // namespace

void bound_heap() {
  mallopt(M_ARENA_MAX, kArenas);
  mallopt(M_MMAP_THRESHOLD, kLargeBlock);
  mallopt(M_TRIM_THRESHOLD, kKeptAtTop);
}

void release_freed_memory() { malloc_trim(0); }

}  // namespace warmheart
