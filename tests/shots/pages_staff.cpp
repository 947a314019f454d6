// Staff mode: the PIN, help over the phone, the board, to-do, void, today, events, the machine.
#include "tests/shots/pages.h"

#include "tests/shots/page_harness.h"

namespace warmheart {

namespace {

void open_board(PageHarness& harness) {
  harness.backend().staff.present(QStringLiteral("WB1:OF HERE"));
  go(harness, "staffPin");
  for (const char digit : std::string("204816")) harness.backend().staff.login()->type(QString(QLatin1Char(digit)));
  harness.settle();
}

void go_to(PageHarness& harness, const char* page) {
  open_board(harness);
  go(harness, page);
}

}  // namespace

std::vector<PageShot> staff_shots() {
  return {
      {"staff-1-pin",
       [](PageHarness& s) {
         s.backend().staff.present(QStringLiteral("WB1:OF HERE"));
         go(s, "staffPin");
         s.backend().staff.login()->type(QStringLiteral("2"));
         s.backend().staff.login()->type(QStringLiteral("0"));
       }},
      {"staff-1-locked",
       [](PageHarness& s) {
         s.staff().lockOut();
         s.backend().staff.present(QStringLiteral("WB1:OF HERE"));
         go(s, "staffPin");
         for (int i = 0; i < 6; ++i) s.backend().staff.login()->type(QStringLiteral("9"));
         s.settle();
       }},
      {"staff-1-help",
       [](PageHarness& s) {
         s.backend().staff.present(QStringLiteral("WB1:OF HERE"));
         go(s, "staffPin");
         s.backend().staff.login()->forgotten();
       }},
      {"staff-2-board", [](PageHarness& s) { open_board(s); }},
      {"staff-2-registered",
       [](PageHarness& s) {
         open_board(s);
         s.backend().staff.counter()->registerVisit(QStringLiteral("REST"));
       }},
      {"staff-3-todo", [](PageHarness& s) { go_to(s, "staffTodo"); }},
      {"staff-3-number",
       [](PageHarness& s) {
         go_to(s, "staffTodo");
         s.backend().staff.queries()->askNumber(QStringLiteral("call/04040404040404040404040404040404"));
         s.settle();
       }},
      {"staff-8-number",
       [](PageHarness& s) {
         go_to(s, "staffNumber");
         s.backend().staff.queries()->setNumber(QStringLiteral("11010519491231002X"));
         s.backend().staff.queries()->lookUpNumber();
         s.settle();
       }},
      {"staff-3-out", [](PageHarness& s) { go_to(s, "staffOut"); }},
      {"staff-4-void", [](PageHarness& s) { go_to(s, "staffVoid"); }},
      {"staff-5-day", [](PageHarness& s) { go_to(s, "staffDay"); }},
      {"staff-6-event", [](PageHarness& s) { go_to(s, "staffEvent"); }},
      {"staff-6-on",
       [](PageHarness& s) {
         go_to(s, "staffEvent");
         s.backend().staff.event()->start(QStringLiteral("pop-up"), {}, QStringLiteral("望京西园"));
       }},
      {"staff-9-found",
       [](PageHarness& s) {
         go_to(s, "staffFound");
         s.backend().staff.found()->setKind(QStringLiteral("helmet"));
       }},
      {"staff-7-device", [](PageHarness& s) { go_to(s, "staffDevice"); }},
  };
}

}  // namespace warmheart
