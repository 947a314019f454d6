// A backup is a backup once it is proved; what is put back is what was made, and nothing is lost on the way.
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include "app/admin/commands.h"
#include "core/central/backup/restore.h"
#include "core/central/members/erased_list.h"
#include "core/central/start/own_databases.h"
#include "core/central/store/audit.h"

using namespace warmheart;
using namespace warmheart::admin;

namespace fs = std::filesystem;

namespace {

struct LaterClock final : Clock {
  SystemClock machine;
  std::int64_t ahead_ms = 0;
  ClockReading now() const override {
    ClockReading reading = machine.now();
    reading.wall_ms += ahead_ms;
    return reading;
  }
};

struct BackupDesk {
  std::string folder;
  std::ostringstream out;
  std::istringstream in;
  LaterClock clock;
  SystemRandom random;

  BackupDesk() {
    char name[] = "/tmp/warmheart-backup-XXXXXX";
    REQUIRE(::mkdtemp(name) != nullptr);
    folder = name;
    done(init(centre(), {{"localhost"}}));
    happens("first");
  }
  ~BackupDesk() { fs::remove_all(folder); }

  std::string data() const { return folder + "/data"; }
  std::string backups() const { return folder + "/backups"; }
  Centre centre() { return {data(), out, in, clock, random}; }

  static void done(const Result<void>& result) {
    if (!result) FAIL(result.error().what);
  }
  CentralStore store() {
    auto opened = centre().open();
    if (!opened) FAIL(opened.error().what);
    return std::move(*opened);
  }
  void happens(const std::string& what) {
    auto opened = store();
    done(audit(opened, "test", what, "", ""));
    done(note_state(opened, data()));
  }
  bool has_happened(const std::string& what) {
    auto opened = store();
    const auto rows = audit_rows(opened, 0, 10'000);
    REQUIRE(rows);
    return std::ranges::any_of(*rows, [&](const AuditRow& row) { return row.what == what; });
  }
  std::string back_up_now(int keep = 14) {
    clock.ahead_ms += 2000;  // a name is a second
    done(back_up(centre(), {backups(), keep}));
    return backups() + "/" + names().back();
  }
  std::vector<std::string> names() {
    const auto rows = list_backups(backups());
    REQUIRE(rows);
    std::vector<std::string> out_names;
    for (const BackupRow& row : *rows) out_names.push_back(row.name);
    return out_names;
  }
  std::string said() {
    std::string text = out.str();
    out.str("");
    return text;
  }
  static std::string refused(const Result<void>& result) {
    REQUIRE_FALSE(result);
    return result.error().what;
  }
  std::uint64_t incarnation() { return store().incarnation(); }
};

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

bool has(const std::string& text, const std::string& words) {
  INFO(text);
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "a backup holds both databases and no key, its manifest counts every row, and the list says that it is proved") {
  BackupDesk desk;
  const std::string backup = desk.back_up_now();
  const auto manifest = read_manifest(backup);
  REQUIRE(manifest);
  CHECK(manifest->faults.empty());
  CHECK(manifest->audit.seq >= 1);
  CHECK(manifest->centre == (*read_mark(desk.data()))->id);
  CHECK(manifest->verified_ms > 0);
  CHECK(std::ranges::any_of(manifest->rows,
                            [](const BackupCount& one) { return one.what == "central.db/audit" && one.count >= 1; }));
  for (const auto& entry : fs::directory_iterator(backup)) CHECK(entry.path().extension() != ".key");
  CHECK(fs::status(backup).permissions() == fs::perms::owner_all);
  const std::string kek = content(desk.data() + "/keys/kek.key");
  REQUIRE_FALSE(kek.empty());
  for (const BackupFile& one : manifest->files) CHECK(content(backup + "/" + one.name).find(kek) == std::string::npos);
  desk.said();
  BackupDesk::done(show_backups(desk.centre(), desk.backups()));
  CHECK(has(desk.said(), "never"));  // rehearsed
  CHECK(desk.has_happened("backup-made"));
  CHECK(has(BackupDesk::refused(back_up(desk.centre(), {desk.backups(), 14, true})), "never holds keys"));
}

TEST_CASE("what was cut off is no backup: it is neither listed nor put back, and the next backup takes it away") {
  BackupDesk desk;
  desk.back_up_now();
  const std::string torn = desk.backups() + "/.unfinished-2026-01-01-023000";
  fs::create_directory(torn);
  fs::copy_file(desk.data() + "/central.db", torn + "/central.db");
  CHECK(desk.names().size() == 1);
  CHECK_FALSE(restore(desk.centre(), torn, false));
  desk.back_up_now();
  CHECK_FALSE(fs::exists(torn));
  CHECK(desk.names().size() == 2);
}

TEST_CASE("so many backups stay as are asked for, and none of before fourteen days beside a newer one") {
  BackupDesk desk;
  const std::string oldest = desk.back_up_now();
  desk.back_up_now();
  desk.back_up_now(2);
  CHECK(desk.names().size() == 2);
  CHECK_FALSE(fs::exists(oldest));
  desk.clock.ahead_ms += 15ll * 86'400'000;
  desk.back_up_now(14);
  CHECK(desk.names().size() == 1);
  auto store = desk.store();
  CHECK(make_backup(store, desk.backups(), 15, nullptr).error().code == ErrorCode::invalid_argument);
}

TEST_CASE("a backup that is put back is the centre of that moment, in a new incarnation; what stood there lies aside") {
  BackupDesk desk;
  const std::string backup = desk.back_up_now();
  desk.happens("forgotten");
  const std::uint64_t before = desk.incarnation();
  {
    const auto running = CentreLock::take(desk.data());
    REQUIRE(running);
    CHECK(has(BackupDesk::refused(restore(desk.centre(), backup, false)), "is running"));
  }
  CHECK(desk.has_happened("forgotten"));
  desk.said();
  BackupDesk::done(restore(desk.centre(), backup, false));
  const std::string said = desk.said();
  CHECK(has(said, "set-aside-"));
  CHECK(has(said, "send again by themselves"));
  CHECK(desk.incarnation() != before);
  CHECK(desk.has_happened("first"));
  CHECK(desk.has_happened("restored"));
  CHECK_FALSE(desk.has_happened("forgotten"));
  BackupDesk::done(verify(desk.centre(), std::nullopt));
  std::size_t aside = 0;
  for (const auto& entry : fs::directory_iterator(desk.data()))
    aside += entry.path().filename().string().starts_with("set-aside-") ? 1 : 0;
  CHECK(aside == 1);
}

TEST_CASE("both databases are lost: the backup alone, with the keys, is the centre again") {
  BackupDesk desk;
  const std::string backup = desk.back_up_now();
  for (const char* name : {"/central.db", "/person-keys.db", "/audit.head", "/erased.list"})
    fs::remove(desk.data() + name);
  std::ofstream(desk.data() + "/central.db-wal") << "of the one that is lost";
  BackupDesk::done(restore(desk.centre(), backup, false));
  CHECK(desk.has_happened("first"));
  BackupDesk::done(verify(desk.centre(), std::nullopt));
}

TEST_CASE("a backup that was changed since, or is another centre's, is refused before anything is moved") {
  BackupDesk desk, other;
  const std::string backup = desk.back_up_now();
  const std::string foreign = other.back_up_now();
  SECTION("a byte of a database") {
    std::fstream file(backup + "/central.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(5000);
    file.put('\x7f');
    file.close();
    CHECK(has(BackupDesk::refused(restore(desk.centre(), backup, false)), "changed or damaged"));
    CHECK_FALSE(restore(desk.centre(), backup, true));
  }
  SECTION("its manifest") {
    std::ofstream(backup + "/manifest", std::ios::app) << "rows central.db/audit 7\n";
    CHECK(has(BackupDesk::refused(restore(desk.centre(), backup, false)), "torn or was changed"));
  }
  SECTION("a file is gone") {
    fs::remove(backup + "/person-keys.db");
    CHECK_FALSE(restore(desk.centre(), backup, false));
  }
  SECTION("another's") { CHECK(has(BackupDesk::refused(restore(desk.centre(), foreign, false)), "another centre")); }
  CHECK(desk.has_happened("first"));
  CHECK_FALSE(desk.has_happened("restored"));
}

TEST_CASE("a rehearsal changes nothing of the centre, beside a running one, and its date is listed") {
  BackupDesk desk;
  const std::string backup = desk.back_up_now();
  desk.happens("later");
  const std::uint64_t before = desk.incarnation();
  const auto running = CentreLock::take(desk.data());
  REQUIRE(running);
  BackupDesk::done(restore(desk.centre(), backup, true));
  CHECK(desk.incarnation() == before);
  CHECK(desk.has_happened("later"));
  CHECK_FALSE(desk.has_happened("restored"));
  CHECK_FALSE(fs::exists(desk.data() + "/restore-trial"));
  const auto rows = list_backups(desk.backups());
  REQUIRE(rows);
  CHECK(rows->front().rehearsed_ms > 0);
  CHECK(check_backup(backup).has_value());
}

TEST_CASE(
    "who was erased is erased by the newest list there is: here, in the databases of before, or in another backup") {
  BackupDesk desk;
  const std::string backup = desk.back_up_now();
  const Digest here = erased_digest(view_of("here")), beside = erased_digest(view_of("beside")),
               unwritten = erased_digest(view_of("unwritten"));
  const std::string newer = desk.back_up_now();
  BackupDesk::done(extend_erased_list(newer, {beside}));
  BackupDesk::done(extend_erased_list(desk.data(), {here}));
  {
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open((desk.data() + "/central.db").c_str(), &raw) == SQLITE_OK);
    const std::string text = "INSERT INTO erased(digest, at_ms) VALUES(x'" + to_hex(unwritten) + "', 1)";
    REQUIRE(sqlite3_exec(raw, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(raw);
  }
  BackupDesk::done(restore(desk.centre(), backup, false));
  const auto listed = read_erased_list(desk.data());
  REQUIRE(listed);
  for (const Digest& one : {here, beside, unwritten}) CHECK(std::ranges::find(*listed, one) != listed->end());
}

TEST_CASE("a copy is one moment of both files while others write: no row is there without what was written before it") {
  BackupDesk desk;
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    sqlite3 *central = nullptr, *people = nullptr;
    sqlite3_open((desk.data() + "/central.db").c_str(), &central);
    sqlite3_open((desk.data() + "/person-keys.db").c_str(), &people);
    for (sqlite3* one : {central, people}) sqlite3_busy_timeout(one, 10'000);
    for (int n = 1; !stop; ++n) {
      const std::string id = to_hex(sha256({view_of(std::to_string(n))})).substr(0, 32);
      // As an act does: the key first, and neither is there without the other for who waits for the lock.
      sqlite3_exec(central, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
      sqlite3_exec(people, ("INSERT INTO person_key(person, wrapped) VALUES(x'" + id + "', x'00')").c_str(), nullptr,
                   nullptr, nullptr);
      sqlite3_exec(central,
                   ("INSERT INTO person(id, number_hash, made_ms) VALUES(x'" + id + "', x'" + id + "', 1)").c_str(),
                   nullptr, nullptr, nullptr);
      sqlite3_exec(central, "COMMIT", nullptr, nullptr, nullptr);
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    sqlite3_close(central);
    sqlite3_close(people);
  });
  for (int n = 0; n < 5; ++n) {
    const std::string backup = desk.back_up_now();
    const auto manifest = read_manifest(backup);
    REQUIRE(manifest);
    std::uint64_t persons = 0, keys = 0;
    for (const BackupCount& one : manifest->rows) {
      if (one.what == "central.db/person") persons = one.count;
      if (one.what == "person-keys.db/person_key") keys = one.count;
    }
    CHECK(persons == keys);
  }
  stop = true;
  writer.join();
}

TEST_CASE("a centre on PostgreSQL is told by which tools it is backed up") {
  BackupDesk desk;
  std::ofstream(desk.data() + "/central.toml", std::ios::trunc)
      << "[central]\ndatabase = \"postgresql://warmheart@db.example.org/warmheart\"\n";
  CHECK(has(BackupDesk::refused(back_up(desk.centre(), {desk.backups()})), "warmheart-pg-backup"));
}
