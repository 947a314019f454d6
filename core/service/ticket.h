// The text of a ticket's QR code, "WT1:" + base45(booking id ‖ session id), and back. It names a booking and proves
// nothing: whoever checks it asks the journal or the centre.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/id.h"

namespace warmheart {

std::string ticket_text(const Uuid& booking, const Uuid& session);
// nullopt: not a ticket, or damaged.
std::optional<Uuid> booking_of_ticket(std::string_view scanned);

}  // namespace warmheart
