// Cases opened at this station (core/service/DOMAIN.md "Cases"): each has its number at once, a due time by its
// class, and is followed by the feed until it is closed. One function, one transaction; store thread. Errors: those
// of the store (station_store.h), and those named below.
//
// Readable on disk: kind, masked name, times, states, and Argon2id of number and last four (or secret) together. What
// a rider wrote, name and mobile are sealed to the centre; number and secret themselves are on the slip alone.
#pragma once

#include <optional>
#include <vector>

#include "core/person/consent.h"
#include "core/record/seal.h"
#include "core/service/help_case.h"
#include "core/station/station_store.h"

namespace warmheart {

// What help there is here, in the catalogue's order.
Result<std::vector<wire::CaseKind>> case_kinds(StationStore& store);

struct NewCase {
  Uuid id;  // made before the first touch
  std::string kind;
  std::string topic;  // one of the kind's, or empty
  Rider rider;        // may be empty where the kind needs no name
  std::string wish;   // as typed
  bool call_back = false;
  std::vector<Consent> consents;
  std::string masked_name;
  SecretString secret;        // make_case_secret: for whoever leaves neither mobile nor document
  LookupCredential prepared;  // number and look-up key: prepare_application(case_last_four(rider, secret), …)
};

struct HelpCase {
  Uuid id;
  std::string kind;
  std::string masked_name;
  std::int64_t opened_ms = 0;
  std::int64_t due_ms = 0;
  CaseStage stage = CaseStage::received;
  std::string union_name;  // who has it: only then a slip says so
  std::string answer;
  bool call_back_due = false;
  std::int64_t answered_ms = 0;  // when `answer` was given, by the centre's time; 0: none stands
  bool rated = false;            // this answer was rated from here
  bool reopened = false;         // this answer did not help: the centre may not have heard of it yet
  Delivery delivery = Delivery::saved;
  SecretString number;  // the stored one; only in the answer of open_case
};

// The same id twice is one case and the same number, also where the second request brings another one. conflict: the id
// is known with another number that this process did not give out; not_found: this kind is no longer offered;
// invalid_argument: a name is needed, the wish is too long, or there is neither topic nor wish.
Result<HelpCase> open_case(StationStore& store, const NewCase& wanted);
Result<HelpCase> find_case(StationStore& store, const Uuid& id);

// Handled ones of this station whose rider waits for a call, the oldest first.
Result<std::vector<HelpCase>> cases_to_call(StationStore& store);
// Twice changes nothing. invalid_argument: not an outcome of the list; conflict: there is nothing to call about yet.
Result<void> record_call_back(StationStore& store, const Uuid& id, std::string_view outcome, const KeyId& staff);

// A face for the answer of a case; one an answer, more change nothing. invalid_argument: not one of kFaces
// (core/service/rating.h); conflict: there is no answer; not_found.
Result<HelpCase> rate_case(StationStore& store, const Uuid& id, std::string_view face);
// The answer did not help: the case is open again, here at once. Once an answer; more change nothing. conflict: there
// is no answer; not_found.
Result<HelpCase> reopen_case(StationStore& store, const Uuid& id);

}  // namespace warmheart
