#include "core/central/access/account_table.h"

namespace warmheart::internal {

Reviewer read_reviewer(sql::Columns& row) { return {row.text(), row.text(), row.named(state_from<Role>), row.text()}; }

Result<std::optional<Account>> find_account(Snapshot& in, const std::string& user) {
  const auto read = [](sql::Columns& row) { return Account{read_reviewer(row), row.text(), row.integer() == 0}; };
  return sql::row<Account>(
      in, "SELECT name, shown_name, role, union_code, password_hash, disabled_ms FROM console_user WHERE name = ?",
      read, user);
}

}  // namespace warmheart::internal
