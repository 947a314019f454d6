// Which sentence belongs to which state or error of the store: one switch each.
#pragma once

#include "app/kiosk/service/views.h"

namespace warmheart {

const char* delivery_sentence(DeliveryView delivery);
const char* save_sentence(ErrorCode code);           // an act was not saved, and what to do
const char* look_up_sentence(ErrorCode code);
const char* card_sentence(CardState state);          // "card.valid.text", …
const char* application_sentence(ApplicationState state);    // "state.returned.name"
const char* application_explained(ApplicationState state);  // "state.returned.text"
const char* field_sentence(Field field);             // "field.name", …

}  // namespace warmheart
