// Texts of consent: filling in who is meant, and the hash that proves what a person saw (PIPL Art. 14). Pure functions.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/base/digest.h"

namespace warmheart {

// Without these nobody can apply at a kiosk; "sms" is optional there.
inline constexpr std::array<std::string_view, 3> kRequiredConsents = {"notice", "id-number", "receiving-union"};
// Asked where a health check is booked (core/service/DOMAIN.md "Consent").
inline constexpr std::string_view kHealthCheckConsent = "health-check";

struct Consent {
  std::string text_id;
  std::string version;
  Digest text_hash{};    // consent_hash of the text as shown
  std::string language;  // "zh", "en"
  bool given = false;
};

struct ConsentParties {
  std::string controller;
  std::string controller_phone;
  std::string union_name;
  std::string union_phone;
  std::string provider = {};  // who checks the list of a session
};

// Puts the names into {controller} {controller_phone} {union} {union_phone} {provider}; other braces stay as they are,
// and so does what is put in.
std::string show_consent(std::string_view text, const ConsentParties& parties);

// SHA-256 of the text exactly as it was shown.
Digest consent_hash(std::string_view shown_text);

}  // namespace warmheart
