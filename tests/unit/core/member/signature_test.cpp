#include "core/member/signature.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace warmheart;

namespace {

Signature scribble(int strokes, int points, int step = 37) {
  Signature signature;
  int at = 1;
  for (int s = 0; s < strokes; ++s) {
    Stroke stroke;
    for (int i = 0; i < points; ++i) {
      at = (at * 7919 + step) % 10007;
      stroke.push_back({at % 10001, (at * 31) % 10001});
    }
    signature.strokes.push_back(stroke);
  }
  return signature;
}

}  // namespace

TEST_CASE("an ordinary signature is kept point by point") {
  Signature signature;
  signature.aspect_permille = 350;
  for (int s = 0; s < 4; ++s) {
    Stroke stroke;
    for (int i = 0; i < 150; ++i)
      stroke.push_back({1000 + s * 2000 + i * 8, 5000 + static_cast<int>(2000 * std::sin(i / 10.0))});
    signature.strokes.push_back(stroke);
  }
  const Bytes bytes = pack_strokes(signature);
  CHECK(bytes.size() < 3000);
  const auto read = unpack_strokes(bytes);
  REQUIRE(read);
  CHECK(read->strokes == signature.strokes);
  CHECK(read->aspect_permille == 350);
}

TEST_CASE("any drawing fits 8 KiB and stays readable") {
  for (const Signature& signature : {scribble(1, 200000), scribble(5000, 3), scribble(1000, 2), scribble(300, 300)}) {
    const Bytes bytes = pack_strokes(signature);
    CHECK(bytes.size() <= kMaxSignatureBytes);
    CHECK(bytes.size() > 1000);
    const auto read = unpack_strokes(bytes);
    REQUIRE(read);
    CHECK(is_enough(*read));
  }
  const auto dots = unpack_strokes(pack_strokes(scribble(5000, 1)));
  REQUIRE(dots);
  CHECK(dots->strokes.size() == 500);
  Signature outside;
  outside.strokes = {{{-5000, 20000}, {1 << 30, -(1 << 30)}, {3, 4}}};
  const auto read = unpack_strokes(pack_strokes(outside));
  REQUIRE(read);
  CHECK(read->strokes[0].front() == SignaturePoint{0, 10000});
}

TEST_CASE("a thinned stroke still begins and ends where it did") {
  Signature signature;
  Stroke stroke;
  for (int i = 0; i < 100000; ++i) stroke.push_back({i % 10000, (i * 7) % 10000});
  signature.strokes = {stroke};
  const auto read = unpack_strokes(pack_strokes(signature));
  REQUIRE(read);
  CHECK(read->strokes[0].front() == stroke.front());
  CHECK(read->strokes[0].back() == stroke.back());
}

TEST_CASE("nothing drawn is no bytes") {
  CHECK(pack_strokes(Signature{}).empty());
  Signature empty;
  empty.strokes = {{}, {}};
  CHECK(pack_strokes(empty).empty());
  CHECK(unpack_strokes({}).value().strokes.empty());
}

TEST_CASE("a slip of the finger is not a signature") {
  Signature signature;
  CHECK_FALSE(is_enough(signature));
  signature.strokes = {{{5000, 5000}}};
  CHECK_FALSE(is_enough(signature));
  signature.strokes = {{{5000, 5000}, {5100, 5050}, {5000, 5000}}};
  CHECK_FALSE(is_enough(signature));
  Stroke rubbing;
  for (int i = 0; i < 500; ++i) rubbing.push_back({5000 + i % 20, 5000});
  signature.strokes = {rubbing};
  CHECK_FALSE(is_enough(signature));
  signature.strokes = {{{2000, 5000}, {5000, 4000}, {7000, 6000}}};
  CHECK(is_enough(signature));
}

TEST_CASE("bytes that are no signature are an error, wherever they are cut or changed") {
  const Bytes good = pack_strokes(scribble(3, 20));
  for (std::size_t cut = 1; cut < good.size(); ++cut)
    CHECK_FALSE(unpack_strokes(ByteView(good).first(cut)).has_value());
  for (std::size_t at = 0; at < good.size(); ++at) {
    Bytes changed = good;
    changed[at] = static_cast<std::uint8_t>(changed[at] ^ 0x81);
    (void)unpack_strokes(changed).has_value();  // an answer, and no crash
  }
  Bytes longer = good;
  longer.push_back(0);
  CHECK_FALSE(unpack_strokes(longer).has_value());
  CHECK_FALSE(unpack_strokes(Bytes(9000, 1)).has_value());
  CHECK_FALSE(unpack_strokes(Bytes{1, 0xff, 0xff, 0xff, 0xff, 0xff}).has_value());
}

TEST_CASE("the console gets path data in a box of the pad's shape") {
  Signature signature;
  signature.aspect_permille = 400;
  signature.strokes = {{{0, 0}, {10000, 10000}}, {{5000, 5000}}};
  CHECK(svg_height(signature) == 400);
  CHECK(to_svg_path(signature) == "M0 0 L1000 400 M500 200 h0");
  CHECK(to_svg_path(Signature{}).empty());
}
