#include "core/service/help_case.h"

#include "core/base/clock.h"
#include "core/person/text.h"

namespace warmheart {

namespace {

constexpr CaseStage kStages[] = {CaseStage::received, CaseStage::dispatched, CaseStage::handled, CaseStage::called_back,
                                 CaseStage::closed};

}  // namespace

const char* wire_name(CaseStage stage) {
  switch (stage) {
    case CaseStage::received: return "received";
    case CaseStage::dispatched: return "dispatched";
    case CaseStage::handled: return "handled";
    case CaseStage::called_back: return "called-back";
    case CaseStage::closed: return "closed";
  }
  return "received";
}

std::optional<CaseStage> case_stage_from(std::string_view name) {
  for (const CaseStage stage : kStages) {
    if (name == wire_name(stage)) return stage;
  }
  return std::nullopt;
}

const char* wire_name(CallBackOutcome outcome) {
  switch (outcome) {
    case CallBackOutcome::satisfied: return "satisfied";
    case CallBackOutcome::not_satisfied: return "not-satisfied";
    case CallBackOutcome::not_reached: return "not-reached";
  }
  return "not-reached";
}

std::optional<CallBackOutcome> call_back_outcome_from(std::string_view name) {
  for (const auto outcome :
       {CallBackOutcome::satisfied, CallBackOutcome::not_satisfied, CallBackOutcome::not_reached}) {
    if (name == wire_name(outcome)) return outcome;
  }
  return std::nullopt;
}

bool is_call_back_outcome(std::string_view outcome) { return call_back_outcome_from(outcome).has_value(); }

std::int64_t due_of(const wire::CaseKind& kind, std::int64_t opened_ms) {
  return opened_ms + static_cast<std::int64_t>(kind.due_hours()) * kHourMs;
}

Result<std::string> read_wish(std::string_view typed) {
  const auto text = from_utf8(typed);
  if (!text) return fail(ErrorCode::invalid_argument, "not a text");
  std::u32string kept;
  for (const char32_t c : *text) {
    if (c == U'\n' || c >= 0x20) kept.push_back(c == U'\n' ? U' ' : c);
  }
  while (!kept.empty() && kept.back() == U' ') kept.pop_back();
  kept.erase(0, std::min(kept.size(), kept.find_first_not_of(U' ')));
  if (kept.size() > kMaxWishCharacters) return fail(ErrorCode::invalid_argument, "longer than 1,000 characters");
  return to_utf8(kept);
}

std::string make_case_secret(Random& random) {
  std::string digits;
  for (int i = 0; i < 4; ++i) digits.push_back(static_cast<char>('0' + random.below(10)));
  return digits;
}

std::string case_last_four(const Rider& rider, std::string_view secret) {
  const std::string four = last_four(rider);
  return four.empty() ? std::string(secret) : four;
}

}  // namespace warmheart
