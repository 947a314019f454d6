// How the centre's rows hold what SQL has no kind for. Not for other rooms.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/central/store/act.h"

namespace warmheart::internal {

// A 16-byte column; NULL gives an empty id.
inline Uuid id_or_none(sql::Columns& row) { return row.next<std::optional<Uuid>>().value_or(Uuid()); }
// What is empty is stored as NULL.
inline std::optional<ByteView> nullable(const Uuid& id) {
  return id.empty() ? std::nullopt : std::optional<ByteView>(id.bytes());
}
inline std::optional<ByteView> nullable(ByteView bytes) {
  return bytes.empty() ? std::nullopt : std::optional<ByteView>(bytes);
}

// "a,b,c" and back; for short lists of wire names.
std::string join_names(const std::vector<std::string>& names);
std::vector<std::string> split_names(std::string_view text);

// The one row of `table` whose id begins so (at least four hexadecimal characters, with dashes or without). `noun` is
// what a row is, `listed_by` the command that lists them. invalid_argument; not_found; conflict: several begin so.
Result<Uuid> id_beginning(Snapshot& in, const std::string& table, const std::string& beginning, const std::string& noun,
                          const std::string& listed_by);

}  // namespace warmheart::internal
