// Riders' requests as rows, inside the caller's transaction; shared by requests.cpp and apply_request.cpp. Not for
// other rooms.
#pragma once

#include <optional>
#include <string>

#include "core/central/store/states.h"
#include "core/central/store/store.h"
#include "core/service/rider_request.h"

namespace warmheart::internal {

struct RequestRow {
  Uuid id;
  RiderAsk ask = RiderAsk::leave;
  Uuid application;
  RequestState state = RequestState::under_review;
  std::string reason, agreed_by, scope;
  std::int64_t asked_ms = 0, effective_ms = 0;
  Bytes sealed;         // of a correction
  bool proven = false;  // it came with the query code and the last four
};

Result<std::optional<RequestRow>> find_request_row(Snapshot& in, const Uuid& id);
// Inserts it, or changes its state, reason, who agreed and what is sealed; the station where it was asked is told.
Result<void> put_request(Act& act, const RequestRow& row);
// A record that asked for something and stands nowhere: its station is told that it is refused, and why ("wrong-proof",
// "proof-closed").
Result<void> publish_refusal(Act& act, const std::string& scope, const Uuid& record, std::string_view code);

}  // namespace warmheart::internal
