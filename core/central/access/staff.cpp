#include "core/central/store/audit.h"
#include "core/central/access/staff.h"

#include "core/central/store/columns.h"
#include "core/central/stations/devices.h"
#include "core/central/feed/feed.h"
#include "core/member/query_code.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {

namespace {

struct StaffRow {
  std::string scope;
  wire::StaffMember value;
};
StaffRow read_staff(sql::Columns& row) {
  StaffRow out{row.text(), {}};
  if (!parse(row.bytes(), out.value)) row.refuse("is no staff member");
  return out;
}

Result<StaffRow> find_staff_row(Snapshot& in, const BadgeId& badge) {
  WARMHEART_TRY_ASSIGN(auto row,
                       sql::row<StaffRow>(in, "SELECT scope, body FROM staff WHERE badge = ?", read_staff, badge));
  if (!row) return fail(ErrorCode::not_found, "there is no such badge");
  return std::move(*row);
}

Result<void> publish_staff(Act& act, const StaffRow& row) {
  wire::FeedValue value;
  *value.mutable_staff() = row.value;
  return internal::write_feed(act, row.scope, "staff/" + to_hex(view_of(row.value.badge_id())), value);
}

}  // namespace

Result<SecretString> add_staff(CentralStore& store, const NewStaff& staff, const SecretString& pin,
                               const std::string& who) {
  if (staff.name.empty()) return fail(ErrorCode::invalid_argument, "staff have a name, as other staff see it");
  if (staff.role != "staff" && staff.role != "lead")
    return fail(ErrorCode::invalid_argument, "a role is staff or lead");
  if (!is_good_pin(pin.view()))
    return fail(ErrorCode::invalid_argument, "a PIN has six digits, not all the same and no run like 123456");
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
  return store.transact({}, [&](Act& act) -> Result<SecretString> {
    WARMHEART_TRY(
        sql::execute(act, "INSERT INTO staff(badge, station, scope, active, added_ms, body) VALUES(?, ?, ?, 1, ?, ?)",
                     badge.id, station.id.bytes(), row.scope, act.now_ms(), serialise(row.value)));
    WARMHEART_TRY(publish_staff(act, row));
    WARMHEART_TRY(internal::write_audit(act, who, "staff-added", to_hex(badge.id), station.code));
    return SecretString(badge_text(badge));
  });
}

static StaffLine read_line(sql::Columns& row) {
  StaffLine line;
  line.badge = row.next<BadgeId>();
  line.station = row.text();
  line.active = row.flag();
  wire::StaffMember value;
  if (!parse(row.bytes(), value)) row.refuse("is no staff member");
  line.name = value.name();
  line.role = value.role();
  line.last_unlocked_ms = row.integer();
  line.locked_out = row.counter();
  return line;
}

Result<std::vector<StaffLine>> list_staff(CentralStore& store) {
  return store.read([&](Snapshot& in) -> Result<std::vector<StaffLine>> {
    return sql::rows<StaffLine>(
        in,
        "SELECT f.badge, coalesce(s.name, ''), f.active, f.body, "
        "coalesce((SELECT max(e.at_ms) FROM staff_event e WHERE e.badge = f.badge AND e.what <> 'locked-out'), 0), "
        "(SELECT count(*) FROM staff_event e WHERE e.badge = f.badge AND e.what = 'locked-out') "
        "FROM staff f LEFT JOIN station s ON s.id = f.station ORDER BY coalesce(s.name, ''), f.added_ms",
        read_line);
  });
}

Result<BadgeId> find_staff(CentralStore& store, const std::string& beginning) {
  if (beginning.size() < 4)
    return fail(ErrorCode::invalid_argument,
                "give at least four characters of the badge's id (warmheart-admin staff list)");
  WARMHEART_TRY_ASSIGN(const auto lines, list_staff(store));
  std::vector<BadgeId> found;
  for (const StaffLine& line : lines) {
    if (to_hex(line.badge).starts_with(beginning)) found.push_back(line.badge);
  }
  if (found.empty()) return fail(ErrorCode::not_found, "no badge begins with " + beginning);
  if (found.size() > 1)
    return fail(ErrorCode::conflict, "several badges begin with " + beginning + "; give more of the id");
  return found.front();
}

Result<void> dismiss_staff(CentralStore& store, const BadgeId& badge, const std::string& who) {
  return store.transact({}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(StaffRow row, find_staff_row(act, badge));
    row.value.set_active(false);
    row.value.clear_verifier();
    row.value.clear_help_key();
    row.value.clear_badge_digest();
    WARMHEART_TRY(
        sql::execute(act, "UPDATE staff SET active = 0, body = ? WHERE badge = ?", serialise(row.value), badge));
    WARMHEART_TRY(publish_staff(act, row));
    WARMHEART_TRY(internal::write_audit(act, who, "staff-dismissed", to_hex(badge), ""));
    return {};
  });
}

Result<std::string> answer_challenge(CentralStore& store, const BadgeId& badge, const Uuid& device,
                                     std::string_view challenge, const std::string& who) {
  const auto read = parse_query_code(challenge);
  if (!read) return fail(ErrorCode::invalid_argument, "one of the nine digits was heard wrongly: ask for them again");
  return store.transact({}, [&](Act& act) -> Result<std::string> {
    WARMHEART_TRY_ASSIGN(const StaffRow row, find_staff_row(act, badge));
    if (!row.value.active()) return fail(ErrorCode::forbidden, "this badge was dismissed");
    WARMHEART_TRY(internal::write_audit(act, who, "staff-helped", to_hex(badge), device.text()));
    return help_answer(view_of(row.value.help_key()), device, badge, *read);
  });
}

Result<std::vector<EventLine>> list_events(CentralStore& store) {
  const auto read = [](sql::Columns& row) {
    return EventLine{row.id(),      row.text(),    row.text(),    row.text(),    row.text(),
                     row.integer(), row.integer(), row.counter(), row.counter(), row.counter()};
  };
  return store.read([&](Snapshot& in) -> Result<std::vector<EventLine>> {
    return sql::rows<EventLine>(in,
                                "SELECT e.id, coalesce(s.name, ''), e.kind, e.title, e.place, e.started_ms, "
                                "e.ended_ms, e.joins, e.visits, e.people FROM event e "
                                "LEFT JOIN station s ON s.id = e.station ORDER BY e.started_ms DESC LIMIT 500",
                                read);
  });
}

}  // namespace warmheart
