// Station staff at the centre (core/service/DOMAIN.md "Station staff"): badges made and ended, and the answer over the
// phone for a forgotten PIN. The badge's secret is told once, to whoever prints it, and is not kept; stored is Argon2id
// of secret and PIN. Also the events that stations hold. Failure: invalid_argument = a PIN that is none, no name;
// not_found.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/secret.h"
#include "core/central/store/store.h"
#include "core/service/staff.h"

namespace warmheart {

struct NewStaff {
  std::string station;         // code, id or name
  std::string name;            // as other staff see it
  std::string role = "staff";  // "staff", "lead"
  std::int64_t rights_for_ms = kRightsForMs;
};
// The text of the badge's QR code. One audit row.
Result<SecretString> add_staff(CentralStore& store, const NewStaff& staff, const SecretString& pin,
                               const std::string& who);

struct StaffLine {
  BadgeId badge{};
  std::string station, name, role;
  bool active = true;
  std::int64_t last_unlocked_ms = 0;  // 0: never, as far as stations have told
  std::uint64_t locked_out = 0;       // how often
};
Result<std::vector<StaffLine>> list_staff(CentralStore& store);
// A badge by its hexadecimal id or the beginning of it (at least four characters), where only one has it.
Result<BadgeId> find_staff(CentralStore& store, const std::string& beginning);

// From the station's next exchange on the badge opens nothing; a station that never hears it stops by itself when
// rights end.
Result<void> dismiss_staff(CentralStore& store, const BadgeId& badge, const std::string& who);
// Nine digits to read out, for the nine that the kiosk shows. One audit row.
Result<std::string> answer_challenge(CentralStore& store, const BadgeId& badge, const Uuid& device,
                                     std::string_view challenge, const std::string& who);

struct EventLine {
  Uuid id;
  std::string station, kind, title, place;
  std::int64_t started_ms = 0, ended_ms = 0;
  std::uint64_t joins = 0, visits = 0, people = 0;
};
// The newest first, at most 500.
Result<std::vector<EventLine>> list_events(CentralStore& store);

}  // namespace warmheart
