// A form and a card that go on on the rider's own phone.
#include "tests/shots/pages.h"

#include "tests/shots/stage.h"

namespace warmheart {

std::vector<PageShot> phone_shots() {
  return {
      {"phone-1-code", [](Stage& s) { go(s, "phoneJoin"); }},
      {"phone-1-six", [](Stage& s) { s.phone().event(true); go(s, "phoneJoin"); s.phone().event(false); }},
      {"phone-2-done", [](Stage& s) { go(s, "phoneJoin"); s.phone().move(1, 1); s.backend().phone.refresh(); s.settle(40); }},
  };
}

}  // namespace warmheart
