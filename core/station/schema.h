// The station's database, version by version. One-way: a step that has been released is never edited, only followed.
#pragma once

#include <span>

#include "core/storage/sqlite.h"

namespace warmheart::station {

std::span<const sqlite::Migration> migrations();

}  // namespace warmheart::station
