// Cards at the centre: checked by the keys that the feed publishes, and the district's list of approved ones
// (core/member/CARD.md). Inside the caller's transaction. Errors: the medium's. Not for other rooms.
#pragma once

#include <string_view>

#include "core/central/members/application_table.h"
#include "core/central/store/store.h"
#include "core/member/card.h"

namespace warmheart {

// Lists approved cards by digest where they stand by number, and takes the numbers from the feed. Once, after opening.
// Returns how many numbers went.
Result<std::size_t> relist_approved_cards(CentralStore& store);

namespace internal {

// Key, signature and end. Neither revocation nor approval: the application itself says those.
Result<CardCheck> check_card_here(Snapshot& in, std::string_view card);

// Puts the application's provisional card on the list, or takes it off. A card that is not signed by a key of ours,
// has ended, or names somebody else than the application is on no list.
Result<void> list_approved_card(Act& act, const ApplicationRow& row);
Result<void> unlist_approved_card(Act& act, const ApplicationRow& row);

// Whether an application carries this number.
Result<bool> is_card_number_taken(Snapshot& in, ByteView number);

}  // namespace internal

}  // namespace warmheart
