// What was erased, as digests, in a file beside the databases. A backup of those brings back whom it holds; a copy of
// this file, which names nobody, may be kept as long as one likes, and by the newest one the same persons are erased
// again (`warmheart-admin restored`). Any thread, one writer at a time; errors name the file: io, forbidden, disk_full.
#pragma once

#include <string>
#include <vector>

#include "core/base/digest.h"
#include "core/base/result.h"

namespace warmheart {

// Of the id of an application, booking or case, or of a card number: SHA-256 over "warmheart erased 1" and its bytes.
Digest erased_digest(ByteView id_or_card);

std::string erased_list_file(const std::string& data_folder);  // data_folder/erased.list, mode 0600

// No file: nobody. A line a digest; a last line that a power cut has torn is none.
Result<std::vector<Digest>> read_erased_list(const std::string& data_folder);

// Adds those that it does not hold; durable when this returns.
Result<void> extend_erased_list(const std::string& data_folder, const std::vector<Digest>& erased);

}  // namespace warmheart
