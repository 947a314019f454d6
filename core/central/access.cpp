#include "core/central/access.h"

#include <sodium.h>

#include <algorithm>
#include <ctime>

#include "core/central/inside.h"
#include "core/central/refusals.h"

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
const std::string& nobodys_hash() {
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
Result<Tries> tries_of(CentralStore& store, const std::string& user) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare("SELECT failures, locked_until_ms FROM sign_in_try WHERE name_hash = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(name_hash_of(user)).step());
  return found ? Tries{static_cast<int>(query.integer(0)), query.integer(1)} : Tries{};
}

std::int64_t lock_for(int failures) {
  if (failures < kSignInTries) return 0;
  const int doublings = std::min(failures - kSignInTries, 10);
  return std::min(kSignInLockMs << doublings, kLongestLockMs);
}

Result<void> write_tries(CentralStore& store, const std::string& user, int failures) {
  const std::int64_t lock = lock_for(failures);
  WARMHEART_TRY_ASSIGN(auto upsert, store.inside().db.prepare(
      "INSERT INTO sign_in_try(name_hash, failures, locked_until_ms, last_ms) VALUES(?, ?, ?, ?) ON CONFLICT(name_hash) DO UPDATE "
      "SET failures = excluded.failures, locked_until_ms = excluded.locked_until_ms, last_ms = excluded.last_ms"));
  return upsert.bind(name_hash_of(user), failures, lock == 0 ? 0 : store.now_ms() + lock, store.now_ms()).run();
}

tl::unexpected<Error> locked(std::int64_t until_ms, std::int64_t now_ms) {
  const std::int64_t minutes = (until_ms - now_ms + 59'999) / 60'000;
  return fail(ErrorCode::limit, "too many wrong tries; this name can sign in again in " + std::to_string(minutes) + " minutes", refusal::kLocked);
}

struct Account {
  Reviewer reviewer;
  std::string password_hash;
};
Result<std::optional<Account>> find_account(CentralStore& store, const std::string& user) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT name, shown_name, role, union_code, password_hash FROM console_user WHERE name = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(user).step());
  if (!found) return std::optional<Account>();
  WARMHEART_TRY_ASSIGN(const Role role, role_from(query.text(2)));
  return std::optional<Account>(Account{{query.text(0), query.text(1), role, query.text(3)}, query.text(4)});
}

std::string random_text(Random& random) {
  std::array<std::uint8_t, 32> bytes{};
  random.fill(bytes);
  return to_base64url(bytes);
}

Result<SignedIn> begin_session(CentralStore& store, const Reviewer& reviewer) {
  std::string token = random_text(store.random());
  SignedIn signed_in{SecretString(token), {reviewer, random_text(store.random()), store.now_ms() + kSessionLifeMs}};
  WARMHEART_TRY_ASSIGN(auto insert, store.inside().db.prepare(
      "INSERT INTO console_session(token_hash, user_name, csrf, begun_ms, seen_ms) VALUES(?, ?, ?, ?, ?)"));
  WARMHEART_TRY(insert.bind(token_hash_of(token), reviewer.user, signed_in.session.csrf, store.now_ms(), store.now_ms()).run());
  wipe(token);
  WARMHEART_TRY_ASSIGN(auto old, store.inside().db.prepare("DELETE FROM console_session WHERE begun_ms < ? OR seen_ms < ?"));
  WARMHEART_TRY(old.bind(store.now_ms() - kSessionLifeMs, store.now_ms() - kSessionIdleMs).run());
  return signed_in;
}

}  // namespace

const char* name_of(Role role) {
  switch (role) {
    case Role::union_reviewer: return "union-reviewer";
    case Role::city: return "city";
  }
  return "unknown";
}

Result<Role> role_from(const std::string& name) {
  if (name == "union-reviewer") return Role::union_reviewer;
  if (name == "city") return Role::city;
  return fail(ErrorCode::invalid_argument, "there is no role \"" + name + "\"; roles are union-reviewer and city");
}

Result<void> add_user(CentralStore& store, const Reviewer& user, const SecretString& password) {
  if (user.user.empty() || user.user.size() > 64) return fail(ErrorCode::invalid_argument, "a sign-in name has 1 to 64 characters");
  if ((user.role == Role::union_reviewer) == user.union_code.empty()) {
    return fail(ErrorCode::invalid_argument, "a union reviewer has one union, and nobody else has: give --union with the role union-reviewer only");
  }
  WARMHEART_TRY_ASSIGN(const std::string hashed, hash_password(password));
  sqlite::Database& db = store.inside().db;
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(db));
  if (!user.union_code.empty()) {
    WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT 1 FROM receiving_union WHERE code = ?"));
    WARMHEART_TRY_ASSIGN(const bool found, query.bind(user.union_code).step());
    if (!found) return fail(ErrorCode::not_found, "there is no union " + user.union_code + "; publish the catalogue first");
  }
  WARMHEART_TRY_ASSIGN(auto insert, db.prepare(
      "INSERT INTO console_user(name, shown_name, role, union_code, password_hash, created_ms) VALUES(?, ?, ?, ?, ?, ?) "
      "ON CONFLICT(name) DO NOTHING"));
  const std::string shown = user.name.empty() ? user.user : user.name;
  WARMHEART_TRY(insert.bind(user.user, shown, name_of(user.role), user.union_code, hashed, store.now_ms()).run());
  if (db.changes() == 0) {
    return fail(ErrorCode::conflict, "there is a user " + user.user + " already; `user password` sets a new password");
  }
  WARMHEART_TRY(inside::write_audit(store, "admin", "user-added", user.user, std::string(name_of(user.role)) + " " + user.union_code));
  return transaction.commit();
}

Result<void> set_password(CentralStore& store, const std::string& user, const SecretString& password) {
  WARMHEART_TRY_ASSIGN(const std::string hashed, hash_password(password));
  sqlite::Database& db = store.inside().db;
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(db));
  WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE console_user SET password_hash = ? WHERE name = ?"));
  WARMHEART_TRY(update.bind(hashed, user).run());
  if (db.changes() == 0) return fail(ErrorCode::not_found, "there is no user " + user + "; `user list` shows them");
  WARMHEART_TRY_ASSIGN(auto end, db.prepare("DELETE FROM console_session WHERE user_name = ?"));
  WARMHEART_TRY(end.bind(user).run());
  WARMHEART_TRY(write_tries(store, user, 0));
  WARMHEART_TRY(inside::write_audit(store, "admin", "password-set", user, ""));
  return transaction.commit();
}

Result<std::vector<UserRow>> list_users(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT name, shown_name, role, union_code, created_ms FROM console_user ORDER BY name"));
  std::vector<UserRow> rows;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return rows;
    WARMHEART_TRY_ASSIGN(const Role role, role_from(query.text(2)));
    WARMHEART_TRY_ASSIGN(const Tries tries, tries_of(store, query.text(0)));
    rows.push_back({{query.text(0), query.text(1), role, query.text(3)}, query.integer(4), tries.locked_until_ms});
  }
}

Result<SignedIn> sign_in(CentralStore& store, const std::string& user, const SecretString& password) {
  {
    WARMHEART_TRY_ASSIGN(const Tries before, tries_of(store, user));
    if (before.locked_until_ms > store.now_ms()) return locked(before.locked_until_ms, store.now_ms());
  }
  WARMHEART_TRY_ASSIGN(const auto account, find_account(store, user));
  const bool fits = password_fits(account ? account->password_hash : nobodys_hash(), password);
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  // Read again under the lock: tries made side by side all count.
  WARMHEART_TRY_ASSIGN(const Tries tries, tries_of(store, user));
  if (tries.locked_until_ms > store.now_ms()) return locked(tries.locked_until_ms, store.now_ms());
  if (!account || !fits) {
    WARMHEART_TRY(write_tries(store, user, tries.failures + 1));
    WARMHEART_TRY(inside::write_audit(store, account ? user : "unknown", "sign-in-refused", "", ""));
    WARMHEART_TRY(transaction.commit());
    return fail(ErrorCode::unauthenticated, "the name or the password is wrong", refusal::kWrongPassword);
  }
  if (tries.failures > 0) WARMHEART_TRY(write_tries(store, user, 0));
  WARMHEART_TRY_ASSIGN(auto signed_in, begin_session(store, account->reviewer));
  WARMHEART_TRY(inside::write_audit(store, user, "signed-in", "", ""));
  WARMHEART_TRY(transaction.commit());
  return signed_in;
}

Result<Session> session_of(CentralStore& store, const std::string& token) {
  sqlite::Database& db = store.inside().db;
  const Digest hash = token_hash_of(token);
  Session session;
  std::int64_t seen = 0;
  {
    WARMHEART_TRY_ASSIGN(auto query, db.prepare(
        "SELECT u.name, u.shown_name, u.role, u.union_code, s.csrf, s.begun_ms, s.seen_ms FROM console_session s "
        "JOIN console_user u ON u.name = s.user_name WHERE s.token_hash = ?"));
    WARMHEART_TRY_ASSIGN(const bool found, query.bind(hash).step());
    if (!found) return fail(ErrorCode::unauthenticated, "please sign in");
    WARMHEART_TRY_ASSIGN(const Role role, role_from(query.text(2)));
    session = {{query.text(0), query.text(1), role, query.text(3)}, query.text(4), query.integer(5) + kSessionLifeMs};
    seen = query.integer(6);
  }
  const std::int64_t now = store.now_ms();
  if (now >= session.expires_ms || now - seen >= kSessionIdleMs) return fail(ErrorCode::unauthenticated, "please sign in again");
  // Once a minute is often enough for a limit of thirty, and spares a write on every click.
  if (now - seen >= 60'000) {
    WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE console_session SET seen_ms = ? WHERE token_hash = ?"));
    WARMHEART_TRY(update.bind(now, hash).run());
  }
  return session;
}

Result<void> sign_out(CentralStore& store, const std::string& token) {
  WARMHEART_TRY_ASSIGN(auto end, store.inside().db.prepare("DELETE FROM console_session WHERE token_hash = ?"));
  return end.bind(token_hash_of(token)).run();
}

bool same_csrf(const Session& session, const std::string& sent) { return same_bytes(view_of(session.csrf), view_of(sent)); }

}  // namespace warmheart
