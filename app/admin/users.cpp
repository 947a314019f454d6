#include <iostream>

#include "app/admin/commands.h"
#include "app/admin/printing.h"
#include "app/admin/prove.h"
#include "core/central/access/second_factor.h"

namespace warmheart::admin {

Result<void> add_user(const Centre& centre, const NewUser& user) {
  WARMHEART_TRY_ASSIGN(const Role role, role_from(user.role));
  if (printable(user.name) != user.name || printable(user.shown_name) != user.shown_name)
    return fail(ErrorCode::invalid_argument, "a user's name has no line ends and no other control characters");
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const SecretString password, read_secret(centre.in, "password"));
  WARMHEART_TRY(warmheart::add_user(store, {user.name, user.shown_name, role, user.union_code}, password));
  centre.out << "added " << user.name << " as " << user.role
             << (user.union_code.empty() ? "" : " of " + user.union_code)
             << "; the first sign-in at the console sets up the second factor\n";
  return {};
}

Result<void> set_password(const Centre& centre, const std::string& name) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const SecretString password, read_secret(centre.in, "password"));
  WARMHEART_TRY(warmheart::set_password(store, name, password));
  centre.out << "set a new password for " << name << "; its logins have ended\n";
  return {};
}

Result<void> disable_user(const Centre& centre, const std::string& name) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(warmheart::disable_user(store, name));
  centre.out << name << " cannot sign in or vouch any more; its logins have ended\n";
  return {};
}

Result<void> enable_user(const Centre& centre, const std::string& name) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(warmheart::enable_user(store, name));
  centre.out << name << " can sign in again\n";
  return {};
}

Result<void> change_role(const Centre& centre, const NewUser& user) {
  WARMHEART_TRY_ASSIGN(const Role role, role_from(user.role));
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(warmheart::change_role(store, user.name, role, user.union_code));
  centre.out << user.name << " is " << user.role << (user.union_code.empty() ? "" : " of " + user.union_code)
             << "; its logins have ended\n";
  return {};
}

Result<void> reset_user_factor(const Centre& centre, const std::string& name, const std::string& by,
                               const std::string& reason) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const Reviewer vouches, prove_operator(centre, store, by, "reset a second factor"));
  WARMHEART_TRY(reset_factor(store, name, vouches.user, reason));
  centre.out << "the second factor of " << name << " is gone; the next sign-in sets up another\n";
  return {};
}

Result<void> list_users(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto rows, warmheart::list_users(store));
  if (rows.empty()) centre.out << "no users yet: `warmheart-admin user add NAME --role operator`\n";
  for (const UserRow& row : rows) {
    centre.out << padded(row.user.user, 20) << padded(row.user.name, 20) << padded(name_of(row.user.role), 16)
               << padded(row.user.union_code, 11) << "since " << time_text(row.created_ms) << ", "
               << (row.has_factor ? "second factor" : "no second factor yet") << ", " << row.logins << " logins";
    if (row.disabled_ms != 0) centre.out << ", disabled " << time_text(row.disabled_ms);
    centre.out << "\n";
  }
  return {};
}

}  // namespace warmheart::admin
