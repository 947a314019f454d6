#include "core/member/occupation.h"

#include <algorithm>

namespace warmheart {
namespace {

constexpr std::array<std::string_view, 7> kFoodDelivery = {"美团",     "饿了么", "京东秒送", "闪送",
                                                           "顺丰同城", "达达",   "朴朴"};
constexpr std::array<std::string_view, 9> kCourier = {"顺丰", "京东", "中通", "圆通", "申通",
                                                      "韵达", "极兔", "邮政", "德邦"};
constexpr std::array<std::string_view, 7> kRideHailing = {"滴滴",     "高德打车", "曹操出行", "T3出行",
                                                          "首汽约车", "美团打车", "享道出行"};
constexpr std::array<std::string_view, 5> kTruck = {"货拉拉", "运满满", "货车帮", "滴滴货运", "快狗打车"};
constexpr std::array<std::string_view, 3> kEstateAgent = {"贝壳", "链家", "我爱我家"};

}  // namespace

bool is_occupation(std::string_view wire_name) {
  return std::ranges::find(kOccupations, wire_name) != kOccupations.end();
}

std::span<const std::string_view> platforms_of(std::string_view occupation) {
  if (occupation == "food-delivery") return kFoodDelivery;
  if (occupation == "courier") return kCourier;
  if (occupation == "ride-hailing") return kRideHailing;
  if (occupation == "truck") return kTruck;
  if (occupation == "estate-agent") return kEstateAgent;
  return {};
}

}  // namespace warmheart
