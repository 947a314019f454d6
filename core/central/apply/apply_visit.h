// Handlers of records (record_handler.h). Visits and requests for services. Not for other rooms.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "core/central/apply/record_handler.h"
#include "core/central/stations/station_table.h"

namespace warmheart::internal {

// VISIT_REGISTERED, the numerous kind, many at once: one statement a table, totals summed up before they are written. A
// record that may speak of a visit is handled after write().
struct NewVisit;
class VisitSet {
 public:
  VisitSet();
  ~VisitSet();

  // False: it is no visit, and not in the set.
  Result<bool> add(Act& act, RawRow raw, const DecryptedRecord& opened);
  // Empties the set; what became of each, in the order of add().
  Result<std::vector<std::pair<RawRow, HandlerResult>>> write(Act& act);

 private:
  std::vector<NewVisit> m_visits;
  std::map<Uuid, DeviceStation> m_stations;  // by device
};
Result<HandlerResult> apply_visit_ended(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_visit_voided(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_service_requested(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_service_taken_up(Act& act, const RawRow& raw, const DecryptedRecord& opened);

}  // namespace warmheart::internal
