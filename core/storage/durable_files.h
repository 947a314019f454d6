// Names that survive a power cut: a rename counts only when its folder is synced, too. Any thread; failures are Errors
// with the system's words.
#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace warmheart {

Result<void> sync_folder(const std::filesystem::path& folder);

// Renames within one file system; when it returns, the new name is durable. `to` must not exist.
Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

// Makes the folder (mode 0700) and its parents if missing.
Result<void> make_private_folder(const std::filesystem::path& folder);

}  // namespace warmheart
