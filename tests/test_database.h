// The databases of one centre of a test: files in its folder; or, where WARMHEART_TEST_DATABASE names a PostgreSQL
// cluster (tests/postgres_cluster.py), two fresh databases there, copied from a migrated one and dropped at the end.
#pragma once

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

#include "core/central/store/schema.h"
#include "core/central/store/store.h"
#include "core/storage/postgres.h"
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
  // `migrated`: as a centre leaves them; otherwise empty.
  explicit TestDatabase(bool migrated = true) {
    if (!on_postgres()) return;
    static std::atomic<int> made = 0;
    m_name = "w" + std::to_string(::getpid()) + "_" + std::to_string(++made);
    const std::string& from = migrated ? migrated_database() : "template0";
    create(m_name, from);
    create(m_name + "_keys", migrated ? from + "_keys" : from);
  }
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase() {
    if (m_name.empty()) return;
    // The cluster goes with everything in it; this is for its size alone.
    for (const char* end : {"", "_keys", "_before", "_keys_before"})
      static_cast<void>(server().run("DROP DATABASE IF EXISTS " + m_name + end + " WITH (FORCE)").has_value());
  }

  // A copy as both stand now, and back to it. Nobody may have them open. Nothing happens to files.
  void take_snapshot() const { copy("", "_before"); }
  void roll_back() const { copy("_before", ""); }

  CentralOptions options() const {
    CentralOptions out;
    if (on_postgres()) out.database = value_or_throw(postgres::with_database(cluster(), m_name));
    return out;
  }

  // A connection beside the store's; `folder` is the store's.
  std::unique_ptr<sql::Connection> open(const std::string& folder) const { return open(folder, "central.db", ""); }
  std::unique_ptr<sql::Connection> open_keys(const std::string& folder) const {
    return open(folder, "person-keys.db", "_keys");
  }

 private:
  static postgres::Database& server() {
    static postgres::Database database = value_or_throw(postgres::Database::open(cluster()));
    return database;
  }

  void copy(const std::string& from, const std::string& to) const {
    if (m_name.empty()) return;
    for (const std::string& one : {m_name, m_name + "_keys"}) {
      value_or_throw(server().run("DROP DATABASE IF EXISTS " + one + to + " WITH (FORCE)"));
      create(one + to, one + from);
    }
  }

  static void create(const std::string& name, const std::string& from) {
    value_or_throw(server().run("CREATE DATABASE " + name + " TEMPLATE " + from +
                                (from == "template0" ? " ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'" : "")));
  }

  static const std::string& migrated_database() {
    static const std::string name = [] {
      const std::string made = "w" + std::to_string(::getpid()) + "_migrated";
      for (const char* end : {"", "_keys"}) {
        create(made + end, "template0");
        auto db =
            value_or_throw(postgres::Database::open(value_or_throw(postgres::with_database(cluster(), made + end))));
        const bool keys = *end != '\0';
        value_or_throw(
            db.migrate(keys ? warmheart::internal::people_migrations() : warmheart::internal::central_migrations()));
      }
      return made;
    }();
    return name;
  }

  std::unique_ptr<sql::Connection> open(const std::string& folder, const char* file, const char* end) const {
    if (!on_postgres())
      return std::make_unique<sqlite::Database>(value_or_throw(sqlite::Database::open(folder + "/" + file)));
    const std::string url = value_or_throw(postgres::with_database(cluster(), m_name + end));
    return std::make_unique<postgres::Database>(value_or_throw(postgres::Database::open(url)));
  }

  std::string m_name;
};

}  // namespace warmheart::test
