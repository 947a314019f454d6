// The little CBOR (RFC 8949) that a card needs, over libcbor's streaming coder: definite lengths only, tags only where
// they are expected, no allocation by what the bytes claim. Reading never goes past the bytes it was given.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/bytes.h"

namespace warmheart {

class CborWriter {
 public:
  void put_int(std::int64_t value);
  void put_bytes(ByteView bytes);
  void put_text(std::string_view text);
  void begin_array(std::size_t items);
  void begin_map(std::size_t pairs);
  void put_tag(std::uint8_t number);  // below 24

  const Bytes& bytes() const { return m_bytes; }

 private:
  template <class Encode>
  void put_head(Encode encode);

  Bytes m_bytes;
};

struct CborItem {
  enum class Kind { integer, bytes, text, array, map };
  Kind kind = Kind::integer;
  std::int64_t integer = 0;  // the integer itself; of array and map how many items or pairs follow
  ByteView bytes;            // bytes and text, inside what is being read
};

class CborReader {
 public:
  explicit CborReader(ByteView bytes) : m_rest(bytes) {}

  bool at_end() const { return m_rest.empty(); }

  // The next item's head with its string, not what it contains.
  Result<CborItem> next();
  // The next item, when it is of this kind.
  Result<CborItem> next(CborItem::Kind kind);
  // Passes over this tag (below 24), when it is the next thing.
  bool take_tag(std::uint8_t number);
  // Passes over one whole item, nested at most four deep.
  Result<void> skip(int depth = 4);

 private:
  ByteView m_rest;
};

}  // namespace warmheart
