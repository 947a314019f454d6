// The station's database, version by version. One-way: a step that has been released is never edited, only followed.
// Constants.
#pragma once

#include <span>

#include "core/storage/sqlite.h"

namespace warmheart::station {

std::span<const sqlite::Migration> migrations();

// One step each, in a file of its own.
extern const std::string_view kSchemaVisits;  // 2
extern const std::string_view kSchemaPlaces;  // 3
extern const std::string_view kSchemaCases;   // 4
extern const std::string_view kSchemaStaff;   // 5
extern const std::string_view kSchemaRequests;  // 6
extern const std::string_view kSchemaElsewhere;  // 7
extern const std::string_view kSchemaIndexes;  // 8

}  // namespace warmheart::station
