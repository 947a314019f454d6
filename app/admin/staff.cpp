#include <iostream>
#include <sstream>

#include <qrcodegen.hpp>

#include "app/admin/commands.h"
#include "app/admin/export_file.h"
#include "core/base/clock.h"
#include "core/central/stations/devices.h"
#include "core/central/access/staff.h"

namespace warmheart::admin {
namespace {

// The badge to print and cut out: the QR and the name. It holds the secret.
Result<void> write_badge(const std::string& path, const NewStaff& staff, const SecretString& text) {
  const auto code = qrcodegen::QrCode::encodeText(std::string(text.view()).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
  std::ostringstream file;
  const int side = code.getSize() + 8;
  file << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60mm\" height=\"72mm\" viewBox=\"0 0 " << side << " "
       << side * 1.2 << "\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"";
  for (int y = 0; y < code.getSize(); ++y) {
    for (int x = 0; x < code.getSize(); ++x) {
      if (code.getModule(x, y)) file << "M" << x + 4 << " " << y + 4 << "h1v1h-1z";
    }
  }
  file << "\" fill=\"#000\"/><text x=\"50%\" y=\"" << side * 1.1 << "\" font-size=\"" << side / 12.0
       << "\" text-anchor=\"middle\">" << xml_text(staff.name) << "</text></svg>\n";
  return write_export(path, file.str());
}

}  // namespace

Result<void> add_station_staff(const Centre& centre, const StaffRequest& request) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  std::string typed;
  if (!std::getline(centre.in, typed))
    return fail(ErrorCode::invalid_argument, "type the PIN, six digits, on standard input");
  const SecretString pin(std::move(typed));
  const NewStaff staff{request.station, request.name, request.role, request.rights_days * kDayMs};
  WARMHEART_TRY_ASSIGN(const SecretString text, add_staff(store, staff, pin, kAtCommandLine));
  if (request.badge_file.empty()) {
    centre.out << text.view() << "\n";
    return {};
  }
  WARMHEART_TRY(write_badge(request.badge_file, staff, text));
  centre.out << "the badge is in " << request.badge_file
             << ": print it, hand it over, delete the file; it cannot be made again\n";
  return {};
}

Result<void> list_station_staff(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto lines, list_staff(store));
  for (const StaffLine& line : lines) {
    centre.out << padded(to_hex(line.badge), 18) << padded(line.name, 14) << padded(line.role, 7)
               << padded(line.active ? "active" : "dismissed", 11) << padded(line.station, 28) << "last unlocked "
               << time_text(line.last_unlocked_ms)
               << (line.locked_out > 0 ? ", locked out " + std::to_string(line.locked_out) + " times" : "") << "\n";
  }
  centre.out << lines.size() << " badges\n";
  return {};
}

Result<void> dismiss_station_staff(const Centre& centre, const std::string& badge) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const BadgeId id, find_staff(store, badge));
  WARMHEART_TRY(dismiss_staff(store, id, kAtCommandLine));
  centre.out << "dismissed; a station in contact knows it at once, one without a network when its rights end\n";
  return {};
}

Result<void> help_station_staff(const Centre& centre, const std::string& badge, const std::string& device) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  std::string challenge;
  if (!std::getline(centre.in, challenge))
    return fail(ErrorCode::invalid_argument, "type the nine digits that the kiosk shows, on standard input");
  WARMHEART_TRY_ASSIGN(const BadgeId id, find_staff(store, badge));
  WARMHEART_TRY_ASSIGN(const DeviceRow row, find_device(store, device));
  WARMHEART_TRY_ASSIGN(const std::string answer, answer_challenge(store, id, row.device, challenge, kAtCommandLine));
  centre.out << "make sure that it is the badge's own holder who calls; then read out: " << answer.substr(0, 3) << " "
             << answer.substr(3, 3) << " " << answer.substr(6) << "\n";
  return {};
}

Result<void> show_events(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto lines, list_events(store));
  for (const EventLine& line : lines) {
    centre.out << padded(time_text(line.started_ms), 18)
               << padded(line.ended_ms > 0 ? time_text(line.ended_ms) : "is on", 18) << padded(line.kind, 20)
               << padded(line.title.empty() ? line.place : line.title, 30) << padded(line.station, 28) << line.joins
               << " joins, " << line.visits << " person-times, " << line.people << " people counted\n";
  }
  centre.out << lines.size() << " events\n";
  return {};
}

}  // namespace warmheart::admin
