// My card: look-up, states, a scanned card.
#include "tests/shots/pages.h"

#include "tests/shots/stage.h"

namespace warmheart {

namespace {

void find(Stage& stage, const char* state) {
  stage.station().setFound(QString::fromUtf8(state));
  stage.backend().card.setQueryCode(QStringLiteral("741926039"));
  stage.backend().card.setLastFour(QStringLiteral("0001"));
  stage.run(QStringLiteral("page.go(Routes.cardStatus)"));
  stage.backend().card.find();
  stage.settle(60);
}

void scan(Stage& stage, const char* state) {
  stage.station().setCard(QString::fromUtf8(state));
  Q_EMIT stage.backend().scanner.scanned(QStringLiteral("WH1:made-up"));
  stage.settle(80);
}

}  // namespace

std::vector<PageShot> card_shots() {
  return {
      {"card-1-mine", [](Stage& s) { go(s, "myCard"); }},
      {"card-1-mine-code", [](Stage& s) { go(s, "myCard"); focus(s, "queryCodeInput"); }, true},
      {"card-5-rights", [](Stage& s) { find(s, "approved"); go(s, "dataRequest"); }},
      {"card-5-rights-online", [](Stage& s) { s.station().setLight(2, 0); find(s, "approved"); go(s, "dataRequest"); }},
      {"card-5-erase", [](Stage& s) { find(s, "approved"); go(s, "dataRequest"); s.backend().data_requests.setChosen(QStringLiteral("erase")); s.settle(40); }},
      {"card-5-fields", [](Stage& s) { find(s, "approved"); go(s, "dataRequest"); s.backend().data_requests.setChosen(QStringLiteral("correct")); s.settle(40); }},
      {"card-5-correct", [](Stage& s) { find(s, "approved"); s.backend().data_requests.correct(QStringLiteral("mobile")); go(s, "correct"); }},
      {"card-6-file", [](Stage& s) { find(s, "approved"); go(s, "myData"); s.settle(60); }},
      {"card-6-file-copy", [](Stage& s) { find(s, "approved"); go(s, "myData"); s.run(QStringLiteral("page.second()")); s.settle(60); }},
      {"card-6-file-failed", [](Stage& s) { s.remote_query().setFailure(ErrorCode::unavailable); find(s, "approved"); go(s, "myData"); s.settle(60); s.remote_query().setFailure(std::nullopt); }},
      {"card-1-held", [](Stage& s) { scan(s, "valid"); go(s, "myCard"); }},
      {"card-2-waiting", [](Stage& s) { find(s, "awaiting-review"); }},
      {"card-2-returned", [](Stage& s) { find(s, "returned"); }},
      {"card-2-approved", [](Stage& s) { find(s, "approved"); }},
      {"card-3-correct", [](Stage& s) { find(s, "returned"); s.backend().card.beginCorrection(); go(s, "correct"); }},
      {"card-4-valid", [](Stage& s) { scan(s, "valid"); }},
      {"card-4-not-yet", [](Stage& s) { scan(s, "not-yet-approved"); }},
      {"card-4-not-a-card", [](Stage& s) { scan(s, "not-a-card"); }},
  };
}

}  // namespace warmheart
