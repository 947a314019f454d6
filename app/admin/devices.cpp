#include <iostream>

#include "app/admin/commands.h"
#include "app/admin/printing.h"
#include "core/central/stations/devices.h"
#include "core/central/review/overview.h"
#include "net/tls/enrolment_code.h"

namespace warmheart::admin {

Result<void> list_stations(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto rows, warmheart::list_stations(store));
  if (rows.empty()) centre.out << "no stations yet: publish a catalogue\n";
  for (const StationRow& row : rows) {
    centre.out << padded(row.station.code, 24) << padded(row.station.name, 28) << padded(row.station.host, 28)
               << padded(row.state, 12) << "last contact " << time_text(row.last_contact_ms) << ", " << row.devices
               << " devices, " << row.waiting << " waiting, " << row.parked << " parked"
               << (row.station.place.has_point() ? "" : ", not on the map: no latitude and longitude") << "\n";
  }
  return {};
}

namespace {

std::string text_of_code(const EnrolmentCode& made, const std::array<std::uint8_t, 16>& fingerprint) {
  tls::EnrolmentCode code;
  std::copy_n(made.code.view().begin(), code.code.size(), code.code.begin());
  code.ca_fingerprint = fingerprint;
  return tls::to_text(code);
}

}  // namespace

Result<void> enrol_many(const Centre& centre, std::size_t count) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(require_sound_clock(centre, store));
  WARMHEART_TRY_ASSIGN(const auto fingerprint, tls::ca_fingerprint(keys_folder(centre.data_folder)));
  WARMHEART_TRY_ASSIGN(const auto rows, warmheart::list_stations(store));
  if (rows.empty()) return fail(ErrorCode::not_found, "no stations yet: publish a catalogue");
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& station = rows[i % rows.size()].station.code;
    WARMHEART_TRY_ASSIGN(const EnrolmentCode made, make_enrolment_code(store, station, Serves::at_once));
    centre.out << text_of_code(made, fingerprint) << "\n";
  }
  return {};
}

Result<void> enrol(const Centre& centre, const std::string& station, bool at_once) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(require_sound_clock(centre, store));
  WARMHEART_TRY_ASSIGN(const auto fingerprint, tls::ca_fingerprint(keys_folder(centre.data_folder)));
  WARMHEART_TRY_ASSIGN(const EnrolmentCode made,
                       make_enrolment_code(store, station, at_once ? Serves::at_once : Serves::after_approval));
  centre.out << "station: " << made.station.name << " (" << made.station.code << ")\n"
             << "code:    " << text_of_code(made, fingerprint) << "\n"
             << "valid until " << time_text(made.expires_ms) << ", for one kiosk\n"
             << (at_once ? "the kiosk serves at once\n"
                         : "then compare what the kiosk shows: approve DEVICE --fingerprint DIGITS\n");
  return {};
}

Result<void> approve(const Centre& centre, const std::string& device, const std::string& fingerprint) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const DeviceRow row, find_device(store, device));
  WARMHEART_TRY(approve_device(store, row.device, fingerprint, kAtCommandLine));
  centre.out << "approved " << row.device.text() << " at " << row.station.name
             << ": it serves from its next request on\n";
  return {};
}

Result<void> list_devices(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto rows, warmheart::list_devices(store));
  if (rows.empty()) centre.out << "no devices yet: `warmheart-admin enrol --station CODE` makes a code\n";
  for (const DeviceRow& row : rows) {
    centre.out << row.device.text() << "  " << padded(name_of(row.state), 9) << padded(row.station.name, 28)
               << padded(row.machine, 20) << "enrolled " << time_text(row.enrolled_ms) << ", last contact "
               << time_text(row.last_contact_ms) << ", certificate until " << time_text(row.certificate_ends_ms)
               << ", version " << (row.version.empty() ? "?" : printable(row.version)) << ", " << row.waiting
               << " waiting, " << row.parked << " parked";
    if (row.last_contact_ms != 0)
      centre.out << ", disk " << row.disk_free_mib << " MiB free"
                 << (row.clock_unproven ? ", its clock is not proven" : "");
    centre.out << "\n";
    if (!row.certificate_fingerprint.empty()) centre.out << "    fingerprint " << row.certificate_fingerprint << "\n";
    if (row.state == DeviceState::revoked) centre.out << "    revoked: " << printable(row.revoked_reason) << "\n";
  }
  return {};
}

Result<void> revoke(const Centre& centre, const std::string& device, const std::string& reason) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const DeviceRow row, find_device(store, device));
  WARMHEART_TRY(revoke_device(store, row.device, kAtCommandLine, reason));
  centre.out << "revoked " << row.device.text() << " at " << row.station.name
             << ": it is refused from its next request on\n";
  return {};
}

Result<void> release(const Centre& centre, const std::string& device) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const DeviceRow row, find_device(store, device));
  WARMHEART_TRY(release_device(store, row.device, kAtCommandLine));
  centre.out << "released " << row.device.text() << " at " << row.station.name << "\n";
  return {};
}

}  // namespace warmheart::admin
