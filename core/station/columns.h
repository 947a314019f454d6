// Columns that several tables of this room have, for sql::Columns readers, on the connection's thread. Errors: those
// of the row. Private to this room.
#pragma once

#include <algorithm>

#include "core/base/clock.h"
#include "core/storage/sql.h"

namespace warmheart::station {

// A boot's id; an empty column, which stands for "never", gives the empty id.
inline BootId read_boot_id(sql::Columns& row) {
  const Bytes held = row.bytes();
  BootId boot{};
  if (held.size() == boot.size())
    std::ranges::copy(held, boot.begin());
  else if (!held.empty())
    row.refuse("is no boot id");
  return boot;
}

inline std::uint32_t read_number(sql::Columns& row) { return row.next<std::uint32_t>(); }

// A column's value as a parameter, or NULL.
inline std::optional<ByteView> bytes_or_null(const std::optional<Uuid>& id) {
  return id ? std::optional<ByteView>(id->bytes()) : std::nullopt;
}

}  // namespace warmheart::station
