// What the riders of a station that does not exist have asked. For pictures and tests of pages. Thread: GUI; answers come at once.
#pragma once

#include "app/kiosk/service/request_service.h"

namespace warmheart {

class MadeUpRequests final : public RequestService {
 public:
  void ask(const Uuid&, const Uuid&, RiderAsk ask, Then<Result<AskedView>> then) override {
    m_asked.push_back({ask, 1'795'405'320'000, "saved", {}, 0});
    then(m_asked.back());
  }
  void asked(const Uuid&, Then<Result<std::vector<AskedView>>> then) override { then(m_asked); }

 private:
  std::vector<AskedView> m_asked;
};

}  // namespace warmheart
