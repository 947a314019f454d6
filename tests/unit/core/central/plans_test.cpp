#include "tests/unit/core/central/plans.h"

#include "core/central/slots/slots.h"
#include "tests/unit/core/central/centre_fixture.h"

namespace warmheart::testing {
namespace {

using test::Leave;

constexpr Leave kTables[] = {
    {"station", "one row a station"},
    {"device", "one row a kiosk"},
    {"staff", "one row a badge of station staff"},
    {"receiving_union", "one row a union"},
    {"console_user", "one row a user of the console"},
    {"session", "one row a published session"},
    {"second_factor", "one row a user of the console"},
    {"recovery_code", "ten rows a user of the console"},
    {"kept_key", "one row an older kek that recovery codes stand under"},
    {"retiring_card_key", "one row a card key that was replaced"},
    {"meta", "a handful of names"},
    {"audit_witness", "one row a kiosk"},
    {"device_day", "one row a kiosk"},
    {"audit_restart", "one row a restore"},
    {"parked_record", "parked records alone, for whoever looks at them"},
};
constexpr Leave kIndexes[] = {
    {"waiting_subject", "waiting records alone, once a day"},
    {"waiting_due", "records that wait for nothing any more, in the order in which they are taken"},
    {"lease_device", "leases that are not over"},
    {"session_held", "sessions held after a restore"},
    {"help_case_open", "cases that are not closed, in the list's order"},
    {"help_case_opened", "in the list's order, 1000 at most"},
    {"rider_request_listed", "in the list's order, 1000 at most"},
    {"rider_request_erasing", "those who are erasing"},
    {"alarm_time", "in the list's order, as many as are asked for"},
    {"event_started", "in the list's order, 500 at most"},
    {"visit_live", "units in use now"},
    {"fault_open", "faults that are open, in the list's order"},
    {"alert_published", "in the list's order, 100 at most"},
    {"application_without_code", "applications of before query codes were kept, at the first opening"},
};
constexpr Leave kStatements[] = {
    {"FROM audit ORDER BY seq DESC LIMIT 1", "one end of the primary key"},
    {"FROM device_epoch ORDER BY device, ordinal", "verify reads everything"},
    {"sealed <> x'' ORDER BY person", "verify reads everything"},
    {"sealed <> x'' ORDER BY received_ms DESC, id DESC LIMIT 20", "the newest by an index, at a first start"},
    {"AND length(key) = ?", "the cards of sixty days, once at the opening"},
    {"a.applied_seq < e.acked_seq", "one row an epoch, once for many chunks: who is behind"},
    {"outcome = 'satisfied') FROM help_case", "figures over all cases, when a person asks"},
    {"UPDATE application SET code_hash = NULL", "a test's own"},
    {"WHERE card_repeated = 1", "a test's own"},
    {"SELECT x'01', person, state", "a test's own"},
    {"SELECT count(*) FROM rider_try", "a test's own"},
    {"SELECT count(*) FROM handoff_phone", "a test's own"},
    {"SELECT max(filled) FROM handoff", "a test's own"},
    {"SELECT count(*) AS every FROM", "a test's own"},
    {"SELECT id AS every FROM application", "a test's own"},
    {"FROM booking AS every", "a test's own"},
    {"SELECT count(*) FROM raw_record WHERE payload IS NOT NULL AND kind", "a test's own"},
    {"length(sealed)", "a test's own"},
    {"SELECT count(*) FROM audit WHERE what", "a test's own"},
    {"SELECT count(*) FROM sign_in_try", "a test's own"},
    {"SELECT count(*) FROM recovery_code", "a test's own"},
    {"SELECT seed FROM second_factor", "a test's own"},
    {"AS remains", "a test's own"},
    {"service_request WHERE length(visit)", "a test's own"},
    {"FROM parked_record p JOIN raw_record r", "parked records and those that wait, when somebody is erased"},
    {"SELECT digest FROM erased", "what is erased goes into the list, a pass at a time"},
    {"SELECT id, person FROM", "a restore reads everything"},
};

}  // namespace

const test::StatementPlans& the_plans() {
  static const test::StatementPlans plans({kTables, kIndexes, kStatements});
  return plans;
}

}  // namespace warmheart::testing

using namespace warmheart;
using namespace warmheart::testing;

TEST_CASE("a statement that scans a table is found, also where it looks for the smallest or the largest", "[sqlite]") {
  Centre centre;
  auto db = must(sqlite::Database::open(centre.folder.path + "/central.db"));
  const auto scans = [&](std::string_view text) { return centre.plans.scans_of(db, text).size(); };
  CHECK(scans("SELECT id FROM booking WHERE made_ms = ?") == 1);
  CHECK(
      scans("SELECT b.id FROM session s JOIN booking b ON b.made_ms = s.starts_ms WHERE s.id = ?1 AND b.kind <> '?'") ==
      1);
  CHECK(scans("SELECT max(made_ms) FROM booking") == 1);
  CHECK(scans("DELETE FROM person_key_of_nobody") == 1);
  CHECK(scans("SELECT id FROM booking WHERE id = ? AND made_ms = ?") == 0);
  CHECK(scans("SELECT max(arrival) FROM booking") == 0);
  CHECK(scans("SELECT id FROM station WHERE host = ?") == 0);
  CHECK(scans("BEGIN IMMEDIATE") == 0);
}

TEST_CASE("statements that no other test compiles have their plans looked at, too") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid visit = device.new_id();
  const Uuid request = device.new_id();
  wire::Payload asked;
  asked.mutable_service_requested()->set_request_id(string_of(request.bytes()));
  asked.mutable_service_requested()->set_visit_id(string_of(visit.bytes()));
  asked.mutable_service_requested()->set_service("umbrella");
  device.write(wire::SERVICE_REQUESTED, asked, request);
  wire::Payload taken_up;
  taken_up.mutable_service_taken_up()->set_request_id(string_of(request.bytes()));
  taken_up.mutable_service_taken_up()->set_how("done");
  device.write(wire::SERVICE_TAKEN_UP, taken_up);
  REQUIRE(centre.send_all(device).verdict == wire::SYNC_OK);
  const ApplyProgress progress = centre.apply();
  CHECK(progress.applied == 2);
  CHECK(must(recall_leases(centre.store, device.new_id())) == 0);
  CHECK(must(list_unions(centre.store)).size() == 2);
  CHECK(must(list_users(centre.store)).empty());
}
