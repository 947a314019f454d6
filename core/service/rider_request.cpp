#include "core/service/rider_request.h"

namespace warmheart {

const char* wire_name(RiderAsk ask) {
  switch (ask) {
    case RiderAsk::withdraw: return "withdraw";
    case RiderAsk::leave: return "leave";
    case RiderAsk::stay: return "stay";
    case RiderAsk::stop_texts: return "stop-texts";
    case RiderAsk::correct: return "correct";
    case RiderAsk::erase: return "erase";
  }
  return "withdraw";
}

std::optional<RiderAsk> rider_ask_from(std::string_view name) {
  for (const RiderAsk ask : {RiderAsk::withdraw, RiderAsk::leave, RiderAsk::stay, RiderAsk::stop_texts,
                             RiderAsk::correct, RiderAsk::erase}) {
    if (name == wire_name(ask)) return ask;
  }
  return std::nullopt;
}

bool blocks_card(RiderAsk ask) { return ask == RiderAsk::withdraw || ask == RiderAsk::leave || ask == RiderAsk::erase; }

}  // namespace warmheart
