// Hand-offs as rows, inside the caller's transaction; shared by phone.cpp and the apply functions. Not for other rooms.
#pragma once

#include <optional>

#include "core/central/store/store.h"
#include "core/service/handoff.h"

namespace warmheart::internal {

struct HandoffRow {
  Uuid id;
  Uuid device;
  Uuid station;
  std::string district_code;
  unsigned most = 1;
  std::int64_t expires_ms = 0;
  std::uint32_t opened = 0, filled = 0;
  std::string masked_name;
};
Result<std::optional<HandoffRow>> find_handoff(Snapshot& in, const Uuid& id);
Result<void> put_handoff(Act& act, const HandoffRow& row);
// With the phones that opened it, and what its kiosk was told.
Result<void> remove_handoff(Act& act, const Uuid& id, const Uuid& station);
// The kiosk that showed it is told.
Result<void> publish_handoff(Act& act, const HandoffRow& row);

}  // namespace warmheart::internal
