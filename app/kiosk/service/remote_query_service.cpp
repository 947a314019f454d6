#include "app/kiosk/service/remote_query_service.h"

#include "core/base/secret.h"

namespace warmheart {

void wipe(wire::AskAnswer& answer) {
  wire::ApplicationFields& fields = *answer.mutable_my_data();
  for (std::string* text : {fields.mutable_name(), fields.mutable_document_number(), fields.mutable_mobile(),
                            fields.mutable_platform(), fields.mutable_employer(), fields.mutable_street_code(),
                            answer.mutable_masked_name(), answer.mutable_card(), answer.mutable_call_back_number()}) {
    wipe(*text);
  }
  for (wire::AskCase& one : *answer.mutable_cases()) wipe(*one.mutable_state()->mutable_answer());
}

void RiderDataView::wipe() {
  for (std::string* text :
       {&application.masked_name, &application.reason, &application.card_text, &application.final_card}) {
    warmheart::wipe(*text);
  }
  warmheart::wipe(answer);
  *this = RiderDataView();
}

}  // namespace warmheart
