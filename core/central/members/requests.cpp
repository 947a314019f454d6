#include "core/central/members/requests.h"

#include "core/central/members/application_table.h"
#include "core/central/store/columns.h"
#include "core/central/members/erasure.h"
#include "core/central/members/people.h"
#include "core/central/members/request_table.h"
#include "core/central/review/review_decide.h"
#include "core/central/review/review_settle.h"
#include "core/central/store/audit.h"
#include "core/central/store/states.h"
#include "core/member/application_wire.h"
#include "core/member/review.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {

namespace {

using internal::find_request_row;
using internal::put_request;
using internal::RequestRow;
using internal::RequestState;

Result<RequestRow> open_row(Snapshot& in, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto row, find_request_row(in, id));
  if (!row) return fail(ErrorCode::not_found, "there is no such request");
  if (row->state != RequestState::under_review)
    return fail(ErrorCode::conflict, "this request was decided: " + std::string(name_of(row->state)));
  return std::move(*row);
}

Result<wire::ApplicationCorrected> asked_values(Snapshot& in, const RequestRow& row, const Uuid& person) {
  WARMHEART_TRY_ASSIGN(const SecretBytes plain, decrypt_for_person(in, person, row.id, row.sealed));
  wire::ApplicationCorrected asked;
  if (!parse(plain.view(), asked))
    return fail(ErrorCode::corrupt, "the correction " + row.id.text() + " cannot be read back");
  return asked;
}

// The values stand, and a member's card says what the application now says.
Result<void> correct(Act& act, const RequestRow& request) {
  WARMHEART_TRY_ASSIGN(auto row, internal::find_application(act, request.application));
  if (!row) return fail(ErrorCode::not_found, "the application is gone");
  WARMHEART_TRY_ASSIGN(const wire::ApplicationCorrected asked, asked_values(act, request, row->person));
  WARMHEART_TRY_ASSIGN(wire::ApplicationSubmitted whole, internal::decrypt_application(act, *row));
  WARMHEART_TRY(apply_correction(asked, *whole.mutable_fields()));
  WARMHEART_TRY(internal::encrypt_application(act, whole, *row));
  if (row->state == ApplicationState::approved) {
    WARMHEART_TRY_ASSIGN(const Uuid member_by, internal::membership_of(act, *row));
    if (!member_by.empty())
      return fail(ErrorCode::conflict,
                  "somebody else with this document number is a member already; look at both before you decide");
    WARMHEART_TRY_ASSIGN(row->final_card, internal::final_card(act, *row));
  }
  if (row->state == ApplicationState::returned) {
    row->state = ApplicationState::awaiting_review;
    row->returned_fields.clear();
    row->reason.clear();
    row->assigned_to.clear();
  }
  WARMHEART_TRY(internal::update_application(act, *row));
  WARMHEART_TRY(internal::add_history(act, row->id, "corrected", "",
                                      internal::join_names({asked.corrected().begin(), asked.corrected().end()})));
  return internal::publish_decision(act, *row);
}

Result<void> do_it(Act& act, const RequestRow& row) {
  switch (row.ask) {
    case RiderAsk::correct: return correct(act, row);
    case RiderAsk::leave: return internal::end_membership(act, row.application);
    case RiderAsk::stay: return internal::take_leavings_back(act, row.application);
    case RiderAsk::erase: return fail(ErrorCode::internal, "an erasure takes two people");
    case RiderAsk::withdraw:
    case RiderAsk::stop_texts: break;
  }
  WARMHEART_TRY_ASSIGN(auto application, internal::find_application(act, row.application));
  if (!application) return fail(ErrorCode::not_found, "the application is gone");
  if (row.ask == RiderAsk::stop_texts) return internal::stop_texts(act, *application);
  if (!may_withdraw(application->state)) return fail(ErrorCode::conflict, "the application was decided meanwhile");
  return internal::withdraw_application(act, *application);
}

std::string value_of(const wire::ApplicationFields& fields, Field field) {
  switch (field) {
    case Field::name: return fields.name();
    case Field::document: return fields.document_number();
    case Field::mobile: return fields.mobile();
    case Field::occupation: return fields.occupation();
    case Field::platform: return fields.platform();
    case Field::employer: return fields.employer();
    case Field::street: return fields.street_code();
    case Field::receiving_union: return fields.union_code();
    case Field::signature:
    case Field::consents: break;
  }
  return "";
}

}  // namespace

Result<std::vector<AskedValue>> open_correction(CentralStore& store, const Uuid& id, const std::string& who,
                                                const std::string& reason) {
  if (reason.empty())
    return fail(ErrorCode::invalid_argument, "say why this correction is opened: it is written into the audit");
  return store.transact({Lock::person(id)}, [&](Act& act) -> Result<std::vector<AskedValue>> {
    WARMHEART_TRY_ASSIGN(const RequestRow request, open_row(act, id));
    if (request.ask != RiderAsk::correct) return fail(ErrorCode::conflict, "this request corrects nothing");
    WARMHEART_TRY_ASSIGN(const auto row, internal::find_application(act, request.application));
    if (!row) return fail(ErrorCode::not_found, "the application is gone");
    WARMHEART_TRY_ASSIGN(const wire::ApplicationCorrected asked, asked_values(act, request, row->person));
    WARMHEART_TRY_ASSIGN(const wire::ApplicationSubmitted whole, internal::decrypt_application(act, *row));
    std::vector<AskedValue> values;
    for (const std::string& name : asked.corrected()) {
      const auto field = field_from(name);
      if (field) values.push_back({name, value_of(whole.fields(), *field), value_of(asked.fields(), *field)});
    }
    WARMHEART_TRY(internal::write_audit(act, who, "correction-opened", id.text(), reason));
    return values;
  });
}

Result<std::vector<RequestLine>> list_requests(CentralStore& store) {
  const auto read = [](sql::Columns& row) {
    return RequestLine{
        row.id(),  row.named(rider_ask_from), row.text(), row.text(), row.text(), row.integer(), row.integer(),
        row.flag()};
  };
  return store.read([&](Snapshot& in) -> Result<std::vector<RequestLine>> {
    return sql::rows<RequestLine>(in,
                                  "SELECT r.id, r.ask, r.state, coalesce(a.masked_name, ''), r.agreed_by, r.asked_ms, "
                                  "r.effective_ms, r.proven FROM rider_request r "
                                  "LEFT JOIN application a ON a.id = r.application ORDER BY r.state = 'done' OR "
                                  "r.state = 'refused', r.asked_ms LIMIT 1000",
                                  read);
  });
}

Result<Uuid> find_request(CentralStore& store, const std::string& beginning) {
  return store.read([&](Snapshot& in) -> Result<Uuid> {
    return internal::id_beginning(in, "rider_request", beginning, "request", "warmheart-admin requests");
  });
}

// The first word is noted; with the second the person leaves every row, those of requests among them.
static Result<Agreement> agree_to_erasure(Act& act, RequestRow row, const std::string& who) {
  if (row.agreed_by == who)
    return fail(ErrorCode::conflict, "an erasure takes two people: " + who + " has agreed already");
  const bool is_second = !row.agreed_by.empty();
  if (is_second) {
    WARMHEART_TRY_ASSIGN(const auto application, internal::find_application(act, row.application));
    if (!application) return fail(ErrorCode::not_found, "the application is gone");
    WARMHEART_TRY(internal::erase_person(act, application->person));
  } else {
    row.agreed_by = who;
    WARMHEART_TRY(put_request(act, row));
  }
  WARMHEART_TRY(internal::write_audit(act, who, "request-agreed", row.id.text(), wire_name(row.ask)));
  return is_second ? Agreement::erasing : Agreement::noted;
}

Result<Agreement> agree_request(CentralStore& store, const Uuid& id, const std::string& who) {
  return store.transact({Lock::devices(), Lock::sessions(), Lock::persons()}, [&](Act& act) -> Result<Agreement> {
    WARMHEART_TRY_ASSIGN(RequestRow row, open_row(act, id));
    if (row.ask == RiderAsk::erase) return agree_to_erasure(act, std::move(row), who);
    WARMHEART_TRY(do_it(act, row));
    row.state = RequestState::done;
    row.sealed.clear();
    row.agreed_by = who;
    WARMHEART_TRY(put_request(act, row));
    WARMHEART_TRY(internal::write_audit(act, who, "request-done", id.text(), wire_name(row.ask)));
    return Agreement::done;
  });
}

Result<void> refuse_request(CentralStore& store, const Uuid& id, const std::string& reason, const std::string& who) {
  if (reason.empty()) return fail(ErrorCode::invalid_argument, "a refusal has a reason that the rider reads");
  return store.transact({Lock::person(id)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(RequestRow row, open_row(act, id));
    row.state = RequestState::refused;
    row.reason = reason;
    row.sealed.clear();
    WARMHEART_TRY(put_request(act, row));
    WARMHEART_TRY(internal::write_audit(act, who, "request-refused", id.text(), wire_name(row.ask)));
    return {};
  });
}

// False: nobody's seven days are over.
static Result<bool> settle_next(Act& act) {
  WARMHEART_TRY_ASSIGN(const auto id,
                       sql::row<Uuid>(act,
                                      "SELECT id FROM rider_request WHERE state = 'under-review' AND effective_ms > 0 "
                                      "AND effective_ms <= ? ORDER BY effective_ms LIMIT 1",
                                      act.now_ms()));
  if (!id) return false;
  WARMHEART_TRY_ASSIGN(RequestRow row, open_row(act, *id));
  WARMHEART_TRY(internal::end_membership(act, row.application));
  row.state = RequestState::done;
  WARMHEART_TRY(put_request(act, row));
  return true;
}

Result<std::size_t> settle_requests(CentralStore& store) {
  std::size_t settled = 0;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool one, store.transact({Lock::persons()}, settle_next));
    if (!one) return settled;
    ++settled;
  }
}

Result<void> internal::withdraw_application(Act& act, ApplicationRow& row) {
  WARMHEART_TRY(drop_pending(act, row.id));
  row.state = ApplicationState::withdrawn;
  row.returned_fields.clear();
  row.reason.clear();
  row.assigned_to.clear();
  WARMHEART_TRY(update_application(act, row));
  WARMHEART_TRY(add_history(act, row.id, "withdrawn", "", ""));
  return publish_decision(act, row);
}

Result<void> internal::stop_texts(Act& act, ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(wire::ApplicationSubmitted whole, decrypt_application(act, row));
  for (auto& consent : *whole.mutable_consents()) {
    if (consent.text_id() == "sms") consent.set_given(false);
  }
  WARMHEART_TRY(encrypt_application(act, whole, row));
  return update_application(act, row);
}

Result<void> internal::take_leavings_back(Act& act, const Uuid& application) {
  WARMHEART_TRY_ASSIGN(
      const auto leavings,
      sql::rows<Uuid>(act,
                      "SELECT id FROM rider_request WHERE application = ? AND ask = 'leave' AND state = 'under-review'",
                      application.bytes()));
  for (const Uuid& id : leavings) {
    WARMHEART_TRY_ASSIGN(RequestRow row, open_row(act, id));
    row.state = RequestState::taken_back;
    WARMHEART_TRY(put_request(act, row));
  }
  return {};
}

}  // namespace warmheart
