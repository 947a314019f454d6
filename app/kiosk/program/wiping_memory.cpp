// Memory of this process is overwritten when it is given back: what somebody typed passes through Qt, QML, protobuf and
// OpenSSL, whose copies nobody can name one by one. free and realloc stand in front of glibc's own, which keeps the
// heap; every library of the process finds them, because a program's symbols come before a library's. Not part of a
// build under sanitizers, which have an allocator of their own. Any thread.
#include <malloc.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

extern "C" {
void* __libc_malloc(std::size_t size);
void __libc_free(void* memory);
}

namespace {

void overwrite(void* memory, std::size_t size) {
  std::memset(memory, 0, size);
  asm volatile("" : : "r"(memory) : "memory");  // the compiler may not leave it out because nobody reads it again
}

}  // namespace

extern "C" void free(void* memory) noexcept {
  if (!memory) return;
  overwrite(memory, malloc_usable_size(memory));
  __libc_free(memory);
}

// Never in place of another block: glibc's own would give the old one back as it is.
extern "C" void* realloc(void* memory, std::size_t size) noexcept {
  if (!memory) return __libc_malloc(size);
  if (size == 0) {
    free(memory);
    return nullptr;
  }
  const std::size_t held = malloc_usable_size(memory);
  if (size <= held && size >= held / 2) {
    overwrite(static_cast<char*>(memory) + size, held - size);
    return memory;
  }
  void* const moved = __libc_malloc(size);
  if (!moved) return nullptr;
  std::memcpy(moved, memory, std::min(held, size));
  free(memory);
  return moved;
}

extern "C" void* reallocarray(void* memory, std::size_t count, std::size_t size) noexcept {
  std::size_t bytes = 0;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return nullptr;
  }
  return realloc(memory, bytes);
}
