// What every command works on: the data folder, the opened centre, and where to write. One thread. Results go to `out`,
// sentences about failures are returned as Errors and written once, by main.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/central/start/own_databases.h"
#include "core/central/store/store.h"

namespace warmheart {
struct DeviceRow;  // core/central/stations/devices.h: its list_devices is another than the command of this name
}

namespace warmheart::admin {

// Who did it, in the audit, where the command line asks for no user of its own.
inline constexpr const char* kAtCommandLine = "admin";

struct Centre {
  std::string data_folder;
  std::ostream& out;
  std::istream& in;  // passwords, never as arguments: those stand in every process list
  const Clock& clock;
  Random& random;
  CentralOptions databases = {};  // which: files in the folder, or a server's

  // The store with its keys, where both databases are this centre's own (core/central/start/own_databases.h); else the
  // sentence says what is missing and which command goes on.
  Result<CentralStore> open(Opening how = Opening::own) const;
};

// By the beginning of its id, at least four characters, where only one device has it.
Result<DeviceRow> find_device(CentralStore& store, const std::string& beginning);

// "2026-01-31 08:05" in China time; "never" for 0.
std::string time_text(std::int64_t wall_ms);
// One value, printable (printing.h), padded by what the eye sees: a Han character is two columns wide.
std::string padded(std::string_view value, std::size_t columns);

}  // namespace warmheart::admin
