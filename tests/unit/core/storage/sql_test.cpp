#include "core/storage/sql.h"

#include <catch2/catch.hpp>

#include <filesystem>

#include "core/storage/sqlite.h"

using namespace warmheart;

namespace {

constexpr sqlite::Migration kTypedTable[] = {{1, "CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB, c TEXT, d INTEGER);"}};

struct Opened {
  std::filesystem::path folder;
  std::optional<sqlite::Database> db;
  Opened() {
    std::string pattern = (std::filesystem::temp_directory_path() / "warmheart-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    db.emplace(sqlite::Database::open((folder / "a.db").string()).value());
    REQUIRE(db->migrate(kTypedTable));
  }
  ~Opened() {
    db.reset();
    std::filesystem::remove_all(folder);
  }
};

struct Line {
  std::int64_t a = 0;
  std::optional<Bytes> b;
  std::string c;
  bool d = false;
};
Line read_line(sql::Columns& row) { return {row.integer(), row.next<std::optional<Bytes>>(), row.text(), row.flag()}; }

enum class Light { red, green };
std::optional<Light> light_from(std::string_view name) {
  if (name == "red") return Light::red;
  if (name == "green") return Light::green;
  return std::nullopt;
}

}  // namespace

TEST_CASE("rows are read column by column, one row is a value or none") {
  Opened opened;
  CHECK(
      sql::execute(*opened.db, "INSERT INTO t VALUES(?, ?, ?, ?), (2, NULL, 'y', 0)", 1, Bytes{7}, "x", true).value() ==
      2);
  const auto lines = sql::rows<Line>(*opened.db, "SELECT a, b, c, d FROM t ORDER BY a", read_line).value();
  REQUIRE(lines.size() == 2);
  CHECK((lines[0].a == 1 && lines[0].b == Bytes{7} && lines[0].c == "x" && lines[0].d));
  CHECK_FALSE(lines[1].b.has_value());
  CHECK(sql::row<Line>(*opened.db, "SELECT a, b, c, d FROM t WHERE a = ?", read_line, 2).value()->c == "y");
  CHECK_FALSE(sql::row<std::string>(*opened.db, "SELECT c FROM t WHERE a = ?", 3).value().has_value());
  CHECK(sql::value<std::int64_t>(*opened.db, "SELECT count(*) FROM t").value() == 2);
  CHECK(sql::value<std::int64_t>(*opened.db, "SELECT a FROM t WHERE a = 9").error().code == ErrorCode::internal);
}

TEST_CASE("a wrong number of parameters is an error, one too few and one too many") {
  Opened opened;
  CHECK(sql::execute(*opened.db, "DELETE FROM t WHERE a = ?").error().code == ErrorCode::internal);
  CHECK(sql::execute(*opened.db, "DELETE FROM t WHERE a = ?", 1, 2).error().code == ErrorCode::internal);
  CHECK(sql::execute(*opened.db, "DELETE FROM t", 1).error().code == ErrorCode::internal);
  CHECK(sql::execute(*opened.db, "DELETE FROM t WHERE a = ?", 1).value() == 0);
}

TEST_CASE("a wrong number of columns is an error") {
  Opened opened;
  REQUIRE(sql::execute(*opened.db, "INSERT INTO t VALUES(1, x'07', 'x', 1)"));
  CHECK(sql::row<Line>(*opened.db, "SELECT a, b, c FROM t", read_line).error().code == ErrorCode::internal);
  CHECK(sql::row<Line>(*opened.db, "SELECT a, b, c, d, a FROM t", read_line).error().code == ErrorCode::internal);
}

TEST_CASE("a column that is not what was asked for is damage, never a made-up value") {
  Opened opened;
  REQUIRE(sql::execute(*opened.db, "INSERT INTO t VALUES(1, x'0708', NULL, 1)"));
  CHECK(sql::row<Uuid>(*opened.db, "SELECT b FROM t").error().code == ErrorCode::corrupt);
  CHECK(sql::row<Digest>(*opened.db, "SELECT b FROM t").error().code == ErrorCode::corrupt);
  CHECK(sql::row<std::string>(*opened.db, "SELECT c FROM t").error().code == ErrorCode::corrupt);
  CHECK(sql::row<std::int64_t>(*opened.db, "SELECT c FROM t").error().code == ErrorCode::corrupt);
  CHECK(sql::rows<std::string>(*opened.db, "SELECT c FROM t").error().code == ErrorCode::corrupt);
}

TEST_CASE("a name that no list holds is damage") {
  Opened opened;
  REQUIRE(sql::execute(*opened.db, "INSERT INTO t VALUES(1, NULL, 'green', 1), (2, NULL, 'blue', 1)"));
  const auto read = [](sql::Columns& row) { return row.named(light_from); };
  CHECK(sql::row<Light>(*opened.db, "SELECT c FROM t WHERE a = 1", read).value() == Light::green);
  CHECK(sql::row<Light>(*opened.db, "SELECT c FROM t WHERE a = 2", read).error().code == ErrorCode::corrupt);
}

TEST_CASE("an act is committed when it returns a value, and leaves nothing when it fails") {
  Opened opened;
  sql::Connection& db = *opened.db;
  const auto good = sql::transact(db, [&] { return sql::execute(db, "INSERT INTO t VALUES(1, NULL, 'x', 1)"); });
  CHECK(good.value() == 1);
  const auto bad = sql::transact(db, [&]() -> Result<void> {
    WARMHEART_TRY(sql::execute(db, "INSERT INTO t VALUES(2, NULL, 'y', 1)"));
    return fail(ErrorCode::conflict, "not today");
  });
  CHECK(bad.error().code == ErrorCode::conflict);
  CHECK(sql::value<std::int64_t>(db, "SELECT count(*) FROM t").value() == 1);
}

TEST_CASE("each text is observed once, when it is compiled") {
  Opened opened;
  std::vector<std::string> seen;
  sqlite::observe_statements([&](sqlite::Database& db, std::string_view text) {
    seen.emplace_back(text);
    CHECK(db.prepare("EXPLAIN QUERY PLAN " + std::string(text)).has_value());
  });
  CHECK(sql::rows<std::int64_t>(*opened.db, "SELECT a FROM t").has_value());
  CHECK(sql::rows<std::int64_t>(*opened.db, "SELECT a FROM t").has_value());
  sqlite::observe_statements({});
  CHECK(sql::rows<std::int64_t>(*opened.db, "SELECT a+1 FROM t").has_value());
  CHECK(seen == std::vector<std::string>{"SELECT a FROM t"});
}
