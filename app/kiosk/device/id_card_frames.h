// Frames of resident ID-card readers: AA AA AA 96 69, length, command or status, data, XOR. They come in
// pieces, with noise before them, or stop half-way. Pure functions and a buffer; no ports.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/person/identity.h"

namespace warmheart {

enum class ReaderCommand { find, select, read };
Bytes command_frame(ReaderCommand command);

struct ReaderAnswer {
  std::uint32_t status = 0;  // 0x00009F found, 0x000090 done, others: refused
  Bytes data;
};
inline constexpr std::uint32_t kCardFound = 0x00009F;
inline constexpr std::uint32_t kReaderDone = 0x000090;

// Gathers bytes into frames. A frame whose XOR does not fit is skipped; noise is dropped.
class ReaderFrames {
 public:
  std::vector<ReaderAnswer> take(ByteView bytes);
  void forget();  // overwrites what was gathered

 private:
  Bytes m_gathered;
};

struct IdCard {
  std::string name;
  DocumentKind kind = DocumentKind::resident_id;
  std::string number;
};
void wipe(IdCard& card);
// Of the data of a read answer: two lengths, the text block, and a photo that is not looked at. nullopt: an unknown
// layout (the typed form takes over), or cut short.
std::optional<IdCard> card_of(ByteView data);

}  // namespace warmheart
