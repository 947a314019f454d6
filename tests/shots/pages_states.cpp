// What lies over a page for a while: the keyboard's other pads, the idle bar, the curtain, the focus.
#include "tests/shots/pages.h"

#include "tests/shots/page_harness.h"

namespace warmheart {

namespace {

void type_a_name(PageHarness& harness) {
  harness.backend().join.begin();
  go(harness, "joinIdentity");
  focus(harness, "nameInput");
}

void put_focus(PageHarness& harness, int stops) {
  for (int i = 0; i < stops; ++i) strike(harness, Qt::Key_Right);
  harness.settle();
}

}  // namespace

std::vector<PageShot> state_shots() {
  return {
      {"state-candidates",
       [](PageHarness& s) {
         type_a_name(s);
         for (const char* key : {"key_w", "key_a", "key_n", "key_g"}) touch(s, key);
         s.settle(200);
       },
       true},
      {"state-handwriting",
       [](PageHarness& s) {
         type_a_name(s);
         touch(s, "key_handwriting");
         s.settle(200);
       },
       true},
      {"state-idle-bar",
       [](PageHarness& s) {
         s.backend().join.begin();
         go(s, "joinIdentity");
         s.backend().idle.touch();
         s.clock().pass(IdleGuard::kQuietMs + 5'000);
         s.backend().idle.countSecond();
         s.settle();
       }},
      {"state-curtain",
       [](PageHarness& s) {
         s.voice().plug(true);
         s.backend().voice.setOn(true);
         go(s, "visit");
         s.backend().voice.setCurtain(true);
         s.settle();
       }},
      {"state-focus-home", [](PageHarness& s) { put_focus(s, 1); }},
      {"state-focus-quick", [](PageHarness& s) { put_focus(s, 2); }},
      {"state-focus-choice",
       [](PageHarness& s) {
         go(s, "visit");
         put_focus(s, 4);
       }},
      {"state-focus-next",
       [](PageHarness& s) {
         s.backend().join.begin();
         go(s, "joinIdentity");
         s.run(QStringLiteral("page.nextItemInFocusChain(false).forceActiveFocus(Qt.TabFocusReason)"));
       }},
  };
}

}  // namespace warmheart
