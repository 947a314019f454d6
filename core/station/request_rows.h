// Cards that their holders have asked to stop, inside the caller's transaction. Private to this room.
#pragma once

#include <vector>

#include "core/member/card.h"
#include "core/storage/sqlite.h"

namespace warmheart::station {

Result<std::vector<CardNumber>> blocked_cards(sqlite::Database& db);

}  // namespace warmheart::station
