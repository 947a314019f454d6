#include <filesystem>
#include <iostream>

#include "app/admin/commands.h"
#include "core/central/verify/verify.h"
#include "core/station/station_store.h"

namespace warmheart::admin {

Result<void> verify(const Centre& centre, const std::optional<std::string>& station_database) {
  if (!station_database) return verify_centre(centre);
  if (!std::filesystem::is_regular_file(*station_database)) {
    return fail(ErrorCode::invalid_argument, "there is no file \"" + *station_database + "\"" +
                                                 "; give the station's database, or a copy of it with its -wal");
  }
  WARMHEART_TRY_ASSIGN(const auto report, StationStore::verify(*station_database));
  centre.out << report.epochs << " epochs, " << report.records << " records, " << report.stubs
             << " of them without payload\n";
  if (!report.first_fault.empty()) {
    return fail(ErrorCode::corrupt, "the journal does not hold: " + report.first_fault +
                                        "; keep the file, and let the station go on in a new epoch");
  }
  centre.out << "the chain holds\n";
  return {};
}

Result<void> verify_heads(const Centre& centre, const std::vector<std::string>& station_databases) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  std::size_t faults = 0;
  for (const std::string& file : station_databases) {
    if (!std::filesystem::is_regular_file(file))
      return fail(ErrorCode::invalid_argument, "there is no file \"" + file + "\"; give a station's database");
    WARMHEART_TRY_ASSIGN(const auto witnessed, StationStore::witnessed_head(file));
    if (!witnessed) {
      centre.out << file << ": holds no head yet\n";
      continue;
    }
    WARMHEART_TRY_ASSIGN(const std::string fault, verify_head(store, {witnessed->head, witnessed->signature}));
    faults += fault.empty() ? 0 : 1;
    centre.out << (fault.empty() ? "" : "FAULT ") << file << ": "
               << (fault.empty() ? "audit row " + std::to_string(witnessed->head.seq) + " stands" : fault) << "\n";
  }
  if (faults == 0) return {};
  return fail(ErrorCode::corrupt, std::to_string(faults) +
                                      " stations hold heads that this audit does not: keep the data folder as it is, "
                                      "and compare with the last backup");
}

}  // namespace warmheart::admin
