// Fake of KioskService: texts and unions of assets/catalogue and assets/consent, one invented rider. GUI thread.
#pragma once

#include <QObject>

#include <optional>
#include <string>

#include "app/kiosk/service/kiosk_service.h"

namespace warmheart::test {

class FakeBookings;
class FakeHelp;

class FakeKiosk final : public QObject, public KioskService {
  Q_OBJECT
  Q_PROPERTY(int applications READ applications NOTIFY applicationsChanged)
  Q_PROPERTY(bool holding READ holding WRITE setHolding NOTIFY applicationsChanged)

 public:
  explicit FakeKiosk(const std::string& source_dir);

  std::vector<std::string> prepared;  // last four
  std::vector<Application> submitted;
  std::vector<Uuid> submitted_ids;
  std::vector<Correction> corrected;
  std::vector<Uuid> correction_ids;
  std::vector<RequestProof> proofs;  // of corrections
  int tries = 0;                     // counted and not forgiven
  Result<void> answer_try = {};
  std::vector<ApplicationView> adopted;
  int forgotten = 0;
  StationView station;
  SyncStatus sync;
  bool by_hand = false;
  std::optional<ApplicationView> known;  // by hand: what find_again() and find_by_card() give at once
  Result<void> answer_adopt = {};
  Callback<Result<SubmittedApplication>> answer_submit;
  Callback<Result<void>> answer_correct;
  Callback<Result<FoundView>> answer_find;
  const FakeBookings* bookings = nullptr;  // whose newest find() gives as "booking"
  const FakeHelp* help = nullptr;          // whose case it gives as "case", with the right four digits
  Callback<Result<CardCheck>> answer_check;

  // How many submit() and correct() calls arrived: what a double tap must not raise above one.
  int applications() const { return static_cast<int>(submitted.size() + corrected.size()); }
  // Holds the answer to submit() back, so that a second tap can come before the first is saved.
  bool holding() const { return m_holding; }
  void setHolding(bool holding);
  // What find() gives: "application" (of the state below), "booking" or "case".
  Q_INVOKABLE void setFoundKind(const QString& kind) { m_found_kind = kind; }
  // "awaiting-review", "returned", "approved", "rejected", …
  Q_INVOKABLE void setFound(const QString& state);
  Q_INVOKABLE void setDelivery(const QString& delivery);  // of it: "saved", "received"
  // What was returned is answered: the centre has the correction, or it waits here.
  Q_INVOKABLE void setCorrected(bool sent, bool waiting);
  Q_INVOKABLE void setCard(const QString& state);
  Q_INVOKABLE void setProblem(const QString& sentenceKey);
  Q_INVOKABLE void setLight(int light, int waiting);
  // An alert until an hour from now; "": there is none.
  Q_INVOKABLE void setAlert(const QString& kind, const QString& level);
  Q_INVOKABLE void setWeather(const QString& kind, int low, int high);  // "": not known
  // So many other stations, made up, all around; -1: those of the catalogue.
  Q_INVOKABLE void setStations(int others);
  // Whether the catalogue says where stations are.
  Q_INVOKABLE void setPlaces(bool placed);
  void mirror();  // the station has changed

  void prepare(const Uuid&, const std::string& last_four) override { prepared.push_back(last_four); }
  void submit(const Uuid& application_id, Application application,
              Callback<Result<SubmittedApplication>> then) override;
  void correct(const Uuid& application_id, const Uuid& record_id, Correction correction, RequestProof proof,
               Callback<Result<void>> then) override;
  void adopt(const ApplicationView& application, Callback<Result<void>> then) override;
  void forget() override { ++forgotten; }
  void find(std::string query_code, std::string last_four, Callback<Result<FoundView>> then) override;
  void begin_try(Callback<Result<void>> then) override;
  void forgive_try() override { --tries; }
  void find_again(const Uuid& application_id, Callback<Result<std::optional<ApplicationView>>> then) override;
  void find_by_card(const CardNumber& number, Callback<Result<std::optional<ApplicationView>>> then) override;
  void check_card(std::string scanned, Callback<Result<CardCheck>> then) override;
  void read_station(Callback<StationView> then) override { then(station); }
  void on_sync(Callback<SyncStatus> changed) override;
  void on_mirror(std::function<void()> moved) override { m_mirror_moved = std::move(moved); }

 Q_SIGNALS:
  void applicationsChanged();

 private:
  ApplicationView found() const;

  Callback<SyncStatus> m_sync_changed;
  std::function<void()> m_mirror_moved;
  std::function<void()> m_held;
  MirrorView m_catalogue;  // as it was read
  QString m_found_kind = QStringLiteral("application");
  ApplicationState m_state = ApplicationState::awaiting_review;
  Delivery m_delivery = Delivery::received;
  bool m_corrected = false, m_correction_waiting = false;
  CardState m_card_state = CardState::valid;
  bool m_holding = false;
};

}  // namespace warmheart::test
