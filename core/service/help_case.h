// A case: somebody asks for help (DOMAIN.md "Cases"). Values and rules that station and centre share: due times by
// class, what may be written, and the closed loop received → dispatched → handled → called back → closed. Pure
// functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/service/rider.h"
#include "warmheart.pb.h"

namespace warmheart {

inline constexpr std::size_t kMaxWishCharacters = 1000;
inline constexpr std::string_view kHelpConsent = "help-case";

enum class CaseStage { received, dispatched, handled, called_back, closed };
const char* wire_name(CaseStage stage);  // as CaseState.state
std::optional<CaseStage> case_stage_from(std::string_view name);

enum class CallBackOutcome { satisfied, not_satisfied, not_reached };
const char* wire_name(CallBackOutcome outcome);  // as CaseCalledBack.outcome
std::optional<CallBackOutcome> call_back_outcome_from(std::string_view name);
bool is_call_back_outcome(std::string_view outcome);

// When the class of this kind must be answered, from the moment of opening.
std::int64_t due_of(const wire::CaseKind& kind, std::int64_t opened_ms);

// What a rider wrote, without blanks around it. invalid_argument: longer than kMaxWishCharacters, or no text.
Result<std::string> read_wish(std::string_view typed);

// Four digits for whoever leaves neither mobile nor document: given with the number, and asked for with it.
std::string make_case_secret(Random& random);
// The four characters that go with a case number: of the mobile or the document, else the secret of this case.
std::string case_last_four(const Rider& rider, std::string_view secret);

}  // namespace warmheart
