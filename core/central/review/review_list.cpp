#include "core/central/review/review_list.h"

#include <algorithm>
#include <charconv>

#include "core/central/store/columns.h"
#include "core/member/review.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

constexpr std::size_t kMaxListed = 200;

constexpr const char* kItemColumns =
    "SELECT a.id, a.masked_name, a.occupation, coalesce(s.name, ''), a.district_code, a.union_code, coalesce(u.name, "
    "a.union_code), "
    "coalesce(u.name_en, a.union_code), coalesce(u.kind, ''), a.state, a.submitted_ms, a.received_ms, a.manual_review, "
    "a.signature_missing, a.assigned_to, p.undo_until_ms, "
    "(SELECT count(*) FROM application o WHERE o.person = a.person AND o.id <> a.id) "
    "FROM application a LEFT JOIN station s ON s.id = a.station LEFT JOIN receiving_union u ON u.code = a.union_code "
    "LEFT JOIN pending_decision p ON p.application = a.id ";

std::vector<Check> checks_of(bool manual_review, bool signature_missing, std::uint64_t duplicates) {
  std::vector<Check> checks;
  if (duplicates > 0) checks.push_back({"duplicate", duplicates});
  if (manual_review) checks.push_back({"manual-review", 1});
  if (signature_missing) checks.push_back({"signature-missing", 1});
  if (checks.empty()) checks.push_back({"complete", 1});
  return checks;
}

ApplicationItem read_item(sql::Columns& row, std::int64_t now) {
  ApplicationItem item;
  item.id = row.id();
  item.masked_name = row.text();
  item.occupation = row.text();
  item.station = row.text();
  item.district = row.text();
  item.receiving_union = {row.text(), row.text(), row.text(), row.text()};
  item.state = row.text();
  item.submitted_ms = row.integer();
  item.received_ms = row.integer();
  if (item.state == wire_name(ApplicationState::awaiting_review))
    item.waiting_ms = std::max<std::int64_t>(now - item.received_ms, 0);
  const bool manual_review = row.flag();
  const bool signature_missing = row.flag();
  item.assigned_to = row.text();
  item.undo_until_ms = row.next<std::optional<std::int64_t>>();
  item.checks = checks_of(manual_review, signature_missing, row.counter());
  return item;
}

// "received time-id" of the last item: stable while others arrive or leave.
struct Cursor {
  std::int64_t received_ms = -1;
  Uuid id;
};
std::string cursor_text(const ApplicationItem& item) {
  return std::to_string(item.received_ms) + "-" + to_hex(item.id.bytes());
}
Result<Cursor> cursor_from(const std::string& text) {
  Cursor cursor;
  if (text.empty()) return cursor;
  const auto dash = text.find('-');
  const auto bad = fail(ErrorCode::invalid_argument, "this list position is not one of ours");
  if (dash == std::string::npos) return bad;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + dash, cursor.received_ms);
  if (problem != std::errc() || end != text.data() + dash) return bad;
  WARMHEART_TRY_ASSIGN(const Bytes id, from_hex(text.substr(dash + 1)));
  WARMHEART_TRY_ASSIGN(cursor.id, Uuid::from_bytes(id));
  return cursor;
}

}  // namespace

Result<ApplicationItem> internal::list_item(Snapshot& in, const Uuid& id) {
  const auto read = [now = in.now_ms()](sql::Columns& row) { return read_item(row, now); };
  WARMHEART_TRY_ASSIGN(auto found,
                       sql::row<ApplicationItem>(in, std::string(kItemColumns) + "WHERE a.id = ?", read, id.bytes()));
  if (!found) return fail(ErrorCode::not_found, "there is no such application");
  return std::move(*found);
}

Result<ApplicationList> list_applications(CentralStore& store, const Reviewer& reviewer,
                                          const ApplicationFilter& filter) {
  WARMHEART_TRY_ASSIGN(const Cursor after, cursor_from(filter.after));
  const std::size_t limit = std::clamp<std::size_t>(filter.limit, 1, kMaxListed);
  // Conditions are written out one by one, so that the index of each case is used.
  const bool one_union = reviewer.role == Role::union_reviewer;
  const bool one_state = !filter.state.empty() && filter.state != "all";
  std::string text = std::string(kItemColumns) + "WHERE (a.received_ms, a.id) > (?1, ?2)";
  // Every number stands in the text: PostgreSQL asks of each what type it has.
  text += one_union ? " AND a.union_code = ?3" : " AND CAST(?3 AS TEXT) IS NOT NULL";
  text += one_state ? " AND a.state = ?4" : " AND CAST(?4 AS TEXT) IS NOT NULL";
  text += " ORDER BY a.received_ms, a.id LIMIT ?5";
  ApplicationList list;
  return store.read([&](Snapshot& in) -> Result<ApplicationList> {
    list.as_of_ms = in.now_ms();
    const auto read = [&](sql::Columns& row) { return read_item(row, list.as_of_ms); };
    WARMHEART_TRY_ASSIGN(
        list.items, sql::rows<ApplicationItem>(in, text, read, after.received_ms, after.id.bytes(), reviewer.union_code,
                                               filter.state, static_cast<std::uint64_t>(limit + 1)));
    if (list.items.size() <= limit) return list;
    list.items.pop_back();
    list.next = cursor_text(list.items.back());
    return list;
  });
}

}  // namespace warmheart
