// Both files' schema: one migration a step (schema_*.cpp). Not for other rooms.
#pragma once

#include <span>
#include <string_view>

#include "core/storage/sqlite.h"

namespace warmheart::inside {

std::span<const sqlite::Migration> central_migrations();
std::span<const sqlite::Migration> people_migrations();

// The steps that have a file of their own.
extern const std::string_view kSchemaVisits;       // 2
extern const std::string_view kSchemaPlaces;       // 3
extern const std::string_view kSchemaCases;        // 4
extern const std::string_view kSchemaStaff;        // 5
extern const std::string_view kSchemaPhone;        // 6
extern const std::string_view kSchemaRequests;     // 7
extern const std::string_view kSchemaDoor;         // 8
extern const std::string_view kSchemaCorrections;  // 9
extern const std::string_view kSchemaIndexes;      // 10

}  // namespace warmheart::inside
