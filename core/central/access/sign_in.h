// Signing in, and vouching for an act: name, password and second factor, judged together, so that who guesses does not
// learn which was wrong. Wrong tries are counted in the database and outlive a restart:
//   five from one address close the name for that address, for 15 minutes, doubled with each further one to a day;
//   a browser in which the name has signed in before has a count of its own, and strangers do not touch it;
//   ten in an hour from wherever slow the name down for browsers that are not known: one try in half a minute.
// So a stranger who guesses locks out himself. The same holds for names that nobody has. Thread: the store's; computes
// Argon2id (passwords.h) before it takes the database's lock; two at once (net/sync/database_pools.h). Failure:
// unauthenticated: wrong, disabled or unknown, never which; limit, locked or slowed: closed.
#pragma once

#include <span>
#include <string>

#include "core/base/secret.h"
#include "core/central/access/logins.h"

namespace warmheart {

inline constexpr std::size_t kMaxUserName = 64;
inline constexpr int kSignInTries = 5;                           // from one address, or in one known browser
inline constexpr std::int64_t kSignInLockMs = 15ll * 60 * 1000;  // doubles with each further wrong try, at most a day
inline constexpr int kTriesBeforeSlow = 10;                      // for one name, from wherever
inline constexpr std::int64_t kSlowMs = 30'000;

// Wrong tries older than this are about nothing any more.
inline constexpr std::int64_t kSignInTriesKeptMs = 48ll * 3600 * 1000;

struct SignInTry {
  std::string user;
  SecretString password;
  SecretString code;    // six digits, or a recovery code; empty where no second factor stands yet
  std::string address;  // where it comes from; of IPv6 the /64
  std::string browser;  // id of a browser that this name is known in; empty: none
};

// Without a second factor the login is an enrolling one. One row in the audit, for refusals and closed doors, too.
Result<SignedIn> sign_in(CentralStore& store, const SignInTry& attempt);

// Who stands behind an act: proven as at a sign-in, by a second factor that stands, without a login. forbidden: another
// role than those; `what` is the act, for the audit.
Result<Reviewer> prove_person(CentralStore& store, const SignInTry& attempt, std::span<const Role> roles,
                              std::string_view what);

// By its user: the old password and the second factor are proven; the other logins end.
Result<void> change_password(CentralStore& store, const SignInTry& attempt, const SecretString& password,
                             const std::string& own_token);

// Wrong tries of long ago are forgotten, also where nobody tries any more. Returns how many.
Result<std::size_t> prune_sign_in_tries(CentralStore& store);

namespace internal {

Result<void> forget_tries(Act& act, const std::string& user);

}  // namespace internal

}  // namespace warmheart
