// The station's database, version by version: core/station/schema/NNN_what.sql.
#pragma once

#include <span>

#include "core/storage/connection.h"

namespace warmheart::station {

// The steps in their order. One-way: a step that has been released is never edited, only followed.
std::span<const sql::Migration> migrations();

}  // namespace warmheart::station
