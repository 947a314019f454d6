#include "core/station/handoffs.h"

#include "core/station/event_table.h"
#include "core/station/feed_mirror.h"
#include "core/station/states.h"
#include "core/station/station_state.h"

namespace warmheart {

using namespace station;

Result<HandoffCode> make_handoff(StationStore& store) {
  return store.read([](const Act& act) -> Result<HandoffCode> {
    WARMHEART_TRY_ASSIGN(const auto event, active_event(act.db));
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    HandoffCode out;
    out.handoff.id = act.fresh_id();
    out.handoff.device = act.identity().device;
    out.handoff.most = event ? kMaxPhones : 1;
    out.handoff.expires_ms = now + kHandoffForMs;
    if (event) out.handoff.event = *event;
    WARMHEART_TRY_ASSIGN(out.token, sign_handoff(out.handoff, act.identity().card_secret_key.view()));
    return out;
  });
}

Result<void> open_handoff(StationStore& store, const Handoff& handoff) {
  return store.transact([&](const Act& act) -> Result<void> {
    wire::Payload payload;
    wire::HandoffOpened& body = *payload.mutable_handoff_opened();
    body.set_handoff_id(string_of(handoff.id.bytes()));
    if (!handoff.event.empty()) body.set_event_id(string_of(handoff.event.bytes()));
    body.set_purpose("join");
    body.set_most(handoff.most);
    return act.write_record(handoff.id, wire::HANDOFF_OPENED, payload);
  });
}

Result<HandoffProgress> handoff_progress(StationStore& store, const Uuid& id) {
  return store.read([&](const Act& act) -> Result<HandoffProgress> {
    WARMHEART_TRY_ASSIGN(const auto value, value_at(act.db, "handoff/" + to_hex(id.bytes())));
    if (!value || !value->has_handoff()) return HandoffProgress{};
    const wire::HandoffState& published = value->handoff();
    return HandoffProgress{published.opened(), published.filled(), published.masked_name(),
                           handoff_stage_from(published.state()) == HandoffStage::ended};
  });
}

}  // namespace warmheart
