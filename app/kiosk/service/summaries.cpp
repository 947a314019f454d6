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
  view.corrected = summary.corrected;
  const bool received = summary.delivery == Delivery::received;
  view.delivery = summary.delivery;
  view.state = received ? ApplicationState::received : ApplicationState::submitted;
  if (summary.decision) take_decision(*summary.decision, view);
  return view;
}

void take_decision(const wire::ApplicationDecision& decision, ApplicationView& view) {
  // A state that a newer centre may send and this program does not know shows as what is certain: received.
  view.state = application_state_from(decision.state()).value_or(ApplicationState::received);
  view.delivery = Delivery::received;
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

ApplicationSummary summary_of(const ApplicationView& application) {
  ApplicationSummary summary;
  summary.application_id = application.id;
  summary.card_text = application.card_text;
  summary.card_expires_ms = application.expires_ms;
  summary.masked_name = application.masked_name;
  summary.occupation = application.occupation;
  summary.union_code = application.union_code;
  summary.submitted_at_ms = application.submitted_ms;
  if (const auto claims = read_card(application.card_text); claims) summary.card_number = claims->card_number;
  wire::ApplicationDecision& decision = summary.decision.emplace();
  decision.set_application_id(string_of(application.id.bytes()));
  decision.set_state(wire_name(application.state));
  for (const Field field : application.returned) decision.add_fields(wire_name(field));
  decision.set_reason(application.reason);
  decision.set_decided_at_ms(application.decided_ms);
  decision.set_union_code(application.union_code);
  decision.set_union_name(application.union_name);
  decision.set_final_card(application.final_card);
  return summary;
}

}  // namespace warmheart
