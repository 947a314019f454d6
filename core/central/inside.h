// What the .cpp files of this room share: the two connections, and the steps that a part takes inside another part's
// transaction. Not for other rooms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/central/ingest.h"
#include "core/record/seal.h"
#include "core/storage/sql.h"
#include "warmheart.pb.h"

namespace warmheart {

struct CentralStore::Inside {
  sqlite::Database db;      // central.db
  sqlite::Database people;  // person-keys.db
  SealOpener opener;
  std::string folder;
#ifdef WARMHEART_DEFECT_ACK_BEFORE_COMMIT
  std::vector<DeviceBatch> late;  // answered, and not yet committed
#endif
};

namespace inside {

// Schema of both files (schema.cpp).
std::span<const sqlite::Migration> central_migrations();
std::span<const sqlite::Migration> people_migrations();
// One step each, in a file of its own.
extern const std::string_view kSchemaVisits;  // 2
extern const std::string_view kSchemaPlaces;  // 3
extern const std::string_view kSchemaCases;   // 4
extern const std::string_view kSchemaStaff;   // 5
extern const std::string_view kSchemaPhone;   // 6
extern const std::string_view kSchemaRequests;  // 7
extern const std::string_view kSchemaDoor;      // 8
extern const std::string_view kSchemaCorrections;  // 9
extern const std::string_view kSchemaIndexes;  // 10

// A 16-byte column; NULL gives an empty id.
inline Uuid id_or_none(sql::Columns& row) { return row.next<std::optional<Uuid>>().value_or(Uuid()); }
// What is empty is stored as NULL.
inline std::optional<ByteView> nullable(const Uuid& id) { return id.empty() ? std::nullopt : std::optional<ByteView>(id.bytes()); }
inline std::optional<ByteView> nullable(ByteView bytes) { return bytes.empty() ? std::nullopt : std::optional<ByteView>(bytes); }

// Each of these belongs into a transaction that the caller has begun.
Result<void> write_audit(CentralStore& store, std::string_view who, std::string_view what, std::string_view subject,
                         std::string_view detail);
Result<void> write_feed(CentralStore& store, const std::string& scope, const std::string& key, const wire::FeedValue& value);
Result<void> write_tombstone(CentralStore& store, const std::string& scope, const std::string& key);
// Records that wait for `subject`, which has come by another way than a record: apply_next takes them up.
Result<void> put_back_in_line(CentralStore& store, const Uuid& subject);
// Once for each (code, device, subject); later ones only refresh the time.
Result<void> raise_alarm(CentralStore& store, std::string_view code, const Uuid& device, std::string_view subject,
                         std::string_view detail);

// The one row of `table` whose id begins so (at least four hexadecimal characters, with dashes or without). `noun` is what a
// row is, `listed_by` the command that lists them. invalid_argument; not_found; conflict: several begin so.
Result<Uuid> id_beginning(CentralStore& store, const std::string& table, const std::string& beginning, const std::string& noun,
                          const std::string& listed_by);

// "a,b,c" and back; for short lists of wire names.
std::string join_names(const std::vector<std::string>& names);
std::vector<std::string> split_names(std::string_view text);

}  // namespace inside
}  // namespace warmheart
