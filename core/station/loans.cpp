#include "core/station/loans.h"

#include <algorithm>

#include "core/service/loan.h"
#include "core/station/queue_table.h"
#include "core/station/visit_table.h"

namespace warmheart {

using namespace station;

namespace {

struct LoanRow {
  Uuid visit;
  std::string number;
};
LoanRow read_loan(sql::Columns& row) { return {row.id(), row.text()}; }

Result<Loan> whole_loan(const Act& act, LoanRow row, std::int64_t trusted_now) {
  WARMHEART_TRY_ASSIGN(const auto visit, visit_row(act.db, row.visit));
  if (!visit) return fail(ErrorCode::corrupt, "a loan has no visit");
  Loan loan;
  loan.visit = row.visit;
  loan.number = std::move(row.number);
  loan.service = visit->visit.service;
  loan.units = visit->visit.units;
  loan.lent_ms = visit->visit.registered_ms;
  const HeldUntil held{visit->visit.ends_ms, visit->visit.registered_ms, visit->boot_id, visit->boottime_ms};
  loan.due_ms = held.by(act.clock().now(), trusted_now);
  loan.overdue = loan.due_ms <= trusted_now;
  return loan;
}

}  // namespace

Result<std::vector<Loan>> loans_out(StationStore& store) {
  return store.read([](const Act& act) -> Result<std::vector<Loan>> {
    WARMHEART_TRY_ASSIGN(auto rows, sql::rows<LoanRow>(act.db, "SELECT visit,number FROM loan", read_loan));
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    std::vector<Loan> out;
    for (LoanRow& row : rows) {
      WARMHEART_TRY_ASSIGN(Loan loan, whole_loan(act, std::move(row), now));
      out.push_back(std::move(loan));
    }
    std::ranges::sort(out, [](const Loan& a, const Loan& b) {
      return a.due_ms != b.due_ms ? a.due_ms < b.due_ms : a.number < b.number;
    });
    return out;
  });
}

Result<RegisteredVisit> return_loan(StationStore& store, std::string_view number) {
  if (!is_loan_number(number)) return fail(ErrorCode::not_found, "a loan has four digits");
  return store.transact([&](const Act& act) -> Result<RegisteredVisit> {
    WARMHEART_TRY_ASSIGN(const auto id, sql::row<Uuid>(act.db, "SELECT visit FROM loan WHERE number=?", number));
    if (!id) return fail(ErrorCode::not_found, "nothing is out under this number");
    WARMHEART_TRY_ASSIGN(auto row, visit_row(act.db, *id));
    if (!row) return fail(ErrorCode::corrupt, "a loan has no visit");
    WARMHEART_TRY(end_visit(act, *id, VisitEnd::returned));
    WARMHEART_TRY(advance_queue(act));
    return std::move(row->visit);
  });
}

Result<void> end_loan(StationStore& store, const Uuid& visit, std::string_view how, const BadgeId& staff) {
  const auto end = visit_end_from(how);
  if (end != VisitEnd::returned && end != VisitEnd::lost)
    return fail(ErrorCode::invalid_argument, "a loan is returned or lost");
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto row, visit_row(act.db, visit));
    if (!row) return fail(ErrorCode::not_found, "no such visit on this device");
    if (row->visit.loan.empty()) return {};
    WARMHEART_TRY(end_visit(act, visit, *end, staff));
    return advance_queue(act);
  });
}

}  // namespace warmheart
