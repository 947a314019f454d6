#include "core/service/badge.h"

#include <algorithm>

#include "core/member/base45.h"

namespace warmheart {
namespace {

constexpr std::size_t kIdBytes = 8, kSecretBytes = 16;

}  // namespace

std::string badge_text(const Badge& badge) {
  Bytes bytes(badge.id.begin(), badge.id.end());
  bytes.insert(bytes.end(), badge.secret.view().begin(), badge.secret.view().end());
  std::string text = std::string(kBadgePrefix) + to_base45(bytes);
  wipe(bytes);
  return text;
}

bool looks_like_badge(std::string_view scanned) { return scanned.starts_with(kBadgePrefix); }

std::optional<Badge> parse_badge(std::string_view scanned) {
  if (!looks_like_badge(scanned)) return std::nullopt;
  auto bytes = from_base45(scanned.substr(kBadgePrefix.size()));
  if (!bytes || bytes->size() != kIdBytes + kSecretBytes) return std::nullopt;
  Badge badge;
  std::copy_n(bytes->begin(), kIdBytes, badge.id.begin());
  badge.secret = SecretBytes(bytes_of(ByteView(*bytes).subspan(kIdBytes)));
  wipe(*bytes);
  return badge;
}

Digest badge_digest(const Badge& badge) { return sha256({badge.secret.view()}); }

}  // namespace warmheart
