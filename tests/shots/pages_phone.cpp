// A form and a card that go on on the rider's own phone.
#include "tests/shots/pages.h"

#include "tests/shots/page_harness.h"

namespace warmheart {

std::vector<PageShot> phone_shots() {
  return {
      {"phone-1-code", [](PageHarness& s) { go(s, "phoneJoin"); }},
      {"phone-1-six",
       [](PageHarness& s) {
         s.phone().event(true);
         go(s, "phoneJoin");
         s.phone().event(false);
       }},
      {"phone-3-keep",
       [](PageHarness& s) {
         s.kiosk().setFound(QStringLiteral("approved"));
         s.backend().card.search()->setCode(QStringLiteral("741926039"));
         s.backend().card.search()->setLastFour(QStringLiteral("0001"));
         s.run(QStringLiteral("page.go(Routes.cardStatus)"));
         s.backend().card.find();
         s.settle();
         s.backend().phone.keep(s.backend().card.statusCardText());
         go(s, "phoneKeep");
       }},
      {"phone-2-done",
       [](PageHarness& s) {
         go(s, "phoneJoin");
         s.phone().move(1, 1);
         s.backend().phone.refresh();
         s.settle();
       }},
  };
}

}  // namespace warmheart
