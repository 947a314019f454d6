// Applications made at this station, as far as they may stand readable on its disk: no name, number, phone or query
// code (core/record/KEYS.md "Who can read what"). Functions over a database, inside the caller's transaction; store
// thread. Errors: SQLite's, and those named below.
#pragma once

#include <optional>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/member/application.h"
#include "core/member/review.h"
#include "core/station/types.h"
#include "core/storage/sql.h"

namespace warmheart::station {

struct ApplicationRow {
  ApplicationSummary summary;
  Digest look_up_key{};
};

Result<void> insert_application(sql::Connection& db, const ApplicationRow& row, const std::vector<Consent>& consents,
                                const std::optional<Uuid>& event);
Result<std::optional<ApplicationRow>> application_by_id(sql::Connection& db, const Uuid& id);
Result<std::optional<ApplicationRow>> application_by_look_up(sql::Connection& db, const Digest& key);
Result<std::optional<ApplicationRow>> application_by_card(sql::Connection& db, ByteView card_number);

// Made elsewhere, acted on here: kept with what the centre told of it (summary.decision). What was made here stays as
// it is.
Result<void> adopt_application(sql::Connection& db, const ApplicationSummary& summary, Random& random);
// What the feed says of it, else what the centre told when it was adopted; none: nothing yet.
Result<std::optional<wire::ApplicationDecision>> decision_of(sql::Connection& db, const Uuid& application_id);
// Its state there; none: nothing yet, or a state that this build does not know.
Result<std::optional<ApplicationState>> decided_state(sql::Connection& db, const Uuid& application_id);

// Adds what the journal and the feed know: delivery, decision, a correction on its way.
Result<void> complete(sql::Connection& db, ApplicationSummary& summary);

Result<void> insert_correction(sql::Connection& db, const Uuid& record_id, const Uuid& application_id,
                               std::int64_t decided_at_ms);
// Whether the centre has refused what this record asked.
Result<bool> is_refused(sql::Connection& db, const Uuid& record);
// By a correction that was not refused.
Result<bool> is_answered(sql::Connection& db, const Uuid& application_id, std::int64_t decided_at_ms);

}  // namespace warmheart::station
