// Names that survive a power cut: a rename counts only when its folder is synced, too. Any thread; failures are Errors
// with the system's words.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace warmheart {

// What errno says of an act on a file, as "cannot write PATH: …"; disk_full, forbidden, conflict or io.
tl::unexpected<Error> file_failure(const std::string& path, const char* act);

// Also of what cannot be looked at: no.
bool exists(const std::string& path);

Result<void> sync_folder(const std::filesystem::path& folder);

// Renames within one file system; when it returns, the new name is durable. `to` must not exist.
Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

// Makes the folder (mode 0700) and its parents if missing.
Result<void> make_private_folder(const std::filesystem::path& folder);

}  // namespace warmheart
