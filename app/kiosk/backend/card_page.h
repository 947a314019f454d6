// What CardController holds: the card that was scanned, what was typed to look an application up, what was found.
#pragma once

#include "app/kiosk/backend/card_controller.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "app/kiosk/service/views.h"
#include "core/base/secret.h"

namespace warmheart {

struct CardPage {
  CardPage(BackendRegistry& registry, const BackendContext& context) : search(registry, context) {}

  CardController::Check check = CardController::Check::NoCard;
  CardCheck card;
  SecretQString scanned;  // kept while its verdict is on the screen: a decision that arrives turns it
  SecretQString masked_name;
  QByteArray hint;               // sentence key
  std::uint64_t generation = 0;  // number of the last question: a late answer to an earlier one is dropped

  FindByCode search;
  QByteArray look_up_error;  // sentence key
  CardController::LookUp look_up = CardController::LookUp::NotAsked;

  // What it is looked for by: whatever is typed or held afterwards, this is what was proven.
  bool by_card = false;
  CardNumber card_number{};
  SecretString code, last_four;

  std::optional<ApplicationView> found;
  bool elsewhere = false;  // the centre told it; this machine knows nothing of it
  FoundView slip;          // a booking or a case, until it is taken
  SecretQString found_name, reason, card_text, final_card;

  void forget_card();
  void forget_found();
  void wipe();
};

}  // namespace warmheart
