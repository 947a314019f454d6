// Fake of PhoneService. GUI thread.
#pragma once

#include <QObject>

#include "app/kiosk/service/phone_service.h"

namespace warmheart::test {

class FakePhone final : public QObject, public PhoneService {
  Q_OBJECT

 public:
  HandoffProgress now;
  bool by_hand = false;
  Callback<Result<HandoffView>> answer_open;

  Q_INVOKABLE void event(bool on) { m_most = on ? 6 : 1; }
  Q_INVOKABLE void refuse(bool on) { m_refuses = on; }  // no code can be made
  Q_INVOKABLE void move(int opened, int filled) {
    now = {static_cast<std::uint32_t>(opened), static_cast<std::uint32_t>(filled), filled > 0 ? "张*" : "", false};
  }

  void open(Callback<Result<HandoffView>> then) override {
    now = {};
    answer_open = std::move(then);
    if (by_hand) return;
    if (m_refuses) return answer_open(fail(ErrorCode::io, "no code"));
    answer_open(HandoffView{Uuid::from_bytes(Bytes(16, 3)).value(),
                            "https://centre.example.org:8443/phone/#join=" + std::string(163, 'a'), m_most});
  }
  void progress(const Uuid&, Callback<Result<HandoffProgress>> then) override { then(now); }
  std::string card_page() const override { return "https://centre.example.org:8443/phone/card.html"; }
  std::string rights_page() const override { return "https://centre.example.org:8443/phone/rights.html"; }

 private:
  unsigned m_most = 1;
  bool m_refuses = false;
};

}  // namespace warmheart::test
