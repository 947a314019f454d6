// Invented people for the tests: the same seed and number give the same person. Numbers have valid check characters,
// birth dates are made up, mobiles begin with 138 0000. Nobody real is meant.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/member/application.h"
#include "core/station/types.h"

namespace warmheart::device {

struct Wishes {
  std::uint64_t seed = 1;
  std::string name;             // empty: invented
  std::string document_number;  // empty: invented; for two applications of one person
  std::string street_code = "110105026";
  std::string union_code;  // empty: the station's own
  bool declined = false;   // 我不便签名
};

// As it would be typed at a kiosk; consents are given for the texts that this station shows.
Draft invented_draft(const Wishes& wishes, std::uint64_t number, const MirrorView& station);

}  // namespace warmheart::device
