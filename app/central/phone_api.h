// The calls of the rider's phone pages (assets/web/phone): a form that a kiosk handed over, and the card. No session and no cookie: what
// opens a form is the kiosk's signature, what opens a card's bookings is the card with its last four digits. Every body is JSON.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/result.h"
#include "core/central/store.h"
#include "core/person/areas.h"
#include "net/http/message.h"

namespace warmheart {

// The sentences that phone pages say, by language: those of the kiosk and a few of their own.
class PhoneWords {
 public:
  // `folder` holds zh/*.toml and en/*.toml (assets/sentences).
  static Result<PhoneWords> load(const std::string& folder);
  // "" for an unknown language.
  const std::string& json_of(const std::string& language) const;

 private:
  std::map<std::string, std::string> m_json;
};

// POST /phone/api/…: form, streets, check, join, face, card. `path` is the whole path.
http::Response phone_call(CentralStore& store, const Areas& areas, const http::Request& request);

}  // namespace warmheart
