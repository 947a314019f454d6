// The rows of the console's users. Not for other rooms.
#pragma once

#include <optional>
#include <string>

#include "core/central/access/access.h"
#include "core/central/store/act.h"

namespace warmheart::internal {

struct Account {
  Reviewer reviewer;
  std::string password_hash;
  bool enabled = true;
};
Result<std::optional<Account>> find_account(Snapshot& in, const std::string& user);
Reviewer read_reviewer(sql::Columns& row);  // name, shown_name, role, union_code

}  // namespace warmheart::internal
