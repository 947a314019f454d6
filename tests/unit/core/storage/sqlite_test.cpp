#include "core/storage/sqlite.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <optional>
#include <vector>

#include "core/storage/durable_files.h"

using namespace warmheart;

namespace {

struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "warmheart-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file(const char* name) const { return (path / name).string(); }
};

constexpr sqlite::Migration kPlainTable[] = {{1, "CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB, c TEXT);"},
                                             {2, "ALTER TABLE t ADD COLUMN d REAL;"}};

}  // namespace

TEST_CASE("values come back as they were bound") {
  Folder folder;
  auto database = sqlite::Database::open(folder.file("a.db")).value();
  REQUIRE(database.migrate(kPlainTable));
  auto insert = database.prepare("INSERT INTO t VALUES(?,?,?,?)").value();
  REQUIRE(insert.bind(std::int64_t{-7}, Bytes{}, std::string("张\0伟", 7), 0.5).run());
  REQUIRE(insert.bind(8, std::optional<Bytes>(), "x", nullptr).run());
  auto query = database.prepare("SELECT a,b,c,d FROM t ORDER BY a").value();
  REQUIRE(query.step().value());
  CHECK(query.integer(0) == -7);
  CHECK_FALSE(query.is_null(1));
  CHECK(query.bytes(1).empty());
  CHECK(query.text(2) == std::string("张\0伟", 7));
  CHECK(query.real(3) == 0.5);
  REQUIRE(query.step().value());
  CHECK(query.is_null(1));
  CHECK(query.is_null(3));
  CHECK_FALSE(query.step().value());
}

TEST_CASE("a transaction that is not committed leaves nothing") {
  Folder folder;
  auto database = sqlite::Database::open(folder.file("a.db")).value();
  REQUIRE(database.migrate(kPlainTable));
  {
    auto transaction = sqlite::Transaction::begin(database).value();
    REQUIRE(database.run("INSERT INTO t(a) VALUES(1)"));
  }
  auto query = database.prepare("SELECT count(*) FROM t").value();
  REQUIRE(query.step().value());
  CHECK(query.integer(0) == 0);
}

TEST_CASE("a failed migration leaves the version before it, and a newer file is refused") {
  Folder folder;
  auto database = sqlite::Database::open(folder.file("a.db")).value();
  const sqlite::Migration broken[] = {kPlainTable[0], {2, "CREATE TABLE u(x); INSERT INTO nowhere VALUES(1);"}};
  CHECK(database.migrate(broken).error().code == ErrorCode::internal);
  CHECK(database.migrate(kPlainTable).has_value());
  CHECK(database.migrate({kPlainTable, 1}).error().code == ErrorCode::unsupported);
}

TEST_CASE("programs that start at the same time make one database between them") {
  Folder folder;
  const std::string path = folder.file("a.db");
  std::vector<sqlite::Migration> steps;
  std::vector<std::string> texts;
  for (int i = 1; i <= 40; ++i) texts.push_back("CREATE TABLE t" + std::to_string(i) + "(x);");
  for (int i = 1; i <= 40; ++i) steps.push_back({i, texts[static_cast<std::size_t>(i - 1)]});
  std::vector<sqlite::Database> databases;
  for (int i = 0; i < 4; ++i) databases.push_back(sqlite::Database::open(path).value());
  std::vector<std::future<bool>> done;
  for (auto& database : databases) {
    done.push_back(std::async(std::launch::async, [&] { return database.migrate(steps).has_value(); }));
  }
  for (auto& one : done) CHECK(one.get());
  CHECK(databases.front().version().value() == 40);
}

TEST_CASE("a database that may not be written is the medium's failure") {
  Folder folder;
  REQUIRE(sqlite::Database::open(folder.file("a.db")).value().migrate(kPlainTable));
  sqlite::OpenOptions options;
  options.read_only = true;
  auto database = sqlite::Database::open(folder.file("a.db"), options).value();
  CHECK(database.run("INSERT INTO t(a) VALUES(1)").error().code == ErrorCode::io);
}

TEST_CASE("a failure says what it is once") {
  Folder folder;
  { auto made = sqlite::Database::open(folder.file("a.db")).value(); }
  sqlite::OpenOptions options;
  options.read_only = true;
  auto database = sqlite::Database::open(folder.file("a.db"), options).value();
  const auto refused = database.run("CREATE TABLE t(a)");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what == "attempt to write a readonly database");
}

TEST_CASE("a file that is missing is not made where that is not wanted") {
  Folder folder;
  sqlite::OpenOptions options;
  options.create = false;
  CHECK(sqlite::Database::open(folder.file("a.db"), options).error().code == ErrorCode::io);
  CHECK_FALSE(std::filesystem::exists(folder.file("a.db")));
}

TEST_CASE("a file that is no database says so") {
  Folder folder;
  std::ofstream(folder.file("a.db"))
      << "this is a shopping list, long enough to be taken for a header of a database file";
  CHECK(sqlite::Database::open(folder.file("a.db")).error().code == ErrorCode::corrupt);
}

TEST_CASE("uniqueness is a conflict, a missing folder an I/O error") {
  Folder folder;
  auto database = sqlite::Database::open(folder.file("a.db")).value();
  REQUIRE(database.migrate(kPlainTable));
  REQUIRE(database.run("INSERT INTO t(a) VALUES(1)"));
  CHECK(database.run("INSERT INTO t(a) VALUES(1)").error().code == ErrorCode::conflict);
  CHECK(sqlite::Database::open(folder.file("no/such/folder.db")).error().code == ErrorCode::io);
}

TEST_CASE("a statement used again starts clean, also while its twin is still reading") {
  Folder folder;
  auto database = sqlite::Database::open(folder.file("a.db")).value();
  REQUIRE(database.migrate(kPlainTable));
  REQUIRE(database.run("INSERT INTO t(a) VALUES(1),(2),(3)"));
  constexpr const char* kQuery = "SELECT a FROM t WHERE a>? ORDER BY a";
  {
    auto left_open = database.prepare(kQuery).value();
    REQUIRE(left_open.bind(1).step().value());
  }
  auto first = database.prepare(kQuery).value();
  CHECK(first.step().error().code == ErrorCode::internal);  // nothing is bound: the value of before is gone
  first.reset();
  auto second = database.prepare(kQuery).value();
  REQUIRE(first.bind(0).step().value());
  REQUIRE(second.bind(2).step().value());
  CHECK(first.integer(0) == 1);
  CHECK(second.integer(0) == 3);
  REQUIRE(database.run("ALTER TABLE t ADD COLUMN e TEXT"));
  CHECK(database.prepare(kQuery).value().bind(2).step().value());
}

TEST_CASE("a statement may outlive its database") {
  Folder folder;
  std::optional<sqlite::Statement> left;
  {
    auto database = sqlite::Database::open(folder.file("a.db")).value();
    REQUIRE(database.migrate(kPlainTable));
    left.emplace(database.prepare("SELECT 1").value());
    REQUIRE(left->step().value());
  }
  left.reset();
  CHECK(sqlite::Database::open(folder.file("a.db")).has_value());
}

namespace {

std::string contents_of(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("deleted rows stand in the file and its log until the file is written anew and the log is cut") {
  Folder folder;
  auto database = sqlite::Database::open(folder.file("a.db")).value();
  auto secure = database.prepare("PRAGMA secure_delete").value();
  REQUIRE(secure.step().value());
  CHECK(secure.integer(0) == 1);
  secure.reset();
  REQUIRE(database.run("CREATE TABLE people(id BLOB PRIMARY KEY, name TEXT, sealed BLOB)"));
  // As rows come and go: with random keys pages split, and long values change.
  REQUIRE(
      database.run("WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM n WHERE i<3000) "
                   "INSERT INTO people SELECT randomblob(16), 'gone-'||i||'-name', randomblob(300) FROM n"));
  REQUIRE(database.cut_log(std::chrono::milliseconds(100)).value());
  REQUIRE(
      database.run("WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM n WHERE i<3000) "
                   "INSERT INTO people SELECT randomblob(16), 'kept', randomblob(200) FROM n"));
  REQUIRE(database.run("DELETE FROM people WHERE name LIKE 'gone-%'"));
  CHECK(count(contents_of(folder.path), "gone-") > 0);
  REQUIRE(database.rewrite());
  auto reader = sqlite::Database::open(folder.file("a.db")).value();
  REQUIRE(reader.run("BEGIN; SELECT count(*) FROM people"));
  REQUIRE(database.run("INSERT INTO people VALUES(x'00', 'kept', x'')"));
  CHECK_FALSE(database.cut_log(std::chrono::milliseconds(10)).value());
  REQUIRE(reader.run("COMMIT"));
  CHECK(database.cut_log(std::chrono::milliseconds(10)).value());
  CHECK(std::filesystem::file_size(folder.path / "a.db-wal") == 0);
  CHECK(count(contents_of(folder.path), "gone-") == 0);
  CHECK(count(contents_of(folder.path), "kept") == 3001);
}

TEST_CASE("a file is not written anew inside a transaction") {
  Folder folder;
  auto database = sqlite::Database::open(folder.file("a.db")).value();
  REQUIRE(database.run("BEGIN IMMEDIATE"));
  CHECK(database.rewrite().error().code == ErrorCode::internal);
  REQUIRE(database.run("COMMIT"));
  CHECK(database.rewrite());
}

TEST_CASE("a copy is the moment at which its connection began to read, and no file is copied over") {
  Folder folder;
  auto database = sqlite::Database::open(folder.file("a.db")).value();
  REQUIRE(database.migrate(kPlainTable));
  REQUIRE(database.run("INSERT INTO t(a) VALUES(1)"));
  sqlite::OpenOptions reading;
  reading.read_only = true;
  auto reader = sqlite::Database::open(folder.file("a.db"), reading).value();
  const auto rows = [](sqlite::Database& in) {
    auto query = in.prepare("SELECT count(*) FROM t").value();
    REQUIRE(query.step().value());
    return query.integer(0);
  };
  REQUIRE(reader.run("BEGIN"));
  CHECK(rows(reader) == 1);
  REQUIRE(database.run("INSERT INTO t(a) VALUES(2)"));
  REQUIRE(reader.copy_to(folder.file("copy.db")));
  CHECK(reader.copy_to(folder.file("copy.db")).error().code == ErrorCode::conflict);
  REQUIRE(reader.run("COMMIT"));
  CHECK(rows(reader) == 2);
  auto copy = sqlite::Database::open(folder.file("copy.db")).value();
  CHECK(rows(copy) == 1);
  CHECK(copy.version().value() == 2);
  REQUIRE(copy.check());
}

TEST_CASE("a renamed file keeps what it holds, and no other is overwritten") {
  Folder folder;
  std::filesystem::create_directory(folder.path / "old");
  std::ofstream(folder.path / "old" / "x") << "kept";
  REQUIRE(rename_durably(folder.path / "old", folder.path / "new"));
  CHECK(std::filesystem::exists(folder.path / "new" / "x"));
  std::filesystem::create_directory(folder.path / "third");
  CHECK(rename_durably(folder.path / "third", folder.path / "new").error().code == ErrorCode::conflict);
  CHECK(rename_durably(folder.path / "nowhere", folder.path / "fourth").error().code == ErrorCode::io);
  CHECK(make_private_folder(folder.path / "a" / "b"));
  CHECK(make_private_folder(folder.path / "a" / "b"));
}
