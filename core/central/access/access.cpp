#include "core/central/access/access.h"

#include "core/central/access/account_table.h"
#include "core/central/access/logins.h"
#include "core/central/access/passwords.h"
#include "core/central/access/sign_in.h"
#include "core/central/store/audit.h"
#include "core/central/store/columns.h"

namespace warmheart {
namespace {

Result<void> check_role(Snapshot& in, Role role, const std::string& union_code) {
  if ((role == Role::union_reviewer) == union_code.empty()) {
    return fail(ErrorCode::invalid_argument,
                "a union reviewer has one union, and nobody else has: give --union with the role union-reviewer only");
  }
  if (union_code.empty()) return {};
  WARMHEART_TRY_ASSIGN(const bool found,
                       sql::value<bool>(in, "SELECT EXISTS(SELECT 1 FROM receiving_union WHERE code = ?)", union_code));
  if (!found) return fail(ErrorCode::not_found, "there is no union " + union_code + "; publish the catalogue first");
  return {};
}

tl::unexpected<Error> nobody(const std::string& user) {
  return fail(ErrorCode::not_found, "there is no user " + user + "; `user list` shows them");
}

}  // namespace

Result<Role> role_from(std::string_view name) {
  if (const auto role = state_from<Role>(name)) return *role;
  return fail(ErrorCode::invalid_argument,
              "there is no role \"" + std::string(name) + "\"; roles are union-reviewer, city and operator");
}

Result<void> add_user(CentralStore& store, const Reviewer& user, const SecretString& password) {
  if (user.user.empty() || user.user.size() > kMaxUserName)
    return fail(ErrorCode::invalid_argument, "a sign-in name has 1 to 64 characters");
  WARMHEART_TRY(store.read([&](Snapshot& in) { return check_role(in, user.role, user.union_code); }));
  WARMHEART_TRY(check_new_password(password, user.user));
  WARMHEART_TRY_ASSIGN(const std::string hashed, internal::hash_password(password));
  return store.transact({Lock::account(user.user)}, [&](Act& act) -> Result<void> {
    const std::string shown = user.name.empty() ? user.user : user.name;
    WARMHEART_TRY_ASSIGN(const auto added,
                         sql::execute(act,
                                      "INSERT INTO console_user(name, shown_name, role, union_code, password_hash, "
                                      "created_ms) VALUES(?, ?, ?, ?, ?, ?) "
                                      "ON CONFLICT(name) DO NOTHING",
                                      user.user, shown, name_of(user.role), user.union_code, hashed, act.now_ms()));
    if (added == 0) {
      return fail(ErrorCode::conflict,
                  "there is a user " + user.user + " already; `user password` sets a new password");
    }
    return internal::write_audit(act, "admin", "user-added", user.user,
                                 std::string(name_of(user.role)) + " " + user.union_code);
  });
}

Result<void> set_password(CentralStore& store, const std::string& user, const SecretString& password) {
  WARMHEART_TRY(check_new_password(password, user));
  WARMHEART_TRY_ASSIGN(const std::string hashed, internal::hash_password(password));
  return store.transact({Lock::account(user)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto set,
                         sql::execute(act, "UPDATE console_user SET password_hash = ? WHERE name = ?", hashed, user));
    if (set == 0) return nobody(user);
    WARMHEART_TRY(internal::end_logins(act, user));
    WARMHEART_TRY(internal::forget_tries(act, user));
    return internal::write_audit(act, "admin", "password-set", user, "");
  });
}

Result<void> disable_user(CentralStore& store, const std::string& user) {
  return store.transact({Lock::account(user)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto account, internal::find_account(act, user));
    if (!account) return nobody(user);
    if (!account->enabled) return {};
    WARMHEART_TRY(sql::execute(act, "UPDATE console_user SET disabled_ms = ? WHERE name = ?", act.now_ms(), user));
    WARMHEART_TRY(internal::end_logins(act, user));
    return internal::write_audit(act, "admin", "user-disabled", user, "");
  });
}

Result<void> enable_user(CentralStore& store, const std::string& user) {
  return store.transact({Lock::account(user)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto account, internal::find_account(act, user));
    if (!account) return nobody(user);
    if (account->enabled) return {};
    WARMHEART_TRY(sql::execute(act, "UPDATE console_user SET disabled_ms = 0 WHERE name = ?", user));
    return internal::write_audit(act, "admin", "user-enabled", user, "");
  });
}

Result<void> change_role(CentralStore& store, const std::string& user, Role role, const std::string& union_code) {
  return store.transact({Lock::account(user)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY(check_role(act, role, union_code));
    WARMHEART_TRY_ASSIGN(const auto account, internal::find_account(act, user));
    if (!account) return nobody(user);
    if (account->reviewer.role == role && account->reviewer.union_code == union_code) return {};
    WARMHEART_TRY(sql::execute(act, "UPDATE console_user SET role = ?, union_code = ? WHERE name = ?", name_of(role),
                               union_code, user));
    WARMHEART_TRY(internal::end_logins(act, user));
    return internal::write_audit(
        act, "admin", "role-changed", user,
        std::string(name_of(account->reviewer.role)) + " to " + std::string(name_of(role)) + " " + union_code);
  });
}

Result<std::vector<UserRow>> list_users(CentralStore& store) {
  const auto read = [](sql::Columns& row) {
    return UserRow{internal::read_reviewer(row), row.integer(), row.integer(), row.flag(), row.counter()};
  };
  return store.read([&](Snapshot& in) -> Result<std::vector<UserRow>> {
    return sql::rows<UserRow>(
        in,
        "SELECT u.name, u.shown_name, u.role, u.union_code, u.created_ms, u.disabled_ms, "
        "EXISTS(SELECT 1 FROM second_factor f WHERE f.user_name = u.name AND f.seed IS NOT NULL), "
        "(SELECT count(*) FROM console_session s WHERE s.user_name = u.name) FROM console_user u ORDER BY u.name",
        read);
  });
}

}  // namespace warmheart
