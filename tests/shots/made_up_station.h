// A station that does not exist, behind the kiosk's service port: texts and unions of assets/catalogue and assets/consent, invented
// people, answers at once. For pictures and for tests of pages; nothing is stored.
// Owner: the test program. Thread: GUI; answers are posted to it, as the real service does.
#pragma once

#include <QObject>

#include <optional>
#include <string>

#include "app/kiosk/service/kiosk_service.h"
#include "core/base/clock.h"

namespace warmheart {

class MadeUpStation final : public QObject, public KioskService {
  Q_OBJECT
  Q_PROPERTY(int applications READ applications NOTIFY applicationsChanged)
  Q_PROPERTY(bool holding READ holding WRITE setHolding NOTIFY applicationsChanged)

 public:
  explicit MadeUpStation(const std::string& source_dir);

  // How many submit() calls arrived: what a double tap must not raise above one.
  int applications() const { return m_applications; }
  // Holds answers to submit() back, so that a second tap can come before the first is saved.
  bool holding() const { return m_holding; }
  void setHolding(bool holding);
  // What find() gives: "awaiting-review", "returned", "approved", "rejected".
  Q_INVOKABLE void setFound(const QString& state);
  Q_INVOKABLE void setCard(const QString& state);
  Q_INVOKABLE void setProblem(const QString& sentenceKey);
  Q_INVOKABLE void setLight(int light, int waiting);

  void prepare(const Uuid&, const std::string&) override {}
  void submit(const Uuid& application_id, Application application, Callback<Result<SubmittedView>> then) override;
  void correct(const Uuid&, const Uuid&, Correction correction, Callback<Result<void>> then) override;
  void adopt(const ApplicationView&, Callback<Result<void>> then) override { then({}); }
  void forget() override {}
  void find(std::string query_code, std::string last_four, Callback<Result<FoundView>> then) override;
  void find_again(const Uuid&, Callback<Result<FoundView>> then) override;
  void find_by_card(const CardNumber&, Callback<Result<FoundView>> then) override;
  void check_card(std::string scanned, Callback<Result<CardCheck>> then) override;
  void read_station(Callback<StationView> then) override;
  void on_sync(Callback<SyncView> changed) override;
  void on_mirror(std::function<void()> moved) override { m_mirror_moved = std::move(moved); }

 Q_SIGNALS:
  void applicationsChanged();

 private:
  FoundView found() const;

  StationView m_view;
  SyncView m_sync;
  Callback<SyncView> m_sync_changed;
  std::function<void()> m_mirror_moved;
  std::function<void()> m_held;
  std::string m_card_text;
  ApplicationState m_state = ApplicationState::awaiting_review;
  CardState m_card_state = CardState::valid;
  int m_applications = 0;
  bool m_holding = false;
};

// 2026-11-23 11:42 in China, standing still, so that pictures stay the same.
class StoppedClock final : public Clock {
 public:
  ClockReading now() const override;
};

}  // namespace warmheart
