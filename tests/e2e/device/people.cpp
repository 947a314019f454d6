#include "tests/e2e/device/people.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/member/occupation.h"

namespace warmheart::device {

namespace {

constexpr std::array<const char*, 12> kFamilies = {"张", "王", "李", "赵", "欧阳", "曾",
                                                   "单", "解", "仇", "陈", "刘",   "周"};
constexpr std::array<const char*, 10> kGiven = {"伟", "小明", "建国", "丽华", "志强",
                                                "敏", "芳",   "国庆", "海燕", "春生"};
constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

// ISO 7064 MOD 11-2 over seventeen digits (GB 11643).
char check_character(const std::string& seventeen) {
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (seventeen[i] - '0') * kWeights[i];
  return "10X98765432"[sum % 11];
}

std::string invented_number(std::uint64_t n) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "110105%04d%02d%02d%03d", static_cast<int>(1982 + n % 20),
                static_cast<int>(1 + n % 12), static_cast<int>(1 + n % 28), static_cast<int>(n * 7 % 1000));
  const std::string seventeen = text.data();
  return seventeen + check_character(seventeen);
}

std::string invented_mobile(std::uint64_t n) {
  const std::string tail = std::to_string(n % 100'000'000);
  return "138" + std::string(8 - tail.size(), '0') + tail;
}

// Three strokes across the pad: enough for a name, a little different for everybody.
Signature invented_signature(std::uint64_t n) {
  Signature signature;
  for (int stroke = 0; stroke < 3; ++stroke) {
    Stroke points;
    const int left = 1200 + stroke * 2600;
    for (int i = 0; i <= 24; ++i) {
      const int wave = static_cast<int>((n + static_cast<std::uint64_t>(i * (stroke + 2))) % 9) * 320;
      points.push_back({left + i * 85, 2500 + wave + i * 90});
    }
    signature.strokes.push_back(std::move(points));
  }
  return signature;
}

std::vector<Consent> all_consents(const MirrorView& station, const std::string& union_code) {
  ConsentParties parties{station.station.controller_name(), station.station.controller_phone(), {}, {}};
  for (const auto& one : station.unions) {
    if (one.code() == union_code) parties.union_name = one.name(), parties.union_phone = one.phone();
  }
  std::vector<Consent> consents;
  for (const auto& text : station.consent_texts) {
    const bool of_joining =
        text.id() == "sms" || std::ranges::find(kRequiredConsents, text.id()) != kRequiredConsents.end();
    if (text.language() != "zh" || !of_joining) continue;
    consents.push_back({text.id(), text.version(), consent_hash(show_consent(text.text(), parties)), "zh", true});
  }
  if (consents.empty()) {  // not synced yet: a kiosk would not let anybody join, a test may want to
    for (const auto id : kRequiredConsents)
      consents.push_back({std::string(id), "unsynced", consent_hash(id), "zh", true});
  }
  return consents;
}

}  // namespace

Draft invented_draft(const Wishes& wishes, std::uint64_t number, const MirrorView& station) {
  const std::uint64_t n = wishes.seed * 1'000 + number;
  Draft draft;
  draft.name = wishes.name.empty() ? std::string(kFamilies[(n + wishes.seed) % kFamilies.size()]) +
                                         kGiven[(n / 3 + wishes.seed) % kGiven.size()]
                                   : wishes.name;
  draft.document_number = wishes.document_number.empty() ? invented_number(n) : wishes.document_number;
  draft.mobile = invented_mobile(n);
  const std::size_t group = (wishes.seed + number) % 4;
  draft.occupation = kOccupations[group];
  draft.platform = group == 0 ? "美团" : "";
  draft.street_code = wishes.street_code;
  draft.union_code = wishes.union_code.empty() ? station.station.union_code() : wishes.union_code;
  if (wishes.declined) {
    draft.signature.declined = true;
    draft.signature.witness = "union-by-phone";
  } else {
    draft.signature = invented_signature(n);
  }
  draft.consents = all_consents(station, draft.union_code);
  return draft;
}

}  // namespace warmheart::device
