// What the operator publishes to kiosks: unions, consent texts, services, the rider's first questions as
// the joining form shows them. Publishing the same thing twice moves nothing in the feed.
#pragma once

#include <string>
#include <vector>

#include "core/central/feed/feed.h"
#include "core/central/store/store.h"

namespace warmheart {

struct UnionName {
  std::string code;
  std::string name;
  std::string name_en;
  std::string kind;
};

// `district` is a 6-digit code, or empty for every station of the centre.
Result<void> publish_union(CentralStore& store, const std::string& district, const wire::ReceivingUnion& value);
Result<void> publish_consent(CentralStore& store, const std::string& district, const wire::ConsentText& value);
Result<void> publish_answer(CentralStore& store, const std::string& district, const wire::RiderAnswer& value);
// `station` empty: offered everywhere in the district.
Result<void> publish_service(CentralStore& store, const std::string& district, const std::string& station_code,
                             const wire::ServiceOffered& value);

Result<void> publish_case_kind(CentralStore& store, const std::string& district, const wire::CaseKind& value);
Result<void> publish_emergency(CentralStore& store, const std::string& district, const wire::EmergencyNumber& value);
// An announcement without text is taken away.
Result<void> publish_announcement(CentralStore& store, const std::string& district, const wire::Announcement& value);
// invalid_argument: by the rules of core/service/notice.h.
Result<void> publish_benefit(CentralStore& store, const std::string& district, const wire::Benefit& value);
Result<void> publish_heat_allowance(CentralStore& store, const std::string& district, const wire::HeatAllowance& value);
// For the station finder: every station of the district, to all of its kiosks.
Result<void> publish_listing(CentralStore& store, const std::string& district, const wire::StationListing& value);
// The name by which riders' phones reach the centre, for the addresses that kiosks show; empty: as kiosks reach it.
Result<void> publish_riders_host(CentralStore& store, const std::string& host);

// The keys that every station needs: sealing keys (signed by the root) and the centre's card key. `init` and start do
// it.
Result<void> publish_keys(CentralStore& store);

Result<std::vector<UnionName>> list_unions(CentralStore& store);

namespace internal {

// The feed's scope of a district; invalid_argument: it is neither empty nor of six digits.
Result<std::string> scope_for(const std::string& district);

// A key of the centre that cards are signed by: final ones, or provisional ones of phones. Every station trusts it.
Result<void> publish_card_key(Act& act, ByteView public_key, bool final_role);

}  // namespace internal

}  // namespace warmheart
