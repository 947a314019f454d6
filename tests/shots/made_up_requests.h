// What the riders of a station that does not exist have asked. For pictures and tests of pages. Thread: GUI; answers come at once.
#pragma once

#include <QObject>

#include "app/kiosk/service/data_request_service.h"

namespace warmheart {

class MadeUpRequests final : public QObject, public DataRequestService {
  Q_OBJECT

 public:
  Q_INVOKABLE void clear() { m_asked.clear(); }

  void ask(const Uuid&, const Uuid&, RiderAsk ask, Callback<Result<DataRequestView>> then) override {
    if (ask == RiderAsk::stay) {
      for (DataRequestView& one : m_asked) {
        if (one.ask == RiderAsk::leave) one.state = "taken-back";
      }
    }
    m_asked.push_back({ask, 1'795'405'320'000, "saved", {}, 0});
    then(m_asked.back());
  }
  void correct(const Uuid&, const Uuid&, Correction, Callback<Result<void>> then) override {
    m_asked.push_back({RiderAsk::correct, 1'795'405'320'000, "saved", {}, 0});
    then({});
  }
  void asked(const Uuid&, Callback<Result<std::vector<DataRequestView>>> then) override { then(m_asked); }

 private:
  std::vector<DataRequestView> m_asked;
};

}  // namespace warmheart
