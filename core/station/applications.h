// Applications made at this station, as far as they may stand readable on its disk: no name, number, phone or query code
// (sync.md 2). Functions over a database, inside the caller's transaction; store thread.
#pragma once

#include <optional>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/member/application.h"
#include "core/station/types.h"
#include "core/storage/sqlite.h"

namespace warmheart::station {

struct ApplicationRow {
  ApplicationSummary summary;
  Digest look_up_key{};
};

Result<void> insert_application(sqlite::Database& database, const ApplicationRow& row, const std::vector<Consent>& consents,
                                const std::optional<Uuid>& event);
Result<std::optional<ApplicationRow>> application_by_id(sqlite::Database& database, const Uuid& id);
Result<std::optional<ApplicationRow>> application_by_look_up(sqlite::Database& database, const Digest& key);
Result<std::optional<ApplicationRow>> application_by_card(sqlite::Database& database, ByteView card_number);

// Made elsewhere, acted on here: kept with what the centre told of it (summary.decision). What was made here stays as it is.
Result<void> adopt_application(sqlite::Database& database, const ApplicationSummary& told, Random& random);
// What the feed says of it, else what the centre told when it was adopted; none: nothing yet.
Result<std::optional<wire::ApplicationDecision>> decision_of(sqlite::Database& database, const Uuid& application_id);

// Adds what the journal and the feed know: delivery, decision, a correction on its way.
Result<void> complete(sqlite::Database& database, ApplicationSummary& summary);

Result<void> insert_correction(sqlite::Database& database, const Uuid& record_id, const Uuid& application_id, std::int64_t decided_at_ms);
Result<bool> is_answered(sqlite::Database& database, const Uuid& application_id, std::int64_t decided_at_ms);

// Wrong tries of the look-up, counted on disk so that neither a restart nor a reboot gives new ones.
inline constexpr std::int64_t kLookUpWindowMs = 15 * 60'000;
Result<bool> look_up_is_barred(sqlite::Database& database, const ClockReading& now, int max_failures);
Result<void> count_look_up_failure(sqlite::Database& database, const ClockReading& now);

}  // namespace warmheart::station
