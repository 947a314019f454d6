#include "net/http/proxy_header.h"

#include <algorithm>
#include <array>

namespace warmheart::http {
namespace {

namespace ip = boost::asio::ip;

constexpr std::array<std::uint8_t, 12> kSignature = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d,
                                                     0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};
constexpr std::uint8_t kLocal = 0x20;  // version 2 and the command, as they stand in one byte
constexpr std::uint8_t kProxy = 0x21;
constexpr std::uint8_t kTcp4 = 0x11;
constexpr std::uint8_t kTcp6 = 0x21;
constexpr std::size_t kCommandAt = 12, kFamilyAt = 13, kLengthAt = 14;
constexpr std::size_t kAddresses4 = 12;  // both addresses, both ports
constexpr std::size_t kAddresses6 = 36;

template <class Address>
Address address_at(ByteView header) {
  typename Address::bytes_type bytes;
  std::copy_n(header.begin() + kProxyHeaderStart, bytes.size(), bytes.begin());
  return Address(bytes);
}

}  // namespace

Result<std::size_t> proxy_header_rest(ByteView start) {
  if (start.size() < kProxyHeaderStart || !std::equal(kSignature.begin(), kSignature.end(), start.begin()))
    return fail(ErrorCode::corrupt, "this is no PROXY header of version 2");
  const std::size_t rest = static_cast<std::size_t>(start[kLengthAt]) << 8 | start[kLengthAt + 1];
  if (rest > kProxyHeaderMore) return fail(ErrorCode::corrupt, "a PROXY header is too long");
  if (start[kCommandAt] == kLocal) return rest;
  if (start[kCommandAt] != kProxy) return fail(ErrorCode::corrupt, "a PROXY header has another version or command");
  if (start[kFamilyAt] != kTcp4 && start[kFamilyAt] != kTcp6)
    return fail(ErrorCode::corrupt, "a PROXY header names no peer of TCP");
  if (rest < (start[kFamilyAt] == kTcp4 ? kAddresses4 : kAddresses6))
    return fail(ErrorCode::corrupt, "a PROXY header is too short for its addresses");
  return rest;
}

Result<std::optional<ip::address>> parse_proxy_header(ByteView header) {
  WARMHEART_TRY_ASSIGN(const std::size_t rest, proxy_header_rest(header));
  if (header.size() != kProxyHeaderStart + rest)
    return fail(ErrorCode::corrupt, "a PROXY header is not as long as it says");
  if (header[kCommandAt] == kLocal) return std::optional<ip::address>();
  if (header[kFamilyAt] == kTcp4) return std::optional<ip::address>(address_at<ip::address_v4>(header));
  return std::optional<ip::address>(address_at<ip::address_v6>(header));
}

}  // namespace warmheart::http
