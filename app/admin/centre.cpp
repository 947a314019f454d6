#include "app/admin/centre.h"

#include <cstdio>

#include "app/admin/printing.h"
#include "core/central/stations/devices.h"
#include "core/person/date.h"
#include "core/service/visit.h"

namespace warmheart::admin {
namespace {

NullLog silence;  // an operator reads Errors, not a log

}  // namespace

Result<CentralStore> Centre::open(Opening how) const {
  WARMHEART_TRY(check_data_folder(data_folder));
  WARMHEART_TRY_ASSIGN(auto keyring, Keyring::open(keys_folder(data_folder)));
  return open_own(data_folder, std::move(keyring), clock, random, silence, how, databases);
}

Result<DeviceRow> find_device(CentralStore& store, const std::string& beginning) {
  WARMHEART_TRY_ASSIGN(auto devices, list_devices(store));
  std::erase_if(devices, [&](const DeviceRow& row) { return !row.device.text().starts_with(beginning); });
  if (beginning.size() < 4 || devices.empty()) {
    return fail(ErrorCode::not_found, "there is no device \"" + beginning +
                                          "\"; `warmheart-admin devices` lists them (at least four characters)");
  }
  if (devices.size() > 1) {
    return fail(ErrorCode::invalid_argument, "\"" + beginning + "\" is the beginning of " +
                                                 std::to_string(devices.size()) + " devices; give more of the id");
  }
  return std::move(devices.front());
}

std::string time_text(std::int64_t wall_ms) {
  if (wall_ms == 0) return "never";
  const Date date = date_at(wall_ms);
  const std::int64_t minutes = (wall_ms - start_of_china_day(china_day(wall_ms))) / 60'000;
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d", date.year, date.month, date.day,
                static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
  return text;
}

std::string padded(std::string_view value, std::size_t columns) {
  const std::string text = printable(value);
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) == 0x80) continue;
    width += byte >= 0xE3 ? 2 : 1;
  }
  return text + std::string(width < columns ? columns - width : 1, ' ');
}

}  // namespace warmheart::admin
