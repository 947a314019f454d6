#include "app/kiosk/service/summaries.h"

namespace warmheart {

ApplicationView view_of(const ApplicationSummary& summary) {
  ApplicationView view;
  view.id = summary.application_id;
  view.masked_name = summary.masked_name;
  view.occupation = summary.occupation;
  view.union_code = summary.union_code;
  view.submitted_ms = summary.submitted_at_ms;
  view.expires_ms = summary.card_expires_ms;
  view.card_text = summary.card_text;
  view.correction_waiting = summary.correction_waiting;
  const bool received = summary.delivery == Delivery::received;
  view.delivery = received ? DeliveryView::received : DeliveryView::saved_here;
  view.state = received ? ApplicationState::received : ApplicationState::submitted;
  if (summary.decision) take_decision(*summary.decision, view);
  return view;
}

void take_decision(const wire::ApplicationDecision& decision, ApplicationView& view) {
  // A state that a newer centre may send and this program does not know shows as what is certain: received.
  view.state = application_state_from(decision.state()).value_or(ApplicationState::received);
  view.delivery = DeliveryView::received;
  view.decided_ms = decision.decided_at_ms();
  view.reason = decision.reason();
  if (!decision.union_code().empty()) view.union_code = decision.union_code();
  view.union_name = decision.union_name();
  for (const std::string& name : decision.fields()) {
    if (const auto field = field_from(name)) view.returned.push_back(*field);
  }
  view.final_card = decision.final_card();
  if (const auto claims = read_card(view.final_card); claims) view.expires_ms = claims->expires_ms;
}

ApplicationSummary summary_of(const ApplicationView& told) {
  ApplicationSummary summary;
  summary.application_id = told.id;
  summary.card_text = told.card_text;
  summary.card_expires_ms = told.expires_ms;
  summary.masked_name = told.masked_name;
  summary.occupation = told.occupation;
  summary.union_code = told.union_code;
  summary.submitted_at_ms = told.submitted_ms;
  if (const auto claims = read_card(told.card_text); claims) summary.card_number = claims->card_number;
  wire::ApplicationDecision& decision = summary.decision.emplace();
  decision.set_application_id(string_of(told.id.bytes()));
  decision.set_state(wire_name(told.state));
  for (const Field field : told.returned) decision.add_fields(wire_name(field));
  decision.set_reason(told.reason);
  decision.set_decided_at_ms(told.decided_ms);
  decision.set_union_code(told.union_code);
  decision.set_union_name(told.union_name);
  decision.set_final_card(told.final_card);
  return summary;
}

StationView view_of(const MirrorView& mirror) {
  StationView view;
  view.name = mirror.station.name();
  view.host = mirror.station.host();
  view.opening_hours = mirror.station.opening_hours();
  view.district_code = mirror.station.district_code();
  view.union_code = mirror.station.union_code();
  view.controller_name = mirror.station.controller_name();
  view.controller_phone = mirror.station.controller_phone();
  for (const wire::ReceivingUnion& it : mirror.unions) {
    view.unions.push_back({it.code(), it.name(), it.name_en(), it.kind(), it.address(), it.phone(),
                           {it.streets().begin(), it.streets().end()}});
  }
  for (const wire::ConsentText& it : mirror.consent_texts) {
    view.consents.push_back({it.id(), it.version(), it.language(), it.text(), it.required()});
  }
  for (const wire::ServiceOffered& it : mirror.services) {
    view.services.push_back({it.code(), it.name(), it.name_en(), it.places()});
  }
  for (const wire::RiderAnswer& it : mirror.answers) {
    view.answers.push_back({it.id(), it.question(), it.answer(), it.language()});
  }
  for (const wire::EmergencyNumber& it : mirror.emergencies) view.emergencies.push_back({it.number(), it.name(), it.name_en()});
  for (const wire::StationListing& it : mirror.listings) {
    view.listings.push_back({it.code(), it.name(), it.host(), it.street_code(), it.address(), it.hours(), {it.services().begin(), it.services().end()}});
  }
  for (const wire::Announcement& it : mirror.announcements) view.announcements.push_back({it.text(), it.language()});
  return view;
}

void set_delivery(ApplicationView& application, SyncLightView light) {
  if (application.delivery == DeliveryView::received) return;
  switch (light) {
    case SyncLightView::offline: application.delivery = DeliveryView::saved_here; return;
    case SyncLightView::waiting:
    case SyncLightView::current: application.delivery = DeliveryView::waiting; return;
    case SyncLightView::needs_you: application.delivery = DeliveryView::needs_person; return;
  }
}

}  // namespace warmheart
