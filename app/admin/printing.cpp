#include "app/admin/printing.h"

#include <cstdint>
#include <cstdio>

namespace warmheart::admin {
namespace {

struct Character {
  char32_t code = 0;
  std::size_t bytes = 0;  // 0: no UTF-8 begins here
};

Character character_at(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x80) return {first, 1};
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < bytes) return {};
  char32_t code = first & (0xFF >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0) != 0x80) return {};
    code = code << 6 | (next & 0x3F);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool whole = code >= kLeast[bytes] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  return whole ? Character{code, bytes} : Character{};
}

bool steers(char32_t code) {
  const bool control = code < 0x20 || (code >= 0x7F && code <= 0x9F);
  const bool direction = code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
                         (code >= 0x2066 && code <= 0x2069) || code == 0x2028 || code == 0x2029;
  return control || direction;
}

void append_code(std::string& out, char32_t code) {
  char text[16];
  std::snprintf(text, sizeof text, "<%02x>", static_cast<unsigned>(code));
  out += text;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Character at = character_at(text);
    if (at.bytes == 0)
      append_code(out, static_cast<unsigned char>(text.front()));
    else if (steers(at.code))
      append_code(out, at.code);
    else
      out += text.substr(0, at.bytes);
    text.remove_prefix(at.bytes == 0 ? 1 : at.bytes);
  }
  return out;
}

PrintableBuffer::int_type PrintableBuffer::overflow(int_type next) {
  if (traits_type::eq_int_type(next, traits_type::eof())) return traits_type::not_eof(next);
  const char byte = traits_type::to_char_type(next);
  if (byte != '\n' && byte != '\t') {
    m_line += byte;
    return next;
  }
  flush_line();
  m_out.put(byte);
  return next;
}

int PrintableBuffer::sync() {
  flush_line();
  m_out.flush();
  return m_out ? 0 : -1;
}

void PrintableBuffer::flush_line() {
  m_out << printable(m_line);
  m_line.clear();
}

}  // namespace warmheart::admin
