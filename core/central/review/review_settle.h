// Makes decisions true: state, feed value for the station, approved card for the district, final card.
#pragma once

#include <cstddef>
#include <string>

#include "core/central/members/application_table.h"
#include "core/central/store/store.h"

namespace warmheart {

// Settles every decision whose undo window has passed, each in its own transaction. Call about once a second, and at
// start.
Result<std::size_t> settle_due(CentralStore& store);

namespace internal {

// Carries the number of the provisional card (core/member/CARD.md), and what the application says now.
Result<std::string> final_card(Snapshot& in, const ApplicationRow& row);

}  // namespace internal

}  // namespace warmheart
