#include <iostream>

#include "app/admin/commands.h"
#include "app/admin/printing.h"
#include "core/central/store/audit.h"
#include "core/central/stations/devices.h"
#include "core/central/feed/feed.h"
#include "core/central/review/overview.h"
#include "core/central/ingest/parked.h"
#include "core/central/verify/verify.h"

namespace warmheart::admin {
namespace {

constexpr std::size_t kShown = 200;

Result<void> show_overview(const Centre& centre, CentralStore& store) {
  const Reviewer everybody{"admin", kAtCommandLine, Role::city, ""};
  WARMHEART_TRY_ASSIGN(const Overview figures, overview(store, everybody));
  WARMHEART_TRY_ASSIGN(const auto devices, list_devices(store));
  WARMHEART_TRY_ASSIGN(const auto parked, list_parked(store, kShown));
  centre.out << "as of " << time_text(figures.as_of_ms) << "\n"
             << "stations:     " << figures.stations_total << ", " << figures.stations_synced_today << " synced today\n"
             << "devices:      " << devices.size() << "\n"
             << "joined today: " << figures.joins_today << "\n"
             << "awaiting:     " << figures.awaiting << ", the oldest for " << figures.oldest_wait_ms / 60'000
             << " minutes\n"
             << "parked:       " << parked.size() << (parked.size() == kShown ? " or more" : "") << "\n"
             << "alarms:       " << figures.alarms.size() << "\n"
             << "incarnation:  " << store.incarnation() << "\n";
  return {};
}

Result<void> show_alarms(const Centre& centre, CentralStore& store) {
  WARMHEART_TRY(show_health(centre, store));
  WARMHEART_TRY_ASSIGN(const auto alarms, list_alarms(store, kShown));
  if (alarms.empty()) centre.out << "no alarms\n";
  for (const Alarm& alarm : alarms) {
    centre.out << time_text(alarm.at_ms) << "  " << padded(alarm.code, 20) << padded(alarm.station, 24)
               << (alarm.device.empty() ? "this centre" : alarm.device.text()) << "\n    " << printable(alarm.detail)
               << "\n";
  }
  return {};
}

Result<void> show_audit(const Centre& centre, CentralStore& store) {
  WARMHEART_TRY_ASSIGN(const AuditHead head, audit_head(store));
  WARMHEART_TRY_ASSIGN(const auto rows, audit_rows(store, head.seq > kShown ? head.seq - kShown : 0, kShown));
  for (const AuditRow& row : rows) {
    centre.out << row.seq << "  " << time_text(row.at_ms) << "  " << padded(row.who, 24) << padded(row.what, 24)
               << printable(row.subject) << (row.detail.empty() ? "" : "  " + printable(row.detail)) << "\n";
  }
  centre.out << "head " << to_hex(head.hash) << "\n";
  return {};
}

Result<void> show_records(const Centre& centre, CentralStore& store, const std::string& device) {
  WARMHEART_TRY_ASSIGN(const DeviceRow row, find_device(store, device));
  WARMHEART_TRY_ASSIGN(const auto records, held_records(store, row.device));
  for (const HeldRecord& record : records) {
    centre.out << record.epoch << "/" << record.seq << "  " << record.id.text() << "  kind " << record.kind << "  "
               << padded(record.state, 8) << padded(record.parked_code, 16) << to_hex(record.hash).substr(0, 16)
               << "\n";
  }
  centre.out << records.size() << " records\n";
  return {};
}

Result<void> show_feed(const Centre& centre, CentralStore& store, const std::string& scope) {
  WARMHEART_TRY_ASSIGN(const auto entries, feed_entries(store, scope.empty() ? scope_all() : scope));
  for (const FeedEntry& entry : entries)
    centre.out << entry.position << "  " << entry.key << "  " << entry.value.ByteSizeLong() << " bytes\n";
  centre.out << entries.size() << " values\n";
  return {};
}

}  // namespace

Result<void> list_parked(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto rows, warmheart::list_parked(store, kShown));
  if (rows.empty()) centre.out << "nothing is parked\n";
  for (const ParkedRow& row : rows) {
    centre.out << time_text(row.at_ms) << "  " << padded(row.code, 16) << padded(row.station, 24) << "kind " << row.kind
               << "  " << row.device.text() << " " << row.epoch << " " << row.seq << "\n";
  }
  return {};
}

Result<void> unpark(const Centre& centre, const std::string& device, std::uint64_t epoch, std::uint64_t seq) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const DeviceRow row, find_device(store, device));
  WARMHEART_TRY(warmheart::unpark(store, row.device, epoch, seq));
  centre.out << "put back in line; the running centre takes it up with the device's next exchange, or when it starts\n";
  return {};
}

Result<void> verify_centre(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const ChainReport chains, verify_raw_chains(store));
  WARMHEART_TRY_ASSIGN(const AuditReport rows, verify_audit(store));
  WARMHEART_TRY_ASSIGN(const PeopleReport people, verify_people(store));
  for (const std::string& fault : chains.faults) centre.out << "FAULT " << fault << "\n";
  for (const std::string& fault : rows.faults) centre.out << "FAULT " << fault << "\n";
  for (const std::string& fault : people.faults) centre.out << "FAULT " << fault << "\n";
  centre.out << chains.chains << " chains with " << chains.records << " records, " << rows.rows
             << " audit rows beside the heads of " << rows.witnesses << " devices, a field of each of " << people.people
             << " persons read\n";
  const std::size_t faults = chains.faults.size() + rows.faults.size() + people.faults.size();
  if (faults > 0) {
    return fail(
        ErrorCode::corrupt,
        std::to_string(faults) +
            " faults: keep the data folder as it is, and compare with the last backup and the stations' journals");
  }
  centre.out << "every chain holds\n";
  return {};
}

Result<void> show(const Centre& centre, const std::string& what, const std::string& argument) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  if (what.empty() || what == "overview") return show_overview(centre, store);
  if (what == "alarms") return show_alarms(centre, store);
  if (what == "audit") return show_audit(centre, store);
  if (what == "records") return show_records(centre, store, argument);
  if (what == "feed") return show_feed(centre, store, argument);
  return fail(ErrorCode::invalid_argument,
              "there is no \"" + what + "\" to show; there are overview, alarms, audit, records DEVICE, feed SCOPE");
}

}  // namespace warmheart::admin
