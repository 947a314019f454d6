#include "core/member/signature.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <optional>

namespace warmheart {
namespace {

constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kMaxStrokes = 500;  // with first and last point alone (13 bytes) all of them fit
constexpr int kFinestLoss = 64;           // beyond it points are left out by number, not by nearness
constexpr int kMinAspect = 50;
constexpr int kMaxAspect = 5000;
constexpr int kMinLength = 1000;  // a tenth of the pad's width drawn altogether
constexpr int kMinExtent = 500;   // and spread over a twentieth of it

int within(int value, int low, int high) { return std::clamp(value, low, high); }

void put_varint(Bytes& out, std::uint32_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<std::uint8_t>(value | 0x80));
  out.push_back(static_cast<std::uint8_t>(value));
}

void put_signed(Bytes& out, int value) {
  put_varint(out,
             value < 0 ? (static_cast<std::uint32_t>(-(value + 1)) << 1) | 1 : static_cast<std::uint32_t>(value) << 1);
}

// Reads on from `at`; nullopt at the end of the bytes and beyond 32 bits.
std::optional<std::uint32_t> take_varint(ByteView bytes, std::size_t& at) {
  std::uint32_t value = 0;
  for (int shift = 0; shift < 28 && at < bytes.size(); shift += 7) {
    const std::uint8_t byte = bytes[at++];
    value |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return std::nullopt;
}

std::optional<int> take_signed(ByteView bytes, std::size_t& at) {
  const auto value = take_varint(bytes, at);
  if (!value) return std::nullopt;
  const int half = static_cast<int>(*value >> 1);
  return (*value & 1) != 0 ? -half - 1 : half;
}

SignaturePoint clamped(SignaturePoint point) {
  return {within(point.x, 0, kSignatureExtent), within(point.y, 0, kSignatureExtent)};
}

bool is_near(SignaturePoint a, SignaturePoint b, int tolerance) {
  return std::abs(a.x - b.x) < tolerance && std::abs(a.y - b.y) < tolerance;
}

// How much of a drawing is given up: points nearer than `tolerance` to the one kept before, and all but every
// `stride`-th of the rest.
struct Loss {
  int tolerance = 1;
  std::size_t stride = 1;

  Loss more() const { return tolerance < kFinestLoss ? Loss{tolerance * 2, 1} : Loss{tolerance, stride * 2}; }
};

// The first and the last point of a stroke always stay.
Stroke thinned(const Stroke& stroke, Loss loss) {
  Stroke out;
  std::size_t passed = 0;
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    const SignaturePoint point = clamped(stroke[i]);
    const bool last = i + 1 == stroke.size();
    const bool far = !out.empty() && !is_near(point, out.back(), loss.tolerance);
    if (out.empty() || (far && ++passed % loss.stride == 0) || (last && point != out.back())) out.push_back(point);
  }
  return out;
}

// With more strokes than fit, the ones with the most points, in the order they were drawn.
std::vector<const Stroke*> strokes_to_keep(const Signature& signature) {
  std::vector<const Stroke*> kept;
  for (const Stroke& stroke : signature.strokes) {
    if (!stroke.empty()) kept.push_back(&stroke);
  }
  if (kept.size() <= kMaxStrokes) return kept;
  std::vector<std::size_t> sizes;
  for (const Stroke* stroke : kept) sizes.push_back(stroke->size());
  std::ranges::nth_element(sizes, sizes.begin() + kMaxStrokes, std::greater<>());
  const std::size_t smallest = sizes[kMaxStrokes];
  std::erase_if(kept, [smallest](const Stroke* stroke) { return stroke->size() < smallest; });
  if (kept.size() > kMaxStrokes) kept.resize(kMaxStrokes);
  return kept;
}

Bytes pack_thinned(const std::vector<const Stroke*>& strokes, int aspect, Loss loss) {
  Bytes out = {kFormat};
  put_varint(out, static_cast<std::uint32_t>(aspect));
  put_varint(out, static_cast<std::uint32_t>(strokes.size()));
  for (const Stroke* stroke : strokes) {
    const Stroke points = thinned(*stroke, loss);
    put_varint(out, static_cast<std::uint32_t>(points.size()));
    SignaturePoint before;
    for (const SignaturePoint& point : points) {
      put_signed(out, point.x - before.x);
      put_signed(out, point.y - before.y);
      before = point;
    }
  }
  return out;
}

int aspect_of(const Signature& signature) { return within(signature.aspect_permille, kMinAspect, kMaxAspect); }

std::optional<Stroke> take_stroke(ByteView bytes, std::size_t& at) {
  const auto count = take_varint(bytes, at);
  if (!count || *count == 0 || *count > bytes.size()) return std::nullopt;
  Stroke stroke;
  SignaturePoint point;
  for (std::uint32_t i = 0; i < *count; ++i) {
    const auto dx = take_signed(bytes, at);
    const auto dy = take_signed(bytes, at);
    if (!dx || !dy || std::abs(*dx) > kSignatureExtent || std::abs(*dy) > kSignatureExtent) return std::nullopt;
    point = {point.x + *dx, point.y + *dy};
    if (point != clamped(point)) return std::nullopt;
    stroke.push_back(point);
  }
  return stroke;
}

}  // namespace

bool is_enough(const Signature& signature) {
  double length = 0;
  SignaturePoint low{kSignatureExtent, kSignatureExtent};
  SignaturePoint high{0, 0};
  for (const Stroke& stroke : signature.strokes) {
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      const SignaturePoint point = clamped(stroke[i]);
      low = {std::min(low.x, point.x), std::min(low.y, point.y)};
      high = {std::max(high.x, point.x), std::max(high.y, point.y)};
      if (i == 0) continue;
      const SignaturePoint before = clamped(stroke[i - 1]);
      length += std::hypot(point.x - before.x, point.y - before.y);
    }
  }
  return length >= kMinLength && std::max(high.x - low.x, high.y - low.y) >= kMinExtent;
}

Bytes pack_strokes(const Signature& signature) {
  const std::vector<const Stroke*> strokes = strokes_to_keep(signature);
  if (strokes.empty()) return {};
  Loss loss;
  Bytes bytes = pack_thinned(strokes, aspect_of(signature), loss);
  while (bytes.size() > kMaxSignatureBytes) {
    loss = loss.more();
    bytes = pack_thinned(strokes, aspect_of(signature), loss);
  }
  return bytes;
}

Result<Signature> unpack_strokes(ByteView bytes) {
  Signature signature;
  if (bytes.empty()) return signature;
  const auto broken = [] { return fail(ErrorCode::corrupt, "these bytes are no signature"); };
  if (bytes.size() > kMaxSignatureBytes || bytes[0] != kFormat) return broken();
  std::size_t at = 1;
  const auto aspect = take_varint(bytes, at);
  const auto count = take_varint(bytes, at);
  if (!aspect || *aspect < kMinAspect || *aspect > kMaxAspect || !count || *count > kMaxStrokes) return broken();
  signature.aspect_permille = static_cast<int>(*aspect);
  for (std::uint32_t i = 0; i < *count; ++i) {
    auto stroke = take_stroke(bytes, at);
    if (!stroke) return broken();
    signature.strokes.push_back(std::move(*stroke));
  }
  if (at != bytes.size()) return broken();
  return signature;
}

int svg_height(const Signature& signature) { return kSvgWidth * aspect_of(signature) / 1000; }

std::string to_svg_path(const Signature& signature) {
  const int height = svg_height(signature);
  std::string path;
  for (const Stroke& stroke : signature.strokes) {
    char command = 'M';
    for (const SignaturePoint& raw : stroke) {
      const SignaturePoint point = clamped(raw);
      if (!path.empty()) path.push_back(' ');
      path += command + std::to_string(point.x * kSvgWidth / kSignatureExtent) + ' ' +
              std::to_string(point.y * height / kSignatureExtent);
      command = 'L';
    }
    // A dot is a line of no length, which a round line cap makes visible.
    if (stroke.size() == 1) path += " h0";
  }
  return path;
}

}  // namespace warmheart
