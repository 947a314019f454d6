#include "core/central/stations/device_days.h"

#include "core/central/store/columns.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

constexpr std::size_t kEpochBytes = 8;

DeviceDay read_day(sql::Columns& row) {
  DeviceDay out;
  out.device = row.id();
  out.day = row.integer();
  out.requests = row.counter();
  out.records = row.counter();
  out.bytes = row.counter();
  const Bytes epochs = row.bytes();
  for (std::size_t at = 0; at + kEpochBytes <= epochs.size(); at += kEpochBytes)
    out.epochs.insert(read_be64(ByteView(epochs).subspan(at, kEpochBytes)));
  return out;
}

}  // namespace

Result<void> keep_device_days(CentralStore& store, std::span<const DeviceDay> days) {
  return store.transact({Lock::devices()}, [&](Act& act) -> Result<void> {
    for (const DeviceDay& day : days) {
      Bytes epochs;
      for (const std::uint64_t epoch : day.epochs) append_be64(epochs, epoch);
      WARMHEART_TRY(sql::execute(
          act,
          "INSERT INTO device_day(device, day, requests, records, bytes, epochs) VALUES(?, ?, ?, ?, ?, ?) ON "
          "CONFLICT(device) DO UPDATE SET day = excluded.day, requests = excluded.requests, records = "
          "excluded.records, bytes = excluded.bytes, epochs = excluded.epochs",
          day.device.bytes(), day.day, day.requests, day.records, day.bytes, epochs));
    }
    return {};
  });
}

Result<std::vector<DeviceDay>> device_days(CentralStore& store) {
  return store.read([](Snapshot& in) {
    return sql::rows<DeviceDay>(in, "SELECT device, day, requests, records, bytes, epochs FROM device_day", read_day);
  });
}

}  // namespace warmheart
