// A staff badge: a QR code with an id and a 128-bit secret. Who holds it may acknowledge a request; with the PIN it
// opens staff mode (DOMAIN.md). Its text is never logged or stored.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/digest.h"
#include "core/base/secret.h"
#include "core/service/visit.h"

namespace warmheart {

inline constexpr std::string_view kBadgePrefix = "WB1:";

struct Badge {
  BadgeId id{};
  SecretBytes secret;  // 16 bytes
};

// "WB1:" + base45(id ‖ secret).
std::string badge_text(const Badge& badge);
// nullopt: not a badge, or damaged.
std::optional<Badge> parse_badge(std::string_view scanned);
bool looks_like_badge(std::string_view scanned);

// SHA-256 of the secret, as StaffMember.badge_digest: it proves the badge, and says nothing of secret or PIN.
Digest badge_digest(const Badge& badge);

}  // namespace warmheart
