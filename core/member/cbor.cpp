#include "core/member/cbor.h"

#include <cbor.h>

#include <array>
#include <limits>

namespace warmheart {
namespace {

using Kind = CborItem::Kind;

constexpr std::uint8_t kTagHead = 0xC0;  // major type 6

struct Seen {
  CborItem item;
  bool taken = false;

  static Seen& of(void* context) { return *static_cast<Seen*>(context); }

  void take(Kind kind, std::uint64_t value) {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return;
    item.kind = kind;
    item.integer = static_cast<std::int64_t>(value);
    taken = true;
  }
  // -1 - value, as CBOR writes negative integers.
  void take_negative(std::uint64_t value) {
    take(Kind::integer, value);
    if (taken) item.integer = -1 - item.integer;
  }
  void take_string(Kind kind, cbor_data data, std::size_t size) {
    item.kind = kind;
    item.bytes = ByteView(data, size);
    taken = true;
  }
};

template <class Number>
void on_uint(void* context, Number value) {
  Seen::of(context).take(Kind::integer, value);
}
template <class Number>
void on_negint(void* context, Number value) {
  Seen::of(context).take_negative(value);
}

// Whatever is not set here (indefinite lengths, tags, floats, simple values) leaves `taken` false.
cbor_callbacks callbacks() {
  cbor_callbacks table = cbor_empty_callbacks;
  table.uint8 = on_uint<std::uint8_t>;
  table.uint16 = on_uint<std::uint16_t>;
  table.uint32 = on_uint<std::uint32_t>;
  table.uint64 = on_uint<std::uint64_t>;
  table.negint8 = on_negint<std::uint8_t>;
  table.negint16 = on_negint<std::uint16_t>;
  table.negint32 = on_negint<std::uint32_t>;
  table.negint64 = on_negint<std::uint64_t>;
  table.byte_string = [](void* context, cbor_data data, size_t size) {
    Seen::of(context).take_string(Kind::bytes, data, size);
  };
  table.string = [](void* context, cbor_data data, size_t size) {
    Seen::of(context).take_string(Kind::text, data, size);
  };
  table.array_start = [](void* context, size_t count) { Seen::of(context).take(Kind::array, count); };
  table.map_start = [](void* context, size_t count) { Seen::of(context).take(Kind::map, count); };
  return table;
}

tl::unexpected<Error> broken() { return fail(ErrorCode::corrupt, "these bytes are not the CBOR they should be"); }

}  // namespace

template <class Encode>
void CborWriter::put_head(Encode encode) {
  std::array<unsigned char, 9> head{};
  const std::size_t size = encode(head.data(), head.size());
  m_bytes.insert(m_bytes.end(), head.begin(), head.begin() + static_cast<std::ptrdiff_t>(size));
}

void CborWriter::put_int(std::int64_t value) {
  put_head([value](unsigned char* out, std::size_t size) {
    return value < 0 ? cbor_encode_negint(static_cast<std::uint64_t>(-(value + 1)), out, size)
                     : cbor_encode_uint(static_cast<std::uint64_t>(value), out, size);
  });
}

void CborWriter::put_bytes(ByteView bytes) {
  put_head([&](unsigned char* out, std::size_t size) { return cbor_encode_bytestring_start(bytes.size(), out, size); });
  m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
}

void CborWriter::put_text(std::string_view text) {
  put_head([&](unsigned char* out, std::size_t size) { return cbor_encode_string_start(text.size(), out, size); });
  m_bytes.insert(m_bytes.end(), text.begin(), text.end());
}

void CborWriter::begin_array(std::size_t items) {
  put_head([items](unsigned char* out, std::size_t size) { return cbor_encode_array_start(items, out, size); });
}

void CborWriter::begin_map(std::size_t pairs) {
  put_head([pairs](unsigned char* out, std::size_t size) { return cbor_encode_map_start(pairs, out, size); });
}

void CborWriter::put_tag(std::uint8_t number) { m_bytes.push_back(static_cast<std::uint8_t>(kTagHead | number)); }

Result<CborItem> CborReader::next() {
  static const cbor_callbacks kCallbacks = callbacks();
  Seen seen;
  const cbor_decoder_result read = cbor_stream_decode(m_rest.data(), m_rest.size(), &kCallbacks, &seen);
  if (read.status != CBOR_DECODER_FINISHED || !seen.taken || read.read == 0 || read.read > m_rest.size())
    return broken();
  m_rest = m_rest.subspan(read.read);
  return seen.item;
}

Result<CborItem> CborReader::next(CborItem::Kind kind) {
  WARMHEART_TRY_ASSIGN(const CborItem item, next());
  if (item.kind != kind) return broken();
  return item;
}

// By hand: libcbor 0.8 refuses every tag from 6 to 20, COSE's among them.
bool CborReader::take_tag(std::uint8_t number) {
  if (m_rest.empty() || m_rest[0] != (kTagHead | number)) return false;
  m_rest = m_rest.subspan(1);
  return true;
}

Result<void> CborReader::skip(int depth) {
  if (depth == 0) return broken();
  WARMHEART_TRY_ASSIGN(const CborItem item, next());
  std::int64_t inside = 0;
  if (item.kind == Kind::array) inside = item.integer;
  // Doubling must not overflow; more pairs than bytes cannot follow anyway.
  if (item.kind == Kind::map)
    inside = item.integer > static_cast<std::int64_t>(m_rest.size()) ? item.integer : item.integer * 2;
  if (inside > static_cast<std::int64_t>(m_rest.size())) return broken();
  for (std::int64_t i = 0; i < inside; ++i) WARMHEART_TRY(skip(depth - 1));
  return {};
}

}  // namespace warmheart
