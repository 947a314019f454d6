// Why a request was refused, where the ErrorCode alone does not say it: Error::reason. Stable names; each border
// has one sentence for each of them (assets/sentences/console), and tests/tidy sees that none is missing.
#pragma once

#include <string_view>

namespace warmheart::refusal {

inline constexpr std::string_view kWrongPassword = "wrong-password";  // or no such name: never says which
inline constexpr std::string_view kLocked = "locked";                 // too many wrong tries
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

inline constexpr std::string_view kAll[] = {kWrongPassword, kLocked,   kAnotherUnion, kNoApplication, kInOtherHands,
                                            kJustDecided,   kDecided,  kNotOpened,    kMemberAlready, kUndoOver,
                                            kNotYours,      kNoFields, kBadReason,    kSameUnion,     kNoUnion};

}  // namespace warmheart::refusal
