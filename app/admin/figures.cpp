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

// One figure of a row, under its head.
template <class Row>
struct Column {
  const char* head;
  std::string (*text)(const Row& row);
};

// The days that are asked for, one row for each of what `figures_of` counts in them.
template <class Row, std::size_t N>
Result<void> show_days(const Centre& centre, const FigureOptions& asked,
                       Result<std::vector<Row>> (*figures_of)(CentralStore&, std::int64_t, std::int64_t),
                       const Column<Row> (&columns)[N]) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const DaySpan days, days_from(asked.from, asked.to, store.now_ms()));
  WARMHEART_TRY_ASSIGN(const auto rows, figures_of(store, days.first, days.last));
  std::vector<std::string> head;
  for (const Column<Row>& column : columns) head.emplace_back(column.head);
  Figures figures(std::move(head));
  for (const Row& row : rows) {
    std::vector<std::string> texts;
    for (const Column<Row>& column : columns) texts.push_back(column.text(row));
    figures.add(std::move(texts));
  }
  return figures.give(centre, asked.file);
}

constexpr Column<LoanFigures> kLoanColumns[] = {
    {"station", [](const LoanFigures& row) { return row.station; }},
    {"service", [](const LoanFigures& row) { return row.service; }},
    {"lent", [](const LoanFigures& row) { return count(row.lent); }},
    {"returned", [](const LoanFigures& row) { return count(row.returned); }},
    {"lost", [](const LoanFigures& row) { return count(row.lost); }},
    {"out", [](const LoanFigures& row) { return count(row.out); }},
    {"overdue", [](const LoanFigures& row) { return count(row.overdue); }},
};

// On average, of those who were served.
std::string minutes_waited(const QueueFigures& row) {
  return row.served == 0 ? "-" : std::to_string(row.waited_ms / static_cast<std::int64_t>(row.served) / 60'000);
}
constexpr Column<QueueFigures> kQueueColumns[] = {
    {"station", [](const QueueFigures& row) { return row.station; }},
    {"service", [](const QueueFigures& row) { return row.service; }},
    {"taken", [](const QueueFigures& row) { return count(row.taken()); }},
    {"served", [](const QueueFigures& row) { return count(row.served); }},
    {"lapsed", [](const QueueFigures& row) { return count(row.lapsed); }},
    {"given up", [](const QueueFigures& row) { return count(row.given_up); }},
    {"minutes waited", minutes_waited},
};

constexpr Column<RatingFigures> kRatingColumns[] = {
    {"station", [](const RatingFigures& row) { return row.station; }},
    {"about", [](const RatingFigures& row) { return row.about; }},
    {"code", [](const RatingFigures& row) { return row.code; }},
    {"good", [](const RatingFigures& row) { return count(row.good); }},
    {"fair", [](const RatingFigures& row) { return count(row.fair); }},
    {"poor", [](const RatingFigures& row) { return count(row.poor); }},
    {"satisfied", [](const RatingFigures& row) { return rate(row.good, row.all()); }},
};

}  // namespace

Result<void> show_loans(const Centre& centre, const FigureOptions& asked) {
  return show_days(centre, asked, loan_figures, kLoanColumns);
}

Result<void> show_queues(const Centre& centre, const FigureOptions& asked) {
  return show_days(centre, asked, queue_figures, kQueueColumns);
}

Result<void> show_ratings(const Centre& centre, const FigureOptions& asked) {
  return show_days(centre, asked, rating_figures, kRatingColumns);
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
