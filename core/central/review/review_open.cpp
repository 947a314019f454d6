#include "core/central/review/review_open.h"

#include "core/central/store/audit.h"
#include "core/central/store/columns.h"
#include "core/central/stations/devices.h"
#include "core/central/review/error_reasons.h"
#include "core/member/application_wire.h"
#include "core/member/review.h"
#include "core/person/identity.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using internal::ApplicationRow;

constexpr std::int64_t kOpeningsWindowMs = 3'600'000;

Result<std::vector<HistoryEntry>> history_of(Snapshot& in, const ApplicationRow& row) {
  const auto read = [](sql::Columns& line) {
    return HistoryEntry{line.integer(), line.text(), line.text(), line.text()};
  };
  WARMHEART_TRY_ASSIGN(
      auto history,
      sql::rows<HistoryEntry>(
          in, "SELECT at_ms, what, by_whom, reason FROM application_history WHERE application = ? ORDER BY ordinal",
          read, row.id.bytes()));
  history.insert(history.begin(), HistoryEntry{row.submitted_ms, "submitted", "", ""});
  return history;
}

// Side by side, oldest first, masked also where they are another union's.
Result<std::vector<Duplicate>> duplicates_of(Snapshot& in, const ApplicationRow& row) {
  const auto read = [](sql::Columns& other) {
    return Duplicate{other.id(), other.text(), other.text(), other.text(), other.integer(), other.integer()};
  };
  return sql::rows<Duplicate>(
      in,
      "SELECT a.id, a.masked_name, a.state, coalesce(s.name, ''), a.submitted_ms, a.received_ms FROM application a "
      "LEFT JOIN station s ON s.id = a.station WHERE a.person = ? AND a.id <> ? ORDER BY a.received_ms, a.id LIMIT 50",
      read, row.person.bytes(), row.id.bytes());
}

void derive_birth_and_sex(Snapshot& in, OpenedApplication& opened) {
  const auto kind = document_kind_from(opened.whole.fields().document_kind());
  if (!kind) return;
  const auto identity = parse_identity(*kind, opened.whole.fields().document_number(), date_at(in.now_ms()));
  if (!identity) return;
  if (identity->birth) {
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    opened.birth_date =
        std::to_string(identity->birth->year) + "-" + two(identity->birth->month) + "-" + two(identity->birth->day);
  }
  switch (identity->sex) {
    case Sex::male: opened.sex = "male"; break;
    case Sex::female: opened.sex = "female"; break;
    case Sex::unknown: break;
  }
}

Result<void> check_reason(const ApplicationRow& row, const std::string& reason) {
  if (reason.size() > kMaxOpeningReason)
    return fail(ErrorCode::invalid_argument, "a reason has at most 400 bytes", refusal::kBadReason);
  if (row.state == ApplicationState::awaiting_review || !reason.empty()) return {};
  return fail(ErrorCode::invalid_argument, "this application is decided: say why it is opened again",
              refusal::kReasonNeeded);
}

// An hour begins with the first opening after the hour before.
Result<void> count_opening(Act& act, const std::string& user) {
  act.needs(Lock::account(user));
  const std::int64_t now = act.now_ms();
  WARMHEART_TRY_ASSIGN(
      const int openings,
      sql::value<int>(
          act,
          "INSERT INTO opening_count(user_name, since_ms, openings) VALUES(?1, ?2, 1) ON CONFLICT(user_name) "
          "DO UPDATE SET "
          "openings = CASE WHEN opening_count.since_ms <= ?3 THEN 1 ELSE opening_count.openings + 1 END, "
          "since_ms = CASE WHEN opening_count.since_ms <= ?3 THEN ?2 ELSE opening_count.since_ms END "
          "RETURNING openings",
          user, now, now - kOpeningsWindowMs));
  if (openings != kOpeningsAnHour + 1) return {};
  WARMHEART_TRY(internal::raise_alarm(act, "many-openings", Uuid(), user,
                                      user + " has opened more than sixty applications within an hour"));
  return internal::write_audit(act, user, "many-openings", user, std::to_string(openings));
}

// An application that waits becomes this reviewer's for half an hour; one that somebody else is reading stays theirs.
Result<void> assign(Act& act, const Reviewer& reviewer, ApplicationRow& row) {
  act.needs(Lock::queue(reviewer.union_code));
  if (row.state != ApplicationState::awaiting_review) return {};
  const bool theirs =
      !row.assigned_to.empty() && row.assigned_to != reviewer.user && act.now_ms() - row.assigned_ms < kAssignmentMs;
  if (theirs) {
    return fail(ErrorCode::conflict,
                row.assigned_to + " is working on this application; take another, or ask them to finish",
                refusal::kInOtherHands);
  }
  row.assigned_to = reviewer.user;
  row.assigned_ms = act.now_ms();
  return internal::update_application(act, row);
}

}  // namespace

bool internal::may_see(const Reviewer& reviewer, const ApplicationRow& row) {
  switch (reviewer.role) {
    case Role::city: return true;
    case Role::union_reviewer: return !reviewer.union_code.empty() && row.union_code == reviewer.union_code;
    case Role::operating: return false;
  }
  return false;
}

Result<ApplicationRow> internal::application_for(Snapshot& in, const Reviewer& reviewer, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto row, find_application(in, id));
  if (!row) return fail(ErrorCode::not_found, "there is no such application", refusal::kNoApplication);
  if (!may_see(reviewer, *row))
    return fail(ErrorCode::forbidden, "this application belongs to another union", refusal::kAnotherUnion);
  return std::move(*row);
}

Result<OpenedApplication> open_application(CentralStore& store, const Reviewer& reviewer, const Uuid& id,
                                           const std::string& reason) {
  const Locks locks{Lock::account(reviewer.user), Lock::person(id), Lock::queue(reviewer.union_code)};
  return store.transact(locks, [&](Act& act) -> Result<OpenedApplication> {
    WARMHEART_TRY_ASSIGN(ApplicationRow row, internal::application_for(act, reviewer, id));
    WARMHEART_TRY(check_reason(row, reason));
    WARMHEART_TRY(assign(act, reviewer, row));
    OpenedApplication opened;
    WARMHEART_TRY_ASSIGN(opened.item, internal::list_item(act, id));
    WARMHEART_TRY_ASSIGN(opened.whole, internal::decrypt_application(act, row));
    opened.whole.clear_query_code();  // the rider's own: no reviewer needs it
    derive_birth_and_sex(act, opened);
    for (const Field field : fields_breaking_rules(opened.whole, date_at(act.now_ms())))
      opened.broken_fields.emplace_back(wire_name(field));
    opened.returned_fields = row.returned_fields;
    opened.decided_reason = row.reason;
    opened.approved_ms = row.approved_ms;
    WARMHEART_TRY_ASSIGN(opened.history, history_of(act, row));
    WARMHEART_TRY_ASSIGN(opened.duplicates, duplicates_of(act, row));
    WARMHEART_TRY(count_opening(act, reviewer.user));
    // Nothing is shown unless its audit row is durable.
    WARMHEART_TRY(internal::write_audit(act, reviewer.user, "application-opened", id.text(), reason));
    return opened;
  });
}

}  // namespace warmheart
