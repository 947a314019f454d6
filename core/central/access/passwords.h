// Passwords of the console's people: which are good enough, and Argon2id. A new one has at least twelve characters
// (code points, not bytes), does not hold its user's name, and is not among those that are guessed first: the list of
// assets/passwords, one pattern over and over, a walk along the keyboard. No rule asks for kinds of characters, and
// none expires (NIST SP 800-63B, 5.1.1.2; OWASP ASVS 5.0, 6.2). Any thread; hashing and comparing take 64 MiB and about
// 0.1 s. Failure: invalid_argument with a reason (core/central/review/error_reasons.h); busy: no memory.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/secret.h"

namespace warmheart {

inline constexpr std::size_t kMinPasswordCharacters = 12;
inline constexpr std::size_t kMaxPasswordBytes = 256;

Result<void> check_new_password(const SecretString& password, std::string_view user);

namespace internal {

Result<std::string> hash_password(const SecretString& password);
bool password_fits(const std::string& hashed, const SecretString& password);
// What unknown names are compared with, so that they take as long as known ones. Nobody knows its password.
const std::string& dummy_hash();

// assets/passwords/common.txt
std::string_view common_passwords();

}  // namespace internal

}  // namespace warmheart
