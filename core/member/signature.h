// The finger signature: strokes as vectors, at most 8 KiB as bytes. Pure functions.
// Failure: bytes that are not a signature are an Error; any drawing can be packed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/bytes.h"

namespace warmheart {

inline constexpr std::size_t kMaxSignatureBytes = 8 * 1024;
inline constexpr int kSignatureExtent = 10000;  // coordinates run from 0 to this, x by the pad's width, y by its height

struct SignaturePoint {
  int x = 0;
  int y = 0;
  friend bool operator==(const SignaturePoint&, const SignaturePoint&) = default;
};
using Stroke = std::vector<SignaturePoint>;

struct Signature {
  std::vector<Stroke> strokes;
  int aspect_permille = 400;  // the pad's height in thousandths of its width
  bool declined = false;      // 我不便签名
  std::string witness;        // how it is made good: "union-by-phone" (also when empty), or a staff badge id
};

// Long enough and wide enough to be a name and not a slip of the finger.
bool is_enough(const Signature& signature);

// Strokes and aspect as bytes, thinned just so far that they fit. No strokes: no bytes.
Bytes pack_strokes(const Signature& signature);
// The inverse; `declined` and `witness` do not stand in the bytes.
Result<Signature> unpack_strokes(ByteView bytes);

// For the console: path data for a view box of kSvgWidth × svg_height.
inline constexpr int kSvgWidth = 1000;
int svg_height(const Signature& signature);
std::string to_svg_path(const Signature& signature);

}  // namespace warmheart
