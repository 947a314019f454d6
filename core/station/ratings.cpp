#include "core/station/ratings.h"

#include "core/service/rating.h"
#include "core/station/journal.h"
#include "core/station/rating_record.h"
#include "core/station/visit_table.h"

namespace warmheart {

using namespace station;

namespace station {

Result<void> write_rating(const Act& act, const Uuid& id, std::string_view about, std::string_view code,
                          std::string_view face) {
  wire::Payload payload;
  payload.mutable_rating_given()->set_about(std::string(about));
  payload.mutable_rating_given()->set_code(std::string(code));
  payload.mutable_rating_given()->set_face(std::string(face));
  return act.write_record(id, wire::RATING_GIVEN, payload);
}

}  // namespace station

Result<void> rate_service(StationStore& store, const Uuid& id, std::string_view service, std::string_view face) {
  if (!is_face(face)) return fail(ErrorCode::invalid_argument, "not one of the three faces");
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const bool known, knows_record(act.db, id));
    if (known) return {};
    WARMHEART_TRY_ASSIGN(const auto what, offered(act.db, service));
    if (!what) return fail(ErrorCode::not_found, "this service is not offered here");
    return write_rating(act, id, kAboutService, service, face);
  });
}

}  // namespace warmheart
