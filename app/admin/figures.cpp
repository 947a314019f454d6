#include "core/central/visits/figures.h"

#include <algorithm>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "app/admin/commands.h"
#include "app/admin/days.h"
#include "app/admin/export_file.h"

namespace warmheart::admin {
namespace {

// A table on the terminal, or in a CSV file.
class Figures {
 public:
  explicit Figures(std::vector<std::string> head) : m_head(std::move(head)) {}
  void add(std::vector<std::string> row) { m_rows.push_back(std::move(row)); }

  Result<void> give(const Centre& centre, const std::string& path) const {
    if (path.empty()) {
      print(centre, m_head);
      for (const auto& row : m_rows) print(centre, row);
      return {};
    }
    std::ostringstream file;
    write(file, m_head);
    for (const auto& row : m_rows) write(file, row);
    WARMHEART_TRY(write_export(path, file.str()));
    centre.out << m_rows.size() << " rows are in " << path << "\n";
    return {};
  }

 private:
  static void print(const Centre& centre, const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i)
      centre.out << (i + 1 == row.size() ? row[i] : padded(row[i], i == 0 ? 32 : 16));
    centre.out << "\n";
  }
  static void write(std::ostream& file, const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) file << (i > 0 ? "," : "") << csv_value(row[i]);
    file << "\n";
  }

  std::vector<std::string> m_head;
  std::vector<std::vector<std::string>> m_rows;
};

std::string count(std::uint64_t number) { return std::to_string(number); }

// "97.1 %", of `all`; "-" where there are none.
std::string rate(std::uint64_t some, std::uint64_t all) {
  if (all == 0) return "-";
  const std::uint64_t thousandths = (some * 1000 + all / 2) / all;
  return std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10) + " %";
}

}  // namespace

Result<void> show_loans(const Centre& centre, const FigureOptions& asked) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const DaySpan days, days_from(asked.from, asked.to, store.now_ms()));
  WARMHEART_TRY_ASSIGN(const auto rows, loan_figures(store, days.first, days.last));
  Figures figures({"station", "service", "lent", "returned", "lost", "out", "overdue"});
  for (const LoanFigures& row : rows)
    figures.add({row.station, row.service, count(row.lent), count(row.returned), count(row.lost), count(row.out),
                 count(row.overdue)});
  return figures.give(centre, asked.file);
}

Result<void> show_queues(const Centre& centre, const FigureOptions& asked) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const DaySpan days, days_from(asked.from, asked.to, store.now_ms()));
  WARMHEART_TRY_ASSIGN(const auto rows, queue_figures(store, days.first, days.last));
  Figures figures({"station", "service", "taken", "served", "lapsed", "given up", "minutes waited"});
  for (const QueueFigures& row : rows) {
    const auto served = static_cast<std::int64_t>(row.served);
    figures.add({row.station, row.service, count(row.taken()), count(row.served), count(row.lapsed),
                 count(row.given_up), served == 0 ? "-" : std::to_string(row.waited_ms / served / 60'000)});
  }
  return figures.give(centre, asked.file);
}

Result<void> show_ratings(const Centre& centre, const FigureOptions& asked) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const DaySpan days, days_from(asked.from, asked.to, store.now_ms()));
  WARMHEART_TRY_ASSIGN(const auto rows, rating_figures(store, days.first, days.last));
  Figures figures({"station", "about", "code", "good", "fair", "poor", "satisfied"});
  for (const RatingFigures& row : rows)
    figures.add({row.station, row.about, row.code, count(row.good), count(row.fair), count(row.poor),
                 rate(row.good, row.all())});
  return figures.give(centre, asked.file);
}

Result<void> show_faults(const Centre& centre, const FigureOptions& asked) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto rows, open_faults(store));
  Figures figures({"station", "thing", "fault", "hours open", "since"});
  for (const OpenFault& row : rows) {
    const std::int64_t hours = std::max<std::int64_t>(0, store.now_ms() - row.reported_ms) / 3'600'000;
    figures.add({row.station, row.item, row.what, std::to_string(hours), time_text(row.reported_ms)});
  }
  return figures.give(centre, asked.file);
}

}  // namespace warmheart::admin
