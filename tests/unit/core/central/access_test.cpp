#include "centre_fixture.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

const SecretString kPassword("correct horse battery");

struct WithUser : Centre {
  WithUser() { must(add_user(store, {"li", "李审核", Role::union_reviewer, "CY01"}, kPassword)); }
};

}  // namespace

TEST_CASE("sign in, use the login, sign out") {
  WithUser centre;
  const SignedIn signed_in = must(sign_in(centre.store, "li", kPassword));
  const std::string token(signed_in.token.view());
  const LoginSession login = must(find_login(centre.store, token));
  CHECK(login.reviewer.union_code == "CY01");
  CHECK(login.reviewer.name == "李审核");
  CHECK(same_csrf(login, signed_in.login.csrf));
  CHECK_FALSE(same_csrf(login, ""));
  CHECK(find_login(centre.store, token + "x").error().code == ErrorCode::unauthenticated);
  must(sign_out(centre.store, token));
  CHECK(find_login(centre.store, token).error().code == ErrorCode::unauthenticated);
}

TEST_CASE("a login ends after thirty idle minutes and after twelve hours") {
  WithUser centre;
  const std::string token(must(sign_in(centre.store, "li", kPassword)).token.view());
  for (int i = 0; i < 25; ++i) {
    centre.clock.wall_ms += 29ll * 60'000;
    if (i < 24) must(find_login(centre.store, token));
  }
  CHECK(find_login(centre.store, token).error().code == ErrorCode::unauthenticated);
  const std::string idle(must(sign_in(centre.store, "li", kPassword)).token.view());
  centre.clock.wall_ms += kLoginIdleMs;
  CHECK(find_login(centre.store, idle).error().code == ErrorCode::unauthenticated);
}

TEST_CASE("whether a login stands is told without keeping it alive") {
  WithUser centre;
  const std::string token(must(sign_in(centre.store, "li", kPassword)).token.view());
  CHECK_FALSE(must(login_stands(centre.store, token + "x")));
  centre.clock.wall_ms += kLoginIdleMs - 1;
  CHECK(must(login_stands(centre.store, token)));
  centre.clock.wall_ms += 1;
  CHECK_FALSE(must(login_stands(centre.store, token)));
  CHECK(find_login(centre.store, token).error().code == ErrorCode::unauthenticated);
  const std::string next(must(sign_in(centre.store, "li", kPassword)).token.view());
  CHECK(must(login_stands(centre.store, next)));
  must(sign_out(centre.store, next));
  CHECK_FALSE(must(login_stands(centre.store, next)));
}

TEST_CASE("five wrong passwords lock the name, also over a restart, and for unknown names too") {
  WithUser centre;
  for (const std::string name : {"li", "nobody"}) {
    for (int i = 0; i < kSignInTries; ++i) {
      CHECK(sign_in(centre.store, name, SecretString("wrong password")).error().code == ErrorCode::unauthenticated);
    }
  }
  CentralStore restarted = centre.open_again();
  const auto locked = sign_in(restarted, "li", kPassword);
  CHECK(locked.error().code == ErrorCode::limit);
  CHECK(locked.error().what.find("15 minutes") != std::string::npos);
  CHECK(sign_in(restarted, "nobody", kPassword).error().code == ErrorCode::limit);
  centre.clock.wall_ms += kSignInLockMs;
  must(sign_in(restarted, "li", kPassword));
}

TEST_CASE("a new password ends the old sessions and unlocks the name") {
  WithUser centre;
  const std::string token(must(sign_in(centre.store, "li", kPassword)).token.view());
  for (int i = 0; i < kSignInTries; ++i) CHECK_FALSE(sign_in(centre.store, "li", SecretString("wrong password")));
  const SecretString other("another long password");
  must(set_password(centre.store, "li", other));
  CHECK_FALSE(find_login(centre.store, token));
  CHECK_FALSE(sign_in(centre.store, "li", kPassword));
  must(sign_in(centre.store, "li", other));
}

TEST_CASE("users that make no sense are refused with a sentence") {
  WithUser centre;
  const auto code_of = [&](const Reviewer& user, const char* password) {
    const auto result = add_user(centre.store, user, SecretString(password));
    return result ? ErrorCode::internal : result.error().code;
  };
  CHECK(code_of({"li", "", Role::union_reviewer, "CY01"}, "long enough password") == ErrorCode::conflict);
  CHECK(code_of({"x", "", Role::union_reviewer, ""}, "long enough password") == ErrorCode::invalid_argument);
  CHECK(code_of({"x", "", Role::city, "CY01"}, "long enough password") == ErrorCode::invalid_argument);
  CHECK(code_of({"x", "", Role::union_reviewer, "NONE"}, "long enough password") == ErrorCode::not_found);
  CHECK(code_of({"x", "", Role::city, ""}, "short") == ErrorCode::invalid_argument);
}
