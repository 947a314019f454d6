// A catalogue or consent file (assets/catalogue, assets/consent): TOML in, the contract's messages out. Unknown keys
// and wrong types are errors with file and line, so that a slip of the pen is not published as an empty field. Pure but
// for the reading.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/admin/catalogue_sessions.h"
#include "core/base/result.h"
#include "core/central/stations/devices.h"
#include "warmheart.pb.h"

namespace warmheart::admin {

struct OfferedService {
  std::string station_code;  // empty: at all stations
  wire::ServiceOffered service;
};

struct CatalogueFile {
  std::string path;
  std::string district;  // empty: the file names none
  std::vector<wire::ReceivingUnion> unions;
  std::vector<Station> stations;  // with the file's controller
  std::vector<OfferedService> services;
  std::vector<wire::RiderAnswer> answers;
  std::vector<wire::ConsentText> consents;
  std::vector<OfferedSession> sessions;
  std::vector<wire::CaseKind> case_kinds;
  std::vector<wire::EmergencyNumber> emergencies;
  std::vector<wire::Announcement> announcements;
  std::vector<wire::Benefit> benefits;
  std::optional<wire::HeatAllowance> heat_allowance;
};

// `now_ms`: what relative times of sessions count from.
Result<CatalogueFile> read_catalogue_file(const std::string& path, std::int64_t now_ms = 0);

}  // namespace warmheart::admin
