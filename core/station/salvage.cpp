#include "core/station/salvage.h"

#include <functional>

#include "core/record/record.h"
#include "core/station/applications.h"
#include "core/station/journal.h"

namespace warmheart::station {
namespace {

constexpr int kMaxHoles = 48;  // each hole doubles the step over it, so that this reaches past any damage

// Steps through `query` until it ends or cannot be read further; `use` copies one row. Errors of `use` are the new file's.
Result<void> read_on(Result<sqlite::Statement> query, const std::function<Result<void>(sqlite::Statement&)>& use) {
  if (!query) return {};
  for (;;) {
    const auto row = query->step();
    if (!row || !*row) return {};
    WARMHEART_TRY(use(*query));
  }
}

// Journal rows in order; after an unreadable page it goes on behind it.
Result<void> for_each_record(sqlite::Database& damaged, const std::function<Result<void>(sqlite::Statement&)>& use) {
  std::int64_t after = 0;
  for (int holes = 0; holes < kMaxHoles; ++holes) {
    auto query = damaged.prepare("SELECT place,id,kind,header,payload,digest,stub FROM journal WHERE place>? ORDER BY place");
    if (!query) return {};
    query->bind(after);
    for (;;) {
      const auto row = query->step();
      if (row && !*row) return {};
      if (!row) break;
      after = query->integer(0);
      WARMHEART_TRY(use(*query));
    }
    after += std::int64_t{1} << holes;
  }
  return {};
}

bool belongs_to_another(sqlite::Database& damaged, const Uuid& device) {
  auto owner = damaged.prepare("SELECT device FROM station");
  if (!owner) return false;
  const auto row = owner->step();
  return row && *row && !same_bytes(owner->bytes(0), device.bytes());
}

Result<bool> carry(sqlite::Database& into, sqlite::Statement& row, const Uuid& device) {
  StoredRecord record;
  const auto id = Uuid::from_bytes(row.bytes(1));
  const auto digest = digest_from(row.bytes(5));
  if (!id || !digest || row.is_null(4) || !row.text(6).empty()) return false;
  record.id = *id;
  record.kind = static_cast<std::uint32_t>(row.integer(2));
  record.header = bytes_of(row.bytes(3));
  record.sealed_payload = bytes_of(row.bytes(4));
  record.payload_digest = *digest;
  const auto header = parse_header(record.header);
  if (!header || !same_bytes(view_of(header->device()), device.bytes()) || !same_bytes(view_of(header->id()), id->bytes())) return false;
  if (sha256({record.sealed_payload}) != record.payload_digest) {
    record.sealed_payload.clear();
    record.stub_reason = kStubDamaged;
  }
  WARMHEART_TRY(append_carried(into, record));
  return true;
}

}  // namespace

Result<Salvaged> salvage(sqlite::Database& into, const std::filesystem::path& damaged_file, const Uuid& device) {
  Salvaged out;
  sqlite::OpenOptions options;
  options.read_only = true;
  auto damaged = sqlite::Database::open(damaged_file.string(), options);
  if (!damaged || belongs_to_another(*damaged, device)) return out;
  WARMHEART_TRY(for_each_record(*damaged, [&](sqlite::Statement& row) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const bool carried, carry(into, row, device));
    if (carried) ++out.records;
    return {};
  }));
  WARMHEART_TRY_ASSIGN(auto application, into.prepare("INSERT OR IGNORE INTO application(id,look_up,card_number,card_text,card_expires_ms,masked_name,"
                                                      "occupation,union_code,language,submitted_ms) VALUES(?,?,?,?,?,?,?,?,?,?)"));
  WARMHEART_TRY(read_on(damaged->prepare("SELECT id,look_up,card_number,card_text,card_expires_ms,masked_name,occupation,union_code,"
                                         "language,submitted_ms FROM application"),
                        [&](sqlite::Statement& row) -> Result<void> {
    ++out.applications;
    return application.bind(row.bytes(0), row.bytes(1), row.bytes(2), row.text(3), row.integer(4), row.text(5), row.text(6),
                            row.text(7), row.text(8), row.integer(9)).run();
  }));
  WARMHEART_TRY_ASSIGN(auto elsewhere, into.prepare("UPDATE application SET elsewhere=? WHERE id=?"));
  WARMHEART_TRY(read_on(damaged->prepare("SELECT elsewhere,id FROM application WHERE elsewhere IS NOT NULL"), [&](sqlite::Statement& row) {
    return elsewhere.bind(row.bytes(0), row.bytes(1)).run();
  }));
  // What riders asked goes on being kept to here, too.
  WARMHEART_TRY_ASSIGN(auto request, into.prepare("INSERT OR IGNORE INTO rider_request(id,application,ask,asked_ms) VALUES(?,?,?,?)"));
  WARMHEART_TRY(read_on(damaged->prepare("SELECT id,application,ask,asked_ms FROM rider_request ORDER BY rowid"), [&](sqlite::Statement& row) {
    return request.bind(row.bytes(0), row.bytes(1), row.text(2), row.integer(3)).run();
  }));
  WARMHEART_TRY_ASSIGN(auto consent, into.prepare("INSERT OR IGNORE INTO consent VALUES(?,?,?,?,?,?)"));
  WARMHEART_TRY(read_on(damaged->prepare("SELECT application_id,text_id,version,text_hash,language,given FROM consent"),
                        [&](sqlite::Statement& row) {
    return consent.bind(row.bytes(0), row.text(1), row.text(2), row.bytes(3), row.text(4), row.integer(5)).run();
  }));
  WARMHEART_TRY_ASSIGN(auto correction, into.prepare("INSERT OR IGNORE INTO correction VALUES(?,?,?)"));
  WARMHEART_TRY(read_on(damaged->prepare("SELECT record_id,application_id,decided_at_ms FROM correction"), [&](sqlite::Statement& row) {
    return correction.bind(row.bytes(0), row.bytes(1), row.integer(2)).run();
  }));
  WARMHEART_TRY_ASSIGN(auto booking, into.prepare("INSERT OR IGNORE INTO booking(id,session,kind,period,state,place,card,masked_name,look_up,record,made_ms) "
                                                  "VALUES(?,?,?,?,?,?,?,?,?,?,?)"));
  WARMHEART_TRY(read_on(damaged->prepare("SELECT id,session,kind,period,state,place,card,masked_name,look_up,record,made_ms FROM booking"), [&](sqlite::Statement& row) {
    const auto card = row.is_null(6) ? std::nullopt : std::optional<ByteView>(row.bytes(6));
    return booking.bind(row.bytes(0), row.bytes(1), row.text(2), row.text(3), row.text(4), row.integer(5), card, row.text(7), row.bytes(8), row.bytes(9), row.integer(10)).run();
  }));
  WARMHEART_TRY_ASSIGN(auto help, into.prepare("INSERT OR IGNORE INTO help_case(id,kind,masked_name,look_up,opened_ms,due_ms,called,record) VALUES(?,?,?,?,?,?,?,?)"));
  WARMHEART_TRY(read_on(damaged->prepare("SELECT id,kind,masked_name,look_up,opened_ms,due_ms,called,record FROM help_case"), [&](sqlite::Statement& row) {
    return help.bind(row.bytes(0), row.text(1), row.text(2), row.bytes(3), row.integer(4), row.integer(5), row.integer(6), row.bytes(7)).run();
  }));
  WARMHEART_TRY_ASSIGN(auto value, into.prepare("INSERT OR IGNORE INTO feed_value VALUES(?,?,?,?)"));
  WARMHEART_TRY(read_on(damaged->prepare("SELECT key,scope,position,value FROM feed_value"), [&](sqlite::Statement& row) {
    return value.bind(row.text(0), row.text(1), row.integer(2), row.bytes(3)).run();
  }));
  WARMHEART_TRY(read_on(damaged->prepare("SELECT good_ms,centre_incarnation,mirror_as_of_ms FROM station"), [&](sqlite::Statement& row) -> Result<void> {
    WARMHEART_TRY_ASSIGN(auto known, into.prepare("UPDATE station SET good_ms=?,centre_incarnation=?,mirror_as_of_ms=?"));
    return known.bind(row.integer(0), row.integer(1), row.integer(2)).run();
  }));
  return out;
}

}  // namespace warmheart::station
