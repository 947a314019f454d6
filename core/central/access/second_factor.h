// The second factor of a user: a TOTP seed (totp.h), sealed under a key made from kek.key (core/record/KEYS.md), and
// ten recovery codes, kept as keyed hashes. A step is accepted once, a recovery code is used once; both are judged and
// counted in one act, under the account's lock. A seed stands once a code of it has been shown; until then the one
// before goes on. Thread: the store's. Failure: unauthenticated: the login is over; invalid_argument, wrong-code: not a
// code of the offered seed; conflict: nothing was offered; not_found: no such user, or no factor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/secret.h"
#include "core/central/access/logins.h"

namespace warmheart {

inline constexpr int kRecoveryCodes = 10;

struct OfferedFactor {
  SecretString secret;  // base32, to be typed
  SecretString uri;     // for the QR code
};
// A new seed for the user of this login, to be confirmed.
Result<OfferedFactor> offer_factor(CentralStore& store, const std::string& token);

struct ConfirmedFactor {
  SignedIn signed_in;                        // a new login; all others of the user have ended, the one that asked too
  std::vector<SecretString> recovery_codes;  // shown once
};
Result<ConfirmedFactor> confirm_factor(CentralStore& store, const std::string& token, std::string_view code,
                                       const std::string& address);

// By an operator, for a phone that is lost: the next sign-in is by the password alone and sets up another. Ends the
// user's logins.
Result<void> reset_factor(CentralStore& store, const std::string& user, const std::string& by,
                          const std::string& reason);

namespace internal {

enum class CodeKind { wrong, none_stands, totp, recovery };
// Accepts `code` (six digits, or a recovery code; blanks and hyphens do not count) and spends it.
Result<CodeKind> accept_code(Act& act, const std::string& user, std::string_view code);
// The seeds of a user, where they stand under an older kek, under the present one.
Result<void> rewrap_factor(Act& act, const std::string& user);

}  // namespace internal

}  // namespace warmheart
