// The worked example of core/record/FORMAT.md, read out of that page and recomputed.
#include <sodium.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <string>

#include "core/record/chain.h"
#include "core/record/record.h"
#include "core/record/seal.h"

using namespace warmheart;

namespace {

using Numbers = std::map<std::string, Bytes>;

// "name = hex" lines below the heading.
Numbers read_example() {
  std::ifstream file(WARMHEART_SOURCE_DIR "/core/record/FORMAT.md");
  Numbers numbers;
  bool below = false;
  for (std::string line; std::getline(file, line);) {
    below = below || line == "## Worked example";
    const auto equals = line.find(" = ");
    if (!below || equals == std::string::npos) continue;
    if (const auto bytes = from_hex(line.substr(equals + 3))) numbers[line.substr(0, equals)] = *bytes;
  }
  return numbers;
}

// Gives the example's bytes one after the other.
class GivenBytes final : public Random {
 public:
  explicit GivenBytes(Bytes bytes) : m_bytes(std::move(bytes)) {}
  void fill(std::span<std::uint8_t> out) override {
    REQUIRE(m_at + out.size() <= m_bytes.size());
    std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at), out.size(), out.begin());
    m_at += out.size();
  }

 private:
  Bytes m_bytes;
  std::size_t m_at = 0;
};

Bytes joined(const Bytes& first, const Bytes& second) {
  Bytes out = first;
  out.insert(out.end(), second.begin(), second.end());
  return out;
}

// crypto_box_seal with an ephemeral key that is given: key ‖ box under BLAKE2b-24(key ‖ public key).
Bytes sealed_box(const Bytes& plain, const Bytes& ephemeral_secret, ByteView public_key) {
  Bytes out(crypto_box_PUBLICKEYBYTES);
  crypto_scalarmult_base(out.data(), ephemeral_secret.data());
  Bytes nonce(crypto_box_NONCEBYTES);
  const Bytes keys = joined(out, bytes_of(public_key));
  crypto_generichash(nonce.data(), nonce.size(), keys.data(), keys.size(), nullptr, 0);
  Bytes box(plain.size() + crypto_box_MACBYTES);
  REQUIRE(crypto_box_easy(box.data(), plain.data(), plain.size(), nonce.data(), public_key.data(),
                          ephemeral_secret.data()) == 0);
  return joined(out, box);
}

SealingSecretKey sealing_key(const Numbers& given) {
  GivenBytes seed(given.at("sealing key seed"));
  return make_sealing_key(seed);
}

wire::ClockEvidence clock_evidence(const Numbers& given) {
  wire::ClockEvidence clock;
  clock.set_wall_ms(1764380000000);
  clock.set_boot_id(string_of(given.at("boot id")));
  clock.set_boottime_ms(90061000);
  clock.set_server_offset_ms(-1500);
  clock.set_server_age_ms(60000);
  return clock;
}

wire::RecordHeader record_header(const Numbers& given) {
  wire::RecordHeader header;
  header.set_device(string_of(given.at("device")));
  header.set_epoch(0x1122334455667788);
  header.set_seq(1);
  header.set_id(string_of(given.at("record id")));
  header.set_kind(wire::VISIT_REGISTERED);
  header.set_version(kPayloadVersion);
  header.set_occurred_at_ms(1764380000000);
  *header.mutable_clock() = clock_evidence(given);
  header.set_hash_algorithm(kHashSha256);
  header.mutable_seal()->set_algorithm(kSealHourKey);
  header.mutable_seal()->set_key_id(string_of(given.at("key id")));
  header.mutable_seal()->set_sealed_hour_key(string_of(given.at("sealed hour key")));
  header.mutable_seal()->set_nonce(string_of(given.at("nonce")));
  return header;
}

SealContext context_of(const Numbers& given) {
  return {Uuid::from_bytes(given.at("device")).value(), Uuid::from_bytes(given.at("record id")).value(),
          wire::VISIT_REGISTERED};
}

}  // namespace

TEST_CASE("the page's keys: the sealing key, its id, and the sealed hour key") {
  const Numbers given = read_example();
  REQUIRE(given.size() == 19);
  const SealingSecretKey centre = sealing_key(given);
  CHECK(bytes_of(centre.pub.key) == given.at("sealing public key"));
  CHECK(bytes_of(centre.pub.id) == given.at("key id"));
  CHECK(sealed_box(given.at("hour key"), given.at("ephemeral secret"), centre.pub.key) == given.at("sealed hour key"));
}

TEST_CASE("the page's payload and header are what the contract's messages give") {
  const Numbers given = read_example();
  wire::Payload payload;
  wire::VisitRegistered& visit = *payload.mutable_visit_registered();
  visit.set_visit_id(string_of(given.at("record id")));
  visit.set_service("WATER");
  visit.set_occupation("courier");
  visit.set_people(1);
  CHECK(serialise(payload) == given.at("payload"));
  CHECK(serialise(clock_evidence(given)) == given.at("clock evidence"));
  CHECK(serialise(record_header(given)) == given.at("header"));
}

TEST_CASE("a device with the page's hour key and nonce seals to the page's payload, and the centre opens it") {
  const Numbers given = read_example();
  const SealingSecretKey centre = sealing_key(given);
  GivenBytes random(joined(given.at("hour key"), given.at("nonce")));
  HourSealer sealer(centre.pub);
  const Sealed sealed = sealer.seal(given.at("payload"), context_of(given), ClockReading{}, random).value();
  CHECK(sealed.payload == given.at("sealed payload"));
  SealOpener opener;
  opener.add(centre);
  CHECK(bytes_of(opener.open(record_header(given), given.at("sealed payload")).value().view()) == given.at("payload"));
}

TEST_CASE("the page's associated data is what binds the sealed payload") {
  const Numbers given = read_example();
  const Bytes& sealed = given.at("sealed payload");
  const Bytes& data = given.at("associated data");
  Bytes plain(sealed.size() - crypto_aead_xchacha20poly1305_ietf_ABYTES);
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, sealed.data(),
                                                                sealed.size(), data.data(), data.size(),
                                                                given.at("nonce").data(), given.at("hour key").data());
  REQUIRE(failed == 0);
  CHECK(plain == given.at("payload"));
}

TEST_CASE("the page's record has the page's digest and hash") {
  const Numbers given = read_example();
  wire::Record record;
  REQUIRE(parse(given.at("record"), record));
  CHECK(bytes_of(record.header()) == given.at("header"));
  const StoredRecord stored = from_wire(record, digest_from(given.at("previous hash")).value()).value();
  CHECK(bytes_of(stored.payload_digest) == given.at("payload digest"));
  CHECK(bytes_of(stored.hash) == given.at("hash"));
  CHECK(serialise(to_wire(stored)) == given.at("record"));
}
