// The schema of both files, a step a file: core/central/store/schema/NNN_what.sql and, for person-keys.db,
// schema/people/NNN_what.sql. Not for other rooms.
#pragma once

#include <span>

#include "core/storage/connection.h"

namespace warmheart::internal {

// In their order. One-way: a step that has been released is never edited, only followed.
std::span<const sql::Migration> central_migrations();
std::span<const sql::Migration> people_migrations();

}  // namespace warmheart::internal
