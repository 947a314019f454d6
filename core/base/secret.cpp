#include "core/base/secret.h"

#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

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

void forbid_core_dumps() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__  // the sanitizer looks for leaks by tracing itself
  ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

void keep_out_of_swap(ByteView secret) {
  // A page that cannot be locked (RLIMIT_MEMLOCK) is a page as any other; nothing else depends on it.
  if (!secret.empty()) static_cast<void>(sodium_mlock(const_cast<std::uint8_t*>(secret.data()), secret.size()));
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
