// Cards that their holders have asked to stop. Inside the caller's transaction, store thread; errors: SQLite's.
// Private to this room.
#pragma once

#include <vector>

#include "core/member/card.h"
#include "core/storage/sql.h"

namespace warmheart::station {

Result<std::vector<CardNumber>> blocked_cards(sql::Connection& db);

}  // namespace warmheart::station
