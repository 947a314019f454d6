#include "app/central/known_browser.h"

#include <algorithm>

#include "core/base/digest.h"

namespace warmheart {
namespace {

constexpr std::size_t kMaxNames = 8;

SecretBytes key_under(ByteView kek) {
  return SecretBytes(bytes_of(ByteView(keyed_hash(kek, view_of("warmheart known browser 1")))));
}

}  // namespace

KnownBrowsers::KnownBrowsers(const CentralKeys& keys)
    : m_keyring(std::make_shared<Keyring>(std::make_shared<const CentralKeys>(keys))) {}

KnownBrowsers::Tag KnownBrowsers::tag_of(ByteView key, const Id& id, std::string_view user) {
  Bytes bound = bytes_of(ByteView(id));
  bound.insert(bound.end(), user.begin(), user.end());
  const Digest hash = keyed_hash(key, bound);
  Tag tag{};
  std::copy_n(hash.begin(), tag.size(), tag.begin());
  return tag;
}

// id ‖ made_ms ‖ tags ‖ keyed hash of all before
std::optional<KnownBrowsers::Browser> KnownBrowsers::read(ByteView key, std::string_view cookie, std::int64_t now_ms) {
  constexpr std::size_t kHead = Id().size() + 8;
  const auto bytes = from_base64url(cookie);
  if (!bytes || bytes->size() < kHead + kZeroDigest.size()) return std::nullopt;
  const ByteView signed_part = ByteView(*bytes).first(bytes->size() - kZeroDigest.size());
  const ByteView tags = signed_part.subspan(kHead);
  if (tags.size() % Tag().size() != 0 || tags.size() / Tag().size() > kMaxNames) return std::nullopt;
  if (!same_bytes(keyed_hash(key, signed_part), ByteView(*bytes).last(kZeroDigest.size()))) return std::nullopt;
  Browser browser;
  std::copy_n(signed_part.begin(), browser.id.size(), browser.id.begin());
  browser.made_ms = static_cast<std::int64_t>(read_be64(signed_part.subspan(browser.id.size(), 8)));
  if (now_ms - browser.made_ms > kBrowserLifeMs) return std::nullopt;
  for (std::size_t at = 0; at < tags.size(); at += Tag().size()) {
    Tag tag{};
    std::copy_n(tags.begin() + static_cast<std::ptrdiff_t>(at), tag.size(), tag.begin());
    browser.tags.push_back(tag);
  }
  return browser;
}

std::optional<KnownBrowsers::Signed> KnownBrowsers::read(std::string_view cookie, std::int64_t now_ms) const {
  std::optional<Signed> found;
  any_kek(*m_keyring->keys(), [&](ByteView kek) {
    SecretBytes key = key_under(kek);
    if (auto browser = read(key.view(), cookie, now_ms)) found = Signed{std::move(*browser), std::move(key)};
    return found.has_value();
  });
  return found;
}

std::string KnownBrowsers::known_for(std::string_view cookie, std::string_view user, std::int64_t now_ms) const {
  const auto known = read(cookie, now_ms);
  if (!known) return {};
  const Browser& browser = known->browser;
  if (std::ranges::find(browser.tags, tag_of(known->key.view(), browser.id, user)) == browser.tags.end()) return {};
  return to_hex(browser.id);
}

// Names of a cookie from before the present kek are not in the next one: their tags cannot be made anew.
std::string KnownBrowsers::with(std::string_view cookie, std::string_view user, std::int64_t now_ms,
                                Random& random) const {
  const SecretBytes key = key_under(m_keyring->keys()->kek.view());
  Browser browser;
  const auto known = read(cookie, now_ms);
  if (known)
    browser.id = known->browser.id;
  else
    random.fill(browser.id);
  if (known && same_bytes(known->key.view(), key.view())) browser.tags = known->browser.tags;
  const Tag tag = tag_of(key.view(), browser.id, user);
  std::erase(browser.tags, tag);
  if (browser.tags.size() == kMaxNames) browser.tags.erase(browser.tags.begin());
  browser.tags.push_back(tag);
  Bytes out = bytes_of(ByteView(browser.id));
  append_be64(out, static_cast<std::uint64_t>(now_ms));
  for (const Tag& one : browser.tags) out.insert(out.end(), one.begin(), one.end());
  const Digest mac = keyed_hash(key.view(), out);
  out.insert(out.end(), mac.begin(), mac.end());
  return to_base64url(out);
}

}  // namespace warmheart
