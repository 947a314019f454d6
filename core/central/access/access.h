// Who may use the console and, as an operator, vouch for acts of two people: users with a role, a password
// (passwords.h) and a second factor (second_factor.h). To disable one or to change the role ends its logins at once.
// Failure: not_found; conflict: the name exists; invalid_argument: a role, union or password that does not fit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/secret.h"
#include "core/central/store/states.h"
#include "core/central/store/store.h"

namespace warmheart {

enum class Role { union_reviewer, city, operating };
inline constexpr StateName<Role> kRoles[] = {
    {Role::union_reviewer, "union-reviewer"}, {Role::city, "city"}, {Role::operating, "operator"}};
constexpr std::span<const StateName<Role>> names_of(Role) { return kRoles; }
Result<Role> role_from(std::string_view name);

struct Reviewer {
  std::string user;  // sign-in name
  std::string name;  // shown
  Role role = Role::union_reviewer;
  std::string union_code;  // union_reviewer: the one union; else empty
};

// A union reviewer needs a published union.
Result<void> add_user(CentralStore& store, const Reviewer& user, const SecretString& password);
// By an operator, for a password that was forgotten: ends the user's logins and forgets wrong tries; the second factor
// stays.
Result<void> set_password(CentralStore& store, const std::string& user, const SecretString& password);
Result<void> disable_user(CentralStore& store, const std::string& user);  // cannot sign in or vouch any more
Result<void> enable_user(CentralStore& store, const std::string& user);
Result<void> change_role(CentralStore& store, const std::string& user, Role role, const std::string& union_code);

struct UserRow {
  Reviewer user;
  std::int64_t created_ms = 0;
  std::int64_t disabled_ms = 0;  // 0: enabled
  bool has_factor = false;
  std::uint64_t logins = 0;
};
Result<std::vector<UserRow>> list_users(CentralStore& store);

}  // namespace warmheart
