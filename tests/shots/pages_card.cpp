// My card: look-up, states, a scanned card.
#include "tests/shots/pages.h"

#include "tests/shots/page_harness.h"

namespace warmheart {

namespace {

void find_application(PageHarness& harness, const char* state) {
  harness.kiosk().setFound(QString::fromUtf8(state));
  harness.backend().card.search()->setCode(QStringLiteral("741926039"));
  harness.backend().card.search()->setLastFour(QStringLiteral("0001"));
  harness.run(QStringLiteral("page.go(Routes.cardStatus)"));
  harness.backend().card.find();
  harness.settle();
}

void scan(PageHarness& harness, const char* state) {
  harness.kiosk().setCard(QString::fromUtf8(state));
  Q_EMIT harness.backend().scanner.scanned(QStringLiteral("WH1:made-up"));
  harness.settle();
}

}  // namespace

std::vector<PageShot> card_shots() {
  return {
      {"card-1-mine", [](PageHarness& s) { go(s, "myCard"); }},
      {"card-1-mine-code",
       [](PageHarness& s) {
         go(s, "myCard");
         focus(s, "queryCodeInput");
       },
       true},
      {"card-5-rights",
       [](PageHarness& s) {
         find_application(s, "approved");
         go(s, "dataRequest");
       }},
      {"card-5-rights-online",
       [](PageHarness& s) {
         s.kiosk().setLight(2, 0);
         find_application(s, "approved");
         go(s, "dataRequest");
       }},
      {"card-5-erase",
       [](PageHarness& s) {
         find_application(s, "approved");
         go(s, "dataRequest");
         s.backend().data_requests.setChosen(QStringLiteral("erase"));
         s.settle();
       }},
      {"card-5-fields",
       [](PageHarness& s) {
         find_application(s, "approved");
         go(s, "dataRequest");
         s.backend().data_requests.setChosen(QStringLiteral("correct"));
         s.settle();
       }},
      {"card-5-correct",
       [](PageHarness& s) {
         find_application(s, "approved");
         s.backend().data_requests.correct(QStringLiteral("mobile"));
         go(s, "correct");
       }},
      {"card-6-file",
       [](PageHarness& s) {
         find_application(s, "approved");
         go(s, "myData");
         s.settle();
       }},
      {"card-6-file-copy",
       [](PageHarness& s) {
         find_application(s, "approved");
         go(s, "myData");
         s.run(QStringLiteral("page.second()"));
         s.settle();
       }},
      {"card-6-file-failed",
       [](PageHarness& s) {
         s.remote_query().failure = ErrorCode::unavailable;
         find_application(s, "approved");
         go(s, "myData");
         s.settle();
         s.remote_query().failure.reset();
       }},
      {"card-1-held",
       [](PageHarness& s) {
         scan(s, "valid");
         go(s, "myCard");
       }},
      {"card-1-held-booked",
       [](PageHarness& s) {
         Booking booked;
         booked.id = *Uuid::from_text("018f3c00-0000-7000-8000-000000000002");
         booked.session = s.bookings().open.front().session;
         booked.state = BookingState::confirmed;
         s.bookings().known = {booked};
         scan(s, "valid");
         go(s, "myCard");
         s.bookings().known.clear();
       }},
      {"card-2-waiting", [](PageHarness& s) { find_application(s, "awaiting-review"); }},
      {"card-2-returned", [](PageHarness& s) { find_application(s, "returned"); }},
      {"card-2-approved", [](PageHarness& s) { find_application(s, "approved"); }},
      {"card-3-correct",
       [](PageHarness& s) {
         find_application(s, "returned");
         s.backend().card.beginCorrection();
         go(s, "correct");
       }},
      {"card-4-valid", [](PageHarness& s) { scan(s, "valid"); }},
      {"card-4-not-yet", [](PageHarness& s) { scan(s, "not-yet-approved"); }},
      {"card-4-not-checked", [](PageHarness& s) { scan(s, "not-checked"); }},
      {"card-4-ended", [](PageHarness& s) { scan(s, "expired"); }},
      {"card-5-needs-code",
       [](PageHarness& s) {
         scan(s, "valid");
         ApplicationView found;
         found.masked_name = "张*";
         found.state = ApplicationState::approved;
         s.remote_query().elsewhere = found;
         s.backend().card.search()->setLastFour(QStringLiteral("0001"));
         s.backend().card.find();
         s.settle();
         s.remote_query().elsewhere.reset();
         go(s, "dataRequest");
       }},
      {"card-4-not-a-card", [](PageHarness& s) { scan(s, "not-a-card"); }},
  };
}

}  // namespace warmheart
