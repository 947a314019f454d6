// The rider's own phone at the centre (core/service/DOMAIN.md "A form on the rider's own phone"): a form that a kiosk
// has handed over, and the card with what its last four digits open. An application from a phone is a record like any
// other: it goes into a journal of the centre's own, through the same store and apply as a kiosk's, and is counted to
// the station whose kiosk handed it over. A hand-off ends three hours after the centre has heard of it and serves as
// many phones as it said first, whatever is signed later. Failure: forbidden = not signed by a device of ours, or
// revoked; conflict = used up or over; limit = too many wrong tries, or too many hand-offs of one kiosk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/central/members/rider_data.h"
#include "core/central/store/store.h"
#include "core/member/application.h"
#include "core/member/card.h"
#include "core/service/handoff.h"
#include "warmheart.pb.h"

namespace warmheart {

// The key that signs provisional cards of applications made on phones; published like a device's (provisional role).
SignKey phone_card_key(ByteView kek);
// The centre's own journal.
Uuid phone_device(const CentralKeys& keys);
bool is_phone_device(const CentralKeys& keys, const Uuid& device);  // also as it was under an older id-hash key

struct PhoneForm {
  Handoff handoff;
  std::string station, station_en;  // name; "" in English where it has none
  std::string district_code;
  std::string union_code;  // of the station
  std::string controller, controller_en, controller_phone;
  std::vector<wire::ReceivingUnion> unions;
  std::vector<wire::ConsentText> consents;  // of joining
  std::vector<wire::RiderAnswer> answers;
};
// Opened by this phone (a random id that it keeps and tells nobody else); the kiosk is told. The same phone again
// changes nothing.
Result<PhoneForm> open_form(CentralStore& store, std::string_view token, const Uuid& phone);

struct PhoneApplication {
  std::string query_code;
  std::string card;
  std::int64_t card_expires_ms = 0;
  std::string masked_name;
};
// `id` was made on the phone before the first touch: the same id twice is one application, and the same answer while
// the phone asks within the hand-off's time. Under the same id another phone, or another hand-off, makes an application
// of its own: whose an id is shows in no answer. The kiosk is told within two seconds.
Result<PhoneApplication> submit_from_phone(CentralStore& store, std::string_view token, const Uuid& phone,
                                           const Uuid& id, const Application& application);

// No clock of a kiosk's that is believed is further ahead.
inline constexpr std::int64_t kKeepHandoffMs = 7ll * 86'400'000;
// Hand-offs that ended a week ago go, with the phones that opened them and what their kiosk was told. Returns how many.
Result<std::size_t> prune_handoffs(CentralStore& store);

// What the card says, and whether that holds here: key, signature and end (core/member/CARD.md).
Result<CardCheck> look_at_card(CentralStore& store, std::string_view card);

struct PhoneCard {
  std::string state;  // of the application
  std::string reason;
  std::string masked_name;
  std::string final_card;  // empty: none yet
  std::vector<RiderBooking> bookings;
  std::vector<RiderCase> cases;
};
// Possession of the card and the last four digits. invalid_argument: not a card that holds here; not_found: nobody has
// it, or wrong digits (never which); limit: closed.
Result<PhoneCard> open_card(CentralStore& store, std::string_view card, std::string_view last_four);

}  // namespace warmheart
