// Every page of the kiosk in the state a picture shows it in.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace warmheart {

class PageHarness;

struct PageShot {
  const char* name;
  std::function<void(PageHarness&)> go;
  bool typing = false;  // a pad is open
};

// All of them: the journeys below, and what stands beside them.
const std::vector<PageShot>& page_shots();

std::vector<PageShot> join_shots();
std::vector<PageShot> card_shots();
std::vector<PageShot> visit_shots();
std::vector<PageShot> check_shots();
std::vector<PageShot> help_shots();
std::vector<PageShot> staff_shots();
std::vector<PageShot> phone_shots();
std::vector<PageShot> state_shots();
std::vector<PageShot> notice_shots();

// What a touch would cause: the page of that name in Routes; the cursor in the field of that name.
void go(PageHarness& harness, const char* route);
void focus(PageHarness& harness, const char* field);
// A finger on what has that name and is shown; nothing, when it is not there.
void touch(PageHarness& harness, const char* name);
// A key of a four-key keypad.
void strike(PageHarness& harness, int key);

}  // namespace warmheart
