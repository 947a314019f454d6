#include "core/central/store.h"

#include <sodium.h>

#include <algorithm>
#include <filesystem>

#include "core/central/inside.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

constexpr const char* kIncarnation = "incarnation";

Result<std::uint64_t> read_incarnation(sqlite::Database& db) {
  WARMHEART_TRY_ASSIGN(const auto value, sql::row<std::uint64_t>(db, "SELECT value FROM meta WHERE name = ?", kIncarnation));
  return value.value_or(0);
}

// Inside the caller's transaction.
Result<std::uint64_t> write_incarnation(sqlite::Database& db, Random& random, bool replace) {
  // Another process may have made it between our look and the lock.
  WARMHEART_TRY_ASSIGN(std::uint64_t value, read_incarnation(db));
  if (value == 0 || replace) {
    const std::uint64_t before = value;
    while (value == 0 || value == before) value = random.next_u64();
    WARMHEART_TRY(sql::execute(db,
        "INSERT INTO meta(name, value) VALUES(?, ?) "
        "ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        kIncarnation, value));
  }
  return value;
}

Result<sqlite::Database> open_file(const std::string& path, std::span<const sqlite::Migration> migrations,
                                   const CentralOptions& options) {
  sqlite::OpenOptions how;
  how.vfs = options.vfs;
  how.busy_timeout_ms = options.busy_timeout_ms;
  auto db = sqlite::Database::open(path, how);
  if (!db && db.error().code == ErrorCode::corrupt) {
    return fail(ErrorCode::corrupt, path + " is damaged (" + db.error().what +
                                        "); stop, keep the file, and restore it from the last backup");
  }
  if (!db) return fail(db.error().code, "cannot open " + path + ": " + db.error().what);
  WARMHEART_TRY(db->migrate(migrations));
  return std::move(*db);
}

}  // namespace

CentralStore::CentralStore(CentralStore&&) noexcept = default;
CentralStore& CentralStore::operator=(CentralStore&&) noexcept = default;
CentralStore::~CentralStore() = default;

Result<CentralStore> CentralStore::open(const std::string& folder, std::shared_ptr<const CentralKeys> keys, const Clock& clock,
                                        Random& random, Log& log, const CentralOptions& options) {
  if (!keys) return fail(ErrorCode::invalid_argument, "the centre cannot be opened without its keys");
  if (sodium_init() < 0) return fail(ErrorCode::internal, "libsodium does not start");
  if (!std::filesystem::is_directory(folder)) {
    return fail(ErrorCode::not_found, "the data folder " + folder + " does not exist; run `warmheart-admin --data " + folder + " init`");
  }
  WARMHEART_TRY_ASSIGN(auto db, open_file(folder + "/central.db", inside::central_migrations(), options));
  WARMHEART_TRY_ASSIGN(auto people, open_file(folder + "/person-keys.db", inside::people_migrations(), options));
  CentralStore store;
  store.m_inside = std::make_unique<Inside>(Inside{std::move(db), std::move(people), SealOpener(), folder
#ifdef WARMHEART_DEFECT_ACK_BEFORE_COMMIT
                                                   , {}
#endif
  });
  for (const SealingSecretKey& key : keys->sealing) store.m_inside->opener.add(key);
  store.m_keys = std::move(keys);
  store.m_clock = &clock;
  store.m_random = &random;
  store.m_log = &log;
  WARMHEART_TRY_ASSIGN(store.m_incarnation, read_incarnation(store.m_inside->db));
  if (store.m_incarnation == 0) {
    WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.m_inside->db));
    WARMHEART_TRY_ASSIGN(store.m_incarnation, write_incarnation(store.m_inside->db, random, false));
    WARMHEART_TRY(transaction.commit());
  }
  return store;
}

Result<void> CentralStore::begin_new_incarnation() {
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(m_inside->db));
  WARMHEART_TRY_ASSIGN(const std::uint64_t incarnation, write_incarnation(m_inside->db, *m_random, true));
  // Devices may hold leases that this copy has forgotten: nothing is granted in sessions to come until all have told (places.h).
  WARMHEART_TRY(sql::execute(m_inside->db,
      "UPDATE session SET held_incarnation = ?, held_settling = 0 WHERE state <> 'past'",
      incarnation));
  WARMHEART_TRY(transaction.commit());
  m_incarnation = incarnation;
  return {};
}

namespace inside {

Result<void> raise_alarm(CentralStore& store, std::string_view code, const Uuid& device, std::string_view subject,
                         std::string_view detail) {
  WARMHEART_TRY(sql::execute(store.inside().db,
      "INSERT INTO alarm(code, device, subject, at_ms, detail) VALUES(?, ?, ?, ?, ?) "
      "ON CONFLICT(code, device, subject) DO UPDATE SET at_ms = excluded.at_ms, detail = excluded.detail",
      code, device.bytes(), subject, store.now_ms(), detail));
  return {};
}

Result<Uuid> id_beginning(CentralStore& store, const std::string& table, const std::string& beginning, const std::string& noun,
                          const std::string& listed_by) {
  std::string digits = beginning;
  std::erase(digits, '-');
  if (digits.size() < 4) return fail(ErrorCode::invalid_argument, "give at least four characters of the " + noun + "'s id (" + listed_by + ")");
  digits.resize(std::min<std::size_t>(digits.size(), 32));
  const auto first = from_hex(digits + std::string(32 - digits.size(), '0'));
  const auto last = from_hex(digits + std::string(32 - digits.size(), 'f'));
  if (!first || !last) return fail(ErrorCode::not_found, "no " + noun + " begins with " + beginning + " (" + listed_by + ")");
  WARMHEART_TRY_ASSIGN(const auto found, sql::rows<Uuid>(store.inside().db,
      "SELECT id FROM " + table + " WHERE id >= ? AND id <= ? LIMIT 2", *first, *last));
  if (found.empty()) return fail(ErrorCode::not_found, "no " + noun + " begins with " + beginning + " (" + listed_by + ")");
  if (found.size() > 1) return fail(ErrorCode::conflict, "several begin with " + beginning + "; give more of the " + noun + "'s id");
  return found.front();
}

std::string join_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

std::vector<std::string> split_names(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const auto comma = text.find(',');
    names.emplace_back(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return names;
}

}  // namespace inside
}  // namespace warmheart
