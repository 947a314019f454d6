// Statements explained: whatever a test compiles is asked for its plan, and a plan that scans a table fails the test
// that compiled it, unless a list gives leave with a reason. One instance a test program, made before its first
// database. Thread: what other threads compile is told of with the next statement of the tests' own thread.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <mutex>
#include <regex>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/storage/sql.h"
#include "core/storage/sqlite.h"

namespace warmheart::test {

struct Leave {
  std::string_view what;
  std::string_view why;
};

struct Leaves {
  std::span<const Leave> tables;      // that stay small: one row for each thing that people set up
  std::span<const Leave> indexes;     // that hold only the few rows which are open: walking them is walking those
  std::span<const Leave> statements;  // by a part of their text
};

// The plan's lines that scan something without leave.
class StatementPlans {
 public:
  explicit StatementPlans(Leaves leaves) : m_leaves(leaves) {
    sqlite::observe_statements([this](sqlite::Database& db, std::string_view text) { see(db, text); });
  }
  StatementPlans(const StatementPlans&) = delete;
  StatementPlans& operator=(const StatementPlans&) = delete;
  ~StatementPlans() { sqlite::observe_statements({}); }

  std::vector<std::string> scans_of(sqlite::Database& db, std::string_view text) const {
    std::vector<std::string> scans;
    for (const Leave& leave : m_leaves.statements) {
      if (text.find(leave.what) != std::string_view::npos) return scans;
    }
    for (const std::string& line : plan_of(db, text)) {
      if (!is_scan(line, text)) continue;
      scans.push_back(line + ": " + std::string(text));
    }
    return scans;
  }

 private:
  // Every parameter becomes the same one, so that one value binds them all.
  static std::string with_one_parameter(std::string_view text) {
    std::string out = "EXPLAIN QUERY PLAN ";
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      out += text[i];
      if (text[i] == '\'') quoted = !quoted;
      if (text[i] != '?' || quoted) continue;
      out += '1';
      while (i + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[i + 1])) != 0) ++i;
    }
    return out;
  }

  static std::vector<std::string> plan_of(sqlite::Database& db, std::string_view text) {
    static const std::regex kExplained(R"(^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b[^]*)");
    if (!std::regex_match(text.begin(), text.end(), kExplained)) return {};
    const auto read = [](sql::Columns& row) {
      row.integer();
      row.integer();
      row.integer();
      return row.text();
    };
    const std::string explain = with_one_parameter(text);
    const bool asks = explain.find("?1") != std::string::npos;
    auto plan = asks ? sql::rows<std::string>(db, explain, read, nullptr) : sql::rows<std::string>(db, explain, read);
    return plan ? std::move(*plan) : std::vector<std::string>{"SCAN ? cannot be explained (" + plan.error().what + ")"};
  }

  // A plan names a table by the alias that the statement gives it.
  static std::string table_of(std::string_view text, const std::string& alias) {
    static const std::regex kNamed(R"(\b(?:FROM|JOIN|UPDATE|INTO) (\w+) (?:AS )?(\w+))");
    for (std::cregex_iterator at(text.begin(), text.end(), kNamed), end; at != end; ++at) {
      if ((*at)[2] == alias) return (*at)[1];
    }
    return alias;
  }

  bool is_scan(const std::string& line, std::string_view text) const {
    // A search without an index is the scan that min() and max() make.
    static const std::regex kScan(R"((SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+))?(.*))");
    std::smatch found;
    if (!std::regex_match(line, found, kScan)) return line.starts_with("SCAN ?");
    if (found[2] == "CONSTANT" || (found[1] == "SEARCH" && (found[3].matched || found[4].length() > 0))) return false;
    const std::string table = table_of(text, found[2]);
    const std::string index = found[3];
    const auto is = [](const std::string& name) { return [&name](const Leave& leave) { return leave.what == name; }; };
    return std::ranges::none_of(m_leaves.tables, is(table)) && std::ranges::none_of(m_leaves.indexes, is(index));
  }

  void see(sqlite::Database& db, std::string_view text) {
    {
      const std::lock_guard lock(m_mutex);
      if (!m_seen.emplace(text).second) return;
    }
    const auto scans = scans_of(db, text);
    std::vector<std::string> told;
    {
      const std::lock_guard lock(m_mutex);
      m_found.insert(m_found.end(), scans.begin(), scans.end());
      if (std::this_thread::get_id() == m_tests) told.swap(m_found);
    }
    for (const std::string& line : told) FAIL_CHECK(line);
  }

  const Leaves m_leaves;
  const std::thread::id m_tests = std::this_thread::get_id();
  std::mutex m_mutex;
  std::set<std::string, std::less<>> m_seen;
  std::vector<std::string> m_found;
};

}  // namespace warmheart::test
