// Result<T>: a value or an Error. Errors are values: they are returned, and logged once, where they are handled.
// `what` is for the operator; it never holds personal data.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace warmheart {

enum class ErrorCode {
  invalid_argument,  // the input breaks a rule that the caller can mend
  not_found,
  conflict,  // the thing exists already, or is in another state
  corrupt,   // stored or received bytes are not what they claim to be
  disk_full,
  busy,         // somebody else holds it now; trying again is right
  io,           // the medium failed
  unavailable,  // no network, or the peer is down
  timeout,
  unauthenticated,  // who are you
  forbidden,        // known, and not allowed
  limit,            // a bound of ours was exceeded
  unsupported,      // a version, kind or algorithm that this build does not know
  internal,         // our own bug, seen in time
};

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string what;
  std::string_view reason =
      {};  // a constant, where a border has a sentence more exact than the code's (core/central/review/error_reasons.h)

  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};

// `return fail(ErrorCode::corrupt, "header is not a RecordHeader");`
inline tl::unexpected<Error> fail(ErrorCode code, std::string what, std::string_view reason = {}) {
  return tl::unexpected<Error>(Error{code, std::move(what), reason});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

// The name of a code, as it stands in logs and in JSON answers.
const char* name_of(ErrorCode code);

// The disk or the lock on it stood in the way, not what was asked for: the same may be right in a moment.
bool is_storage_error(ErrorCode code);

}  // namespace warmheart

#define WARMHEART_CONCAT_(a, b) a##b
#define WARMHEART_CONCAT(a, b) WARMHEART_CONCAT_(a, b)

// WARMHEART_TRY(expression): on error, return the error from this function.
// WARMHEART_TRY_ASSIGN(auto value, expression): the same, else bind the value.
#define WARMHEART_TRY(...)                                                                             \
  do {                                                                                                 \
    if (auto try_result_ = (__VA_ARGS__); !try_result_) return ::warmheart::fail(try_result_.error()); \
  } while (false)
#define WARMHEART_TRY_ASSIGN(target, ...) \
  WARMHEART_TRY_ASSIGN_(WARMHEART_CONCAT(try_result_, __LINE__), target, __VA_ARGS__)
#define WARMHEART_TRY_ASSIGN_(temp, target, ...)     \
  auto temp = (__VA_ARGS__);                         \
  if (!temp) return ::warmheart::fail(temp.error()); \
  target = std::move(*temp)
