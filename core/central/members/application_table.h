// One application as it stands in the database, with its personal part opened; shared by apply.cpp and the review.
// Every function belongs into the caller's transaction. Not for other rooms.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/central/catalogue/catalogue.h"
#include "core/central/store/store.h"
#include "core/member/review.h"
#include "warmheart.pb.h"

namespace warmheart::internal {

struct ApplicationRow {
  Uuid id;
  Uuid person;
  ApplicationState state = ApplicationState::awaiting_review;
  std::string union_code;
  Uuid device;
  Uuid station;  // empty: the device stands nowhere
  std::string district_code;
  std::string masked_name;
  std::string occupation;
  Bytes sealed;
  Bytes card_number;
  Bytes code_hash;  // keyed; of the query code (rider_auth.h)
  bool manual_review = false;
  bool signature_missing = false;
  std::int64_t submitted_ms = 0;
  std::int64_t received_ms = 0;
  std::vector<std::string> returned_fields;
  std::string reason;
  std::string decided_by;
  std::int64_t decided_ms = 0;
  std::int64_t approved_ms = 0;
  std::string resolution_person;
  std::string resolution;
  std::string final_card;
  std::string assigned_to;
  std::int64_t assigned_ms = 0;
};

Result<std::optional<ApplicationRow>> find_application(Snapshot& in, const Uuid& id);
// Whose application carries this card.
struct CardHolder {
  Uuid application, person;
  std::string masked_name;
};
Result<std::optional<CardHolder>> find_card_holder(Snapshot& in, ByteView card_number);
Result<void> insert_application(Act& act, const ApplicationRow& row);
Result<void> update_application(Act& act, const ApplicationRow& row);

// The personal part: opened, and put back. Putting back also takes over what lists show: masked name, occupation,
// union, checks, and the person, who may be another one after a corrected number.
Result<wire::ApplicationSubmitted> decrypt_application(Snapshot& in, const ApplicationRow& row);
Result<void> encrypt_application(Act& act, const wire::ApplicationSubmitted& whole, ApplicationRow& row);

Result<void> add_history(Act& act, const Uuid& id, std::string_view what, std::string_view by, std::string_view reason);
Result<UnionName> union_name(Snapshot& in, const std::string& code);  // an unknown code stands for its own name

// What has become of it, as the rider is told.
Result<wire::ApplicationDecision> decision_of(Snapshot& in, const ApplicationRow& row);
// Tells the station where the application came from what has become of it.
Result<void> publish_decision(Act& act, const ApplicationRow& row);

}  // namespace warmheart::internal
