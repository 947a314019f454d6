#include "core/central/phone/handoff_table.h"

#include "core/central/feed/feed.h"
#include "core/central/store/columns.h"
#include "core/storage/sql.h"

namespace warmheart::internal {

Result<std::optional<HandoffRow>> find_handoff(Snapshot& in, const Uuid& id) {
  const auto read = [&](sql::Columns& row) {
    return HandoffRow{id,
                      row.id(),
                      row.id(),
                      row.text(),
                      row.next<unsigned>(),
                      row.integer(),
                      row.next<std::uint32_t>(),
                      row.next<std::uint32_t>(),
                      row.text()};
  };
  return sql::row<HandoffRow>(
      in,
      "SELECT device, station, district_code, most, expires_ms, opened, filled, masked_name FROM handoff WHERE id = ?",
      read, id.bytes());
}

Result<void> put_handoff(Act& act, const HandoffRow& row) {
  act.needs(Lock::device(row.device));
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO handoff(id, device, station, district_code, most, expires_ms, opened, "
                             "filled, masked_name, changed_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                             "ON CONFLICT(id) DO UPDATE SET most = excluded.most, expires_ms = excluded.expires_ms, "
                             "opened = excluded.opened, filled = excluded.filled, "
                             "masked_name = excluded.masked_name, changed_ms = excluded.changed_ms",
                             row.id.bytes(), row.device.bytes(), row.station.bytes(), row.district_code, row.most,
                             row.expires_ms, row.opened, row.filled, row.masked_name, act.now_ms()));
  return {};
}

Result<void> remove_handoff(Act& act, const Uuid& id, const Uuid& station) {
  WARMHEART_TRY(sql::execute(act, "DELETE FROM handoff_phone WHERE handoff = ?", id.bytes()));
  WARMHEART_TRY(sql::execute(act, "DELETE FROM handoff WHERE id = ?", id.bytes()));
  return write_tombstone(act, station_scope(station), "handoff/" + to_hex(id.bytes()));
}

Result<void> publish_handoff(Act& act, const HandoffRow& row) {
  wire::FeedValue value;
  wire::HandoffState& state = *value.mutable_handoff();
  state.set_handoff_id(string_of(row.id.bytes()));
  state.set_state(row.filled >= row.most ? "ended" : row.filled > 0 ? "filled" : "opened");
  if (row.most == 1) state.set_masked_name(row.masked_name);
  state.set_changed_ms(act.now_ms());
  state.set_opened(row.opened);
  state.set_filled(row.filled);
  return write_feed(act, station_scope(row.station), "handoff/" + to_hex(row.id.bytes()), value);
}

}  // namespace warmheart::internal
