#include "core/base/secret.h"

#include <sodium.h>

#include <array>

namespace warmheart {

void wipe(void* data, std::size_t size) { sodium_memzero(data, size); }

void wipe(std::string& text) {
  text.resize(text.capacity());
  sodium_memzero(text.data(), text.size());
  text.clear();
}

void wipe(Bytes& bytes) {
  bytes.resize(bytes.capacity());
  if (!bytes.empty()) sodium_memzero(bytes.data(), bytes.size());
  bytes.clear();
}

[[gnu::noinline]] void wipe_unused_stack() {
  std::array<unsigned char, kUnusedStackBytes> unused;  // where frames of before lay
  wipe(unused.data(), unused.size());
}

SecretString& SecretString::operator=(const SecretString& other) {
  if (this != &other) {
    wipe(m_text);
    m_text = other.m_text;
  }
  return *this;
}

SecretString& SecretString::operator=(SecretString&& other) noexcept {
  if (this != &other) {
    wipe(m_text);
    m_text = other.m_text;
    wipe(other.m_text);
  }
  return *this;
}

SecretBytes& SecretBytes::operator=(const SecretBytes& other) {
  if (this != &other) {
    wipe(m_bytes);
    m_bytes = other.m_bytes;
  }
  return *this;
}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  if (this != &other) {
    wipe(m_bytes);
    m_bytes = std::move(other.m_bytes);
  }
  return *this;
}

}  // namespace warmheart
