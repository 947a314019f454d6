// Base45 (RFC 9285): bytes in the alphanumeric set of QR codes. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace warmheart {

std::string to_base45(ByteView bytes);
Result<Bytes> from_base45(std::string_view text);

}  // namespace warmheart
