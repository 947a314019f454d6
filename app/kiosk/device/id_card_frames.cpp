#include "app/kiosk/device/id_card_frames.h"

#include <algorithm>
#include <array>

#include "core/base/secret.h"
#include "core/person/text.h"

namespace warmheart {

namespace {

constexpr std::array<std::uint8_t, 5> kHead = {0xAA, 0xAA, 0xAA, 0x96, 0x69};
constexpr std::size_t kLengthBytes = 2;
constexpr std::size_t kMaxBytes = 4096;
constexpr std::size_t kStatusBytes = 3;
constexpr std::size_t kTextBytes = 256;
constexpr std::size_t kLayoutAt = 248;
constexpr std::size_t kNameBytes = 30, kEnglishNameBytes = 120, kNumberAt = 122, kNumberBytes = 36,
                      kForeignNumberBytes = 30;

std::uint8_t xor_of(ByteView bytes) {
  std::uint8_t sum = 0;
  for (const std::uint8_t byte : bytes) sum ^= byte;
  return sum;
}

// UTF-16LE, blanks at the end.
std::string text_at(ByteView block, std::size_t at, std::size_t bytes) {
  std::u32string text;
  for (std::size_t i = at; i + 1 < at + bytes; i += 2) {
    char32_t c = block[i] | static_cast<char32_t>(block[i + 1]) << 8;
    const bool high = c >= 0xD800 && c < 0xDC00 && i + 3 < at + bytes;
    if (high) {
      const char32_t low = block[i + 2] | static_cast<char32_t>(block[i + 3]) << 8;
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    if (c != 0) text.push_back(c);
  }
  while (!text.empty() && text.back() == U' ') text.pop_back();
  return to_utf8(text);
}

}  // namespace

Bytes command_frame(ReaderCommand command) {
  Bytes frame(kHead.begin(), kHead.end());
  Bytes body = {0x00, 0x03};
  switch (command) {
    case ReaderCommand::find: body.insert(body.end(), {0x20, 0x01}); break;
    case ReaderCommand::select: body.insert(body.end(), {0x20, 0x02}); break;
    case ReaderCommand::read: body.insert(body.end(), {0x30, 0x01}); break;
  }
  body.push_back(xor_of(body));
  frame.insert(frame.end(), body.begin(), body.end());
  return frame;
}

std::vector<ReaderAnswer> ReaderFrames::take(ByteView bytes) {
  m_gathered.insert(m_gathered.end(), bytes.begin(), bytes.end());
  std::vector<ReaderAnswer> answers;
  for (;;) {
    const auto head = std::search(m_gathered.begin(), m_gathered.end(), kHead.begin(), kHead.end());
    if (head == m_gathered.end()) {
      // Noise; the last bytes may be the beginning of a head.
      if (m_gathered.size() > kHead.size())
        m_gathered.erase(m_gathered.begin(), m_gathered.end() - static_cast<std::ptrdiff_t>(kHead.size() - 1));
      return answers;
    }
    m_gathered.erase(m_gathered.begin(), head);
    if (m_gathered.size() < kHead.size() + kLengthBytes) return answers;
    const std::size_t length = static_cast<std::size_t>(m_gathered[5]) << 8 | m_gathered[6];
    const std::size_t whole = kHead.size() + kLengthBytes + length;
    const bool plausible = length > kStatusBytes && length <= kMaxBytes;
    if (plausible && m_gathered.size() < whole) return answers;
    const ByteView checked =
        plausible ? ByteView(m_gathered).subspan(kHead.size(), kLengthBytes + length - 1) : ByteView();
    if (!plausible || xor_of(checked) != m_gathered[whole - 1]) {
      m_gathered.erase(m_gathered.begin(), m_gathered.begin() + 1);
      continue;
    }
    const ByteView body = checked.subspan(kLengthBytes);
    ReaderAnswer answer;
    answer.status = static_cast<std::uint32_t>(body[0]) << 16 | static_cast<std::uint32_t>(body[1]) << 8 | body[2];
    answer.data.assign(body.begin() + kStatusBytes, body.end());
    answers.push_back(std::move(answer));
    warmheart::wipe(m_gathered.data(), whole);
    m_gathered.erase(m_gathered.begin(), m_gathered.begin() + static_cast<std::ptrdiff_t>(whole));
  }
}

void ReaderFrames::forget() {
  if (!m_gathered.empty()) warmheart::wipe(m_gathered.data(), m_gathered.size());
  m_gathered.clear();
}

void wipe(IdCard& card) {
  wipe(card.name);
  wipe(card.number);
}

std::optional<IdCard> card_of(ByteView data) {
  if (data.size() < 4 + kTextBytes) return std::nullopt;
  const std::size_t text_length = static_cast<std::size_t>(data[0]) << 8 | data[1];
  if (text_length != kTextBytes) return std::nullopt;
  const ByteView block = data.subspan(4, kTextBytes);
  IdCard card;
  const std::uint8_t layout = block[kLayoutAt];
  switch (layout) {
    case 0x00:
    case ' ':
    case 'J':
      card.kind = layout == 'J' ? DocumentKind::residence_permit : DocumentKind::resident_id;
      card.name = text_at(block, 0, kNameBytes);
      card.number = text_at(block, kNumberAt, kNumberBytes);
      break;
    case 'I':
      card.kind = DocumentKind::foreign_permanent;
      card.name = text_at(block, 0, kEnglishNameBytes);
      card.number = text_at(block, kNumberAt, kForeignNumberBytes);
      break;
    default: return std::nullopt;
  }
  return card.name.empty() || card.number.empty() ? std::nullopt : std::optional<IdCard>(std::move(card));
}

}  // namespace warmheart
