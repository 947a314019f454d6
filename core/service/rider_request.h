// What riders may ask about their own data (PIPL Art. 15, 44–50): withdraw an application, leave the union, stop text messages, be
// erased. Asked offline too; from that moment on the kiosk uses the card and the name no more. Values that both halves share.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace warmheart {

enum class RiderAsk { withdraw, leave, stop_texts, erase };
const char* wire_name(RiderAsk ask);  // "withdraw", "leave", "stop-texts", "erase"
std::optional<RiderAsk> rider_ask_from(std::string_view name);

// Whether the card and the name stop being used at once.
bool blocks_card(RiderAsk ask);

inline constexpr std::int64_t kReversibleForMs = 7ll * 86'400'000;  // leaving: until then the union takes it back for who asks

}  // namespace warmheart
