// Health checks and meetings: the list, one session, who, the last step, what is true afterwards.
#include "tests/shots/pages.h"

#include "tests/shots/stage.h"

namespace warmheart {

namespace {

void browse(Stage& stage, bool health) {
  stage.backend().booking.browse(health);
  go(stage, "check");
}

void choose(Stage& stage, int session) {
  browse(stage, session < 3);
  stage.backend().booking.choose(stage.bookings().code(session));
  go(stage, "checkSession");
}

void confirm(Stage& stage, int session) {
  choose(stage, session);
  stage.station().setCard(QStringLiteral("valid"));
  go(stage, "checkWho");
  stage.backend().booking.takeCard(QStringLiteral("WH1:made-up"));
  stage.settle(80);
}

void book(Stage& stage, const char* state, const char* reason = "") {
  confirm(stage, 0);
  stage.bookings().answerWith(QString::fromUtf8(state), QString::fromUtf8(reason));
  stage.backend().booking.consents()->setGiven(QStringLiteral("health-check"), true);
  stage.backend().booking.book();
  stage.settle(80);
}

}  // namespace

std::vector<PageShot> check_shots() {
  return {
      {"check-1-list", [](Stage& s) { browse(s, true); }},
      {"check-1-meetings", [](Stage& s) { browse(s, false); }},
      {"check-2-session", [](Stage& s) { choose(s, 0); }},
      {"check-2-members", [](Stage& s) { choose(s, 1); }},
      {"check-3-who", [](Stage& s) { choose(s, 0); go(s, "checkWho"); }},
      {"check-3-identity", [](Stage& s) { choose(s, 2); go(s, "checkWho"); s.backend().booking.beginIdentity(); go(s, "checkIdentity"); }},
      {"check-4-confirm", [](Stage& s) { confirm(s, 0); }},
      {"check-5-ticket", [](Stage& s) { book(s, "confirmed"); }},
      {"check-5-waiting", [](Stage& s) { book(s, "waiting"); }},
      {"check-5-asking", [](Stage& s) { book(s, "wanted"); }},
      {"check-5-needs-you", [](Stage& s) { book(s, "needs-you", "session-cancelled"); }},
      {"check-6-find", [](Stage& s) { go(s, "checkFind"); }},
  };
}

}  // namespace warmheart
