#include "core/central/catalogue/catalogue.h"
#include "core/central/feed/feed.h"

#include "core/central/store/columns.h"
#include "core/central/stations/devices.h"
#include "core/central/phone/phone.h"
#include "core/service/notice.h"
#include "core/storage/sql.h"

namespace warmheart {

Result<std::string> internal::scope_for(const std::string& district) {
  if (district.empty()) return scope_all();
  if (district.size() != 6)
    return fail(ErrorCode::invalid_argument, "a district has a code of six digits; given: \"" + district + "\"");
  return district_scope(district);
}

Result<void> publish_union(CentralStore& store, const std::string& district, const wire::ReceivingUnion& value) {
  if (value.code().empty() || value.code().size() > kMaxUnionCode || value.name().empty()) {
    return fail(ErrorCode::invalid_argument,
                "a union needs a name and a code of at most nine characters; given: \"" + value.code() + "\"");
  }
  WARMHEART_TRY_ASSIGN(const std::string scope, internal::scope_for(district));
  return store.transact({}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY(sql::execute(
        act,
        "INSERT INTO receiving_union(code, name, name_en, kind) VALUES(?, ?, ?, ?) "
        "ON CONFLICT(code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, kind = excluded.kind",
        value.code(), value.name(), value.name_en(), value.kind()));
    wire::FeedValue entry;
    *entry.mutable_union_() = value;
    WARMHEART_TRY(internal::write_feed(act, scope, "union/" + value.code(), entry));
    return {};
  });
}

Result<void> publish_consent(CentralStore& store, const std::string& district, const wire::ConsentText& value) {
  if (value.id().empty() || value.version().empty() || value.language().empty() || value.text().empty()) {
    return fail(ErrorCode::invalid_argument,
                "a consent text needs id, version, language and text; given: \"" + value.id() + "\"");
  }
  WARMHEART_TRY_ASSIGN(const std::string scope, internal::scope_for(district));
  wire::FeedValue entry;
  *entry.mutable_consent_text() = value;
  return publish(store, scope, "consent/" + value.id() + "/" + value.language(), entry);
}

Result<void> publish_answer(CentralStore& store, const std::string& district, const wire::RiderAnswer& value) {
  if (value.id().empty() || value.question().empty() || value.answer().empty() || value.language().empty()) {
    return fail(ErrorCode::invalid_argument,
                "an answer needs id, language, question and answer; given: \"" + value.id() + "\"");
  }
  WARMHEART_TRY_ASSIGN(const std::string scope, internal::scope_for(district));
  wire::FeedValue entry;
  *entry.mutable_rider_answer() = value;
  return publish(store, scope, "answer/" + value.id() + "/" + value.language(), entry);
}

Result<void> publish_service(CentralStore& store, const std::string& district, const std::string& station_code,
                             const wire::ServiceOffered& value) {
  if (value.code().empty() || value.name().empty()) {
    return fail(ErrorCode::invalid_argument, "a service needs a code and a name; given: \"" + value.code() + "\"");
  }
  WARMHEART_TRY_ASSIGN(std::string scope, internal::scope_for(district));
  if (!station_code.empty()) {
    WARMHEART_TRY_ASSIGN(const Station station, find_station(store, station_code));
    scope = station_scope(station.id);
  }
  wire::FeedValue entry;
  *entry.mutable_service() = value;
  return publish(store, scope, "service/" + value.code(), entry);
}

Result<void> publish_case_kind(CentralStore& store, const std::string& district, const wire::CaseKind& value) {
  if (value.code().empty() || value.name().empty() || value.due_hours() == 0) {
    return fail(ErrorCode::invalid_argument,
                "a kind of case needs a code, a name and hours until it is due; given: \"" + value.code() + "\"");
  }
  WARMHEART_TRY_ASSIGN(const std::string scope, internal::scope_for(district));
  wire::FeedValue entry;
  *entry.mutable_case_kind() = value;
  return publish(store, scope, "case-kind/" + value.code(), entry);
}

Result<void> publish_emergency(CentralStore& store, const std::string& district, const wire::EmergencyNumber& value) {
  if (value.number().empty() || value.name().empty())
    return fail(ErrorCode::invalid_argument, "an emergency number needs a number and a name");
  WARMHEART_TRY_ASSIGN(const std::string scope, internal::scope_for(district));
  wire::FeedValue entry;
  *entry.mutable_emergency() = value;
  return publish(store, scope, "emergency/" + value.number(), entry);
}

Result<void> publish_announcement(CentralStore& store, const std::string& district, const wire::Announcement& value) {
  if (value.id().empty() || value.language().empty())
    return fail(ErrorCode::invalid_argument, "an announcement needs an id and a language");
  WARMHEART_TRY_ASSIGN(const std::string scope, internal::scope_for(district));
  const std::string key = "announcement/" + value.id() + "/" + value.language();
  if (value.text().empty()) { return retract(store, scope, key); }
  wire::FeedValue entry;
  *entry.mutable_announcement() = value;
  return publish(store, scope, key, entry);
}

Result<void> publish_listing(CentralStore& store, const std::string& district, const wire::StationListing& value) {
  if (value.code().empty() || value.name().empty())
    return fail(ErrorCode::invalid_argument, "a station in the finder needs a code and a name");
  WARMHEART_TRY_ASSIGN(const std::string scope, internal::scope_for(district));
  wire::FeedValue entry;
  *entry.mutable_listing() = value;
  return publish(store, scope, "listing/" + value.code(), entry);
}

Result<void> publish_benefit(CentralStore& store, const std::string& district, const wire::Benefit& value) {
  WARMHEART_TRY(check_benefit(value));
  WARMHEART_TRY_ASSIGN(const std::string scope, internal::scope_for(district));
  wire::FeedValue entry;
  *entry.mutable_benefit() = value;
  return publish(store, scope, "benefit/" + value.id(), entry);
}

Result<void> publish_heat_allowance(CentralStore& store, const std::string& district,
                                    const wire::HeatAllowance& value) {
  WARMHEART_TRY(check_heat_allowance(value));
  WARMHEART_TRY_ASSIGN(const std::string scope, internal::scope_for(district));
  wire::FeedValue entry;
  *entry.mutable_heat_allowance() = value;
  return publish(store, scope, "heat-allowance", entry);
}

Result<void> publish_riders_host(CentralStore& store, const std::string& host) {
  const std::string key = "riders-host";
  if (host.empty()) return retract(store, scope_all(), key);
  wire::FeedValue entry;
  entry.mutable_riders_host()->set_host(host);
  return publish(store, scope_all(), key, entry);
}

Result<void> publish_keys(CentralStore& store) {
  return store.transact({}, [&](Act& act) -> Result<void> {
    const CentralKeys& keys = act.keys();
    wire::FeedValue sealing;
    *sealing.mutable_sealing_key() = signed_sealing_key(keys);
    WARMHEART_TRY(internal::write_feed(act, scope_all(), "sealing-key/" + to_hex(keys.sealing.back().pub.id), sealing));
    WARMHEART_TRY(internal::publish_card_key(act, keys.card.public_key, true));
    return internal::publish_card_key(act, phone_card_key(keys.kek.view()).public_key, false);
  });
}

Result<void> internal::publish_card_key(Act& act, ByteView public_key, bool final_role) {
  const KeyId id = key_id_of(public_key);
  wire::FeedValue value;
  value.mutable_card_key()->set_key_id(string_of(id));
  value.mutable_card_key()->set_public_key(string_of(public_key));
  value.mutable_card_key()->set_final_role(final_role);
  return write_feed(act, scope_all(), "card-key/" + to_hex(id), value);
}

Result<std::vector<UnionName>> list_unions(CentralStore& store) {
  const auto read = [](sql::Columns& row) { return UnionName{row.text(), row.text(), row.text(), row.text()}; };
  return store.read([&](Snapshot& in) -> Result<std::vector<UnionName>> {
    return sql::rows<UnionName>(in, "SELECT code, name, name_en, kind FROM receiving_union ORDER BY code", read);
  });
}

}  // namespace warmheart
