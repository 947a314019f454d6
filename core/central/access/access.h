// Who may use the console: users, sign-in, logins. Passwords are Argon2id; tries and lock-out are counted
// in the database, so that a restart forgives nothing; their tokens are stored hashed. Thread: sign_in computes
// Argon2id (64 MiB, about 0.1 s) before it takes the database's lock; run at most two at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/secret.h"
#include "core/central/store/states.h"
#include "core/central/store/store.h"

namespace warmheart {

inline constexpr std::int64_t kLoginIdleMs = 30ll * 60 * 1000;
inline constexpr std::int64_t kLoginLifeMs = 12ll * 3600 * 1000;
inline constexpr int kSignInTries = 5;                           // then the name is locked
inline constexpr std::int64_t kSignInLockMs = 15ll * 60 * 1000;  // doubles with each further wrong try, at most a day

enum class Role { union_reviewer, city };
inline constexpr StateName<Role> kRoles[] = {{Role::union_reviewer, "union-reviewer"}, {Role::city, "city"}};
constexpr std::span<const StateName<Role>> names_of(Role) { return kRoles; }
Result<Role> role_from(std::string_view name);

struct Reviewer {
  std::string user;  // sign-in name
  std::string name;  // shown
  Role role = Role::union_reviewer;
  std::string union_code;  // union_reviewer: the one union; city: empty
};

// conflict when the name exists. A union reviewer needs a published union.
Result<void> add_user(CentralStore& store, const Reviewer& user, const SecretString& password);
Result<void> set_password(CentralStore& store, const std::string& user,
                          const SecretString& password);  // ends its logins
struct UserRow {
  Reviewer user;
  std::int64_t created_ms = 0;
  std::int64_t locked_until_ms = 0;
};
Result<std::vector<UserRow>> list_users(CentralStore& store);

struct LoginSession {
  Reviewer reviewer;
  std::string csrf;  // sent back in X-WH-CSRF
  std::int64_t expires_ms = 0;
};
struct SignedIn {
  SecretString token;  // the cookie's value: shown once, stored hashed
  LoginSession login;
};
// unauthenticated: wrong name or password (never says which). limit: locked; the sentence says until when.
Result<SignedIn> sign_in(CentralStore& store, const std::string& user, const SecretString& password);
// unauthenticated when unknown, idle for 30 minutes or older than 12 hours. Counts as activity.
Result<LoginSession> find_login(CentralStore& store, const std::string& token);
// Whether find_login would find it. Does not count as activity: for what runs on its own while a page is open.
Result<bool> login_stands(CentralStore& store, const std::string& token);
Result<void> sign_out(CentralStore& store, const std::string& token);
bool same_csrf(const LoginSession& login, const std::string& sent);  // constant time

}  // namespace warmheart
