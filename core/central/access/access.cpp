#include "core/central/access/access.h"
#include "core/central/store/audit.h"

#include <sodium.h>

#include <algorithm>
#include <ctime>

#include "core/central/store/columns.h"
#include "core/central/review/error_reasons.h"
#include "core/central/store/states.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

constexpr std::size_t kMinPasswordBytes = 10;
constexpr std::size_t kMaxPasswordBytes = 200;
constexpr std::int64_t kLongestLockMs = 86'400'000;

Result<std::string> hash_password(const SecretString& password) {
  if (password.view().size() < kMinPasswordBytes || password.view().size() > kMaxPasswordBytes) {
    return fail(ErrorCode::invalid_argument, "a password has at least 10 and at most 200 characters");
  }
  char hashed[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(hashed, password.view().data(), password.view().size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorCode::busy, "there is not enough memory to hash a password (64 MiB)");
  }
  return std::string(hashed);
}

bool password_fits(const std::string& hashed, const SecretString& password) {
  return password.view().size() <= kMaxPasswordBytes &&
         crypto_pwhash_str_verify(hashed.c_str(), password.view().data(), password.view().size()) == 0;
}

// What unknown names are compared with, so that they take as long as known ones. Nobody knows its password.
const std::string& dummy_hash() {
  static const std::string hashed = [] {
    std::array<std::uint8_t, 24> noise{};
    randombytes_buf(noise.data(), noise.size());
    return hash_password(SecretString(to_hex(noise))).value_or("");
  }();
  return hashed;
}

Digest name_hash_of(const std::string& user) { return sha256({view_of("warmheart sign-in 1"), view_of(user)}); }
Digest token_hash_of(const std::string& token) { return sha256({view_of("warmheart session 1"), view_of(token)}); }

struct Tries {
  int failures = 0;
  std::int64_t locked_until_ms = 0;
};
Result<Tries> tries_of(Snapshot& in, const std::string& user) {
  const auto read = [](sql::Columns& row) { return Tries{row.next<int>(), row.integer()}; };
  WARMHEART_TRY_ASSIGN(const auto found,
                       sql::row<Tries>(in, "SELECT failures, locked_until_ms FROM sign_in_try WHERE name_hash = ?",
                                       read, name_hash_of(user)));
  return found.value_or(Tries());
}

std::int64_t lock_for(int failures) {
  if (failures < kSignInTries) return 0;
  const int doublings = std::min(failures - kSignInTries, 10);
  return std::min(kSignInLockMs << doublings, kLongestLockMs);
}

Result<void> write_tries(Act& act, const std::string& user, int failures) {
  act.needs(Lock::account(user));
  const std::int64_t lock = lock_for(failures);
  WARMHEART_TRY(sql::execute(
      act,
      "INSERT INTO sign_in_try(name_hash, failures, locked_until_ms, last_ms) VALUES(?, ?, ?, ?) ON "
      "CONFLICT(name_hash) DO UPDATE "
      "SET failures = excluded.failures, locked_until_ms = excluded.locked_until_ms, last_ms = excluded.last_ms",
      name_hash_of(user), failures, lock == 0 ? 0 : act.now_ms() + lock, act.now_ms()));
  return {};
}

tl::unexpected<Error> locked(std::int64_t until_ms, std::int64_t now_ms) {
  const std::int64_t minutes = (until_ms - now_ms + 59'999) / 60'000;
  return fail(ErrorCode::limit,
              "too many wrong tries; this name can sign in again in " + std::to_string(minutes) + " minutes",
              refusal::kLocked);
}

struct Account {
  Reviewer reviewer;
  std::string password_hash;
};
Reviewer read_reviewer(sql::Columns& row) { return {row.text(), row.text(), row.named(state_from<Role>), row.text()}; }

Result<std::optional<Account>> find_account(Snapshot& in, const std::string& user) {
  const auto read = [](sql::Columns& row) { return Account{read_reviewer(row), row.text()}; };
  return sql::row<Account>(
      in, "SELECT name, shown_name, role, union_code, password_hash FROM console_user WHERE name = ?", read, user);
}

std::string random_text(Random& random) {
  std::array<std::uint8_t, 32> bytes{};
  random.fill(bytes);
  return to_base64url(bytes);
}

Result<SignedIn> begin_login(Act& act, const Reviewer& reviewer) {
  std::string token = random_text(act.random());
  SignedIn signed_in{SecretString(token), {reviewer, random_text(act.random()), act.now_ms() + kLoginLifeMs}};
  WARMHEART_TRY(sql::execute(
      act, "INSERT INTO console_session(token_hash, user_name, csrf, begun_ms, seen_ms) VALUES(?, ?, ?, ?, ?)",
      token_hash_of(token), reviewer.user, signed_in.login.csrf, act.now_ms(), act.now_ms()));
  wipe(token);
  WARMHEART_TRY(sql::execute(act, "DELETE FROM console_session WHERE begun_ms < ? OR seen_ms < ?",
                             act.now_ms() - kLoginLifeMs, act.now_ms() - kLoginIdleMs));
  return signed_in;
}

}  // namespace

Result<Role> role_from(std::string_view name) {
  if (const auto role = state_from<Role>(name)) return *role;
  return fail(ErrorCode::invalid_argument,
              "there is no role \"" + std::string(name) + "\"; roles are union-reviewer and city");
}

Result<void> add_user(CentralStore& store, const Reviewer& user, const SecretString& password) {
  if (user.user.empty() || user.user.size() > 64)
    return fail(ErrorCode::invalid_argument, "a sign-in name has 1 to 64 characters");
  if ((user.role == Role::union_reviewer) == user.union_code.empty()) {
    return fail(ErrorCode::invalid_argument,
                "a union reviewer has one union, and nobody else has: give --union with the role union-reviewer only");
  }
  WARMHEART_TRY_ASSIGN(const std::string hashed, hash_password(password));
  return store.transact({Lock::account(user.user)}, [&](Act& act) -> Result<void> {
    if (!user.union_code.empty()) {
      WARMHEART_TRY_ASSIGN(
          const bool found,
          sql::value<bool>(act, "SELECT EXISTS(SELECT 1 FROM receiving_union WHERE code = ?)", user.union_code));
      if (!found)
        return fail(ErrorCode::not_found, "there is no union " + user.union_code + "; publish the catalogue first");
    }
    const std::string shown = user.name.empty() ? user.user : user.name;
    WARMHEART_TRY_ASSIGN(const auto added,
                         sql::execute(act,
                                      "INSERT INTO console_user(name, shown_name, role, union_code, password_hash, "
                                      "created_ms) VALUES(?, ?, ?, ?, ?, ?) "
                                      "ON CONFLICT(name) DO NOTHING",
                                      user.user, shown, name_of(user.role), user.union_code, hashed, act.now_ms()));
    if (added == 0) {
      return fail(ErrorCode::conflict,
                  "there is a user " + user.user + " already; `user password` sets a new password");
    }
    WARMHEART_TRY(internal::write_audit(act, "admin", "user-added", user.user,
                                        std::string(name_of(user.role)) + " " + user.union_code));
    return {};
  });
}

Result<void> set_password(CentralStore& store, const std::string& user, const SecretString& password) {
  WARMHEART_TRY_ASSIGN(const std::string hashed, hash_password(password));
  return store.transact({Lock::account(user)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto set,
                         sql::execute(act, "UPDATE console_user SET password_hash = ? WHERE name = ?", hashed, user));
    if (set == 0) return fail(ErrorCode::not_found, "there is no user " + user + "; `user list` shows them");
    WARMHEART_TRY(sql::execute(act, "DELETE FROM console_session WHERE user_name = ?", user));
    WARMHEART_TRY(write_tries(act, user, 0));
    WARMHEART_TRY(internal::write_audit(act, "admin", "password-set", user, ""));
    return {};
  });
}

Result<std::vector<UserRow>> list_users(CentralStore& store) {
  const auto read = [](sql::Columns& row) { return UserRow{read_reviewer(row), row.integer()}; };
  return store.read([&](Snapshot& in) -> Result<std::vector<UserRow>> {
    WARMHEART_TRY_ASSIGN(
        auto rows,
        sql::rows<UserRow>(in, "SELECT name, shown_name, role, union_code, created_ms FROM console_user ORDER BY name",
                           read));
    for (UserRow& row : rows) {
      WARMHEART_TRY_ASSIGN(const Tries tries, tries_of(in, row.user.user));
      row.locked_until_ms = tries.locked_until_ms;
    }
    return rows;
  });
}

Result<SignedIn> sign_in(CentralStore& store, const std::string& user, const SecretString& password) {
  struct Known {
    Tries tries;
    std::optional<Account> account;
  };
  WARMHEART_TRY_ASSIGN(const Known known, store.read([&](Snapshot& in) -> Result<Known> {
    Known out;
    WARMHEART_TRY_ASSIGN(out.tries, tries_of(in, user));
    WARMHEART_TRY_ASSIGN(out.account, find_account(in, user));
    return out;
  }));
  if (known.tries.locked_until_ms > store.now_ms()) return locked(known.tries.locked_until_ms, store.now_ms());
  const auto& account = known.account;
  const bool fits = password_fits(account ? account->password_hash : dummy_hash(), password);
  WARMHEART_TRY_ASSIGN(
      auto signed_in, store.transact({Lock::account(user)}, [&](Act& act) -> Result<std::optional<SignedIn>> {
        // Read again under the lock: tries made side by side all count.
        WARMHEART_TRY_ASSIGN(const Tries tries, tries_of(act, user));
        if (tries.locked_until_ms > act.now_ms()) return locked(tries.locked_until_ms, act.now_ms());
        if (!account || !fits) {
          WARMHEART_TRY(write_tries(act, user, tries.failures + 1));
          WARMHEART_TRY(internal::write_audit(act, account ? user : "unknown", "sign-in-refused", "", ""));
          return std::optional<SignedIn>();
        }
        if (tries.failures > 0) WARMHEART_TRY(write_tries(act, user, 0));
        WARMHEART_TRY_ASSIGN(auto begun, begin_login(act, account->reviewer));
        WARMHEART_TRY(internal::write_audit(act, user, "signed-in", "", ""));
        return std::optional<SignedIn>(std::move(begun));
      }));
  if (!signed_in) return fail(ErrorCode::unauthenticated, "the name or the password is wrong", refusal::kWrongPassword);
  return std::move(*signed_in);
}

Result<LoginSession> find_login(CentralStore& store, const std::string& token) {
  const Digest hash = token_hash_of(token);
  struct Seen {
    LoginSession login;
    std::int64_t seen_ms = 0;
  };
  const auto read = [](sql::Columns& row) {
    return Seen{{read_reviewer(row), row.text(), row.integer() + kLoginLifeMs}, row.integer()};
  };
  WARMHEART_TRY_ASSIGN(auto found, store.read([&](Snapshot& in) {
    return sql::row<Seen>(
        in,
        "SELECT u.name, u.shown_name, u.role, u.union_code, s.csrf, s.begun_ms, s.seen_ms FROM console_session s "
        "JOIN console_user u ON u.name = s.user_name WHERE s.token_hash = ?",
        read, hash);
  }));
  if (!found) return fail(ErrorCode::unauthenticated, "please sign in");
  auto& [login, seen] = *found;
  const std::int64_t now = store.now_ms();
  if (now >= login.expires_ms || now - seen >= kLoginIdleMs)
    return fail(ErrorCode::unauthenticated, "please sign in again");
  // Once a minute is often enough for a limit of thirty, and spares a write on every click.
  if (now - seen >= 60'000) {
    WARMHEART_TRY(store.transact({}, [&](Act& act) {
      return sql::execute(act, "UPDATE console_session SET seen_ms = ? WHERE token_hash = ?", now, hash);
    }));
  }
  return std::move(login);
}

Result<bool> login_stands(CentralStore& store, const std::string& token) {
  return store.read([&](Snapshot& in) {
    return sql::value<bool>(
        in, "SELECT EXISTS(SELECT 1 FROM console_session WHERE token_hash = ? AND begun_ms > ? AND seen_ms > ?)",
        token_hash_of(token), in.now_ms() - kLoginLifeMs, in.now_ms() - kLoginIdleMs);
  });
}

Result<void> sign_out(CentralStore& store, const std::string& token) {
  WARMHEART_TRY(store.transact({}, [&](Act& act) {
    return sql::execute(act, "DELETE FROM console_session WHERE token_hash = ?", token_hash_of(token));
  }));
  return {};
}

bool same_csrf(const LoginSession& login, const std::string& sent) {
  return same_bytes(view_of(login.csrf), view_of(sent));
}

}  // namespace warmheart
