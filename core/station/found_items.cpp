#include "core/station/found_items.h"

#include "core/station/station_state.h"

namespace warmheart {

using namespace station;

namespace {

FoundItem read_found_item(sql::Columns& row) {
  FoundItem out;
  out.id = row.id();
  out.number = row.next<std::uint32_t>();
  out.kind = row.text();
  out.place = row.text();
  out.found_ms = row.integer();
  return out;
}

}  // namespace

Result<FoundItem> register_found_item(StationStore& store, const NewFoundItem& item, const BadgeId& staff) {
  if (item.id.empty() || !is_found_kind(item.kind) || !is_found_place(item.place))
    return fail(ErrorCode::invalid_argument, "no such kind of thing, or place");
  return store.transact([&](const Act& act) -> Result<FoundItem> {
    WARMHEART_TRY_ASSIGN(auto known,
                         sql::row<FoundItem>(act.db, "SELECT id,number,kind,place,found_ms FROM found_item WHERE id=?",
                                             read_found_item, item.id.bytes()));
    if (known) return std::move(*known);
    FoundItem out{item.id, 0, item.kind, item.place, 0, false};
    WARMHEART_TRY_ASSIGN(out.found_ms, act.trusted_now_ms());
    WARMHEART_TRY_ASSIGN(out.number,
                         sql::value<std::uint32_t>(act.db, "SELECT coalesce(max(number),0)+1 FROM found_item"));
    WARMHEART_TRY(sql::execute(act.db,
                               "INSERT INTO found_item(id,number,kind,place,found_ms,state,closed_ms) "
                               "VALUES(?,?,?,?,?,?,0)",
                               out.id.bytes(), out.number, out.kind, out.place, out.found_ms, kFoundHere));
    wire::Payload payload;
    wire::FoundItemRegistered& body = *payload.mutable_found_item_registered();
    body.set_item_id(string_of(out.id.bytes()));
    body.set_kind(out.kind);
    body.set_place(out.place);
    body.set_number(out.number);
    body.set_staff(string_of(staff));
    WARMHEART_TRY(act.write_record(out.id, wire::FOUND_ITEM_REGISTERED, payload));
    return out;
  });
}

Result<void> close_found_item(StationStore& store, const Uuid& item, std::string_view how, const BadgeId& staff) {
  if (!is_found_end(how)) return fail(ErrorCode::invalid_argument, "a thing is handed over, sent on, or a mistake");
  return store.transact([&](const Act& act) -> Result<void> {
    struct Standing {
      std::string state;
      std::int64_t found_ms = 0;
    };
    const auto read = [](sql::Columns& row) { return Standing{row.text(), row.integer()}; };
    WARMHEART_TRY_ASSIGN(
        const auto standing,
        sql::row<Standing>(act.db, "SELECT state,found_ms FROM found_item WHERE id=?", read, item.bytes()));
    if (!standing) return fail(ErrorCode::not_found, "no such thing was found here");
    if (standing->state != kFoundHere) return {};
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    if (how == kFoundSentOn && !is_found_overdue(standing->found_ms, now))
      return fail(ErrorCode::conflict, "it lies here for 30 days before it is sent on");
    WARMHEART_TRY(sql::execute(act.db, "UPDATE found_item SET state=?,closed_ms=? WHERE id=?", how, now, item.bytes()));
    wire::Payload payload;
    wire::FoundItemClosed& body = *payload.mutable_found_item_closed();
    body.set_item_id(string_of(item.bytes()));
    body.set_how(std::string(how));
    body.set_staff(string_of(staff));
    return act.write_record(act.fresh_id(), wire::FOUND_ITEM_CLOSED, payload);
  });
}

Result<std::vector<FoundItem>> found_items_here(StationStore& store) {
  return store.read([](const Act& act) -> Result<std::vector<FoundItem>> {
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    WARMHEART_TRY_ASSIGN(auto items,
                         sql::rows<FoundItem>(act.db,
                                              "SELECT id,number,kind,place,found_ms FROM found_item WHERE state='here' "
                                              "ORDER BY found_ms DESC LIMIT 200",
                                              read_found_item));
    for (FoundItem& item : items) item.overdue = is_found_overdue(item.found_ms, now);
    return items;
  });
}

}  // namespace warmheart
