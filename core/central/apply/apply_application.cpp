#include "core/central/apply/apply_application.h"

#include "core/central/apply/apply_request.h"

#include <algorithm>

#include "core/central/members/application_table.h"
#include "core/central/members/cards.h"
#include "core/central/members/requests.h"
#include "core/central/stations/station_table.h"
#include "core/central/store/columns.h"
#include "core/central/phone/handoff_table.h"
#include "core/central/phone/phone.h"
#include "core/central/review/review_decide.h"
#include "core/member/application_wire.h"
#include "core/member/review.h"
#include "core/record/record.h"

namespace warmheart::internal {
namespace {

// Only what was returned is taken over: a correction cannot rewrite what the reviewer has already accepted.
wire::ApplicationCorrected only_returned(const wire::ApplicationCorrected& correction,
                                         const std::vector<std::string>& returned) {
  wire::ApplicationCorrected kept = correction;
  kept.clear_corrected();
  for (const std::string& name : correction.corrected()) {
    if (std::ranges::find(returned, name) != returned.end()) kept.add_corrected(name);
  }
  return kept;
}

}  // namespace

Result<HandlerResult> apply_submitted(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::ApplicationSubmitted& submitted = opened.payload.application_submitted();
  const auto id = Uuid::from_bytes(view_of(submitted.application_id()));
  const bool whole = id && submitted.application_id() == opened.header.id() && submitted.card_number().size() == 8 &&
                     !submitted.fields().name().empty() && !submitted.fields().document_number().empty();
  if (!whole) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto present, find_application(act, *id));
  if (present) return HandlerResult::park(kParkNotExpected);
  WARMHEART_TRY_ASSIGN(const bool taken, is_card_number_taken(act, view_of(submitted.card_number())));
  if (taken) return HandlerResult::park(kParkCardTaken);

  ApplicationRow row;
  row.id = *id;
  row.state = ApplicationState::awaiting_review;
  row.device = raw.device;
  // From a phone it is counted to the station whose kiosk handed it over.
  const auto handed = Uuid::from_bytes(view_of(submitted.handoff_id()));
  WARMHEART_TRY_ASSIGN(auto handoff, handed&& is_phone_device(act.keys(), raw.device)
                                         ? find_handoff(act, *handed)
                                         : Result<std::optional<HandoffRow>>(std::nullopt));
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, handoff ? handoff->device : raw.device));
  row.station = at.station;
  row.district_code = at.district_code;
  row.card_number = bytes_of(submitted.card_number());
  row.submitted_ms = opened.header.occurred_at_ms();
  row.received_ms = raw.received_ms;
  WARMHEART_TRY(encrypt_application(act, submitted, row));
  WARMHEART_TRY(insert_application(act, row));
  WARMHEART_TRY(add_history(act, row.id, "received", "", ""));
  WARMHEART_TRY(publish_decision(act, row));
  if (handoff) {
    ++handoff->filled;
    handoff->masked_name = row.masked_name;
    WARMHEART_TRY(put_handoff(act, *handoff));
    WARMHEART_TRY(publish_handoff(act, *handoff));
  }
  return HandlerResult{HandlerResult::Kind::applied, {}, row.id, true};
}

Result<HandlerResult> apply_corrected(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::ApplicationCorrected& correction = opened.payload.application_corrected();
  const auto id = Uuid::from_bytes(view_of(correction.application_id()));
  if (!id) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto row, find_application(act, *id));
  if (!row) return HandlerResult::wait_for(*id);
  if (row->sealed.empty()) return park_erased(act, raw, *id);
  if (row->state != ApplicationState::returned) return HandlerResult::park(kParkNotExpected, *id);
  const wire::ApplicationCorrected kept = only_returned(correction, row->returned_fields);
  if (kept.corrected().empty()) return HandlerResult::park(kParkNotExpected, *id);
  WARMHEART_TRY_ASSIGN(const RiderWord word, rider_word(act, raw, opened, *row, correction.proof()));
  if (word == RiderWord::refused) return HandlerResult::done(*id);
  if (word == RiderWord::unproven) return ask_for_a_person(act, raw, opened, *row, RiderAsk::correct, kept);
  WARMHEART_TRY_ASSIGN(wire::ApplicationSubmitted whole, decrypt_application(act, *row));
  if (!apply_correction(kept, *whole.mutable_fields()) || whole.fields().name().empty() ||
      whole.fields().document_number().empty()) {
    return HandlerResult::park(kParkBrokenPayload, *id);
  }
  WARMHEART_TRY(encrypt_application(act, whole, *row));
  row->state = ApplicationState::awaiting_review;
  row->returned_fields.clear();
  row->reason.clear();
  row->assigned_to.clear();
  WARMHEART_TRY(update_application(act, *row));
  WARMHEART_TRY(
      add_history(act, row->id, "corrected", "", join_names({kept.corrected().begin(), kept.corrected().end()})));
  WARMHEART_TRY(publish_decision(act, *row));
  return HandlerResult{HandlerResult::Kind::applied, {}, row->id, true};
}

Result<HandlerResult> apply_withdrawn(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::ApplicationWithdrawn& withdrawal = opened.payload.application_withdrawn();
  const auto id = Uuid::from_bytes(view_of(withdrawal.application_id()));
  if (!id) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto row, find_application(act, *id));
  if (!row) return HandlerResult::wait_for(*id);
  if (row->sealed.empty()) return park_erased(act, raw, *id);
  if (!may_withdraw(row->state)) return HandlerResult::park(kParkNotExpected, *id);
  WARMHEART_TRY_ASSIGN(const RiderWord word, rider_word(act, raw, opened, *row, withdrawal.proof()));
  if (word == RiderWord::refused) return HandlerResult::done(*id);
  if (word == RiderWord::unproven) return ask_for_a_person(act, raw, opened, *row, RiderAsk::withdraw, {});
  WARMHEART_TRY(withdraw_application(act, *row));
  return HandlerResult{HandlerResult::Kind::applied, {}, row->id, true};
}

}  // namespace warmheart::internal
