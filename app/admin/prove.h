// Secrets that a person types, and who that person is. Read from standard input, a line each, or typed where it is a
// terminal, which does not show them; never an argument: those stand in every process list. Failure: invalid_argument:
// nothing came; those of prove_person (core/central/access/sign_in.h).
#pragma once

#include <string_view>

#include "app/admin/centre.h"
#include "core/base/secret.h"
#include "core/central/access/access.h"

namespace warmheart::admin {

// `what` is asked for on a terminal: "Password".
Result<SecretString> read_secret(std::istream& in, std::string_view what);

// `name` is an enabled operator, and the person at this command: two lines are read, the password and a code of the
// second factor. `act` stands in the audit.
Result<Reviewer> prove_operator(const Centre& centre, CentralStore& store, const std::string& name,
                                std::string_view act);

}  // namespace warmheart::admin
