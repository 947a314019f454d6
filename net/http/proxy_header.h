// The header by which a balancer says for whom it opens a connection: PROXY protocol, version 2 (HAProxy's
// proxy-protocol.txt, section 2.2). Pure. Failure: corrupt, with what is wrong; whoever gets it closes the connection.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstddef>
#include <optional>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace warmheart::http {

inline constexpr std::size_t kProxyHeaderStart = 16;  // bytes: signature, version and command, family, length
inline constexpr std::size_t kProxyHeaderMore = 536;  // bytes after them at most: what any path carries in one piece

// How many bytes follow the first 16. corrupt: no such header, another version or command, a family whose address is no
// TCP peer's, or a length that is too short for the family's addresses or beyond kProxyHeaderMore.
Result<std::size_t> proxy_header_rest(ByteView start);

// Start and rest as one: the address of who connected to the balancer. Nothing where the balancer speaks for itself
// (LOCAL): the connection is its own. What stands behind the addresses (TLVs) is skipped. corrupt: as above, or the
// bytes are not as many as announced.
Result<std::optional<boost::asio::ip::address>> parse_proxy_header(ByteView header);

}  // namespace warmheart::http
