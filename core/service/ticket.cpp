#include "core/service/ticket.h"

#include "core/member/base45.h"

namespace warmheart {

namespace {
constexpr std::string_view kTicketPrefix = "WT1:";
}

std::string ticket_text(const Uuid& booking, const Uuid& session) {
  Bytes bytes(booking.bytes().begin(), booking.bytes().end());
  bytes.insert(bytes.end(), session.bytes().begin(), session.bytes().end());
  return std::string(kTicketPrefix) + to_base45(bytes);
}

std::optional<Uuid> booking_of_ticket(std::string_view scanned) {
  if (!scanned.starts_with(kTicketPrefix)) return std::nullopt;
  const auto bytes = from_base45(scanned.substr(kTicketPrefix.size()));
  if (!bytes || bytes->size() != 32) return std::nullopt;
  auto id = Uuid::from_bytes(ByteView(*bytes).first(16));
  return id ? std::optional<Uuid>(*id) : std::nullopt;
}

}  // namespace warmheart
