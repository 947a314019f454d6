// A form goes on on the rider's own phone (DOMAIN.md): what the kiosk's QR code says. The device signs it with its card
// key, so that a phone is let in also while the kiosk has no network. It names a station, and nobody.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/id.h"
#include "core/base/result.h"

namespace warmheart {

inline constexpr std::int64_t kHandoffForMs = 2ll * 3'600'000;     // until it must be submitted
inline constexpr std::int64_t kHandoffAtMostMs = 3ll * 3'600'000;  // since the centre heard of it, whatever it says
inline constexpr unsigned kMaxPhones = 6;                          // at a pop-up; 1 otherwise

struct Handoff {
  Uuid id;
  Uuid device;
  unsigned most = 1;  // phones that may use it
  std::int64_t expires_ms = 0;
  Uuid event;  // the pop-up where it was shown; empty: none
};

// base64url without padding of version ‖ id ‖ device ‖ most ‖ expires ‖ event ‖ Ed25519 signature. The key is
// libsodium's 64-byte form.
Result<std::string> sign_handoff(const Handoff& handoff, ByteView ed25519_secret_key64);
// What it says, unproven: whose key to ask. nullopt: not one of ours, or damaged.
std::optional<Handoff> read_handoff(std::string_view token);
bool is_signed_by(std::string_view token, ByteView ed25519_public_key32);

// "https://host:port/phone/#join=TOKEN": in the fragment, so that it never reaches a log.
std::string handoff_address(std::string_view host, std::uint16_t port, std::string_view token);

}  // namespace warmheart
