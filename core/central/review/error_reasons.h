// Why a request was refused, where the ErrorCode alone does not say it: Error::reason. Stable names; each border
// has one sentence for each of them (assets/sentences/console), and tests/tidy sees that none is missing.
#pragma once

#include <string_view>

namespace warmheart::refusal {

// Or no such name, or a wrong or used code, or a user who is disabled: never says which.
inline constexpr std::string_view kWrongPassword = "wrong-password";
inline constexpr std::string_view kLocked = "locked";  // too many wrong tries from here
inline constexpr std::string_view kSlowed = "slowed";  // too many wrong tries for this name: half a minute between two
inline constexpr std::string_view kFactorMissing = "factor-missing";  // signed in by the password alone
inline constexpr std::string_view kWrongCode = "wrong-code";          // of a second factor that is being set up
inline constexpr std::string_view kShortPassword = "short-password";
inline constexpr std::string_view kCommonPassword = "common-password";
inline constexpr std::string_view kNameInPassword = "name-in-password";
inline constexpr std::string_view kReasonNeeded = "reason-needed";  // to open what is decided
inline constexpr std::string_view kAnotherUnion = "another-union";
inline constexpr std::string_view kNoApplication = "no-application";
inline constexpr std::string_view kInOtherHands = "in-other-hands";   // another reviewer has opened it
inline constexpr std::string_view kJustDecided = "just-decided";      // a decision can still be undone
inline constexpr std::string_view kDecided = "decided";               // no longer awaiting review
inline constexpr std::string_view kNotOpened = "not-opened";          // who decides has looked at it first
inline constexpr std::string_view kMemberAlready = "member-already";  // by another application
inline constexpr std::string_view kUndoOver = "undo-over";
inline constexpr std::string_view kNotYours = "not-yours";    // only who decided may undo
inline constexpr std::string_view kNoFields = "no-fields";    // a return names at least one
inline constexpr std::string_view kBadReason = "bad-reason";  // missing, or longer than 400 characters
inline constexpr std::string_view kSameUnion = "same-union";  // forwarded to where it is
inline constexpr std::string_view kNoUnion = "no-union";

inline constexpr std::string_view kAll[] = {
    kWrongPassword,  kLocked,         kSlowed,       kFactorMissing, kWrongCode,     kShortPassword,
    kCommonPassword, kNameInPassword, kReasonNeeded, kAnotherUnion,  kNoApplication, kInOtherHands,
    kJustDecided,    kDecided,        kNotOpened,    kMemberAlready, kUndoOver,      kNotYours,
    kNoFields,       kBadReason,      kSameUnion,    kNoUnion};

}  // namespace warmheart::refusal
