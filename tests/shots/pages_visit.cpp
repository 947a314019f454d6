// Rest services: the list, the one question, the place; full; giving back; a request that waits for staff.
#include "tests/shots/pages.h"

#include "tests/shots/stage.h"

namespace warmheart {

namespace {

void choose(Stage& stage, const char* code) {
  go(stage, "visit");
  stage.backend().visits.choose(QString::fromUtf8(code));
  go(stage, "visitWho");
}

void take(Stage& stage, const char* code, int people = 1) {
  choose(stage, code);
  stage.backend().visits.setPeople(people);
  stage.backend().visits.take(QStringLiteral("courier"));
  stage.settle(80);
}

}  // namespace

std::vector<PageShot> visit_shots() {
  return {
      {"rest-1-services", [](Stage& s) { go(s, "visit"); }},
      {"rest-2-who", [](Stage& s) { choose(s, "REST"); }},
      {"rest-3-place", [](Stage& s) { take(s, "REST"); }},
      {"rest-3-group", [](Stage& s) { take(s, "REST", 3); }},
      {"rest-3-called", [](Stage& s) { take(s, "LEND"); }},
      {"rest-3-full", [](Stage& s) { take(s, "CHARGE"); }},
      {"rest-4-leave", [](Stage& s) { go(s, "visitLeave"); }},
      {"rest-5-request", [](Stage& s) { s.visits().ask(QStringLiteral("HEAT")); s.visits().ask(QStringLiteral("LEND")); s.backend().visits.refresh(); s.settle(40); go(s, "joinQuestions"); }},
      {"home-request", [](Stage& s) { s.visits().ask(QStringLiteral("HEAT")); s.backend().visits.refresh(); s.settle(40); }},
  };
}

}  // namespace warmheart
