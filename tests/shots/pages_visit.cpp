// Visits: the list of services, the one question, the seat; full and a number; giving and bringing back; faults; a
// request that waits for staff.
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
  harness.settle();
}

}  // namespace

std::vector<PageShot> visit_shots() {
  return {
      {"rest-1-services", [](PageHarness& s) { go(s, "visit"); }},
      {"rest-2-who", [](PageHarness& s) { choose(s, "REST"); }},
      {"rest-3-unit", [](PageHarness& s) { take(s, "REST"); }},
      {"rest-3-group", [](PageHarness& s) { take(s, "REST", 3); }},
      {"rest-3-called", [](PageHarness& s) { take(s, "MED"); }},
      {"rest-3-lent", [](PageHarness& s) { take(s, "LEND"); }},
      {"rest-3-full", [](PageHarness& s) { take(s, "CHARGE"); }},
      {"rest-3-rated",
       [](PageHarness& s) {
         take(s, "REST");
         s.backend().visits.rate(QStringLiteral("good"));
       }},
      {"rest-3-wifi", [](PageHarness& s) { take(s, "WIFI"); }},
      {"rest-3-way", [](PageHarness& s) { take(s, "WC"); }},
      {"rest-4-leave", [](PageHarness& s) { go(s, "visitLeave"); }},
      {"rest-4-left",
       [](PageHarness& s) {
         go(s, "visitLeave");
         s.backend().visits.giveBack(QStringLiteral("CHARGE/1"));
       }},
      {"rest-6-number",
       [](PageHarness& s) {
         take(s, "CHARGE");
         s.backend().queue.take(QStringLiteral("CHARGE"));
         go(s, "visitQueue");
       }},
      {"rest-6-called",
       [](PageHarness& s) {
         take(s, "CHARGE");
         s.backend().queue.take(QStringLiteral("CHARGE"));
         s.visits().call();
         s.backend().queue.refresh();
         go(s, "visitQueue");
       }},
      {"rest-6-over",
       [](PageHarness& s) {
         take(s, "CHARGE");
         s.backend().queue.take(QStringLiteral("CHARGE"));
         s.backend().queue.leave();
         go(s, "visitQueue");
       }},
      {"rest-7-return", [](PageHarness& s) { go(s, "visitReturn"); }},
      {"rest-7-returned",
       [](PageHarness& s) {
         go(s, "visitReturn");
         s.backend().visits.setLoanTyped(QStringLiteral("4821"));
         s.backend().visits.returnLoan();
         s.settle();
       }},
      {"rest-8-fault", [](PageHarness& s) { go(s, "fault"); }},
      {"rest-8-what",
       [](PageHarness& s) {
         s.backend().faults.choose(QStringLiteral("OTHER"));
         go(s, "faultWhat");
       }},
      {"rest-8-reported",
       [](PageHarness& s) {
         s.backend().faults.choose(QStringLiteral("OTHER"));
         go(s, "faultWhat");
         s.backend().faults.report(QStringLiteral("broken"));
         s.settle();
       }},
      {"home-called",
       [](PageHarness& s) {
         s.backend().queue.take(QStringLiteral("CHARGE"));
         s.visits().call();
         s.backend().queue.refresh();
         s.backend().queue.wipe();
         s.settle();
       }},
      {"rest-5-request",
       [](PageHarness& s) {
         s.visits().ask(QStringLiteral("HEAT"));
         s.visits().ask(QStringLiteral("LEND"));
         s.backend().visits.refresh();
         s.settle();
         go(s, "joinStart");
       }},
      {"home-request",
       [](PageHarness& s) {
         s.visits().ask(QStringLiteral("HEAT"));
         s.backend().visits.refresh();
         s.settle();
       }},
  };
}

}  // namespace warmheart
