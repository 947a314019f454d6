// Text and bytes that wipe themselves when they go: what a person typed, keys, codes. Each has one owner. No errors.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "core/base/bytes.h"

namespace warmheart {

// Overwrites memory so that the compiler cannot leave it out.
void wipe(void* data, std::size_t size);
void wipe(std::string& text);  // the whole capacity, then clears
void wipe(Bytes& bytes);

// For the whole process: no core dump holds what was in memory, and no other process of this user looks into it.
void forbid_core_dumps();
// A key that stays for the process's life: its pages are not swapped out and not dumped. Best effort: what the system
// allows to lock.
void keep_out_of_swap(ByteView secret);

class SecretString {
 public:
  SecretString() = default;
  explicit SecretString(std::string text) : m_text(std::move(text)) {}
  SecretString(const SecretString&) = default;
  SecretString(SecretString&& other) noexcept : m_text(other.m_text) { wipe(other.m_text); }
  SecretString& operator=(const SecretString& other);
  SecretString& operator=(SecretString&& other) noexcept;
  ~SecretString() { wipe(m_text); }

  std::string_view view() const { return m_text; }
  bool empty() const { return m_text.empty(); }

 private:
  std::string m_text;
};

class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(Bytes bytes) : m_bytes(std::move(bytes)) {}
  SecretBytes(const SecretBytes&) = default;
  SecretBytes(SecretBytes&&) noexcept = default;
  SecretBytes& operator=(const SecretBytes& other);
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  ~SecretBytes() { wipe(m_bytes); }

  ByteView view() const { return m_bytes; }
  bool empty() const { return m_bytes.empty(); }

 private:
  Bytes m_bytes;
};

}  // namespace warmheart
