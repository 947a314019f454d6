// KioskService over the store thread and the sync runner. Lives on the GUI thread; answers are posted there. The store
// thread must have stopped before this goes (program/kiosk.h sees to it).
#pragma once

#include <memory>

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/kiosk_service.h"
#include "app/kiosk/service/store_client.h"
#include "core/base/clock.h"
#include "core/base/random.h"

namespace warmheart {

class LocalKioskService final : public KioskService {
 public:
  LocalKioskService(StoreClient& store, const Uuid& device, std::shared_ptr<const Areas> areas, const Clock& clock,
                    Random& random, Log& log);
  ~LocalKioskService() override;

  void prepare(const Uuid& application_id, const std::string& last_four) override;
  void submit(const Uuid& application_id, Application application,
              Callback<Result<SubmittedApplication>> then) override;
  void correct(const Uuid& application_id, const Uuid& record_id, Correction correction, RequestProof proof,
               Callback<Result<void>> then) override;
  void adopt(const ApplicationView& application, Callback<Result<void>> then) override;
  void forget() override;
  void find(std::string query_code, std::string last_four, Callback<Result<FoundView>> then) override;
  void begin_try(Callback<Result<void>> then) override;
  void forgive_try() override;
  void find_again(const Uuid& application_id, Callback<Result<std::optional<ApplicationView>>> then) override;
  void find_by_card(const CardNumber& number, Callback<Result<std::optional<ApplicationView>>> then) override;
  void check_card(std::string scanned, Callback<Result<CardCheck>> then) override;
  void read_station(Callback<StationView> then) override;
  void on_sync(Callback<SyncStatus> changed) override;
  void on_mirror(std::function<void()> moved) override;

  // Any thread.
  void sync_changed(SyncStatus status);
  void mirror_moved();

 private:
  struct Prepared;
  void ask_found(std::function<Result<std::optional<ApplicationSummary>>(StationStore&)> act,
                 Callback<Result<std::optional<ApplicationView>>> then);

  StoreClient& m_store;
  const Uuid m_device;
  const std::shared_ptr<const Areas> m_areas;
  const Clock& m_clock;
  Random& m_random;
  Log& m_log;
  std::shared_ptr<Prepared> m_prepared;  // credential thread only
  SyncStatus m_sync;                     // GUI thread
  Callback<SyncStatus> m_sync_subscriber;
  std::function<void()> m_mirror_subscriber;
};

}  // namespace warmheart
