// PostgreSQL behind sql.h. Needs WARMHEART_TEST_DATABASE (tests/postgres_cluster.py).
#include "core/storage/postgres.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/storage/dialect.h"
#include "core/storage/postgres_text.h"
#include "core/storage/sql.h"

using namespace warmheart;
using std::chrono::milliseconds;

namespace {

template <class T>
T must_have(Result<T> result) {
  if (!result) FAIL(name_of(result.error().code) << ": " << result.error().what);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

std::string cluster() {
  const char* const url = std::getenv("WARMHEART_TEST_DATABASE");
  return url ? url : "";
}

// A fresh database of the cluster; it goes with its cluster.
struct Fresh {
  std::string name = "t" + std::to_string(::getpid()) + "_" + std::to_string(++s_made);
  std::string url = must_have(postgres::with_database(cluster(), name));
  postgres::Database server =
      must_have(postgres::Database::open(cluster(), {milliseconds(2000), milliseconds(60'000)}));

  explicit Fresh(const std::string& how = "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'") {
    must_have(server.run("CREATE DATABASE " + name + " TEMPLATE template0 " + how));
  }
  postgres::Database open(const postgres::OpenOptions& options = {}) const {
    return must_have(postgres::Database::open(url, options));
  }
  static inline int s_made = 0;
};

postgres::OpenOptions impatient() { return {milliseconds(100), milliseconds(300), milliseconds(5000)}; }

constexpr sql::Migration kTypes[] = {
    {1, "CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB DEFAULT x'0a', c TEXT, d REAL); -- INTEGER and 'quotes'\n"},
    {2, "CREATE TABLE nothing(x INTEGER)", "ALTER TABLE t ADD COLUMN e BOOLEAN, ADD COLUMN f SMALLINT"}};

struct Line {
  std::int64_t a = 0;
  std::optional<Bytes> b;
  std::optional<std::string> c;
  std::optional<double> d;
};
Line read_line(sql::Columns& row) {
  return {row.integer(), row.next<std::optional<Bytes>>(), row.next<std::optional<std::string>>(),
          row.next<std::optional<double>>()};
}

}  // namespace

TEST_CASE("marks become numbers outside of quotes and comments", "[text]") {
  const auto numbered = [](std::string_view text) { return must_have(postgres::with_numbers(text)); };
  CHECK(numbered("SELECT ? + ?").text == "SELECT $1 + $2");
  CHECK(numbered("SELECT '?', \"?\", ? -- ?\n, /* ? */ ?").text == "SELECT '?', \"?\", $1 -- ?\n, /* ? */ $2");
  CHECK(numbered("SELECT 'it''s ?', ?").parameters == 1);
  CHECK(numbered("SELECT ?2, ?1, ?2").text == "SELECT $2, $1, $2");
  CHECK(numbered("SELECT ?2, ?1, ?2").parameters == 2);
  CHECK(numbered("SELECT x'0aFF', max'x'").text == "SELECT '\\x0aFF'::bytea, max'x'");
  CHECK(postgres::with_numbers("SELECT ?, ?1").error().code == ErrorCode::invalid_argument);
  CHECK(postgres::with_numbers("SELECT 'open").error().code == ErrorCode::invalid_argument);
  CHECK(postgres::with_numbers("SELECT /* open").error().code == ErrorCode::invalid_argument);
}

TEST_CASE("types of a schema are PostgreSQL's, outside of quotes and comments", "[text]") {
  CHECK(must_have(postgres::with_types("CREATE TABLE t(a INTEGER, b BLOB, c REAL, INTEGERS TEXT); -- INTEGER\n"
                                       "INSERT INTO t VALUES('INTEGER', x'')")) ==
        "CREATE TABLE t(a BIGINT, b BYTEA, c DOUBLE PRECISION, INTEGERS TEXT); -- INTEGER\n"
        "INSERT INTO t VALUES('INTEGER', '\\x'::bytea)");
}

TEST_CASE("addresses: another database of the same server, and no password in a log", "[text]") {
  const std::string url = "postgresql://wang:secret@db.example.org:5432/warmheart?sslmode=require";
  CHECK(must_have(postgres::with_database(url, "other")) ==
        "postgresql://wang:secret@db.example.org:5432/other?sslmode=require");
  CHECK(must_have(postgres::database_of(url)) == "warmheart");
  CHECK(postgres::without_password(url).find("secret") == std::string::npos);
  CHECK(postgres::database_of("postgresql://host").error().code == ErrorCode::invalid_argument);
  CHECK(postgres::database_of("host=x dbname=y").error().code == ErrorCode::invalid_argument);
}

TEST_CASE("values of every type come back as they were given", "[postgres]") {
  const Fresh fresh;
  auto db = fresh.open();
  must_have(db.migrate(kTypes));
  CHECK(must_have(sql::execute(db,
                               "INSERT INTO t(a, b, c, d, e, f) VALUES(?, ?, ?, ?, ?, ?), (?, NULL, NULL, NULL, "
                               "NULL, NULL)",
                               std::uint64_t{0xFFFF'FFFF'FFFF'FFFF}, Bytes{0, 255}, "张伟", 0.5, true, 7, 1)) == 2);
  const auto lines = must_have(sql::rows<Line>(db, "SELECT a, b, c, d FROM t ORDER BY a", read_line));
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].a == -1);
  CHECK(lines[0].b == Bytes{0, 255});
  CHECK(lines[0].c == "张伟");
  CHECK(lines[0].d == 0.5);
  CHECK_FALSE(lines[1].b);
  CHECK_FALSE(lines[1].c);
  CHECK_FALSE(lines[1].d);
  CHECK(must_have(sql::value<bool>(db, "SELECT e FROM t WHERE f = ?", 7)));
  CHECK(must_have(sql::value<std::int64_t>(db, "SELECT f FROM t WHERE e = ?", 1)) == 7);
  CHECK(must_have(sql::value<Bytes>(db, "SELECT CAST(? AS BYTEA)", Bytes{})).empty());
  // Sums of integers travel as numeric.
  CHECK(must_have(sql::value<std::int64_t>(db, "SELECT sum(a) - 9000000000000 FROM t")) == -9'000'000'000'000);
  CHECK(must_have(sql::value<std::int64_t>(db, "SELECT 12340000::numeric")) == 12'340'000);
  CHECK(must_have(sql::value<double>(db, "SELECT avg(x) FROM (VALUES(1), (2)) v(x)")) == 1.5);
  CHECK(must_have(sql::value<double>(db, "SELECT -10000.25::numeric")) == -10000.25);
  CHECK(must_have(sql::value<std::int64_t>(db, "SELECT 1")) == 1);
  CHECK(must_have(sql::value<std::string>(db, "SELECT 'x'")) == "x");
  CHECK(must_have(sql::value<std::string>(db, "SELECT current_database()")) == fresh.name);
  CHECK(must_have(sql::value<Bytes>(db, "SELECT b FROM t WHERE a = ? OR b = x'77'", -1)) == Bytes{0, 255});
}

TEST_CASE("a wrong number or type of parameters never reaches the server", "[postgres]") {
  const Fresh fresh;
  auto db = fresh.open();
  must_have(db.migrate(kTypes));
  const auto code = [&](const auto&... values) {
    return sql::execute(db, "UPDATE t SET c = ?, b = ? WHERE a = ?", values...).error().code;
  };
  CHECK(code("x", Bytes{1}) == ErrorCode::internal);
  CHECK(code("x", Bytes{1}, 1, 2) == ErrorCode::internal);
  CHECK(code() == ErrorCode::internal);
  CHECK(code(1, Bytes{1}, 1) == ErrorCode::internal);
  CHECK(code("x", "x", 1) == ErrorCode::internal);
  CHECK(code("x", Bytes{1}, "1") == ErrorCode::internal);
  CHECK(sql::execute(db, "UPDATE t SET f = ?", 70'000).error().code == ErrorCode::internal);
  CHECK(sql::execute(db, "UPDATE t SET e = ?", 2).error().code == ErrorCode::internal);
  CHECK(sql::execute(db, "UPDATE nowhere SET f = 1").error().code == ErrorCode::internal);
}

TEST_CASE("text that is not UTF-8, or holds a NUL, is an error before the server sees it, and breaks no act",
          "[postgres]") {
  const Fresh fresh;
  auto db = fresh.open();
  must_have(db.migrate(kTypes));
  const auto act = sql::transact(db, [&]() -> Result<void> {
    for (const std::string& bad : {std::string("\xe5\xbc", 2), std::string("a\0b", 3), std::string("\xff")}) {
      const auto refused = sql::execute(db, "INSERT INTO t(a, c) VALUES(1, ?)", bad);
      CHECK(refused.error().code == ErrorCode::invalid_argument);
    }
    WARMHEART_TRY(sql::execute(db, "INSERT INTO t(a, c) VALUES(2, ?)", "好"));
    return {};
  });
  CHECK(act);
  CHECK(must_have(sql::value<std::int64_t>(db, "SELECT count(*) FROM t")) == 1);
}

TEST_CASE("a constraint is a conflict; an act that failed commits nothing, and says what came first", "[postgres]") {
  const Fresh fresh;
  auto db = fresh.open();
  must_have(db.migrate(kTypes));
  must_have(sql::execute(db, "INSERT INTO t(a) VALUES(1)"));
  CHECK(sql::execute(db, "INSERT INTO t(a) VALUES(1)").error().code == ErrorCode::conflict);
  const auto act = sql::transact(db, [&]() -> Result<void> {
    WARMHEART_TRY(sql::execute(db, "INSERT INTO t(a) VALUES(2)"));
    CHECK(sql::execute(db, "INSERT INTO t(a) VALUES(1)").error().code == ErrorCode::conflict);
    CHECK(sql::execute(db, "INSERT INTO t(a) VALUES(3)").error().code == ErrorCode::conflict);
    return {};
  });
  REQUIRE_FALSE(act);
  CHECK(act.error().code == ErrorCode::conflict);
  CHECK(must_have(sql::value<std::int64_t>(db, "SELECT count(*) FROM t")) == 1);
  CHECK(db.run("INSERT INTO t(a) VALUES(5); INSERT INTO t(a) VALUES(1)").error().code == ErrorCode::conflict);
  CHECK(must_have(sql::value<std::int64_t>(db, "SELECT count(*) FROM t")) == 1);
}

TEST_CASE("migrations: once, by several at a time; a newer database only where it says that older programs may run",
          "[postgres]") {
  const Fresh fresh;
  std::vector<std::future<bool>> done;
  for (int i = 0; i < 4; ++i) {
    done.push_back(std::async(std::launch::async, [&] {
      auto db = postgres::Database::open(fresh.url);
      return db && db->migrate(kTypes).has_value();
    }));
  }
  for (auto& one : done) CHECK(one.get());
  auto db = fresh.open();
  CHECK(must_have(db.version()) == 2);
  CHECK(db.migrate({kTypes, 1}).error().code == ErrorCode::unsupported);
  const sql::Migration added[] = {kTypes[0], kTypes[1], {3, "-- oldest program: 2\nALTER TABLE t ADD COLUMN g TEXT"}};
  must_have(db.migrate(added));
  CHECK(must_have(db.version()) == 3);
  CHECK(db.migrate(kTypes));
  CHECK(db.migrate({kTypes, 1}).error().code == ErrorCode::unsupported);
  const sql::Migration broken[] = {added[0], added[1], added[2], {4, "CREATE TABLE u(x INTEGER); SELECT nothing()"}};
  CHECK(db.migrate(broken).error().code == ErrorCode::internal);
  CHECK(must_have(db.version()) == 3);
  CHECK(must_have(sql::value<bool>(db, "SELECT to_regclass('u') IS NULL")));
}

TEST_CASE("a look sees one moment and writes nothing", "[postgres]") {
  const Fresh fresh;
  auto db = fresh.open(), other = fresh.open();
  must_have(db.migrate(kTypes));
  must_have(db.begin_look());
  CHECK(must_have(sql::value<std::int64_t>(db, "SELECT count(*) FROM t")) == 0);
  must_have(sql::execute(other, "INSERT INTO t(a) VALUES(1)"));
  CHECK(must_have(sql::value<std::int64_t>(db, "SELECT count(*) FROM t")) == 0);
  CHECK_FALSE(sql::execute(db, "INSERT INTO t(a) VALUES(2)"));
  db.end_look();
  CHECK(must_have(sql::value<std::int64_t>(db, "SELECT count(*) FROM t")) == 1);
}

TEST_CASE("two acts that name the same have it one after the other; too long is busy", "[postgres]") {
  const Fresh fresh;
  auto db = fresh.open(impatient()), other = fresh.open(impatient());
  const sql::ActLock own[] = {{1, 0, true}, {1, 7, false}}, another[] = {{1, 0, true}, {1, 8, false}};
  const sql::ActLock all[] = {{1, 0, false}};
  {
    auto holds = must_have(sql::Transaction::begin(db));
    must_have(sql::lock(db, own));
    {
      auto beside = must_have(sql::Transaction::begin(other));
      CHECK(sql::lock(other, another));
    }
    for (const auto wanted : {std::span<const sql::ActLock>(own), std::span<const sql::ActLock>(all)}) {
      auto waits = must_have(sql::Transaction::begin(other));
      CHECK(sql::lock(other, wanted).error().code == ErrorCode::busy);
      CHECK_FALSE(other.may_succeed_at_once());
    }
  }
  auto free = must_have(sql::Transaction::begin(other));
  CHECK(sql::lock(other, all));
}

TEST_CASE("of two acts that wait for each other one goes, and may succeed at once", "[postgres]") {
  const Fresh fresh;
  auto db = fresh.open(), other = fresh.open();
  const sql::ActLock one[] = {{1, 1, false}}, two[] = {{1, 2, false}};
  auto first = must_have(sql::Transaction::begin(db));
  auto second = must_have(sql::Transaction::begin(other));
  must_have(sql::lock(db, one));
  must_have(sql::lock(other, two));
  auto crossed = std::async(std::launch::async, [&] { return sql::lock(other, one).has_value(); });
  const bool got = sql::lock(db, two).has_value();
  if (!got) {
    CHECK(db.may_succeed_at_once());
    auto gone = std::move(first);
  }
  const bool other_got = crossed.get();
  CHECK(got != other_got);
  CHECK((got ? other : db).may_succeed_at_once());
}

TEST_CASE("a server that is stopped is left at the deadline, and served again by itself when it goes on",
          "[postgres]") {
  const Fresh fresh;
  auto db = fresh.open(impatient());
  must_have(db.migrate(kTypes));
  const int backend = db.backend();
  REQUIRE(::kill(backend, SIGSTOP) == 0);
  const auto began = std::chrono::steady_clock::now();
  const auto act = sql::transact(db, [&] { return sql::execute(db, "INSERT INTO t(a) VALUES(1)"); });
  const auto took = std::chrono::steady_clock::now() - began;
  REQUIRE(::kill(backend, SIGCONT) == 0);
  CHECK(act.error().code == ErrorCode::busy);
  CHECK(took > milliseconds(350));
  CHECK(took < milliseconds(3000));
  CHECK(must_have(sql::transact(db, [&] { return sql::execute(db, "INSERT INTO t(a) VALUES(1)"); })) == 1);
  CHECK(db.backend() != backend);
}

TEST_CASE(
    "a connection that is ended between acts is made anew; in the middle of one the act is nothing, and may run "
    "again",
    "[postgres]") {
  const Fresh fresh;
  auto db = fresh.open(), other = fresh.open();
  must_have(db.migrate(kTypes));
  const auto end = [&] {
    const int backend = db.backend();
    REQUIRE(must_have(sql::value<bool>(other, "SELECT pg_terminate_backend(CAST(? AS INTEGER))", backend)));
    while (must_have(sql::value<bool>(other, "SELECT EXISTS(SELECT 1 FROM pg_stat_activity WHERE pid = ?)", backend)))
      std::this_thread::sleep_for(milliseconds(5));
  };
  end();
  CHECK(must_have(sql::transact(db, [&] { return sql::execute(db, "INSERT INTO t(a) VALUES(1)"); })) == 1);
  const auto act = sql::transact(db, [&]() -> Result<void> {
    WARMHEART_TRY(sql::execute(db, "INSERT INTO t(a) VALUES(2)"));
    end();
    WARMHEART_TRY(sql::execute(db, "INSERT INTO t(a) VALUES(3)"));
    return {};
  });
  CHECK(act.error().code == ErrorCode::busy);
  CHECK(db.may_succeed_at_once());
  CHECK(must_have(sql::value<std::int64_t>(db, "SELECT count(*) FROM t")) == 1);
}

// From here on commits wait for a standby that does not exist. The server's processes take a setting one after the
// other: commits are tried until one waits.
static void await_nobody(const Fresh& fresh, sql::Connection& other) {
  must_have(other.run("CREATE TABLE probe(a BIGINT)"));
  must_have(other.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'"));
  must_have(other.run("SELECT pg_reload_conf()"));
  must_have(other.run("SET synchronous_commit = local"));
  for (int tries = 0; tries < 200; ++tries) {
    auto probe = fresh.open(impatient());
    if (!sql::transact(probe, [&] { return sql::execute(probe, "INSERT INTO probe(a) VALUES(1)"); })) return;
    std::this_thread::sleep_for(milliseconds(20));
  }
  FAIL("no commit waits for a standby");
}

TEST_CASE("a COMMIT whose wait for a standby is cancelled is no success, and one whose connection is lost neither",
          "[postgres]") {
  const Fresh fresh;
  auto db = fresh.open(), other = fresh.open();
  must_have(db.migrate(kTypes));
  await_nobody(fresh, other);
  const auto restore = [&] {
    must_have(other.run("ALTER SYSTEM RESET synchronous_standby_names"));
    must_have(other.run("SELECT pg_reload_conf()"));
  };
  const std::string how = GENERATE(as<std::string>(), "pg_cancel_backend", "pg_terminate_backend");
  const int backend = db.backend();
  auto committed = std::async(std::launch::async, [&] {
    return sql::transact(db, [&] { return sql::execute(db, "INSERT INTO t(a) VALUES(1)"); });
  });
  for (int looks = 0; looks < 400; ++looks) {
    if (must_have(sql::value<bool>(
            other, "SELECT EXISTS(SELECT 1 FROM pg_stat_activity WHERE pid = ? AND wait_event = 'SyncRep')", backend)))
      break;
    std::this_thread::sleep_for(milliseconds(5));
  }
  CHECK(must_have(sql::value<bool>(other, "SELECT " + how + "(CAST(? AS INTEGER))", backend)));
  const auto outcome = committed.get();
  restore();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == ErrorCode::busy);
  CHECK(outcome.error().what.starts_with("unknown outcome"));
  CHECK_FALSE(db.may_succeed_at_once());
  // It stands here, and who looks sees it: that is why nobody may be told by looking.
  CHECK(must_have(sql::value<std::int64_t>(other, "SELECT count(*) FROM t")) == 1);
}

TEST_CASE("a COMMIT that gets no answer is left at the deadline, never cancelled", "[postgres]") {
  const Fresh fresh;
  auto db = fresh.open(impatient()), other = fresh.open();
  must_have(db.migrate(kTypes));
  await_nobody(fresh, other);
  const int backend = db.backend();
  const auto outcome = sql::transact(db, [&] { return sql::execute(db, "INSERT INTO t(a) VALUES(1)"); });
  CHECK(outcome.error().what.starts_with("unknown outcome"));
  // The server goes on waiting, and nobody sees the row until a standby has it.
  CHECK(must_have(sql::value<std::int64_t>(other, "SELECT count(*) FROM t")) == 0);
  CHECK(must_have(sql::value<std::int64_t>(
            other, "SELECT count(*) FROM pg_stat_activity WHERE pid = ? AND wait_event = 'SyncRep'", backend)) == 1);
  must_have(other.run("ALTER SYSTEM RESET synchronous_standby_names"));
  must_have(other.run("SELECT pg_reload_conf()"));
}

TEST_CASE("an address that leads nowhere, to no database, to one of another kind, to one that is read-only",
          "[postgres]") {
  const Fresh fresh;
  const auto open = [](const std::string& url) { return postgres::Database::open(url).error(); };
  CHECK(open("postgresql://postgres@/x?host=/nowhere").code == ErrorCode::busy);
  CHECK(open(must_have(postgres::with_database(cluster(), "nobody_made_it"))).code == ErrorCode::not_found);
  CHECK(open("postgresql://postgres@/x?nonsense=1").code == ErrorCode::invalid_argument);
  const Fresh other_order("ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'");
  CHECK(open(other_order.url).code == ErrorCode::unsupported);
  CHECK(open(other_order.url).what.find("LC_COLLATE 'C'") != std::string::npos);
  const Fresh latin("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
  CHECK(open(latin.url).code == ErrorCode::unsupported);
  must_have(fresh.open().run("ALTER DATABASE " + fresh.name + " SET default_transaction_read_only = on"));
  CHECK(open(fresh.url).code == ErrorCode::busy);
  CHECK(open(fresh.url).what.find("read-only") != std::string::npos);
}

TEST_CASE("deleted rows are out of the tables after rewrite, and not inside an act", "[postgres]") {
  const Fresh fresh;
  auto db = fresh.open();
  must_have(db.migrate(kTypes));
  must_have(db.run("CREATE EXTENSION IF NOT EXISTS pgstattuple"));
  must_have(db.run("INSERT INTO t(a, c) SELECT i, 'gone' FROM generate_series(1, 1000) i; DELETE FROM t"));
  must_have(db.rewrite());
  CHECK(must_have(sql::value<std::int64_t>(db, "SELECT tuple_count + dead_tuple_count FROM pgstattuple('t')")) == 0);
  auto act = must_have(sql::Transaction::begin(db));
  CHECK_FALSE(db.rewrite());
}
