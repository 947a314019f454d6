// What the centre tells everybody: weather and its alerts, rights, benefits; and the screen that nobody has touched.
#include "tests/shots/pages.h"

#include "tests/shots/page_harness.h"

namespace warmheart {

namespace {

void alert(PageHarness& harness, const char* kind, const char* level) {
  harness.kiosk().setAlert(QString::fromUtf8(kind), QString::fromUtf8(level));
  harness.settle();
}

void weather(PageHarness& harness, const char* kind, int low, int high) {
  harness.kiosk().setWeather(QString::fromUtf8(kind), low, high);
  harness.settle();
}

void attract(PageHarness& harness, const char* slide) {
  weather(harness, "snow", -9, -2);
  harness.run(QStringLiteral("attract.show(\"%1\")").arg(QString::fromUtf8(slide)));
}

}  // namespace

std::vector<PageShot> notice_shots() {
  return {
      {"home-snow", [](PageHarness& s) { weather(s, "snow", -9, -2); }},
      {"home-heat",
       [](PageHarness& s) {
         weather(s, "sun", 26, 38);
         alert(s, "heat", "orange");
       }},
      {"home-cold", [](PageHarness& s) { alert(s, "cold", "blue"); }},
      {"notice-1-heat",
       [](PageHarness& s) {
         alert(s, "heat", "red");
         go(s, "alert");
       }},
      {"notice-1-cold",
       [](PageHarness& s) {
         alert(s, "cold", "yellow");
         go(s, "alert");
       }},
      {"notice-1-over", [](PageHarness& s) { go(s, "alert"); }},
      {"notice-2-rights", [](PageHarness& s) { go(s, "rights"); }},
      {"notice-2-allowance", [](PageHarness& s) { go(s, "rightsAllowance"); }},
      {"notice-2-injury", [](PageHarness& s) { go(s, "rightsInjury"); }},
      {"notice-2-platform-last",
       [](PageHarness& s) {
         go(s, "rightsPlatform");
         s.run(QStringLiteral("page.at = page.parts.length - 1"));
       }},
      {"notice-3-benefits", [](PageHarness& s) { go(s, "benefits"); }},
      {"attract-1-welcome", [](PageHarness& s) { attract(s, "welcome"); }},
      {"attract-2-services", [](PageHarness& s) { attract(s, "services"); }},
      {"attract-3-check", [](PageHarness& s) { attract(s, "check"); }},
      {"attract-4-join", [](PageHarness& s) { attract(s, "join"); }},
  };
}

}  // namespace warmheart
