#include <iostream>
#include <sstream>

#include "app/admin/commands.h"
#include "app/admin/export_file.h"
#include "app/admin/printing.h"
#include "core/base/secret.h"
#include "core/central/cases/cases.h"

namespace warmheart::admin {
namespace {

constexpr const char* kHotline = "hotline";
constexpr const char* kHotlineUnion = "12351";

}  // namespace

Result<void> show_cases(const Centre& centre, bool closed) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto lines, list_cases(store, closed));
  centre.out << padded("case", 14) << padded("kind", 16) << padded("topic", 16) << padded("state", 13)
             << padded("due", 18) << padded("who", 8) << padded("call", 6) << padded("station", 28) << "with\n";
  for (const CaseLine& line : lines) {
    const bool late = line.handled_ms == 0 && line.due_ms < store.now_ms();
    centre.out << padded(line.id.text().substr(0, 12), 14) << padded(line.kind, 16) << padded(line.topic, 16)
               << padded(wire_name(line.stage), 13) << padded(time_text(line.due_ms) + (late ? " !" : ""), 18)
               << padded(line.masked_name, 8) << padded(line.call_back ? "yes" : "", 6) << padded(line.station, 28)
               << line.union_name << (line.reopened > 0 ? " (reopened by rider)" : "") << "\n";
  }
  WARMHEART_TRY_ASSIGN(const CaseFigures figures, case_figures(store));
  centre.out << figures.all << " cases, " << figures.closed << " closed; of " << figures.due_by_now
             << " that were due or are handled " << figures.on_time << " were in time; " << figures.satisfied << " of "
             << figures.called << " called back were satisfied\n";
  return {};
}

Result<void> show_case(const Centre& centre, const std::string& beginning, const std::string& reason) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const Uuid id, find_case(store, beginning));
  WARMHEART_TRY_ASSIGN(const WholeCase whole, open_case_file(store, id, kAtCommandLine, reason));
  const wire::RiderIdentity& rider = whole.opened.rider();
  centre.out << "case     " << id.text() << "\nkind     " << printable(whole.line.kind) << " "
             << printable(whole.line.topic) << "\nstate    " << wire_name(whole.line.stage)
             << (whole.line.reopened > 0 ? " (reopened by rider)" : "") << "\nname     " << printable(rider.name())
             << "\nmobile   " << printable(rider.mobile()) << "\ncall     "
             << (whole.line.call_back ? "wanted" : "not wanted") << "\nwish     " << printable(whole.opened.wish())
             << "\n";
  return {};
}

Result<void> hand_over_case(const Centre& centre, const std::string& beginning, const std::string& union_name) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const Uuid id, find_case(store, beginning));
  WARMHEART_TRY(dispatch_case(store, id, union_name, kAtCommandLine));
  centre.out << "handed over to " << union_name << "; from now on the rider's slip says so\n";
  return {};
}

Result<void> give_answer(const Centre& centre, const std::string& beginning, const std::string& answer) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const Uuid id, find_case(store, beginning));
  WARMHEART_TRY(answer_case(store, id, answer, kAtCommandLine));
  centre.out << "answered; the station's staff call the rider where a call was wanted\n";
  return {};
}

Result<void> call_back_case(const Centre& centre, const std::string& beginning, const std::string& outcome) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const Uuid id, find_case(store, beginning));
  WARMHEART_TRY(record_call_back(store, id, outcome, kAtCommandLine));
  centre.out << "noted\n";
  return {};
}

Result<void> end_case(const Centre& centre, const std::string& beginning) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const Uuid id, find_case(store, beginning));
  WARMHEART_TRY(close_case(store, id, kAtCommandLine));
  centre.out << "closed\n";
  return {};
}

Result<void> export_hotline(const Centre& centre, const std::string& path) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto lines, list_cases(store, false));
  WARMHEART_TRY(write_export(path, ""));  // before a case is opened for it
  std::ostringstream file;
  file << "case,opened,due,topic,name,mobile,wish\n";
  std::vector<Uuid> written;
  for (const CaseLine& line : lines) {
    if (line.kind != kHotline || line.stage != CaseStage::received) continue;
    WARMHEART_TRY_ASSIGN(const WholeCase whole,
                         open_case_file(store, line.id, kAtCommandLine, "exported to the hotline"));
    const wire::RiderIdentity& rider = whole.opened.rider();
    file << line.id.text() << ',' << time_text(line.opened_ms) << ',' << time_text(line.due_ms) << ','
         << csv_value(line.topic) << ',' << csv_value(rider.name()) << ',' << csv_value(rider.mobile()) << ','
         << csv_value(whole.opened.wish()) << '\n';
    written.push_back(line.id);
  }
  std::string content = file.str();
  const auto whole_file = write_export(path, content);
  wipe(content);
  if (!whole_file) return fail(whole_file.error().code, whole_file.error().what + "; nothing counts as handed over");
  for (const Uuid& id : written) WARMHEART_TRY(dispatch_case(store, id, kHotlineUnion, kAtCommandLine));
  centre.out << written.size() << " cases are in " << path << " and count as handed over to " << kHotlineUnion
             << "; delete the file when they have arrived there\n";
  return {};
}

}  // namespace warmheart::admin
