#include "core/station/recovery.h"

#include <tuple>

#include "core/member/card.h"
#include "core/record/record.h"
#include "core/service/rider_request.h"
#include "core/service/session.h"
#include "core/station/journal.h"
#include "core/station/states.h"
#include "core/storage/sql.h"
#include "core/storage/sqlite.h"

namespace warmheart::station {
namespace {

constexpr int kMaxHoles = 48;      // each hole doubles the step over it, so that this reaches past any damage
constexpr int kStepOfSlots = 11;   // of the schema; files of before it call a slot place
constexpr int kStepOfPepper = 15;  // files of before it hold look-up keys as they are

// Reads row by row, for what stands before a damaged page counts (sql::rows would give nothing of it); a row that is
// not what its reader expects is left. True: it came to the end. Errors are those of `use`, the new file's.
template <class Read, class Use, class... Values>
Result<bool> read_on(sql::Connection& damaged, std::string_view text, Read read, Use use, const Values&... values) {
  auto query = damaged.prepare(text);
  if (!query) return true;  // an older file has no such table or column
  if constexpr (sizeof...(values) > 0) query->bind(values...);
  for (;;) {
    const auto there = query->step();
    if (!there) return false;
    if (!*there) return true;
    sql::Columns columns(*query);
    auto row = read(columns);
    if (columns.outcome()) WARMHEART_TRY(use(std::move(row)));
  }
}

using Id = std::array<std::uint8_t, 16>;
// A column that holds one of a list of names.
template <auto From>
struct Name {};

template <class Kind>
struct Cell {
  static Kind read(sql::Columns& row) { return row.next<Kind>(); }
};
template <auto From>
struct Cell<Name<From>> {
  static const char* read(sql::Columns& row) { return wire_name(row.named(From)); }
};

// Copies what can be read of `columns` of a table; `Kinds` are what they hold. `old_columns`: what the damaged file
// calls them, where it does so otherwise. Returns how many rows.
template <class... Kinds>
Result<std::uint64_t> copy(sql::Connection& damaged, sql::Connection& into, const std::string& table,
                           const std::string& columns, const std::string& order = {},
                           const std::string& old_columns = {}) {
  std::string marks = "?";
  for (std::size_t i = 1; i < sizeof...(Kinds); ++i) marks += ",?";
  const std::string insert = "INSERT OR IGNORE INTO " + table + "(" + columns + ") VALUES(" + marks + ")";
  const auto read = [](sql::Columns& row) { return std::tuple{Cell<Kinds>::read(row)...}; };
  std::uint64_t copied = 0;
  const auto put = [&](const auto& row) -> Result<void> {
    ++copied;
    WARMHEART_TRY(std::apply([&](const auto&... values) { return sql::execute(into, insert, values...); }, row));
    return {};
  };
  WARMHEART_TRY(read_on(damaged, "SELECT " + (old_columns.empty() ? columns : old_columns) + " FROM " + table + order,
                        read, put));
  return copied;
}

// rowid,id,kind,header,payload,digest,stub; rowid is the position, which files of before step 9 call place
struct OldRecord {
  std::int64_t position = 0;
  StoredRecord record;
  bool has_payload = false;
};
OldRecord read_old_record(sql::Columns& row) {
  OldRecord out;
  out.position = row.integer();
  out.record.id = row.id();
  out.record.kind = row.next<std::uint32_t>();
  out.record.header = row.bytes();
  auto payload = row.next<std::optional<Bytes>>();
  out.record.payload_digest = row.digest();
  out.has_payload = row.text().empty() && payload;
  if (payload) out.record.sealed_payload = std::move(*payload);
  return out;
}

Result<bool> carry(sql::Connection& into, OldRecord old, const Uuid& device) {
  StoredRecord& record = old.record;
  if (!old.has_payload) return false;
  const auto header = parse_header(record.header);
  if (!header || !same_bytes(view_of(header->device()), device.bytes()) ||
      !same_bytes(view_of(header->id()), record.id.bytes())) {
    return false;
  }
  if (sha256({record.sealed_payload}) != record.payload_digest) {
    record.sealed_payload.clear();
    record.stub_reason = kStubDamaged;
  }
  WARMHEART_TRY(append_carried(into, record));
  return true;
}

// Journal rows in order; after an unreadable page it goes on behind it. Returns how many went over.
Result<std::uint64_t> carry_records(sql::Connection& damaged, sql::Connection& into, const Uuid& device) {
  std::uint64_t carried = 0;
  std::int64_t after = 0;
  const auto read = [&](sql::Columns& row) {
    OldRecord old = read_old_record(row);
    after = old.position;
    return old;
  };
  const auto take = [&](OldRecord old) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const bool went_over, carry(into, std::move(old), device));
    if (went_over) ++carried;
    return {};
  };
  for (int holes = 0; holes < kMaxHoles; ++holes) {
    const std::int64_t from = after;
    WARMHEART_TRY_ASSIGN(
        const bool whole,
        read_on(damaged, "SELECT rowid,id,kind,header,payload,digest,stub FROM journal WHERE rowid>? ORDER BY rowid",
                read, take, from));
    if (whole) break;
    after += std::int64_t{1} << holes;
  }
  return carried;
}

bool belongs_to_another(sql::Connection& damaged, const Uuid& device) {
  const auto owner = sql::row<Bytes>(damaged, "SELECT device FROM station");
  return owner && *owner && !same_bytes(**owner, device.bytes());
}

}  // namespace

Result<Recovered> recover_records(sql::Connection& into, const std::filesystem::path& damaged_file,
                                  const Uuid& device) {
  using std::string, std::int64_t;
  sqlite::OpenOptions options;
  options.read_only = true;
  auto opened = sqlite::Database::open(damaged_file.string(), options);
  if (!opened || belongs_to_another(*opened, device)) return Recovered{};
  sql::Connection& damaged = *opened;
  Recovered out;
  WARMHEART_TRY_ASSIGN(out.records, carry_records(damaged, into, device));
  WARMHEART_TRY_ASSIGN(
      out.applications,
      (copy<Id, Digest, CardNumber, string, int64_t, string, string, string, string, int64_t>(
          damaged, into, "application",
          "id,look_up,card_number,card_text,card_expires_ms,masked_name,occupation,union_code,language,submitted_ms")));
  const auto read_decision = [](sql::Columns& row) { return std::pair{row.bytes(), row.id()}; };
  const auto keep_decision = [&](const std::pair<Bytes, Uuid>& decision) {
    return sql::execute(into, "UPDATE application SET elsewhere=? WHERE id=?", decision.first, decision.second.bytes());
  };
  WARMHEART_TRY(read_on(damaged, "SELECT elsewhere,id FROM application WHERE elsewhere IS NOT NULL", read_decision,
                        keep_decision));
  // What riders asked goes on being kept to here, too; a later "stay" takes back an earlier leaving.
  WARMHEART_TRY((copy<Id, Id, Name<rider_ask_from>, int64_t>(damaged, into, "rider_request",
                                                             "id,application,ask,asked_ms", " ORDER BY rowid")));
  WARMHEART_TRY((copy<Id, string, string, Bytes, string, int64_t>(
      damaged, into, "consent", "application_id,text_id,version,text_hash,language,given")));
  WARMHEART_TRY((copy<Id>(damaged, into, "erased_record", "id")));
  WARMHEART_TRY((copy<Id, Id, int64_t>(damaged, into, "correction", "record_id,application_id,decided_at_ms")));
  const auto columns_of_booking = [](const string& slot) {
    return "id,session,kind,period,state," + slot + ",card,masked_name,look_up,record,made_ms";
  };
  const bool before_slots = damaged.version().value_or(0) < kStepOfSlots;
  WARMHEART_TRY((copy<Id, Id, string, string, Name<booking_state_from>, int64_t, std::optional<CardNumber>, string,
                      Digest, Id, int64_t>(damaged, into, "booking", columns_of_booking("slot"), "",
                                           columns_of_booking(before_slots ? "place" : "slot"))));
  WARMHEART_TRY((copy<Id, string, string, Digest, int64_t, int64_t, int64_t, Id>(
      damaged, into, "help_case", "id,kind,masked_name,look_up,opened_ms,due_ms,called,record")));
  WARMHEART_TRY((copy<Id, int64_t, int64_t>(damaged, into, "case_answer", "help_case,rated_ms,reopened_ms")));
  // What is out, and what is broken, is so still.
  WARMHEART_TRY((copy<Id, string>(damaged, into, "loan", "visit,number")));
  WARMHEART_TRY((copy<Id, int64_t, string, string, int64_t, std::optional<CardNumber>, std::optional<CardNumber>,
                      int64_t, Bytes, int64_t, int64_t, Name<visit_state_from>, std::optional<Id>>(
      damaged, into, "visit",
      "id,day,service,occupation,people,card,staff,registered_ms,boot_id,boottime_ms,ends_ms,state,event",
      " WHERE id IN (SELECT visit FROM loan)")));
  WARMHEART_TRY((copy<string, int64_t, Id>(damaged, into, "visit_unit", "service,unit,visit",
                                           " WHERE visit IN (SELECT visit FROM loan)")));
  WARMHEART_TRY((copy<Id, string, string, int64_t, Name<fault_state_from>, std::optional<CardNumber>>(
      damaged, into, "fault", "id,item,what,reported_ms,state,staff")));
  WARMHEART_TRY((copy<Id, int64_t, string, string, int64_t, string, int64_t>(
      damaged, into, "found_item", "id,number,kind,place,found_ms,state,closed_ms")));
  WARMHEART_TRY((copy<string, string, int64_t, Bytes>(damaged, into, "feed_value", "key,scope,position,value")));
  WARMHEART_TRY((copy<string, int64_t, Bytes>(damaged, into, "trusted_key", "name,ordinal,public_key")));
  // In which form look_up stands in all of these (look_ups.h), also where the row that says it cannot be read.
  bool keyed = damaged.version().value_or(0) >= kStepOfPepper;
  WARMHEART_TRY(read_on(
      damaged, "SELECT look_up_form FROM station", [](sql::Columns& row) { return row.integer(); },
      [&](int64_t form) {
        keyed = form == 1;
        return Result<void>();
      }));
  WARMHEART_TRY(sql::execute(into, "UPDATE station SET look_up_form=?", keyed));
  const auto read_known = [](sql::Columns& row) { return std::tuple{row.integer(), row.integer(), row.integer()}; };
  const auto keep_known = [&](const std::tuple<int64_t, int64_t, int64_t>& known) {
    const auto& [good_ms, incarnation, as_of_ms] = known;
    return sql::execute(into, "UPDATE station SET good_ms=?,centre_incarnation=?,mirror_as_of_ms=?", good_ms,
                        incarnation, as_of_ms);
  };
  WARMHEART_TRY(
      read_on(damaged, "SELECT good_ms,centre_incarnation,mirror_as_of_ms FROM station", read_known, keep_known));
  return out;
}

}  // namespace warmheart::station
