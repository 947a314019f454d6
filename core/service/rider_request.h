// What riders may ask about their own data (PIPL Art. 15, 44–50): withdraw an application, leave the union and take
// that back, stop text messages, have a value corrected, be erased. Asked offline too; where it ends something the
// kiosk uses card and name no more from that moment on. Values that both halves share.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "warmheart.pb.h"

namespace warmheart {

// Whose word it is, as the rider typed it: travels sealed, and is proved at the centre.
struct RequestProof {
  SecretString query_code;  // nine digits
  SecretString last_four;
};
// invalid_argument: not a query code, or not four characters.
Result<void> check_form(const RequestProof& proof);
wire::RiderProof to_wire(const RequestProof& proof);

enum class RiderAsk { withdraw, leave, stay, stop_texts, correct, erase };
const char* wire_name(RiderAsk ask);  // "withdraw", "leave", "stay", "stop-texts", "correct", "erase"
std::optional<RiderAsk> rider_ask_from(std::string_view name);

// Whether the card and the name stop being used at once.
bool blocks_card(RiderAsk ask);

// Why the centre refuses one, by RiderRequestState.code.
inline constexpr std::string_view kWrongProof = "wrong-proof";    // query code and last four are not this rider's
inline constexpr std::string_view kProofClosed = "proof-closed";  // too many were wrong; not looked at

// Leaving: until then the union takes it back for who asks.
inline constexpr std::int64_t kReversibleForMs = 7 * kDayMs;

}  // namespace warmheart
