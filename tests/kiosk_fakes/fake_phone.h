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
  Callback<Result<HandoffView>> answer_make;

  Q_INVOKABLE void event(bool on) { m_most = on ? 6 : 1; }
  Q_INVOKABLE void refuse(bool on) { m_refuses = on; }   // no code can be made
  Q_INVOKABLE int written() const { return m_written; }  // records of codes that were taken
  Q_INVOKABLE void move(int opened, int filled) {
    now = {static_cast<std::uint32_t>(opened), static_cast<std::uint32_t>(filled), filled > 0 ? "张*" : "", false};
  }

  void make(Callback<Result<HandoffView>> then) override {
    now = {};
    answer_make = std::move(then);
    if (by_hand) return;
    if (m_refuses) return answer_make(fail(ErrorCode::io, "no code"));
    Handoff handoff;
    handoff.id = Uuid::from_bytes(Bytes(16, 3)).value();
    handoff.most = m_most;
    answer_make(HandoffView{handoff, "https://centre.example.org:8443/phone/#join=" + std::string(163, 'a')});
  }
  void open(const Handoff&, Callback<Result<void>> then) override {
    ++m_written;
    then(m_refuses ? fail(ErrorCode::disk_full, "full") : Result<void>());
  }
  void progress(const Uuid&, Callback<Result<HandoffProgress>> then) override { then(now); }
  std::string card_page() const override { return "https://centre.example.org:8443/phone/card.html"; }
  std::string rights_page() const override { return "https://centre.example.org:8443/phone/rights.html"; }

 private:
  unsigned m_most = 1;
  bool m_refuses = false;
  int m_written = 0;
};

}  // namespace warmheart::test
