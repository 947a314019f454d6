// Visits: the list of services, the one question, the seat; full; giving back; a request that waits for staff.
#include "tests/shots/pages.h"

#include "tests/shots/page_harness.h"

namespace warmheart {

namespace {

void choose(PageHarness& harness, const char* code) {
  go(harness, "visit");
  harness.backend().visits.choose(QString::fromUtf8(code));
  go(harness, "visitWho");
}

void take(PageHarness& harness, const char* code, int people = 1) {
  choose(harness, code);
  harness.backend().visits.setPeople(people);
  harness.backend().visits.take(QStringLiteral("courier"));
  harness.settle(80);
}

}  // namespace

std::vector<PageShot> visit_shots() {
  return {
      {"rest-1-services", [](PageHarness& s) { go(s, "visit"); }},
      {"rest-2-who", [](PageHarness& s) { choose(s, "REST"); }},
      {"rest-3-unit", [](PageHarness& s) { take(s, "REST"); }},
      {"rest-3-group", [](PageHarness& s) { take(s, "REST", 3); }},
      {"rest-3-called", [](PageHarness& s) { take(s, "LEND"); }},
      {"rest-3-full", [](PageHarness& s) { take(s, "CHARGE"); }},
      {"rest-3-wifi", [](PageHarness& s) { take(s, "WIFI"); }},
      {"rest-3-way", [](PageHarness& s) { take(s, "WC"); }},
      {"rest-4-leave", [](PageHarness& s) { go(s, "visitLeave"); }},
      {"rest-5-request",
       [](PageHarness& s) {
         s.visits().ask(QStringLiteral("HEAT"));
         s.visits().ask(QStringLiteral("LEND"));
         s.backend().visits.refresh();
         s.settle(40);
         go(s, "joinQuestions");
       }},
      {"home-request",
       [](PageHarness& s) {
         s.visits().ask(QStringLiteral("HEAT"));
         s.backend().visits.refresh();
         s.settle(40);
       }},
  };
}

}  // namespace warmheart
