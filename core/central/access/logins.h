// Logins of the console: a cookie's token, stored hashed, with idle and life limits. A user has five at most: the
// oldest ends. One that was begun by the password alone (`enrolling`) leads to the second factor and to nothing else.
// Thread: the store's. Failure: unauthenticated: no such login, or it is over; not_found.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/digest.h"
#include "core/base/secret.h"
#include "core/central/access/access.h"

namespace warmheart {

inline constexpr std::int64_t kLoginIdleMs = 30ll * 60 * 1000;
inline constexpr std::int64_t kLoginLifeMs = 12ll * 3600 * 1000;
inline constexpr std::int64_t kEnrollingLifeMs = 15ll * 60 * 1000;
inline constexpr int kMaxLogins = 5;  // of one user

struct LoginSession {
  Reviewer reviewer;
  std::string csrf;  // sent back in X-WH-CSRF
  std::int64_t expires_ms = 0;
  bool enrolling = false;
};
struct SignedIn {
  SecretString token;  // the cookie's value: shown once, stored hashed
  LoginSession login;
};
// unauthenticated when unknown, idle for 30 minutes or older than 12 hours (enrolling: 15 minutes). Counts as activity.
Result<LoginSession> find_login(CentralStore& store, const std::string& token);
// Whether find_login would find it. Does not count as activity: for what runs on its own while a page is open.
Result<bool> login_stands(CentralStore& store, const std::string& token);
Result<void> sign_out(CentralStore& store, const std::string& token);
bool same_csrf(const LoginSession& login, const std::string& sent);  // constant time

struct LoginRow {
  std::string id;  // names it to its user; the token cannot be had from it
  std::string address;
  std::int64_t begun_ms = 0;
  std::int64_t seen_ms = 0;
  bool own = false;  // of the one that asks
};
// Those of one user that are not over, the newest first.
Result<std::vector<LoginRow>> list_logins(CentralStore& store, const std::string& user, const std::string& own_token);
// Those that are over go, with the address that they came from. Returns how many.
Result<std::size_t> prune_logins(CentralStore& store);
// not_found: none of this user's.
Result<void> end_login(CentralStore& store, const std::string& user, const std::string& id);

namespace internal {

Digest login_hash(const std::string& token);
Result<SignedIn> begin_login(Act& act, const Reviewer& reviewer, const std::string& address, bool enrolling);
// All of a user, or all but one.
Result<void> end_logins(Act& act, const std::string& user);
Result<void> end_other_logins(Act& act, const std::string& user, const std::string& kept_token);

}  // namespace internal

}  // namespace warmheart
