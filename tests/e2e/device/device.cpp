#include "tests/e2e/device/device.h"

#include <condition_variable>
#include <mutex>

#include "core/member/application.h"

namespace warmheart::device {

// What the exchange told last.
struct Device::Light {
  std::mutex mutex;
  std::condition_variable changed;
  SyncStatus status;
};

Device::Device(DeviceIdentity identity) : m_identity(std::move(identity)), m_light(std::make_shared<Light>()) {}

Device::~Device() { stop_sync(); }

Result<std::unique_ptr<Device>> Device::open(const std::string& folder) {
  WARMHEART_TRY_ASSIGN(DeviceIdentity identity, load_identity(folder));
  WARMHEART_TRY_ASSIGN(const StationIdentity station, station_identity(identity));
  std::unique_ptr<Device> device(new Device(std::move(identity)));
  WARMHEART_TRY_ASSIGN(StationStore store,
                       StationStore::open({folder, {}}, station, device->m_clock, device->m_random, device->m_log));
  device->m_thread = std::make_unique<testing::ThreadPort>(std::move(store));
  return device;
}

Result<SubmittedApplication> Device::submit(const Application& application) {
  WARMHEART_TRY_ASSIGN(const LookupCredential prepared, prepare_application(last_four(application), id(), m_random));
  const Uuid application_id = Uuid::make(m_clock, m_random);
  auto saved = with_store<SubmittedApplication>(
      [&](StationStore& store) { return store.submit_application(application, application_id, prepared); });
  wake();
  return saved;
}

void Device::wake() {
  if (m_runner) m_runner->wake();
}

Result<void> Device::start_sync() {
  SyncListener listener;
  listener.status_changed = [light = m_light](const SyncStatus& status) {
    const std::lock_guard lock(light->mutex);
    light->status = status;
    light->changed.notify_all();
  };
  listener.mirror_changed = [light = m_light] { light->changed.notify_all(); };
  m_runner = std::make_unique<SyncRunner>(m_identity, *m_thread, m_clock, m_random, m_log, std::move(listener));
  return m_runner->start();
}

void Device::stop_sync() {
  if (!m_runner) return;
  m_runner->stop();
  m_runner.reset();
}

SyncStatus Device::status() const {
  const std::lock_guard lock(m_light->mutex);
  return m_light->status;
}

bool Device::wait_until(const std::function<bool()>& reached, std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!reached()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    std::unique_lock lock(m_light->mutex);
    m_light->changed.wait_for(lock, std::chrono::milliseconds(50));
  }
  return true;
}

}  // namespace warmheart::device
