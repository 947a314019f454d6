#include "core/station/code_look_up.h"

#include <algorithm>

#include "core/station/applications.h"
#include "core/station/code_table.h"
#include "core/station/look_ups.h"
#include "core/station/station_state.h"
#include "core/station/wrong_tries.h"

namespace warmheart {

using namespace station;

namespace {

Result<std::optional<ApplicationSummary>> application_with(const Act& act, const Digest& kept) {
  WARMHEART_TRY_ASSIGN(auto row, application_by_look_up(act.db, kept));
  if (!row) return std::optional<ApplicationSummary>();
  WARMHEART_TRY(station::complete(act.db, row->summary));
  return std::optional<ApplicationSummary>(std::move(row->summary));
}

void keep_newest(FoundByCode& found) {
  const std::int64_t submitted = found.application ? found.application->submitted_at_ms : -1;
  const std::int64_t made = found.booking ? found.booking->made_ms : -1;
  const std::int64_t opened = found.help_case ? found.help_case->opened_ms : -1;
  const std::int64_t newest = std::max({submitted, made, opened});
  if (submitted < newest) found.application.reset();
  if (found.application || made < newest) found.booking.reset();
  if (found.application || found.booking) found.help_case.reset();
}

}  // namespace

Result<FoundByCode> find_by_code(StationStore& store, const Digest& key) {
  return store.transact([&](const Act& act) -> Result<FoundByCode> {
    WARMHEART_TRY(tries_are_open(act));
    const Digest kept = kept_look_up(act.identity(), key);
    FoundByCode found;
    WARMHEART_TRY_ASSIGN(found.application, application_with(act, kept));
    WARMHEART_TRY_ASSIGN(found.booking, booking_by_look_up(act, kept));
    WARMHEART_TRY_ASSIGN(found.help_case, case_by_look_up(act, kept));
    if (found.empty())
      WARMHEART_TRY(count_wrong_try(act));
    else
      keep_newest(found);
    return found;
  });
}

}  // namespace warmheart
