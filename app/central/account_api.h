// Calls about one's own account: signing in, second factor, password, logins. JSON in and out, as console_api.h; the
// rules are core/central/access's. A code and a password leave this room as secrets that wipe themselves.
#pragma once

#include <nlohmann/json.hpp>

#include "app/central/console_api.h"
#include "app/central/known_browser.h"
#include "core/central/access/sign_in.h"
#include "net/http/message.h"

namespace warmheart {

// {"user", "password", "code"}: code is empty or missing at a first sign-in. invalid_argument: no user or password.
Result<SignInTry> sign_in_try(const nlohmann::json& body, const http::Request& request, const KnownBrowsers& browsers,
                              std::int64_t now_ms);
SecretString code_in(const nlohmann::json& body);

// Whether a call has a password hashed: it stands in the line of those who sign in.
bool hashes_password(const http::Request& request);

Result<nlohmann::json> post_factor(const Call& call);    // {"secret", "qr"}; password and code where one stands
Result<nlohmann::json> post_password(const Call& call);  // {"password", "code", "new_password"}
Result<nlohmann::json> get_logins(const Call& call);
Result<nlohmann::json> post_end_login(const Call& call);

// A QR code as {"side", "modules"}: rows of 0 and 1.
nlohmann::json qr_json(std::string_view text);

}  // namespace warmheart
