#include "core/record/seal.h"

#include <catch2/catch.hpp>

#include <set>

using namespace warmheart;

namespace {

Uuid id_of(std::uint8_t last) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = last;
  return Uuid(bytes);
}

ClockReading at_hour(std::int64_t hours, std::uint8_t boot = 1) {
  ClockReading now;
  now.boot_id[0] = boot;
  now.boottime_ms = hours * kHourMs + 5;
  return now;
}

struct Sealing {
  SystemRandom random;
  SealingSecretKey centre = make_sealing_key(random);
  HourSealer sealer{centre.pub};
  SealOpener opener;
  Sealing() { opener.add(centre); }

  wire::RecordHeader header(const Sealed& sealed, const SealContext& context) {
    wire::RecordHeader out;
    out.set_device(string_of(context.device.bytes()));
    out.set_id(string_of(context.id.bytes()));
    out.set_kind(context.kind);
    out.set_hash_algorithm(1);
    *out.mutable_seal() = sealed.seal;
    return out;
  }
};

}  // namespace

TEST_CASE("the centre opens what a device sealed; epoch and position do not matter") {
  Sealing s;
  const SealContext context{id_of(1), id_of(2), 1};
  const Sealed sealed = s.sealer.seal(view_of("张伟 13800000001"), context, at_hour(0), s.random).value();
  CHECK(sealed.seal.sealed_hour_key().size() == 80);
  wire::RecordHeader header = s.header(sealed, context);
  header.set_epoch(12);
  header.set_seq(900);
  CHECK(text_of(s.opener.open(header, sealed.payload).value().view()) == "张伟 13800000001");
}

TEST_CASE("a payload under another device, id or kind does not open") {
  Sealing s;
  const SealContext context{id_of(1), id_of(2), 1};
  const Sealed sealed = s.sealer.seal(view_of("x"), context, at_hour(0), s.random).value();
  CHECK(s.opener.open(s.header(sealed, {id_of(9), id_of(2), 1}), sealed.payload).error().code == ErrorCode::corrupt);
  CHECK(s.opener.open(s.header(sealed, {id_of(1), id_of(9), 1}), sealed.payload).error().code == ErrorCode::corrupt);
  CHECK(s.opener.open(s.header(sealed, {id_of(1), id_of(2), 2}), sealed.payload).error().code == ErrorCode::corrupt);
  Bytes bent = sealed.payload;
  bent[0] ^= 1;
  CHECK(s.opener.open(s.header(sealed, context), bent).error().code == ErrorCode::corrupt);
  CHECK(s.opener.open(s.header(sealed, context), Bytes{1, 2}).error().code == ErrorCode::corrupt);
}

TEST_CASE("one hour key an hour, and none when the hour or the boot is over") {
  Sealing s;
  const SealContext context{id_of(1), id_of(2), 1};
  const auto key_at = [&](const ClockReading& now) {
    return s.sealer.seal(view_of("x"), context, now, s.random).value().seal.sealed_hour_key();
  };
  const std::string first = key_at(at_hour(5));
  CHECK(key_at(at_hour(5)) == first);
  CHECK(s.sealer.holds_key());
  s.sealer.wipe_if_over(at_hour(5));
  CHECK(s.sealer.holds_key());
  s.sealer.wipe_if_over(at_hour(6));
  CHECK_FALSE(s.sealer.holds_key());
  const std::string second = key_at(at_hour(6));
  CHECK(second != first);
  CHECK(key_at(at_hour(6, 2)) != second);  // another boot with the same boot time
  SystemRandom random;
  s.sealer.use(make_sealing_key(random).pub);
  CHECK_FALSE(s.sealer.holds_key());
}

TEST_CASE("unknown keys and algorithms are unsupported, a damaged seal is corrupt") {
  Sealing s;
  const SealContext context{id_of(1), id_of(2), 1};
  const Sealed sealed = s.sealer.seal(view_of("x"), context, at_hour(0), s.random).value();
  SealOpener stranger;
  CHECK(stranger.open(s.header(sealed, context), sealed.payload).error().code == ErrorCode::unsupported);
  wire::RecordHeader header = s.header(sealed, context);
  header.mutable_seal()->set_algorithm(2);
  CHECK(s.opener.open(header, sealed.payload).error().code == ErrorCode::unsupported);
  header = s.header(sealed, context);
  header.mutable_seal()->set_sealed_hour_key(std::string(80, 'k'));
  CHECK(s.opener.open(header, sealed.payload).error().code == ErrorCode::corrupt);
  header.mutable_seal()->set_nonce("short");
  CHECK(s.opener.open(header, sealed.payload).error().code == ErrorCode::corrupt);
}

TEST_CASE("the centre's memory of hour keys is bounded and forgets nothing it needs") {
  Sealing s;
  const SealContext context{id_of(1), id_of(2), 1};
  const Sealed first = s.sealer.seal(view_of("first"), context, at_hour(0), s.random).value();
  for (std::int64_t hour = 1; hour <= static_cast<std::int64_t>(SealOpener::kMaxCachedHours) + 10; ++hour) {
    const Sealed sealed = s.sealer.seal(view_of("x"), context, at_hour(hour), s.random).value();
    REQUIRE(s.opener.open(s.header(sealed, context), sealed.payload));
  }
  CHECK(text_of(s.opener.open(s.header(first, context), first.payload).value().view()) == "first");
}
