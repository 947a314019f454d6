// Every page of the kiosk in the state a picture shows it in.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace warmheart {

class Stage;

struct PageShot {
  const char* name;
  std::function<void(Stage&)> go;
  bool typing = false;  // a pad is open
};

const std::vector<PageShot>& page_shots();

}  // namespace warmheart
