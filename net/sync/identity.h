// What makes this machine an enrolled device: the files of one folder (PROTOCOL.md "Enrolment").
//   identity.toml  device id, centre's address and ports, CA and public keys    device.key, device.pem  mutual TLS
//   card.key       Ed25519 secret key (64 raw bytes) that signs provisional cards
//   look-up.key    32 raw bytes: the pepper of the look-up codes in the station's database
//   roots.toml     the root authorities that took the place of enrolment's (PROTOCOL.md "New roots"); made by renewal
// Any thread. Failures: not_found "not enrolled", corrupt with the file and what is wrong in it, io.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/id.h"
#include "core/base/result.h"
#include "core/base/secret.h"

namespace warmheart {

struct StationIdentity;  // core/station/types.h

struct DeviceIdentity {
  Uuid device;
  Uuid station;
  std::string centre_host;
  std::uint16_t devices_port = 0;
  std::uint16_t people_port = 0;
  Bytes ca_der;                     // the root authorities that it trusts in TLS, one DER after another
  std::uint64_t roots_ordinal = 1;  // of these
  Bytes roots_signer;               // Ed25519: the next ones are signed by it, or by a root that follows it
  std::uint64_t roots_signer_ordinal = 1;
  Bytes root_public_key;           // Ed25519: signs sealing keys and feed keys
  Bytes feed_public_key;           // Ed25519: signs feed pages and audit heads
  std::uint64_t root_ordinal = 1;  // of these two (PROTOCOL.md "New keys")
  std::uint64_t feed_ordinal = 1;
  Bytes sealing_key;       // a serialised wire::SealingKey, already checked against the root
  Bytes first_assignment;  // a serialised wire::StationAssignment: what the screens show before the first feed
  Bytes card_key_id;       // 8 bytes
  std::uint64_t incarnation = 0;
  std::int64_t first_known_ms = 0;  // the centre's time at enrolment; 0: enrolled before it was kept
  std::string certificate_pem;      // device.pem: its own, then the issuing authority's
  SecretString key_pem;             // device.key
  SecretBytes card_secret_key;      // card.key
  SecretBytes look_up_pepper{};     // look-up.key; empty: not loaded from a folder
};

// Makes look-up.key where there is none: at a kiosk's first start.
Result<DeviceIdentity> load_identity(const std::string& folder);
Result<void> save_identity(const std::string& folder, const DeviceIdentity& identity);
Result<void> save_certificate(const std::string& folder, const std::string& certificate_pem);  // after a renewal
Result<void> save_trusted_roots(const std::string& folder, const DeviceIdentity& identity);    // before that

// What an operator compares before the device serves: SHA-256 of its certificate, the first 32 hexadecimal digits in
// groups of four.
Result<std::string> fingerprint_text(const DeviceIdentity& identity);

// The part of it that the store works with. corrupt: the sealing key or the assignment cannot be read.
Result<StationIdentity> station_identity(const DeviceIdentity& identity);

}  // namespace warmheart
