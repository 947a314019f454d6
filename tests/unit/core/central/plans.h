// Every statement that a test of the centre compiles has its plan looked at; what may be scanned, and why, is in
// plans_test.cpp.
#pragma once

#include "tests/statement_plans.h"

namespace warmheart::testing {

const test::StatementPlans& the_plans();

}  // namespace warmheart::testing
