#include "core/central/access/logins.h"

#include <algorithm>
#include <array>

#include "core/central/access/account_table.h"
#include "core/central/store/audit.h"
#include "core/central/store/columns.h"

namespace warmheart {
namespace {

std::string random_text(Random& random) {
  std::array<std::uint8_t, 32> bytes{};
  random.fill(bytes);
  return to_base64url(bytes);
}

std::int64_t life_of(bool enrolling) { return enrolling ? kEnrollingLifeMs : kLoginLifeMs; }

Result<void> drop_old_logins(Act& act) {
  WARMHEART_TRY(sql::execute(act, "DELETE FROM console_session WHERE begun_ms < ?", act.now_ms() - kLoginLifeMs));
  WARMHEART_TRY(sql::execute(act, "DELETE FROM console_session WHERE seen_ms < ?", act.now_ms() - kLoginIdleMs));
  return {};
}

// Room for one more.
Result<void> end_oldest(Act& act, const std::string& user) {
  WARMHEART_TRY_ASSIGN(
      const auto ended,
      sql::execute(act,
                   "DELETE FROM console_session WHERE user_name = ?1 AND token_hash NOT IN (SELECT token_hash FROM "
                   "console_session WHERE user_name = ?1 ORDER BY begun_ms DESC, seen_ms DESC LIMIT ?2)",
                   user, std::int64_t{kMaxLogins - 1}));
  if (ended == 0) return {};
  return internal::write_audit(act, user, "login-ended", user, "the oldest of more than five");
}

}  // namespace

Digest internal::login_hash(const std::string& token) {
  return sha256({view_of("warmheart session 1"), view_of(token)});
}

Result<SignedIn> internal::begin_login(Act& act, const Reviewer& reviewer, const std::string& address, bool enrolling) {
  act.needs(Lock::account(reviewer.user));
  WARMHEART_TRY(drop_old_logins(act));
  WARMHEART_TRY(end_oldest(act, reviewer.user));
  std::string token = random_text(act.random());
  SignedIn signed_in{SecretString(token),
                     {reviewer, random_text(act.random()), act.now_ms() + life_of(enrolling), enrolling}};
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO console_session(token_hash, user_name, csrf, begun_ms, seen_ms, address, "
                             "enrolling) VALUES(?, ?, ?, ?, ?, ?, ?)",
                             login_hash(token), reviewer.user, signed_in.login.csrf, act.now_ms(), act.now_ms(),
                             address, enrolling));
  wipe(token);
  return signed_in;
}

Result<void> internal::end_logins(Act& act, const std::string& user) {
  WARMHEART_TRY(sql::execute(act, "DELETE FROM console_session WHERE user_name = ?", user));
  return {};
}

Result<void> internal::end_other_logins(Act& act, const std::string& user, const std::string& kept_token) {
  WARMHEART_TRY(sql::execute(act, "DELETE FROM console_session WHERE user_name = ? AND token_hash <> ?", user,
                             login_hash(kept_token)));
  return {};
}

Result<LoginSession> find_login(CentralStore& store, const std::string& token) {
  const Digest hash = internal::login_hash(token);
  struct Seen {
    LoginSession login;
    std::int64_t seen_ms = 0;
  };
  const auto read = [](sql::Columns& row) {
    Seen out{{internal::read_reviewer(row), row.text(), row.integer(), row.flag()}, row.integer()};
    out.login.expires_ms += life_of(out.login.enrolling);
    return out;
  };
  WARMHEART_TRY_ASSIGN(auto found, store.read([&](Snapshot& in) {
    return sql::row<Seen>(in,
                          "SELECT u.name, u.shown_name, u.role, u.union_code, s.csrf, s.begun_ms, s.enrolling, "
                          "s.seen_ms FROM console_session s JOIN console_user u ON u.name = s.user_name "
                          "WHERE s.token_hash = ? AND u.disabled_ms = 0",
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
    return sql::value<bool>(in,
                            "SELECT EXISTS(SELECT 1 FROM console_session s JOIN console_user u ON u.name = s.user_name "
                            "WHERE s.token_hash = ? AND s.begun_ms > ? AND s.seen_ms > ? AND u.disabled_ms = 0)",
                            internal::login_hash(token), in.now_ms() - kLoginLifeMs, in.now_ms() - kLoginIdleMs);
  });
}

Result<void> sign_out(CentralStore& store, const std::string& token) {
  const Digest hash = internal::login_hash(token);
  return store.transact({}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(
        const auto user,
        sql::row<std::string>(act, "DELETE FROM console_session WHERE token_hash = ? RETURNING user_name", hash));
    if (!user) return {};
    return internal::write_audit(act, *user, "signed-out", "", "");
  });
}

bool same_csrf(const LoginSession& login, const std::string& sent) {
  return same_bytes(view_of(login.csrf), view_of(sent));
}

Result<std::vector<LoginRow>> list_logins(CentralStore& store, const std::string& user, const std::string& own_token) {
  const Digest own = internal::login_hash(own_token);
  const auto read = [&own](sql::Columns& row) {
    const Digest hash = row.digest();
    return LoginRow{to_hex(hash), row.text(), row.integer(), row.integer(), hash == own};
  };
  return store.read([&](Snapshot& in) -> Result<std::vector<LoginRow>> {
    return sql::rows<LoginRow>(in,
                               "SELECT token_hash, address, begun_ms, seen_ms FROM console_session WHERE user_name = ? "
                               "AND begun_ms >= ? AND seen_ms >= ? ORDER BY begun_ms DESC",
                               read, user, in.now_ms() - kLoginLifeMs, in.now_ms() - kLoginIdleMs);
  });
}

Result<void> end_login(CentralStore& store, const std::string& user, const std::string& id) {
  WARMHEART_TRY_ASSIGN(const Bytes hash, from_hex(id));
  return store.transact({Lock::account(user)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(
        const auto ended,
        sql::execute(act, "DELETE FROM console_session WHERE token_hash = ? AND user_name = ?", hash, user));
    if (ended == 0) return fail(ErrorCode::not_found, "there is no such login");
    return internal::write_audit(act, user, "login-ended", user, "by its user");
  });
}

Result<std::size_t> prune_logins(CentralStore& store) {
  return store.transact({Lock::accounts()}, [](Act& act) -> Result<std::size_t> {
    WARMHEART_TRY_ASSIGN(const auto old, sql::execute(act, "DELETE FROM console_session WHERE begun_ms < ?",
                                                      act.now_ms() - kLoginLifeMs));
    WARMHEART_TRY_ASSIGN(const auto idle, sql::execute(act, "DELETE FROM console_session WHERE seen_ms < ?",
                                                       act.now_ms() - kLoginIdleMs));
    return static_cast<std::size_t>(old + idle);
  });
}

}  // namespace warmheart
