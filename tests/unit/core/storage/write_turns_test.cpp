// Two connections to one file, as two threads of the centre have them.
#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "core/storage/sql.h"
#include "core/storage/sqlite.h"

using namespace warmheart;

namespace {

class TwoConnections {
 public:
  TwoConnections() {
    std::string pattern = (std::filesystem::temp_directory_path() / "warmheart-XXXXXX").string();
    m_folder = mkdtemp(pattern.data());
    first.emplace(open());
    second.emplace(open(20));
    REQUIRE(first->run("CREATE TABLE line(n INTEGER PRIMARY KEY, who TEXT)"));
  }
  TwoConnections(const TwoConnections&) = delete;
  ~TwoConnections() { std::filesystem::remove_all(m_folder); }

  sqlite::Database open(int busy_timeout_ms = 60'000) const {
    sqlite::OpenOptions options;
    options.busy_timeout_ms = busy_timeout_ms;
    return sqlite::Database::open(path(), options).value();
  }
  // As another program would: with turns of its own, and two seconds' patience.
  sqlite::Database open_elsewhere() const {
    sqlite::OpenOptions options;
    options.busy_timeout_ms = 2'000;
    return sqlite::Database::open(m_folder + "/./a.db", options).value();
  }
  // Until another writer stands behind the one that writes; false: none came in ten seconds.
  bool somebody_waits() const {
    const auto turns = sqlite::WriteTurns::of(":" + path());
    for (int i = 0; i < 10'000 && turns->waiting() == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return turns->waiting() > 0;
  }
  std::vector<std::string> lines() { return sql::rows<std::string>(*first, "SELECT who FROM line ORDER BY n").value(); }

  std::optional<sqlite::Database> first;
  std::optional<sqlite::Database> second;  // waits no longer than 20 ms

 private:
  std::string path() const { return m_folder + "/a.db"; }
  std::string m_folder;
};

Result<void> write_line(sqlite::Database& db, const char* who) {
  WARMHEART_TRY(sql::execute(db, "INSERT INTO line(who) VALUES(?)", who));
  return {};
}

// While `first` writes, `waiting` comes and waits; `first` commits and begins again at once.
void write_again_while(TwoConnections& two, const std::function<void(sqlite::Database&)>& waiting) {
  auto other = two.open();
  auto now = sqlite::Transaction::begin(*two.first);
  REQUIRE(now);
  std::thread late([&] { waiting(other); });
  CHECK(two.somebody_waits());
  REQUIRE(write_line(*two.first, "first"));
  REQUIRE(now->commit());
  auto again = sqlite::Transaction::begin(*two.first);
  REQUIRE(again);
  REQUIRE(write_line(*two.first, "again"));
  REQUIRE(again->commit());
  late.join();
}

}  // namespace

TEST_CASE("a writer that begins again at once stands behind those who waited meanwhile") {
  TwoConnections two;
  write_again_while(two, [](sqlite::Database& db) {
    auto transaction = sqlite::Transaction::begin(db);
    if (transaction && write_line(db, "late")) static_cast<void>(transaction->commit().has_value());
  });
  CHECK(two.lines() == std::vector<std::string>{"first", "late", "again"});
}

TEST_CASE("a single statement that writes waits for its turn too") {
  TwoConnections two;
  write_again_while(two, [](sqlite::Database& db) { static_cast<void>(write_line(db, "late").has_value()); });
  CHECK(two.lines() == std::vector<std::string>{"first", "late", "again"});
}

TEST_CASE("a turn that does not come in time is busy, and is not kept for who has gone") {
  TwoConnections two;
  {
    auto now = sqlite::Transaction::begin(*two.first);
    REQUIRE(now);
    const auto late = sqlite::Transaction::begin(*two.second);
    REQUIRE_FALSE(late);
    CHECK(late.error().code == ErrorCode::busy);
    CHECK(write_line(*two.second, "late").error().code == ErrorCode::busy);
    CHECK(sql::rows<std::string>(*two.second, "SELECT who FROM line").value().empty());  // reading needs no turn
  }
  CHECK(write_line(*two.second, "then"));
  CHECK(write_line(*two.first, "last"));
  CHECK(two.lines() == std::vector<std::string>{"then", "last"});
}

TEST_CASE("after 200 ms of writing without a pause a gap is due, once; an idle moment counts as one") {
  sqlite::WriteGaps gaps;
  const sqlite::WriteGaps::Time start{std::chrono::hours(1)};
  int due = 0;
  // Writers hand on at once, each after 20 ms.
  const auto write_until = [&](int from_ms, int to_ms) {
    due = 0;
    for (int ms = from_ms; ms < to_ms; ms += 20) {
      if (gaps.due(start + std::chrono::milliseconds(ms))) ++due;
      gaps.released(start + std::chrono::milliseconds(ms + 20));
    }
    return due;
  };
  CHECK(write_until(0, 200) == 0);
  CHECK(write_until(200, 400) == 1);
  CHECK(write_until(403, 600) == 0);  // it lay free for 3 ms
  CHECK(write_until(603, 1203) == 3);
}

TEST_CASE("a writer without a pause leaves another process its moment") {
  TwoConnections two;
  auto elsewhere = two.open_elsewhere();
  std::atomic<bool> stop{false};
  std::atomic<int> failed{0};
  std::thread without_pause([&] {
    while (!stop) {
      auto transaction = sqlite::Transaction::begin(*two.first);
      std::this_thread::sleep_for(std::chrono::milliseconds(18));  // as long as applying holds the lock
      if (!transaction || !transaction->commit()) ++failed;
    }
  });
  for (int i = 0; i < 4; ++i) CHECK(write_line(elsewhere, "elsewhere"));
  stop = true;
  without_pause.join();
  CHECK(failed == 0);
}
