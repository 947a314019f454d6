#include "app/kiosk/service/remote_query_service.h"

#include "core/base/secret.h"

namespace warmheart {

void RiderDataView::wipe() {
  for (std::string* text : {&name, &document_number, &mobile, &platform, &employer, &street_code, &application.masked_name, &application.reason, &application.card_text, &application.final_card}) {
    warmheart::wipe(*text);
  }
  for (RiderCaseView& one : cases) warmheart::wipe(one.answer);
  *this = RiderDataView();
}

}  // namespace warmheart
