#include "core/central/found/found.h"

#include "core/central/store/act.h"
#include "core/service/found_item.h"
#include "core/storage/sql.h"

namespace warmheart {

Result<std::vector<FoundFigures>> found_figures(CentralStore& store, std::int64_t since_ms) {
  const auto read = [](sql::Columns& row) {
    return FoundFigures{row.text(), row.counter(), row.counter(), row.counter(), row.counter()};
  };
  return store.read([&](Snapshot& in) -> Result<std::vector<FoundFigures>> {
    return sql::rows<FoundFigures>(
        in,
        "SELECT coalesce(s.name, ''), count(*), count(*) FILTER (WHERE f.state = ?), count(*) FILTER (WHERE "
        "f.state = ?), count(*) FILTER (WHERE f.state = ?) "
        "FROM found_item f LEFT JOIN station s ON s.id = f.station WHERE f.found_ms >= ? AND f.state <> ? "
        "GROUP BY s.name ORDER BY coalesce(s.name, '')",
        read, kFoundHandedOver, kFoundSentOn, kFoundHere, since_ms, kFoundMistake);
  });
}

}  // namespace warmheart
