#include "core/central/access/second_factor.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/central/access/account_table.h"
#include "core/central/access/totp.h"
#include "core/central/review/error_reasons.h"
#include "core/central/store/audit.h"
#include "core/central/store/columns.h"
#include "core/central/store/encrypted.h"
#include "core/central/store/kept_key.h"

namespace warmheart {
namespace {

constexpr std::size_t kRecoveryCodeBytes = 10;  // sixteen letters
constexpr std::size_t kLettersAGroup = 4;

SecretBytes seed_key(const CentralKeys& keys) { return internal::key_of_kek(keys.kek.view(), internal::kSeedPurpose); }

Digest recovery_hash(ByteView key, const std::string& user, ByteView code) {
  Bytes bound;
  append_be64(bound, user.size());
  bound.insert(bound.end(), user.begin(), user.end());
  bound.insert(bound.end(), code.begin(), code.end());
  const Digest hash = keyed_hash(key, bound);
  wipe(bound);
  return hash;
}

struct Factor {
  std::optional<Bytes> seed;
  std::optional<Bytes> offered;
  std::int64_t last_step = 0;
  std::uint64_t kek = 0;  // that both stand under
};
Result<std::optional<Factor>> find_factor(Snapshot& in, const std::string& user) {
  const auto read = [](sql::Columns& row) {
    return Factor{row.next<std::optional<Bytes>>(), row.next<std::optional<Bytes>>(), row.integer(), row.counter()};
  };
  return sql::row<Factor>(in, "SELECT seed, offered, last_step, kek FROM second_factor WHERE user_name = ?", read,
                          user);
}

Result<SecretBytes> open_seed(Snapshot& in, const std::string& user, const Factor& factor, const Bytes& sealed) {
  const SecretBytes* const kek = kek_of(in.keys(), factor.kek);
  if (kek == nullptr) return fail(ErrorCode::corrupt, "a second factor stands under a kek that is not here");
  return internal::decrypt(internal::key_of_kek(kek->view(), internal::kSeedPurpose).view(), view_of(user), sealed);
}

std::string without_blanks(std::string_view code) {
  std::string out(code);
  std::erase_if(out, [](char letter) { return letter == ' ' || letter == '-'; });
  return out;
}
bool is_six_digits(std::string_view code) {
  return code.size() == kTotpDigits && std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

// Its user, where it stands and its user is enabled.
Result<LoginSession> login_of(Snapshot& in, const std::string& token) {
  const auto read = [](sql::Columns& row) {
    return LoginSession{internal::read_reviewer(row), row.text(), 0, row.flag()};
  };
  WARMHEART_TRY_ASSIGN(
      auto login, sql::row<LoginSession>(in,
                                         "SELECT u.name, u.shown_name, u.role, u.union_code, s.csrf, s.enrolling FROM "
                                         "console_session s JOIN console_user u ON u.name = s.user_name "
                                         "WHERE s.token_hash = ? AND u.disabled_ms = 0",
                                         read, internal::login_hash(token)));
  if (!login) return fail(ErrorCode::unauthenticated, "please sign in");
  return std::move(*login);
}

Result<bool> spend_recovery_code(Act& act, const std::string& user, std::string_view typed) {
  auto code = from_base32(typed);
  if (!code || code->size() != kRecoveryCodeBytes) return false;
  const SecretBytes typed_code(std::move(*code));
  WARMHEART_TRY_ASSIGN(const auto keks, sql::rows<std::uint64_t>(
                                            act, "SELECT DISTINCT kek FROM recovery_code WHERE user_name = ?", user));
  for (const std::uint64_t kek : keks) {
    WARMHEART_TRY_ASSIGN(const SecretBytes key, internal::kept_key(act, internal::kRecoveryPurpose, kek));
    WARMHEART_TRY_ASSIGN(const auto spent,
                         sql::execute(act, "DELETE FROM recovery_code WHERE user_name = ? AND code_hash = ?", user,
                                      recovery_hash(key.view(), user, typed_code.view())));
    if (spent == 1) return true;
  }
  return false;
}

Result<std::vector<SecretString>> make_recovery_codes(Act& act, const std::string& user) {
  WARMHEART_TRY(sql::execute(act, "DELETE FROM recovery_code WHERE user_name = ?", user));
  const SecretBytes key = internal::key_of_kek(act.keys().kek.view(), internal::kRecoveryPurpose);
  std::vector<SecretString> codes;
  for (int i = 0; i < kRecoveryCodes; ++i) {
    Bytes code(kRecoveryCodeBytes);
    act.random().fill(code);
    WARMHEART_TRY(sql::execute(act, "INSERT INTO recovery_code(user_name, code_hash, kek) VALUES(?, ?, ?)", user,
                               recovery_hash(key.view(), user, code), act.keys().kek_number));
    std::string text = to_base32(code);
    for (std::size_t at = text.size() - kLettersAGroup; at > 0; at -= kLettersAGroup) text.insert(at, "-");
    codes.emplace_back(std::move(text));
    wipe(code);
  }
  return codes;
}

}  // namespace

Result<void> internal::rewrap_factor(Act& act, const std::string& user) {
  WARMHEART_TRY_ASSIGN(const auto factor, find_factor(act, user));
  if (!factor || factor->kek == act.keys().kek_number) return {};
  std::optional<Bytes> anew[2];
  const std::optional<Bytes>* const before[2] = {&factor->seed, &factor->offered};
  for (int i = 0; i < 2; ++i) {
    if (!*before[i]) continue;
    WARMHEART_TRY_ASSIGN(const SecretBytes seed, open_seed(act, user, *factor, **before[i]));
    anew[i] = internal::encrypt(act.random(), seed_key(act.keys()).view(), view_of(user), seed.view());
  }
  WARMHEART_TRY(sql::execute(act, "UPDATE second_factor SET seed = ?, offered = ?, kek = ? WHERE user_name = ?",
                             anew[0], anew[1], act.keys().kek_number, user));
  return {};
}

Result<internal::CodeKind> internal::accept_code(Act& act, const std::string& user, std::string_view code) {
  act.needs(Lock::account(user));
  WARMHEART_TRY_ASSIGN(const auto factor, find_factor(act, user));
  if (!factor || !factor->seed) return CodeKind::none_stands;
  const std::string typed = without_blanks(code);
  if (!is_six_digits(typed)) {
    WARMHEART_TRY_ASSIGN(const bool spent, spend_recovery_code(act, user, typed));
    return spent ? CodeKind::recovery : CodeKind::wrong;
  }
  WARMHEART_TRY_ASSIGN(const SecretBytes seed, open_seed(act, user, *factor, *factor->seed));
  WARMHEART_TRY_ASSIGN(const auto step, match_totp(seed.view(), typed, act.now_ms(), factor->last_step));
  if (!step) return CodeKind::wrong;
  WARMHEART_TRY(sql::execute(act, "UPDATE second_factor SET last_step = ? WHERE user_name = ?", *step, user));
  return CodeKind::totp;
}

Result<OfferedFactor> offer_factor(CentralStore& store, const std::string& token) {
  Bytes fresh(kTotpSeedBytes);
  store.random().fill(fresh);
  const SecretBytes seed(std::move(fresh));
  return store.transact({Lock::accounts()}, [&](Act& act) -> Result<OfferedFactor> {
    WARMHEART_TRY_ASSIGN(const LoginSession login, login_of(act, token));
    const std::string& user = login.reviewer.user;
    WARMHEART_TRY(internal::rewrap_factor(act, user));
    const Bytes sealed = internal::encrypt(act.random(), seed_key(act.keys()).view(), view_of(user), seed.view());
    WARMHEART_TRY(sql::execute(act,
                               "INSERT INTO second_factor(user_name, seed, offered, last_step, kek) "
                               "VALUES(?, NULL, ?, 0, ?) "
                               "ON CONFLICT(user_name) DO UPDATE SET offered = excluded.offered",
                               user, sealed, act.keys().kek_number));
    return OfferedFactor{SecretString(to_base32(seed.view())), totp_uri(user, seed.view())};
  });
}

Result<ConfirmedFactor> confirm_factor(CentralStore& store, const std::string& token, std::string_view code,
                                       const std::string& address) {
  const std::string typed = without_blanks(code);
  return store.transact({Lock::accounts()}, [&](Act& act) -> Result<ConfirmedFactor> {
    WARMHEART_TRY_ASSIGN(const LoginSession login, login_of(act, token));
    const std::string& user = login.reviewer.user;
    WARMHEART_TRY_ASSIGN(const auto factor, find_factor(act, user));
    if (!factor || !factor->offered) return fail(ErrorCode::conflict, "no second factor is being set up");
    WARMHEART_TRY_ASSIGN(const SecretBytes seed, open_seed(act, user, *factor, *factor->offered));
    WARMHEART_TRY_ASSIGN(const auto step, match_totp(seed.view(), typed, act.now_ms(), 0));
    if (!step) return fail(ErrorCode::invalid_argument, "not a code of this seed", refusal::kWrongCode);
    WARMHEART_TRY(
        sql::execute(act, "UPDATE second_factor SET seed = offered, offered = NULL, last_step = ? WHERE user_name = ?",
                     *step, user));
    ConfirmedFactor confirmed;
    WARMHEART_TRY_ASSIGN(confirmed.recovery_codes, make_recovery_codes(act, user));
    WARMHEART_TRY(internal::end_logins(act, user));
    WARMHEART_TRY_ASSIGN(confirmed.signed_in, internal::begin_login(act, login.reviewer, address, false));
    WARMHEART_TRY(internal::write_audit(act, user, factor->seed ? "factor-changed" : "factor-set-up", user, ""));
    return confirmed;
  });
}

Result<void> reset_factor(CentralStore& store, const std::string& user, const std::string& by,
                          const std::string& reason) {
  if (reason.empty()) return fail(ErrorCode::invalid_argument, "say why the second factor is reset: --reason");
  return store.transact({Lock::account(user)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto gone, sql::execute(act, "DELETE FROM second_factor WHERE user_name = ?", user));
    if (gone == 0) return fail(ErrorCode::not_found, user + " has no second factor; `user list` shows who has");
    WARMHEART_TRY(sql::execute(act, "DELETE FROM recovery_code WHERE user_name = ?", user));
    WARMHEART_TRY(internal::end_logins(act, user));
    return internal::write_audit(act, by, "factor-reset", user, reason);
  });
}

}  // namespace warmheart
