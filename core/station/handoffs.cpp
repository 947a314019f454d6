#include "core/station/handoffs.h"

#include "core/station/event_rows.h"
#include "core/station/feed_mirror.h"
#include "core/station/station_state.h"
#include "core/station/trusted_time.h"

namespace warmheart {

using namespace station;

Result<OpenedHandoff> open_handoff(StationStore& store) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) -> Result<OpenedHandoff> {
    WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
    WARMHEART_TRY_ASSIGN(const auto event, present_event(db));
    OpenedHandoff out;
    out.handoff.id = Uuid::make(state.clock, state.random);
    out.handoff.device = state.identity.device;
    out.handoff.most = event ? kMostPhones : 1;
    out.handoff.expires_ms = station::best_now_ms(trusted, state.clock.now()) + kHandoffForMs;
    if (event) out.handoff.event = *event;
    WARMHEART_TRY_ASSIGN(out.token, sign_handoff(out.handoff, state.identity.card_secret_key.view()));
    wire::Payload payload;
    wire::HandoffOpened& body = *payload.mutable_handoff_opened();
    body.set_handoff_id(string_of(out.handoff.id.bytes()));
    if (event) body.set_event_id(string_of(event->bytes()));
    body.set_purpose("join");
    body.set_most(out.handoff.most);
    WARMHEART_TRY(state.write_record(db, out.handoff.id, wire::HANDOFF_OPENED, payload));
    return out;
  });
}

Result<HandoffProgress> handoff_progress(StationStore& store, const Uuid& id) {
  return store.inside().guarded([&](sqlite::Database& db) -> Result<HandoffProgress> {
    WARMHEART_TRY_ASSIGN(const auto value, value_at(db, "handoff/" + to_hex(id.bytes())));
    if (!value || !value->has_handoff()) return HandoffProgress{};
    const wire::HandoffState& told = value->handoff();
    return HandoffProgress{told.opened(), told.filled(), told.masked_name(), told.state() == "ended"};
  });
}

}  // namespace warmheart
