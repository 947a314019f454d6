#include <iostream>

#include "app/admin/commands.h"
#include "app/admin/printing.h"
#include "app/admin/prove.h"
#include "core/central/members/requests.h"

namespace warmheart::admin {

Result<void> show_requests(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto lines, list_requests(store));
  for (const RequestLine& line : lines) {
    centre.out << padded(line.id.text().substr(0, 13), 15) << padded(wire_name(line.ask), 12) << padded(line.state, 14)
               << padded(line.masked_name, 10) << padded(time_text(line.asked_ms), 18)
               << (line.effective_ms > 0 ? "true from " + time_text(line.effective_ms) : "")
               << (line.agreed_by.empty() ? "" : "agreed by " + printable(line.agreed_by))
               << (line.proven || line.state != "under-review" ? "" : "  came without a proof: ask the rider first")
               << "\n";
  }
  centre.out << lines.size() << " requests of riders about their own data\n";
  return {};
}

static const char* sentence_of(Agreement agreement) {
  switch (agreement) {
    case Agreement::noted: return "noted; an erasure takes a second person";
    case Agreement::erasing:
      return "agreed by two: the person is in no list any more; `requests` says done once the running server has "
             "written "
             "the files anew, at most every five minutes";
    case Agreement::done: break;
  }
  return "done";
}

Result<void> agree_to_requests(const Centre& centre, const std::vector<std::string>& requests, const std::string& who) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const Reviewer vouches, prove_operator(centre, store, who, "agree to a request"));
  for (const std::string& request : requests) {
    WARMHEART_TRY_ASSIGN(const Uuid id, find_request(store, request));
    WARMHEART_TRY_ASSIGN(const Agreement agreement, agree_request(store, id, vouches.user));
    centre.out << id.text() << "  " << sentence_of(agreement) << "\n";
  }
  return {};
}

Result<void> show_correction(const Centre& centre, const std::string& request, const std::string& reason) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const Uuid id, find_request(store, request));
  WARMHEART_TRY_ASSIGN(const auto values, open_correction(store, id, kAtCommandLine, reason));
  for (const AskedValue& value : values)
    centre.out << padded(value.field, 12) << printable(value.before) << "  ->  " << printable(value.after) << "\n";
  return {};
}

Result<void> refuse_a_request(const Centre& centre, const std::string& request, const std::string& reason) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const Uuid id, find_request(store, request));
  WARMHEART_TRY(refuse_request(store, id, reason, kAtCommandLine));
  centre.out << "refused; the rider reads why at the kiosk\n";
  return {};
}

}  // namespace warmheart::admin
