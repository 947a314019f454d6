// Hand-offs of a station that does not exist. For pictures and tests of pages. Owner: the test program. Thread: GUI.
#pragma once

#include <QObject>

#include "app/kiosk/service/phone_service.h"

namespace warmheart {

class MadeUpPhone final : public QObject, public PhoneService {
  Q_OBJECT

 public:
  Q_INVOKABLE void event(bool on) { m_most = on ? 6 : 1; }
  Q_INVOKABLE void move(int opened, int filled) {
    m_progress = {static_cast<std::uint32_t>(opened), static_cast<std::uint32_t>(filled), filled > 0 ? "张*" : ""};
  }

  void open(Callback<Result<HandoffView>> then) override {
    m_progress = {};
    then(HandoffView{Uuid::from_bytes(Bytes(16, 3)).value(), "https://centre.example.org:8443/phone/#join=" + std::string(163, 'a'), m_most});
  }
  void progress(const Uuid&, Callback<Result<HandoffProgressView>> then) override { then(m_progress); }
  std::string card_page() const override { return "https://centre.example.org:8443/phone/card.html"; }

 private:
  unsigned m_most = 1;
  HandoffProgressView m_progress;
};

}  // namespace warmheart
