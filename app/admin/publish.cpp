#include <iostream>
#include <set>

#include "app/admin/catalogue_file.h"
#include "app/admin/commands.h"
#include "core/central/catalogue/catalogue.h"
#include "core/central/slots/slots.h"

namespace warmheart::admin {
namespace {

// "file: what", for faults that only the centre can find.
template <class T>
Result<void> in_file(const CatalogueFile& file, const Result<T>& result) {
  if (!result) return fail(result.error().code, file.path + ": " + result.error().what);
  return {};
}

// What the station finder of every kiosk in the district says of a station.
wire::StationListing listing_of(const CatalogueFile& file, const Station& station) {
  wire::StationListing listing;
  listing.set_code(station.code);
  listing.set_name(station.name);
  listing.set_host(station.host);
  listing.set_street_code(station.street_code);
  listing.set_hours(station.opening_hours);
  *listing.mutable_place() = station.place;
  std::set<std::string> named;
  for (const OfferedService& offered : file.services) {
    if (!offered.station_code.empty() && offered.station_code != station.code) continue;
    if (named.insert(offered.service.code()).second) listing.add_services(offered.service.code());
  }
  return listing;
}

Result<void> publish_file(const Centre& centre, CentralStore& store, const CatalogueFile& file,
                          const std::string& district) {
  for (const auto& value : file.unions) WARMHEART_TRY(in_file(file, publish_union(store, district, value)));
  for (const Station& station : file.stations) {
    if (!district.empty() && station.district_code != district) {
      return fail(ErrorCode::invalid_argument,
                  file.path + ": the street of station " + station.code + " is not in district " + district);
    }
    WARMHEART_TRY(in_file(file, put_station(store, station)));
    WARMHEART_TRY(in_file(file, publish_listing(store, station.district_code, listing_of(file, station))));
  }
  for (const auto& offered : file.services) {
    WARMHEART_TRY(in_file(file, publish_service(store, district, offered.station_code, offered.service)));
  }
  for (const auto& answer : file.answers) WARMHEART_TRY(in_file(file, publish_answer(store, district, answer)));
  for (const auto& consent : file.consents) WARMHEART_TRY(in_file(file, publish_consent(store, district, consent)));
  for (const auto& offered : file.sessions)
    WARMHEART_TRY(in_file(file, publish_session(store, district, offered.session)));
  for (const auto& value : file.case_kinds) WARMHEART_TRY(in_file(file, publish_case_kind(store, district, value)));
  for (const auto& value : file.emergencies) WARMHEART_TRY(in_file(file, publish_emergency(store, district, value)));
  for (const auto& value : file.announcements)
    WARMHEART_TRY(in_file(file, publish_announcement(store, district, value)));
  for (const auto& value : file.benefits) WARMHEART_TRY(in_file(file, publish_benefit(store, district, value)));
  if (file.heat_allowance) WARMHEART_TRY(in_file(file, publish_heat_allowance(store, district, *file.heat_allowance)));
  centre.out << file.path << ": " << file.unions.size() << " unions, " << file.stations.size() << " stations, "
             << file.services.size() << " services, " << file.answers.size() << " answers, " << file.consents.size()
             << " consent texts, " << file.sessions.size() << " sessions, " << file.case_kinds.size()
             << " kinds of help, " << file.announcements.size() << " announcements, " << file.benefits.size()
             << " benefits to " << (district.empty() ? std::string("every station") : "district " + district) << "\n";
  return {};
}

// A station without a union that receives its riders would be found out by the first of them.
Result<void> check_unions(CentralStore& store, const std::vector<CatalogueFile>& files) {
  std::set<std::string> known;
  WARMHEART_TRY_ASSIGN(const auto published, list_unions(store));
  for (const UnionName& one : published) known.insert(one.code);
  for (const CatalogueFile& file : files) {
    for (const wire::ReceivingUnion& one : file.unions) known.insert(one.code());
  }
  for (const CatalogueFile& file : files) {
    for (const Station& station : file.stations) {
      if (known.contains(station.union_code)) continue;
      return fail(ErrorCode::invalid_argument, file.path + ": there is no union \"" + station.union_code +
                                                   "\" for station " + station.code +
                                                   ", neither in these files nor published before");
    }
  }
  return {};
}

}  // namespace

Result<void> publish_files(const Centre& centre, const std::vector<std::string>& paths, const std::string& district) {
  std::vector<CatalogueFile> files;
  for (const std::string& path : paths) {
    WARMHEART_TRY_ASSIGN(CatalogueFile file, read_catalogue_file(path, centre.clock.now().wall_ms));
    files.push_back(std::move(file));
  }
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(check_unions(store, files));
  WARMHEART_TRY(publish_keys(store));
  WARMHEART_TRY_ASSIGN(const std::uint64_t before, feed_clock(store));
  for (const CatalogueFile& file : files) {
    WARMHEART_TRY(publish_file(centre, store, file, file.district.empty() ? district : file.district));
  }
  WARMHEART_TRY_ASSIGN(const std::uint64_t after, feed_clock(store));
  centre.out << after - before << " values are new or have changed; stations take them with their next exchange\n";
  return {};
}

}  // namespace warmheart::admin
