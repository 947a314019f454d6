#include "centre_fixture.h"

#include <algorithm>
#include <cctype>

#include "core/central/access/logins.h"
#include "core/central/access/passwords.h"
#include "core/central/access/second_factor.h"
#include "core/central/access/sign_in.h"
#include "core/central/access/totp.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

const SecretString kPassword("correct horse battery");
constexpr std::int64_t kMinute = 60'000;

// The reviewer li, as people type; the clock moves a step on before each code, as it does between two sign-ins.
struct WithUser : Centre {
  WithUser() { must(add_user(store, {"li", "李审核", Role::union_reviewer, "CY01"}, kPassword)); }

  SignInTry attempt(const std::string& user = "li", const std::string& code = "", const std::string& address = "a") {
    return {user, kPassword, SecretString(code), address, {}};
  }
  std::string code_now() {
    clock.wall_ms += kTotpStepMs;
    return must(totp_code(seed, totp_step(clock.wall_ms)));
  }
  // Signs in by the password alone and sets up the second factor.
  ConfirmedFactor set_up(const std::string& user = "li") {
    const SignedIn first = must(sign_in(store, attempt(user)));
    REQUIRE(first.login.enrolling);
    const std::string token(first.token.view());
    seed = must(from_base32(must(offer_factor(store, token)).secret.view()));
    return must(confirm_factor(store, token, code_now(), "a"));
  }
  Result<SignedIn> try_wrong(const std::string& user, const std::string& address, const std::string& browser = {}) {
    return sign_in(store, {user, SecretString("not the password"), {}, address, browser});
  }
  std::int64_t rows_of(const std::string& what) {
    return counted("SELECT count(*) FROM audit WHERE what = '" + what + "'");
  }

  Bytes seed;
};

ErrorCode code_of(const Result<SignedIn>& result) { return result ? ErrorCode::internal : result.error().code; }

}  // namespace

TEST_CASE("codes are those of RFC 6238, appendix B, in six digits") {
  const Bytes seed = bytes_of("12345678901234567890");
  const std::pair<std::int64_t, const char*> kVectors[] = {{59, "287082"},
                                                           {1'111'111'109, "081804"},
                                                           {1'111'111'111, "050471"},
                                                           {1'234'567'890, "005924"},
                                                           {2'000'000'000, "279037"},
                                                           {20'000'000'000, "353130"}};
  for (const auto& [seconds, code] : kVectors) CHECK(must(totp_code(seed, totp_step(seconds * 1000))) == code);
}

TEST_CASE("a code is right in its own step and one to either side, and no longer once its step was used") {
  const Bytes seed = bytes_of("12345678901234567890");
  const std::int64_t now = 1'790'000'000'000;
  const std::string code = must(totp_code(seed, totp_step(now)));
  for (const std::int64_t steps : {-1, 0, 1})
    CHECK(must(match_totp(seed, code, now + steps * kTotpStepMs, 0)) == totp_step(now));
  for (const std::int64_t steps : {-2, 2}) CHECK_FALSE(must(match_totp(seed, code, now + steps * kTotpStepMs, 0)));
  CHECK_FALSE(must(match_totp(seed, code, now, totp_step(now))));
  CHECK_FALSE(must(match_totp(seed, "", now, 0)));
}

TEST_CASE("the first sign-in leads to the second factor; then password and code together, and the code once") {
  WithUser centre;
  const auto confirmed = centre.set_up();
  CHECK_FALSE(confirmed.signed_in.login.enrolling);
  CHECK(confirmed.recovery_codes.size() == kRecoveryCodes);
  CHECK(code_of(sign_in(centre.store, centre.attempt("li", ""))) == ErrorCode::unauthenticated);
  const std::string code = centre.code_now();
  const SignedIn signed_in = must(sign_in(centre.store, centre.attempt("li", code)));
  CHECK_FALSE(signed_in.login.enrolling);
  CHECK(code_of(sign_in(centre.store, centre.attempt("li", code))) == ErrorCode::unauthenticated);
  SignInTry wrong_password{"li", SecretString("not the password"), SecretString(centre.code_now()), "a", {}};
  CHECK(code_of(sign_in(centre.store, wrong_password)) == ErrorCode::unauthenticated);
  wrong_password.password = kPassword;  // the code was not spent by the wrong password
  must(sign_in(centre.store, wrong_password));
}

TEST_CASE("what a wrong try is told does not say what was wrong, or that the name is nobody's") {
  WithUser centre;
  centre.set_up();
  const auto unknown = sign_in(centre.store, centre.attempt("nobody"));
  const auto no_code = sign_in(centre.store, centre.attempt("li", ""));
  const auto wrong_code = sign_in(centre.store, centre.attempt("li", "000000"));
  REQUIRE((!unknown && !no_code && !wrong_code));
  CHECK(unknown.error() == no_code.error());
  CHECK(unknown.error() == wrong_code.error());
}

TEST_CASE("a seed stands in no file, and confirming ends every other login that knew the password alone") {
  WithUser centre;
  const SignedIn stranger = must(sign_in(centre.store, centre.attempt()));  // he knows the password, and came first
  const std::string token(stranger.token.view());
  must(offer_factor(centre.store, token));
  centre.set_up();
  CHECK(offer_factor(centre.store, token).error().code == ErrorCode::unauthenticated);
  CHECK(find_login(centre.store, token).error().code == ErrorCode::unauthenticated);
  const Bytes stored =
      must(centre.store.read([](Snapshot& in) { return sql::value<Bytes>(in, "SELECT seed FROM second_factor"); }));
  CHECK(string_of(stored).find(string_of(centre.seed)) == std::string::npos);
}

TEST_CASE("a recovery code stands for the phone once, however it is typed") {
  WithUser centre;
  const auto confirmed = centre.set_up();
  std::string code(confirmed.recovery_codes[3].view());
  CHECK(code.size() == 19);
  std::ranges::transform(code, code.begin(), [](unsigned char c) { return std::tolower(c); });
  must(sign_in(centre.store, centre.attempt("li", code)));
  CHECK(code_of(sign_in(centre.store, centre.attempt("li", code))) == ErrorCode::unauthenticated);
  CHECK(centre.counted("SELECT count(*) FROM recovery_code") == kRecoveryCodes - 1);
}

TEST_CASE("an operator takes a lost phone's factor away, with a reason in the audit, and vouches in person") {
  WithUser centre;
  const std::string token(centre.set_up().signed_in.token.view());
  must(reset_factor(centre.store, "li", "ops", "phone lost"));
  CHECK_FALSE(find_login(centre.store, token));
  CHECK(must(sign_in(centre.store, centre.attempt())).login.enrolling);
  CHECK(centre.counted(
            "SELECT count(*) FROM audit WHERE what = 'factor-reset' AND who = 'ops' AND detail = 'phone lost'") == 1);
  CHECK(reset_factor(centre.store, "li", "ops", "").error().code == ErrorCode::invalid_argument);

  must(add_user(centre.store, {"ops", "", Role::operating, ""}, kPassword));
  constexpr Role kOperators[] = {Role::operating};
  CHECK_FALSE(prove_person(centre.store, centre.attempt("ops"), kOperators, "x"));  // no second factor yet
  centre.set_up("ops");
  const std::string code = centre.code_now();
  CHECK(must(prove_person(centre.store, centre.attempt("ops", code), kOperators, "x")).user == "ops");
  CHECK_FALSE(prove_person(centre.store, centre.attempt("ops", code), kOperators, "x"));
  must(disable_user(centre.store, "ops"));
  CHECK_FALSE(prove_person(centre.store, centre.attempt("ops", centre.code_now()), kOperators, "x"));
}

TEST_CASE("sign in, use the login, sign out: each is a row in the audit") {
  WithUser centre;
  centre.set_up();
  const SignedIn signed_in = must(sign_in(centre.store, centre.attempt("li", centre.code_now())));
  const std::string token(signed_in.token.view());
  const LoginSession login = must(find_login(centre.store, token));
  CHECK(login.reviewer.union_code == "CY01");
  CHECK(login.reviewer.name == "李审核");
  CHECK(same_csrf(login, signed_in.login.csrf));
  CHECK_FALSE(same_csrf(login, ""));
  CHECK(find_login(centre.store, token + "x").error().code == ErrorCode::unauthenticated);
  must(sign_out(centre.store, token));
  CHECK(find_login(centre.store, token).error().code == ErrorCode::unauthenticated);
  CHECK(centre.rows_of("signed-in") == 2);
  CHECK(centre.rows_of("signed-out") == 1);
}

TEST_CASE("a login ends after thirty idle minutes and after twelve hours; one by the password alone after fifteen") {
  WithUser centre;
  const std::string enrolling(must(sign_in(centre.store, centre.attempt())).token.view());
  centre.clock.wall_ms += kEnrollingLifeMs;
  CHECK_FALSE(find_login(centre.store, enrolling));
  const std::string token(centre.set_up().signed_in.token.view());
  for (int i = 0; i < 25; ++i) {
    centre.clock.wall_ms += 29 * kMinute;
    if (i < 24) must(find_login(centre.store, token));
  }
  CHECK(find_login(centre.store, token).error().code == ErrorCode::unauthenticated);
  const std::string idle(must(sign_in(centre.store, centre.attempt("li", centre.code_now()))).token.view());
  centre.clock.wall_ms += kLoginIdleMs;
  CHECK(find_login(centre.store, idle).error().code == ErrorCode::unauthenticated);
}

TEST_CASE("whether a login stands is told without keeping it alive") {
  WithUser centre;
  const std::string token(centre.set_up().signed_in.token.view());
  CHECK_FALSE(must(login_stands(centre.store, token + "x")));
  centre.clock.wall_ms += kLoginIdleMs - 1;
  CHECK(must(login_stands(centre.store, token)));
  centre.clock.wall_ms += 1;
  CHECK_FALSE(must(login_stands(centre.store, token)));
  CHECK(find_login(centre.store, token).error().code == ErrorCode::unauthenticated);
  const std::string next(must(sign_in(centre.store, centre.attempt("li", centre.code_now()))).token.view());
  CHECK(must(login_stands(centre.store, next)));
  must(sign_out(centre.store, next));
  CHECK_FALSE(must(login_stands(centre.store, next)));
}

TEST_CASE("five logins at a time: the oldest ends; the user sees where each is from and ends others") {
  WithUser centre;
  std::vector<std::string> tokens{std::string(centre.set_up().signed_in.token.view())};
  for (int i = 0; i < kMaxLogins; ++i) {
    const auto attempt = centre.attempt("li", centre.code_now(), "192.0.2." + std::to_string(i));
    tokens.emplace_back(must(sign_in(centre.store, attempt)).token.view());
  }
  CHECK_FALSE(find_login(centre.store, tokens[0]));
  must(find_login(centre.store, tokens[1]));
  const auto logins = must(list_logins(centre.store, "li", tokens.back()));
  REQUIRE(logins.size() == kMaxLogins);
  CHECK(logins[0].own);
  CHECK(logins[0].address == "192.0.2.4");
  CHECK(end_login(centre.store, "somebody else", logins[1].id).error().code == ErrorCode::not_found);
  must(end_login(centre.store, "li", logins[1].id));
  CHECK_FALSE(find_login(centre.store, tokens[tokens.size() - 2]));
}

TEST_CASE("five wrong tries close the name for that address alone, also over a restart and for unknown names") {
  WithUser centre;
  for (const std::string name : {"li", "nobody"}) {
    for (int i = 0; i < kSignInTries; ++i)
      CHECK(code_of(centre.try_wrong(name, "192.0.2.1")) == ErrorCode::unauthenticated);
  }
  CentralStore restarted = centre.open_again();
  const auto locked = sign_in(restarted, centre.attempt("li", "", "192.0.2.1"));
  CHECK(code_of(locked) == ErrorCode::limit);
  CHECK(locked.error().what.find("15 minutes") != std::string::npos);
  CHECK(sign_in(restarted, centre.attempt("nobody", "", "192.0.2.1")).error() == locked.error());
  must(sign_in(restarted, centre.attempt("li", "", "192.0.2.2")));
  centre.clock.wall_ms += kSignInLockMs;
  must(sign_in(restarted, centre.attempt("li", "", "192.0.2.1")));
  CHECK(centre.rows_of("sign-in-closed") == 2);
  CHECK(centre.rows_of("sign-in-refused") == 2 * kSignInTries);
}

TEST_CASE("strangers who guess from everywhere slow the name down, and a browser that knows it not at all") {
  WithUser centre;
  for (int i = 0; i < kTriesBeforeSlow; ++i)
    CHECK(code_of(centre.try_wrong("li", "192.0.2." + std::to_string(i))) == ErrorCode::unauthenticated);
  CentralStore restarted = centre.open_again();
  const auto slowed = sign_in(restarted, centre.attempt("li", "", "192.0.2.99"));
  CHECK(code_of(slowed) == ErrorCode::limit);
  CHECK(slowed.error().reason == "slowed");
  SignInTry known = centre.attempt("li", "", "192.0.2.1");
  known.browser = "b1";
  must(sign_in(centre.store, known));
  centre.clock.wall_ms += kSlowMs;
  must(sign_in(centre.store, centre.attempt("li", "", "192.0.2.99")));
  for (int i = 0; i < kSignInTries; ++i)
    CHECK(code_of(centre.try_wrong("li", "x", "b1")) == ErrorCode::unauthenticated);
  CHECK(code_of(sign_in(centre.store, known)) == ErrorCode::limit);
  CHECK(centre.rows_of("sign-in-slowed") == 1);
}

TEST_CASE("tries that are about nothing any more go") {
  WithUser centre;
  CHECK_FALSE(centre.try_wrong("nobody", "192.0.2.1"));
  CHECK(centre.counted("SELECT count(*) FROM sign_in_try") == 2);
  centre.clock.wall_ms += 3ll * 24 * 3600 * 1000;
  CHECK_FALSE(centre.try_wrong("somebody", "192.0.2.1"));
  CHECK(centre.counted("SELECT count(*) FROM sign_in_try") == 2);
}

TEST_CASE("a new password by an operator ends the old logins and forgets wrong tries; the second factor stays") {
  WithUser centre;
  const std::string token(centre.set_up().signed_in.token.view());
  for (int i = 0; i < kSignInTries; ++i) CHECK_FALSE(centre.try_wrong("li", "a"));
  const SecretString other("another long password");
  must(set_password(centre.store, "li", other));
  CHECK_FALSE(find_login(centre.store, token));
  CHECK_FALSE(sign_in(centre.store, centre.attempt("li", centre.code_now())));
  CHECK_FALSE(must(sign_in(centre.store, {"li", other, SecretString(centre.code_now()), "a", {}})).login.enrolling);
}

TEST_CASE("one changes the own password by the old one and a code, and is signed out elsewhere") {
  WithUser centre;
  const std::string elsewhere(centre.set_up().signed_in.token.view());
  const std::string here(must(sign_in(centre.store, centre.attempt("li", centre.code_now()))).token.view());
  const SecretString other("another long password");
  CHECK_FALSE(change_password(centre.store, centre.attempt("li", "000000"), other, here));
  must(change_password(centre.store, centre.attempt("li", centre.code_now()), other, here));
  must(find_login(centre.store, here));
  CHECK_FALSE(find_login(centre.store, elsewhere));
  CHECK_FALSE(sign_in(centre.store, centre.attempt("li", centre.code_now())));
}

TEST_CASE("to disable a user or to change the role ends the logins at once") {
  WithUser centre;
  const std::string token(centre.set_up().signed_in.token.view());
  must(change_role(centre.store, "li", Role::city, ""));
  CHECK_FALSE(find_login(centre.store, token));
  const SignedIn again = must(sign_in(centre.store, centre.attempt("li", centre.code_now())));
  CHECK(again.login.reviewer.role == Role::city);
  must(disable_user(centre.store, "li"));
  CHECK_FALSE(find_login(centre.store, std::string(again.token.view())));
  CHECK(code_of(sign_in(centre.store, centre.attempt("li", centre.code_now()))) == ErrorCode::unauthenticated);
  CHECK(must(list_users(centre.store)).at(0).disabled_ms != 0);
  must(enable_user(centre.store, "li"));
  must(sign_in(centre.store, centre.attempt("li", centre.code_now())));
  CHECK(disable_user(centre.store, "nobody").error().code == ErrorCode::not_found);
  CHECK(change_role(centre.store, "li", Role::union_reviewer, "").error().code == ErrorCode::invalid_argument);
}

TEST_CASE("passwords that are guessed first are refused, and long ones of any letters taken") {
  const auto reason_of = [](const char* password, const char* user = "wang.li") {
    const auto result = check_new_password(SecretString(password), user);
    return result ? std::string() : std::string(result.error().reason);
  };
  for (const char* bad : {"short", "十二个字还差一点点点", "elevenchars"}) CHECK(reason_of(bad) == "short-password");
  for (const char* bad : {"password1234", "Password@2026", "P@ssw0rd!!2026", "woaini1314520", "aaaaaaaaaaaa",
                          "abcabcabcabc", "1234123412341234", "qwertyuiop123", "1qaz2wsx3edc", "qwer1234asdf",
                          "Beijing@202612", "666666888888", "好好好好好好好好好好好好", "987654321098"}) {
    INFO(bad);
    CHECK(reason_of(bad) == "common-password");
  }
  CHECK(reason_of("xx-Wang.Li-2026") == "name-in-password");
  for (const char* good : {"correct horse battery", "四辆电动车停在湖边的树下", "a long password", "mW4#tq9Lx!vB",
                           "another long password"}) {
    INFO(good);
    CHECK(reason_of(good).empty());
  }
  CHECK(reason_of("\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe") == "short-password");
}

TEST_CASE("users that make no sense are refused with a sentence") {
  WithUser centre;
  const auto refusal_of = [&](const Reviewer& user, const char* password) {
    const auto result = add_user(centre.store, user, SecretString(password));
    return result ? ErrorCode::internal : result.error().code;
  };
  CHECK(refusal_of({"li", "", Role::union_reviewer, "CY01"}, "long enough password") == ErrorCode::conflict);
  CHECK(refusal_of({"x", "", Role::union_reviewer, ""}, "long enough password") == ErrorCode::invalid_argument);
  CHECK(refusal_of({"x", "", Role::city, "CY01"}, "long enough password") == ErrorCode::invalid_argument);
  CHECK(refusal_of({"x", "", Role::union_reviewer, "NONE"}, "long enough password") == ErrorCode::not_found);
  CHECK(refusal_of({"x", "", Role::city, ""}, "short") == ErrorCode::invalid_argument);
}
