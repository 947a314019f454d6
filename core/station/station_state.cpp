#include "core/station/station_state.h"

#include <algorithm>

#include "core/station/audit_witness.h"
#include "core/station/feed_mirror.h"
#include "core/station/lease_table.h"
#include "core/station/look_ups.h"
#include "core/station/trusted_keys.h"
#include "core/station/trusted_time.h"

namespace warmheart {

using namespace station;

Result<void> StationStore::State::open() {
  auto present = open_present(files, identity.device);
  if (present && *present) {
    database.emplace(std::move(**present));
    return look_at_counter();
  }
  if (present) {
    // Nothing there: the first start, or a start cut short between quarantine and making anew.
    const auto before = newest_quarantined(files);
    return make_anew(before, before ? "database-set-aside" : "");
  }
  const Error& why = present.error();
  if (why.code == ErrorCode::corrupt || why.code == ErrorCode::conflict || why.code == ErrorCode::internal)
    return replace_damaged(why);
  return fail(why);
}

StationStore::Memory::Memory(Random& random) {
  Bytes fresh(32);
  random.fill(fresh);
  person_key = SecretBytes(std::move(fresh));
}

Result<SecretString> StationStore::Memory::stored_code(const StationIdentity& identity, const Uuid& id,
                                                       const Digest& kept, const LookupCredential& prepared) const {
  if (auto issued = issued_codes.find(id)) return std::move(*issued);
  if (kept == kept_look_up(identity, prepared.look_up_key)) return prepared.query_code;
  return fail(ErrorCode::conflict, "this id was saved with another short code");
}

// A database that is older than the counter outside it went back in time: it may have promised what it no longer knows
// (I9).
Result<void> StationStore::State::look_at_counter() {
  if (!counter) return {};
  auto look = [&](const Act& act) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(const bool agrees, agrees_with_counter(act));
    if (!agrees) WARMHEART_TRY(begin_new_epoch(act.db, "rollback"));
    return agrees;
  };
  WARMHEART_TRY_ASSIGN(const bool agrees, sql::transact(*database, [&] { return look(Act{*this, *database}); }));
  if (!agrees) {
    log.write(LogLevel::error,
              "The database is older than the slots it has spent: a new epoch begins, which holds no leases.");
  }
  return {};
}

Result<void> StationStore::State::begin_new_epoch(sql::Connection& db, std::string_view reason) {
  WARMHEART_TRY_ASSIGN(const EpochRow before, current_epoch(db));
  WARMHEART_TRY(begin_epoch(db, random));
  WARMHEART_TRY(write_event(db, "epoch-opened", reason, before.epoch));
#ifndef WARMHEART_DEFECT_SKIP_CARRY_OVER
  WARMHEART_TRY(carry_over(db, false));
#endif
  return {};
}

Result<void> StationStore::State::replace_damaged(const Error& why) {
  log.write(LogLevel::error, "The station's database cannot be used and is quarantined. reason=\"" + why.what + "\"");
  database.reset();
  WARMHEART_TRY_ASSIGN(const auto folder, quarantine(files, clock.now().wall_ms, why.code == ErrorCode::conflict));
  WARMHEART_TRY(make_anew(folder, "database-set-aside"));
  log.write(LogLevel::warning, "The station goes on in a new epoch. quarantine=" + folder.filename().string());
  return {};
}

Result<void> StationStore::State::retire_quarantined() {
  struct Standing {
    bool has_all = false;  // the centre
    std::int64_t server_ms = 0;
  };
  auto look = [](const Act& act) -> Result<Standing> {
    WARMHEART_TRY_ASSIGN(const EpochRow epoch, current_epoch(act.db));
    WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(act.db));
    return Standing{trusted.good_ms > 0 && epoch.acked_seq == epoch.head_seq, trusted.good_ms};
  };
  WARMHEART_TRY_ASSIGN(const Standing standing, read(look));
  if (!standing.has_all) return {};
  WARMHEART_TRY_ASSIGN(const auto retired, station::retire_quarantined(files, standing.server_ms));
  for (const std::string& name : retired)
    log.write(LogLevel::info, "A quarantined database is deleted: the centre has everything for 30 days. name=" + name);
  return {};
}

Result<void> StationStore::State::make_anew(const std::optional<std::filesystem::path>& recover_from,
                                            const std::string& event) {
  WARMHEART_TRY_ASSIGN(const Recovered recovered, make_new(files, identity.device, random, recover_from));
  WARMHEART_TRY_ASSIGN(auto present, open_present(files, identity.device));
  if (!present) return fail(ErrorCode::io, "the new database has vanished");
  database.emplace(std::move(*present));
  WARMHEART_TRY(sql::transact(*database, [&] { return key_look_ups(*database, identity); }));
  if (event.empty()) return {};
  log.write(LogLevel::warning,
            "Carried over from the quarantined database. records=" + std::to_string(recovered.records) +
                " applications=" + std::to_string(recovered.applications));
  const std::string detail = "records " + std::to_string(recovered.records);
  return sql::transact(*database, [&] { return write_event(*database, event, detail, 0); });
}

Result<void> StationStore::State::write_record(sql::Connection& db, const Uuid& id, wire::RecordKind kind,
                                               const wire::Payload& payload) {
  WARMHEART_TRY_ASSIGN(const SealingPublicKey key, sealing_key(db, identity));
  if (!sealer) sealer.emplace(key);
  sealer->use(key);
  WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
  const ClockReading now = clock.now();
  return append(
      db, id, kind, payload,
      Writing{identity.device, *sealer, now, evidence_of(trusted, now), station::trusted_now_ms(trusted, now), random});
}

Result<void> StationStore::State::write_event(sql::Connection& db, const std::string& what, std::string_view detail,
                                              std::uint64_t previous_epoch) {
  wire::Payload payload;
  wire::DeviceEvent& event = *payload.mutable_device_event();
  event.set_what(what);
  event.set_detail(std::string(detail.substr(0, 200)));
  event.set_previous_epoch(previous_epoch);
  return write_record(db, Uuid::make(clock, random), wire::DEVICE_EVENT, payload);
}

Result<JournalView> StationStore::State::view(sql::Connection& db) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, current_epoch(db));
  WARMHEART_TRY_ASSIGN(FeedCursors feed, feed_cursors(db));
  WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
  const ClockReading now = clock.now();
  JournalView out;
  out.epoch = epoch.epoch;
  out.head_seq = epoch.head_seq;
  out.head_hash = epoch.head_hash;
  out.acked_seq = epoch.acked_seq;
  out.acked_hash = epoch.acked_hash;
  WARMHEART_TRY_ASSIGN(const TrustedKeys keys, trusted_keys(db, identity));
  out.incarnation = feed.incarnation;
  out.feed_ordinal = keys.feed.ordinal;
  out.cursors = std::move(feed.cursors);
  out.report.set_waiting(out.waiting());
  out.report.set_clock_unproven(is_unproven(trusted, now));
  WARMHEART_TRY_ASSIGN(const auto witnessed, witnessed_audit_head(db));
  if (witnessed) {
    out.audit.set_seq(witnessed->head.seq);
    out.audit.set_at_ms(witnessed->head.at_ms);
    out.audit.set_head(string_of(witnessed->head.hash));
    out.audit.set_signature(string_of(witnessed->signature));
  }
  if (out.waiting() == 0) return out;
  WARMHEART_TRY_ASSIGN(const auto oldest, record_at(db, epoch, epoch.acked_seq + 1));
  if (!oldest) return fail(ErrorCode::corrupt, "the journal has a gap");
  const auto header = parse_header(oldest->header);
  const bool same_boot = header && same_bytes(view_of(header->clock().boot_id()), now.boot_id);
  out.report.set_oldest_waiting_ms(
      same_boot ? std::max<std::int64_t>(0, now.boottime_ms - header->clock().boottime_ms()) : -1);
  return out;
}

Result<std::int64_t> Act::trusted_now_ms() const {
  WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
  return station::trusted_now_ms(trusted, clock().now());
}

}  // namespace warmheart
