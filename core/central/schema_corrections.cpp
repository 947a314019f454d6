#include "core/central/schema.h"

namespace warmheart::inside {

const std::string_view kSchemaCorrections = R"sql(
ALTER TABLE rider_request ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';  -- a CorrectionAsked under the person's key; empty once decided
)sql";

}  // namespace warmheart::inside
