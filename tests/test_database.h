// The databases of one centre of a test: files in its folder; or, where WARMHEART_TEST_DATABASE names a PostgreSQL
// cluster (tests/postgres_cluster.py), two databases there, empty but for what a migration leaves. To make one takes
// seconds on a busy disk: they are emptied and used again, unless a test had hands in them. Nobody drops them: they go
// with their cluster.
#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/central/store/schema.h"
#include "core/central/store/store.h"
#include "core/storage/postgres.h"
#include "core/storage/sql.h"
#include "core/storage/sqlite.h"

namespace warmheart::test {

inline std::string cluster() {
  const char* const url = std::getenv("WARMHEART_TEST_DATABASE");
  return url ? url : "";
}
inline bool on_postgres() { return !cluster().empty(); }

template <class T>
T value_or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().what);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class TestDatabase {
 public:
  TestDatabase() {
    if (!on_postgres()) return;
    const std::lock_guard lock(pool().mutex);
    if (pool().idle.empty()) {
      m_name = "w" + std::to_string(::getpid()) + "_" + std::to_string(++pool().made);
      for (const char* end : {"", "_keys"}) create(m_name + end);
    } else {
      m_name = pool().idle.back();
      pool().idle.pop_back();
    }
  }
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase() {
    if (m_name.empty() || m_touched) return;
    const std::lock_guard lock(pool().mutex);
    if (empty(m_name) && empty(m_name + "_keys")) pool().idle.push_back(m_name);
  }

  CentralOptions options() const {
    CentralOptions out;
    if (on_postgres()) out.database = value_or_throw(postgres::with_database(cluster(), m_name));
    return out;
  }

  // A connection beside the store's, for whatever a test wants to do to them; `folder` is the store's.
  std::unique_ptr<sql::Connection> open(const std::string& folder) { return open(folder, "central.db", ""); }
  std::unique_ptr<sql::Connection> open_keys(const std::string& folder) {
    return open(folder, "person-keys.db", "_keys");
  }

  // A copy as both stand now, and back to it. Nobody may have them open. Nothing happens to files.
  void take_snapshot() { copy("", "_before"); }
  void roll_back() { copy("_before", ""); }

 private:
  struct Pool {
    std::mutex mutex;
    std::vector<std::string> idle;
    int made = 0;
  };
  static Pool& pool() {
    static Pool one;
    return one;
  }

  static postgres::Database open_at(const std::string& url) {
    postgres::OpenOptions patient;
    patient.deadline = std::chrono::minutes(2);
    return value_or_throw(postgres::Database::open(url, patient));
  }
  static postgres::Database& server() {
    static postgres::Database database = open_at(cluster());
    return database;
  }

  static void create(const std::string& name) {
    value_or_throw(
        server().run("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"));
    auto db = open_at(value_or_throw(postgres::with_database(cluster(), name)));
    value_or_throw(db.migrate(name.ends_with("_keys") ? warmheart::internal::people_migrations()
                                                      : warmheart::internal::central_migrations()));
  }

  // As the migration left them; the audit's triggers are not asked.
  static bool empty(const std::string& name) {
    auto url = postgres::with_database(cluster(), name);
    auto db = url ? postgres::Database::open(*url) : Result<postgres::Database>(fail(url.error()));
    if (!db) return false;
    const auto tables = sql::rows<std::string>(
        *db, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_version'");
    if (!tables) return false;
    std::string all = "BEGIN; SET LOCAL session_replication_role = replica";
    for (const std::string& table : *tables) all += "; DELETE FROM " + table;
    return db->run(all + "; COMMIT").has_value();
  }

  void copy(const std::string& from, const std::string& to) {
    if (m_name.empty()) return;
    m_touched = true;
    for (const std::string& one : {m_name, m_name + "_keys"}) {
      value_or_throw(server().run("DROP DATABASE IF EXISTS " + one + to + " WITH (FORCE)"));
      value_or_throw(server().run("CREATE DATABASE " + one + to + " TEMPLATE " + one + from));
    }
  }

  std::unique_ptr<sql::Connection> open(const std::string& folder, const char* file, const char* end) {
    m_touched = true;
    if (!on_postgres())
      return std::make_unique<sqlite::Database>(value_or_throw(sqlite::Database::open(folder + "/" + file)));
    return std::make_unique<postgres::Database>(
        value_or_throw(postgres::Database::open(value_or_throw(postgres::with_database(cluster(), m_name + end)))));
  }

  std::string m_name;
  bool m_touched = false;
};

}  // namespace warmheart::test
