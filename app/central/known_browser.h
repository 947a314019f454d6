// A browser in which somebody has signed in before, by a cookie that the centre has made and signed: it goes first
// where many want to sign in, and its wrong tries are counted apart from strangers' (core/central/access/sign_in.h). It
// opens nothing by itself. Up to eight names share one. Pure functions over the keys; any thread. A cookie that does
// not hold is no cookie.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/base/secret.h"
#include "core/central/store/keyring.h"

namespace warmheart {

inline constexpr const char* kBrowserCookie = "__Host-wh_browser";
inline constexpr std::int64_t kBrowserLifeMs = 180ll * 24 * 3600 * 1000;

class KnownBrowsers {
 public:
  explicit KnownBrowsers(const CentralKeys& keys);  // keys that never change
  explicit KnownBrowsers(std::shared_ptr<Keyring> keyring) : m_keyring(std::move(keyring)) {}

  // The id of the browser, where `user` has signed in in it within its life; empty: not known.
  std::string known_for(std::string_view cookie, std::string_view user, std::int64_t now_ms) const;
  // The cookie with this name, too: of the browser that sent `cookie`, or of a new one.
  std::string with(std::string_view cookie, std::string_view user, std::int64_t now_ms, Random& random) const;

 private:
  using Id = std::array<std::uint8_t, 16>;
  using Tag = std::array<std::uint8_t, 8>;  // of a name, in this browser
  struct Browser {
    Id id{};
    std::int64_t made_ms = 0;
    std::vector<Tag> tags;  // the newest last
  };

  // Signed under the kek, or under one before it that is still here; `key`: made of which.
  struct Signed {
    Browser browser;
    SecretBytes key;
  };
  static std::optional<Browser> read(ByteView key, std::string_view cookie, std::int64_t now_ms);
  std::optional<Signed> read(std::string_view cookie, std::int64_t now_ms) const;
  static Tag tag_of(ByteView key, const Id& id, std::string_view user);

  std::shared_ptr<Keyring> m_keyring;
};

}  // namespace warmheart
