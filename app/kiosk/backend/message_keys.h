// Which sentence belongs to which state or error of the store: one switch each.
#pragma once

#include "app/kiosk/backend/sync_controller.h"
#include "core/base/result.h"
#include "core/member/application.h"
#include "core/member/card.h"
#include "core/member/review.h"

namespace warmheart {

const char* delivery_key(SyncController::Delivery delivery);
const char* save_error_key(ErrorCode code);  // an act was not saved, and what to do
const char* look_up_error_key(ErrorCode code);
const char* card_state_key(CardState state);                      // "card.valid.text", …
const char* application_state_key(ApplicationState state);        // "state.returned.name"
const char* application_explanation_key(ApplicationState state);  // "state.returned.text"
const char* field_key(Field field);                               // "field.name", …

}  // namespace warmheart
