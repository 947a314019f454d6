#include "core/central/access/sign_in.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/central/access/account_table.h"
#include "core/central/access/passwords.h"
#include "core/central/access/second_factor.h"
#include "core/central/review/error_reasons.h"
#include "core/central/store/audit.h"
#include "core/central/store/columns.h"

namespace warmheart {
namespace {

using internal::Account;
using internal::CodeKind;

constexpr std::int64_t kLongestLockMs = 24 * kHourMs;
static_assert(kSignInTriesKeptMs >= 2 * kLongestLockMs);

Digest name_hash_of(const std::string& user) { return sha256({view_of("warmheart sign-in 1"), view_of(user)}); }

// A count of wrong tries of one name.
struct Door {
  std::string key;
  bool slows = false;  // of the name from wherever: it slows down, it never closes
};
std::vector<Door> doors_of(const SignInTry& attempt) {
  if (!attempt.browser.empty()) return {{"browser:" + attempt.browser}};
  return {{"from:" + attempt.address}, {"", true}};
}

struct Tries {
  int failures = 0;
  std::int64_t locked_until_ms = 0;
  std::int64_t last_ms = 0;
};
Result<Tries> tries_of(Snapshot& in, const std::string& user, const Door& door) {
  const auto read = [](sql::Columns& row) { return Tries{row.next<int>(), row.integer(), row.integer()}; };
  WARMHEART_TRY_ASSIGN(
      const auto found,
      sql::row<Tries>(in, "SELECT failures, locked_until_ms, last_ms FROM sign_in_try WHERE name_hash = ? AND door = ?",
                      read, name_hash_of(user), door.key));
  Tries tries = found.value_or(Tries());
  if (in.now_ms() - tries.last_ms > (door.slows ? kHourMs : kLongestLockMs)) tries.failures = 0;
  return tries;
}

std::int64_t lock_for(const Door& door, int failures) {
  if (door.slows) return failures < kTriesBeforeSlow ? 0 : kSlowMs;
  if (failures < kSignInTries) return 0;
  return std::min(kSignInLockMs << std::min(failures - kSignInTries, 10), kLongestLockMs);
}

Result<void> check_doors(Snapshot& in, const SignInTry& attempt) {
  for (const Door& door : doors_of(attempt)) {
    WARMHEART_TRY_ASSIGN(const Tries tries, tries_of(in, attempt.user, door));
    if (tries.locked_until_ms <= in.now_ms()) continue;
    if (door.slows) {
      return fail(ErrorCode::limit, "too many wrong tries for this name; half a minute between two tries",
                  refusal::kSlowed);
    }
    const std::int64_t minutes = (tries.locked_until_ms - in.now_ms() + 59'999) / 60'000;
    return fail(
        ErrorCode::limit,
        "too many wrong tries from here; this name can sign in again in " + std::to_string(minutes) + " minutes",
        refusal::kLocked);
  }
  return {};
}

// `known`: the name is a user's, and may stand in the audit; what else was typed there may be a password.
Result<void> count_wrong(Act& act, const SignInTry& attempt, bool known) {
  act.needs(Lock::account(attempt.user));
  const std::string who = known ? attempt.user : "unknown";
  for (const Door& door : doors_of(attempt)) {
    WARMHEART_TRY_ASSIGN(const Tries before, tries_of(act, attempt.user, door));
    const int failures = before.failures + 1;
    const std::int64_t lock = lock_for(door, failures);
    WARMHEART_TRY(sql::execute(
        act,
        "INSERT INTO sign_in_try(name_hash, door, failures, locked_until_ms, last_ms) VALUES(?, ?, ?, ?, ?) ON "
        "CONFLICT(name_hash, door) DO UPDATE SET failures = excluded.failures, locked_until_ms = "
        "excluded.locked_until_ms, last_ms = excluded.last_ms",
        name_hash_of(attempt.user), door.key, failures, lock == 0 ? 0 : act.now_ms() + lock, act.now_ms()));
    if (lock == 0 || (door.slows && failures > kTriesBeforeSlow)) continue;
    WARMHEART_TRY(internal::write_audit(act, who, door.slows ? "sign-in-slowed" : "sign-in-closed", "",
                                        door.slows ? "from wherever" : attempt.address));
  }
  WARMHEART_TRY(sql::execute(act, "DELETE FROM sign_in_try WHERE last_ms < ?", act.now_ms() - kSignInTriesKeptMs));
  return internal::write_audit(act, who, "sign-in-refused", "", attempt.address);
}

// Doors first, so that a closed one costs no Argon2id; then the password, outside of any lock.
struct Judged {
  std::optional<Account> account;
  bool fits = false;
};
Result<Judged> judge_password(CentralStore& store, const SignInTry& attempt) {
  Judged out;
  WARMHEART_TRY_ASSIGN(out.account, store.read([&](Snapshot& in) -> Result<std::optional<Account>> {
    WARMHEART_TRY(check_doors(in, attempt));
    return internal::find_account(in, attempt.user);
  }));
  out.fits =
      internal::password_fits(out.account ? out.account->password_hash : internal::dummy_hash(), attempt.password);
  return out;
}

struct Proven {
  Reviewer reviewer;
  CodeKind code = CodeKind::wrong;
};
// Everything is read again under the lock: tries made side by side all count, and a code is spent in the same act.
// None: the try was wrong, and is counted. `needs_factor`: the password alone is wrong, too.
Result<std::optional<Proven>> judge(Act& act, const SignInTry& attempt, const Judged& judged, bool needs_factor) {
  WARMHEART_TRY(check_doors(act, attempt));
  WARMHEART_TRY_ASSIGN(const auto account, internal::find_account(act, attempt.user));
  const bool fits = judged.fits && account && account->enabled && judged.account &&
                    account->password_hash == judged.account->password_hash;
  Proven proven;
  if (fits) {
    proven.reviewer = account->reviewer;
    WARMHEART_TRY_ASSIGN(proven.code, internal::accept_code(act, attempt.user, attempt.code.view()));
  }
  if (proven.code == CodeKind::wrong || (needs_factor && proven.code == CodeKind::none_stands)) {
    WARMHEART_TRY(count_wrong(act, attempt, account.has_value()));
    return std::optional<Proven>();
  }
  WARMHEART_TRY(sql::execute(act, "DELETE FROM sign_in_try WHERE name_hash = ? AND door = ?",
                             name_hash_of(attempt.user), doors_of(attempt).front().key));
  return std::optional<Proven>(std::move(proven));
}

std::string_view how(CodeKind code) {
  switch (code) {
    case CodeKind::totp: return "";
    case CodeKind::recovery: return "by a recovery code";
    case CodeKind::none_stands: return "to set up a second factor";
    case CodeKind::wrong: break;
  }
  return "";
}

tl::unexpected<Error> wrong() {
  return fail(ErrorCode::unauthenticated, "the name, the password or the code is wrong, or the code was used",
              refusal::kWrongPassword);
}

}  // namespace

Result<void> internal::forget_tries(Act& act, const std::string& user) {
  act.needs(Lock::account(user));
  WARMHEART_TRY(sql::execute(act, "DELETE FROM sign_in_try WHERE name_hash = ?", name_hash_of(user)));
  return {};
}

Result<SignedIn> sign_in(CentralStore& store, const SignInTry& attempt) {
  WARMHEART_TRY_ASSIGN(const Judged judged, judge_password(store, attempt));
  WARMHEART_TRY_ASSIGN(auto signed_in,
                       store.transact({Lock::account(attempt.user)}, [&](Act& act) -> Result<std::optional<SignedIn>> {
                         WARMHEART_TRY_ASSIGN(const auto proven, judge(act, attempt, judged, false));
                         if (!proven) return std::optional<SignedIn>();
                         WARMHEART_TRY_ASSIGN(auto begun, internal::begin_login(act, proven->reviewer, attempt.address,
                                                                                proven->code == CodeKind::none_stands));
                         WARMHEART_TRY(internal::write_audit(act, attempt.user, "signed-in", "", how(proven->code)));
                         return std::optional<SignedIn>(std::move(begun));
                       }));
  if (!signed_in) return wrong();
  return std::move(*signed_in);
}

Result<Reviewer> prove_person(CentralStore& store, const SignInTry& attempt, std::span<const Role> roles,
                              std::string_view what) {
  WARMHEART_TRY_ASSIGN(const Judged judged, judge_password(store, attempt));
  WARMHEART_TRY_ASSIGN(
      auto person, store.transact({Lock::account(attempt.user)}, [&](Act& act) -> Result<std::optional<Reviewer>> {
        WARMHEART_TRY_ASSIGN(const auto proven, judge(act, attempt, judged, true));
        if (!proven) return std::optional<Reviewer>();
        WARMHEART_TRY(internal::write_audit(act, attempt.user, "proved-who", std::string(what), how(proven->code)));
        return std::optional<Reviewer>(proven->reviewer);
      }));
  if (!person) return wrong();
  if (std::ranges::find(roles, person->role) == roles.end())
    return fail(ErrorCode::forbidden, person->user + " has not the role for this; `user list` shows who has");
  return std::move(*person);
}

Result<void> change_password(CentralStore& store, const SignInTry& attempt, const SecretString& password,
                             const std::string& own_token) {
  WARMHEART_TRY(check_new_password(password, attempt.user));
  WARMHEART_TRY_ASSIGN(const Judged judged, judge_password(store, attempt));
  WARMHEART_TRY_ASSIGN(const std::string hashed, internal::hash_password(password));
  WARMHEART_TRY_ASSIGN(const bool done, store.transact({Lock::account(attempt.user)}, [&](Act& act) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(const auto proven, judge(act, attempt, judged, true));
    if (!proven) return false;
    WARMHEART_TRY(sql::execute(act, "UPDATE console_user SET password_hash = ? WHERE name = ?", hashed, attempt.user));
    WARMHEART_TRY(internal::end_other_logins(act, attempt.user, own_token));
    WARMHEART_TRY(internal::write_audit(act, attempt.user, "password-changed", attempt.user, ""));
    return true;
  }));
  if (!done) return wrong();
  return {};
}

Result<std::size_t> prune_sign_in_tries(CentralStore& store) {
  return store.transact({Lock::accounts()}, [](Act& act) -> Result<std::size_t> {
    WARMHEART_TRY_ASSIGN(const auto gone, sql::execute(act, "DELETE FROM sign_in_try WHERE last_ms < ?",
                                                       act.now_ms() - kSignInTriesKeptMs));
    return static_cast<std::size_t>(gone);
  });
}

}  // namespace warmheart
