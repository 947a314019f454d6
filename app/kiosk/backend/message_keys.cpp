#include "app/kiosk/backend/message_keys.h"

namespace warmheart {

const char* delivery_key(SyncController::Delivery delivery) {
  switch (delivery) {
    case SyncController::Delivery::SavedHere: return "state.delivery.saved";
    case SyncController::Delivery::WaitingToSend: return "state.delivery.waiting";
    case SyncController::Delivery::ReceivedByCentre: return "state.delivery.received";
    case SyncController::Delivery::NeedsPerson: return "state.delivery.needs-person";
  }
  return "state.delivery.saved";
}

const char* save_error_key(ErrorCode code) {
  switch (code) {
    case ErrorCode::disk_full: return "error.save.disk-full";
    case ErrorCode::busy:
    case ErrorCode::timeout: return "error.save.busy";
    case ErrorCode::io:
    case ErrorCode::corrupt: return "error.save.disk";
    case ErrorCode::conflict: return "error.save.conflict";
    case ErrorCode::not_found: return "error.save.not-found";
    case ErrorCode::limit: return "error.save.limit";
    case ErrorCode::invalid_argument:
    case ErrorCode::unavailable:
    case ErrorCode::unauthenticated:
    case ErrorCode::forbidden:
    case ErrorCode::unsupported:
    case ErrorCode::internal: return "error.save.other";
  }
  return "error.save.other";
}

const char* look_up_error_key(ErrorCode code) {
  switch (code) {
    case ErrorCode::limit: return "error.find.too-many";
    case ErrorCode::busy:
    case ErrorCode::timeout: return "error.find.busy";
    case ErrorCode::invalid_argument:
    case ErrorCode::not_found: return "error.find.none";
    case ErrorCode::disk_full:
    case ErrorCode::io:
    case ErrorCode::corrupt:
    case ErrorCode::conflict:
    case ErrorCode::unavailable:
    case ErrorCode::unauthenticated:
    case ErrorCode::forbidden:
    case ErrorCode::unsupported:
    case ErrorCode::internal: return "error.find.other";
  }
  return "error.find.other";
}

const char* card_state_key(CardState state) {
  switch (state) {
    case CardState::valid: return "state.card.valid";
    case CardState::valid_by_approval: return "state.card.valid-by-approval";
    case CardState::not_yet_approved: return "state.card.not-yet-approved";
    case CardState::not_checked: return "state.card.not-checked";
    case CardState::expired: return "state.card.expired";
    case CardState::revoked: return "state.card.revoked";
    case CardState::unreadable: return "state.card.unreadable";
    case CardState::not_a_card: return "state.card.not-a-card";
    case CardState::web_address: return "state.card.web-address";
  }
  return "state.card.unreadable";
}

const char* application_state_key(ApplicationState state) {
  switch (state) {
    case ApplicationState::submitted: return "state.submitted";
    case ApplicationState::received: return "state.received";
    case ApplicationState::awaiting_review: return "state.awaiting-review";
    case ApplicationState::returned: return "state.returned";
    case ApplicationState::rejected: return "state.rejected";
    case ApplicationState::approved: return "state.approved";
    case ApplicationState::active: return "state.active";
    case ApplicationState::withdrawn: return "state.withdrawn";
    case ApplicationState::transferring: return "state.transferring";
    case ApplicationState::suspended: return "state.suspended";
    case ApplicationState::left: return "state.left";
  }
  return "state.submitted";
}

const char* application_explanation_key(ApplicationState state) {
  switch (state) {
    case ApplicationState::submitted: return "state.submitted.explained";
    case ApplicationState::received:
    case ApplicationState::awaiting_review: return "state.awaiting-review.explained";
    case ApplicationState::returned: return "state.returned.explained";
    case ApplicationState::rejected: return "state.rejected.explained";
    case ApplicationState::approved:
    case ApplicationState::active: return "state.approved.explained";
    case ApplicationState::withdrawn: return "state.withdrawn.explained";
    case ApplicationState::transferring:
    case ApplicationState::suspended:
    case ApplicationState::left: return "state.ask-union.explained";
  }
  return "state.submitted.explained";
}

const char* field_key(Field field) {
  switch (field) {
    case Field::name: return "field.name";
    case Field::document: return "field.document";
    case Field::mobile: return "field.mobile";
    case Field::occupation: return "field.occupation";
    case Field::platform: return "field.platform";
    case Field::employer: return "field.employer";
    case Field::street: return "field.street";
    case Field::receiving_union: return "field.receiving-union";
    case Field::signature: return "field.signature";
    case Field::consents: return "field.consents";
  }
  return "field.name";
}

}  // namespace warmheart
