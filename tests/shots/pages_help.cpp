// Help and rights: the kinds, one case, its number, its loop; emergency numbers and other stations.
#include "tests/shots/pages.h"

#include "tests/shots/stage.h"

namespace warmheart {

namespace {

void ask(Stage& stage, const char* kind) {
  go(stage, "help");
  stage.backend().help.choose(QString::fromUtf8(kind));
  go(stage, "helpAsk");
}

void open(Stage& stage) {
  ask(stage, "legal-advice");
  stage.backend().help.setTopic(QStringLiteral("contract"));
  stage.backend().help.submit();
  stage.settle(80);
}

void find(Stage& stage, const char* moved_to) {
  open(stage);
  stage.backend().help.wipe();  // the next person; the look stays as the series has it
  stage.help().move(QString::fromUtf8(moved_to));
  go(stage, "helpFind");
  stage.backend().help.setNumber(QStringLiteral("741926039"));
  stage.backend().help.setLastFour(QStringLiteral("0000"));
  stage.backend().help.find();
  stage.settle(80);
}

}  // namespace

std::vector<PageShot> help_shots() {
  return {
      {"help-1-kinds", [](Stage& s) { go(s, "help"); }},
      {"help-2-named", [](Stage& s) { ask(s, "labour-dispute"); }},
      {"help-2-unnamed", [](Stage& s) { ask(s, "psychological"); }},
      {"help-2-words", [](Stage& s) { ask(s, "legal-advice"); focus(s, "helpWishInput"); }, true},
      {"help-3-number", [](Stage& s) { open(s); }},
      {"help-4-find", [](Stage& s) { go(s, "helpFind"); }},
      {"help-5-handled", [](Stage& s) { find(s, "handled"); }},
      {"help-6-emergency", [](Stage& s) { go(s, "emergency"); }},
      {"help-7-finder", [](Stage& s) { go(s, "finder"); }},
  };
}

}  // namespace warmheart
