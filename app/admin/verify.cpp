#include <filesystem>
#include <iostream>

#include "app/admin/commands.h"
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

}  // namespace warmheart::admin
