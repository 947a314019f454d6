// Health checks and meetings: the list, one session, who, the last step, what is true afterwards.
#include "tests/shots/pages.h"

#include "tests/shots/page_harness.h"

namespace warmheart {

namespace {

void browse(PageHarness& harness, bool health) {
  harness.backend().booking.browse(health);
  go(harness, "check");
}

void choose_session(PageHarness& harness, int session) {
  browse(harness, session < 3);
  harness.backend().booking.choose(harness.bookings().code(session));
  go(harness, "checkSession");
}

void confirm(PageHarness& harness, int session) {
  choose_session(harness, session);
  harness.kiosk().setCard(QStringLiteral("valid"));
  go(harness, "checkWho");
  harness.backend().booking.takeCard(QStringLiteral("WH1:made-up"));
  harness.settle();
}

void book(PageHarness& harness, const char* state, const char* reason = "") {
  confirm(harness, 0);
  harness.bookings().answerWith(QString::fromUtf8(state), QString::fromUtf8(reason));
  harness.backend().booking.consents()->setGiven(QStringLiteral("health-check"), true);
  harness.backend().booking.book();
  harness.settle();
}

}  // namespace

std::vector<PageShot> check_shots() {
  return {
      {"check-1-list", [](PageHarness& s) { browse(s, true); }},
      {"check-1-meetings", [](PageHarness& s) { browse(s, false); }},
      {"check-2-session", [](PageHarness& s) { choose_session(s, 0); }},
      {"check-2-members", [](PageHarness& s) { choose_session(s, 1); }},
      {"check-3-who",
       [](PageHarness& s) {
         choose_session(s, 0);
         go(s, "checkWho");
       }},
      {"check-3-who-recent",
       [](PageHarness& s) {
         s.backend().registry.recent.keepTyped({QStringLiteral("张伟"), QStringLiteral("resident-id"),
                                                QStringLiteral("11010519491231002X"), QStringLiteral("13800000001")});
         choose_session(s, 0);
         go(s, "checkWho");
       }},
      {"check-3-identity",
       [](PageHarness& s) {
         choose_session(s, 2);
         go(s, "checkWho");
         s.backend().booking.beginIdentity();
         go(s, "checkIdentity");
       }},
      {"check-4-confirm", [](PageHarness& s) { confirm(s, 0); }},
      {"check-5-ticket", [](PageHarness& s) { book(s, "confirmed"); }},
      {"check-5-waiting", [](PageHarness& s) { book(s, "waiting"); }},
      {"check-5-asking", [](PageHarness& s) { book(s, "wanted"); }},
      {"check-5-needs-you", [](PageHarness& s) { book(s, "needs-you", "session-cancelled"); }},
      {"check-5-cancel",
       [](PageHarness& s) {
         book(s, "confirmed");
         s.run(QStringLiteral("page.cancelling = true"));
       }},
      {"check-5-no-paper",
       [](PageHarness& s) {
         book(s, "confirmed");
         s.printer().plug(true, false);
         s.backend().printer.printBooking();
         s.settle();
       }},
  };
}

}  // namespace warmheart
