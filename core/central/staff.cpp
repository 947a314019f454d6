#include "core/central/staff.h"

#include "core/central/devices.h"
#include "core/central/feed.h"
#include "core/central/inside.h"
#include "core/member/query_code.h"
#include "core/record/record.h"

namespace warmheart {

namespace {

struct StaffRow {
  std::string scope;
  wire::StaffMember value;
};
Result<StaffRow> read_staff(CentralStore& store, const BadgeId& badge) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare("SELECT scope, body FROM staff WHERE badge = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(badge).step());
  if (!found) return fail(ErrorCode::not_found, "there is no such badge");
  StaffRow row{query.text(0), {}};
  if (!parse(query.bytes(1), row.value)) return fail(ErrorCode::corrupt, "a staff member cannot be read");
  return row;
}

Result<void> tell_staff(CentralStore& store, const StaffRow& row) {
  wire::FeedValue value;
  *value.mutable_staff() = row.value;
  return inside::write_feed(store, row.scope, "staff/" + to_hex(view_of(row.value.badge_id())), value);
}

}  // namespace

Result<SecretString> add_staff(CentralStore& store, const NewStaff& staff, const SecretString& pin, const std::string& who) {
  if (staff.name.empty()) return fail(ErrorCode::invalid_argument, "staff have a name, as other staff see it");
  if (staff.role != "staff" && staff.role != "lead") return fail(ErrorCode::invalid_argument, "a role is staff or lead");
  if (!is_good_pin(pin.view())) return fail(ErrorCode::invalid_argument, "a PIN has six digits, not all the same and no run like 123456");
  WARMHEART_TRY_ASSIGN(const Station station, find_station(store, staff.station));
  Badge badge;
  store.random().fill(badge.id);
  Bytes secret(16), salt(16), help_key(32);
  store.random().fill(secret);
  store.random().fill(salt);
  store.random().fill(help_key);
  badge.secret = SecretBytes(std::move(secret));
  StaffRow row{station_scope(station.id), {}};
  row.value.set_badge_id(string_of(badge.id));
  row.value.set_name(staff.name);
  row.value.set_role(staff.role);
  row.value.set_verifier_salt(string_of(salt));
  WARMHEART_TRY_ASSIGN(const Bytes verifier, staff_verifier(badge, pin.view(), salt));
  row.value.set_verifier(string_of(verifier));
  row.value.set_rights_for_ms(staff.rights_for_ms);
  row.value.set_active(true);
  row.value.set_badge_digest(string_of(badge_digest(badge)));
  row.value.set_help_key(string_of(help_key));
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(auto insert, store.inside().db.prepare("INSERT INTO staff(badge, station, scope, active, added_ms, body) VALUES(?, ?, ?, 1, ?, ?)"));
  WARMHEART_TRY(insert.bind(badge.id, station.id.bytes(), row.scope, store.now_ms(), serialise(row.value)).run());
  WARMHEART_TRY(tell_staff(store, row));
  WARMHEART_TRY(inside::write_audit(store, who, "staff-added", to_hex(badge.id), station.code));
  WARMHEART_TRY(transaction.commit());
  return SecretString(badge_text(badge));
}

Result<std::vector<StaffLine>> list_staff(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT f.badge, coalesce(s.name, ''), f.active, f.body, "
      "coalesce((SELECT max(e.at_ms) FROM staff_event e WHERE e.badge = f.badge AND e.what <> 'locked-out'), 0), "
      "(SELECT count(*) FROM staff_event e WHERE e.badge = f.badge AND e.what = 'locked-out') "
      "FROM staff f LEFT JOIN station s ON s.id = f.station ORDER BY s.name, f.added_ms"));
  std::vector<StaffLine> lines;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return lines;
    StaffLine line;
    WARMHEART_TRY_ASSIGN(line.badge, eight_bytes(query.bytes(0)));
    line.station = query.text(1);
    line.active = query.integer(2) != 0;
    wire::StaffMember value;
    if (!parse(query.bytes(3), value)) return fail(ErrorCode::corrupt, "a staff member cannot be read");
    line.name = value.name();
    line.role = value.role();
    line.last_unlocked_ms = query.integer(4);
    line.locked_out = static_cast<std::uint64_t>(query.integer(5));
    lines.push_back(std::move(line));
  }
}

Result<BadgeId> find_staff(CentralStore& store, const std::string& beginning) {
  if (beginning.size() < 4) return fail(ErrorCode::invalid_argument, "give at least four characters of the badge's id (warmheart-admin staff list)");
  WARMHEART_TRY_ASSIGN(const auto lines, list_staff(store));
  std::vector<BadgeId> found;
  for (const StaffLine& line : lines) {
    if (to_hex(line.badge).starts_with(beginning)) found.push_back(line.badge);
  }
  if (found.empty()) return fail(ErrorCode::not_found, "no badge begins with " + beginning);
  if (found.size() > 1) return fail(ErrorCode::conflict, "several badges begin with " + beginning + "; give more of the id");
  return found.front();
}

Result<void> dismiss_staff(CentralStore& store, const BadgeId& badge, const std::string& who) {
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(StaffRow row, read_staff(store, badge));
  row.value.set_active(false);
  row.value.clear_verifier();
  row.value.clear_help_key();
  row.value.clear_badge_digest();
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare("UPDATE staff SET active = 0, body = ? WHERE badge = ?"));
  WARMHEART_TRY(update.bind(serialise(row.value), badge).run());
  WARMHEART_TRY(tell_staff(store, row));
  WARMHEART_TRY(inside::write_audit(store, who, "staff-dismissed", to_hex(badge), ""));
  return transaction.commit();
}

Result<std::string> answer_challenge(CentralStore& store, const BadgeId& badge, const Uuid& device, std::string_view challenge, const std::string& who) {
  const auto read = parse_query_code(challenge);
  if (!read) return fail(ErrorCode::invalid_argument, "one of the nine digits was heard wrongly: ask for them again");
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(const StaffRow row, read_staff(store, badge));
  if (!row.value.active()) return fail(ErrorCode::forbidden, "this badge was dismissed");
  WARMHEART_TRY(inside::write_audit(store, who, "staff-helped", to_hex(badge), device.text()));
  WARMHEART_TRY(transaction.commit());
  return help_answer(view_of(row.value.help_key()), device, badge, *read);
}

Result<std::vector<EventLine>> list_events(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT e.id, coalesce(s.name, ''), e.kind, e.title, e.place, e.started_ms, e.ended_ms, e.joins, e.visits, e.people FROM event e "
      "LEFT JOIN station s ON s.id = e.station ORDER BY e.started_ms DESC LIMIT 500"));
  std::vector<EventLine> lines;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return lines;
    const auto figure = [&query](int column) { return static_cast<std::uint64_t>(query.integer(column)); };
    lines.push_back({inside::uuid_at(query, 0), query.text(1), query.text(2), query.text(3), query.text(4), query.integer(5), query.integer(6), figure(7), figure(8), figure(9)});
  }
}

}  // namespace warmheart
