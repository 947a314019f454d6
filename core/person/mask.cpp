#include "core/person/mask.h"

#include <algorithm>
#include <array>

#include "core/person/text.h"

namespace warmheart {
namespace {

constexpr auto kCompoundSurnames = std::to_array<std::u32string_view>(
    {U"欧阳", U"歐陽", U"太史", U"端木", U"上官", U"司马", U"司馬", U"东方", U"独孤", U"南宫", U"万俟", U"闻人",
     U"夏侯", U"诸葛", U"尉迟", U"公羊", U"赫连", U"澹台", U"皇甫", U"宗政", U"濮阳", U"公冶", U"太叔", U"申屠",
     U"公孙", U"慕容", U"仲孙", U"钟离", U"长孙", U"宇文", U"司徒", U"鲜于", U"司空", U"闾丘", U"子车", U"亓官",
     U"司寇", U"巫马", U"公西", U"颛孙", U"壤驷", U"公良", U"漆雕", U"乐正", U"宰父", U"谷梁", U"拓跋", U"夹谷",
     U"轩辕", U"令狐", U"段干", U"百里", U"呼延", U"东郭", U"南门", U"羊舌", U"微生", U"公户", U"公玉", U"梁丘",
     U"左丘", U"东门", U"西门", U"南荣", U"第五", U"淳于", U"单于", U"叱干", U"纳兰", U"完颜", U"叶赫"});

std::string stars(std::size_t count) { return std::string(count, '*'); }

}  // namespace

std::string mask_name(std::string_view name) {
  const std::u32string text = trimmed(from_utf8(name).value_or(std::u32string()));
  if (text.empty()) return "*";
  // With two characters alone the second is the given name: 欧阳 reads as 欧 and 阳.
  const bool compound = text.size() > 2 && std::ranges::find(kCompoundSurnames, std::u32string_view(text).substr(
                                                                                    0, 2)) != kCompoundSurnames.end();
  return to_utf8(std::u32string_view(text).substr(0, compound ? 2 : 1)) + "*";
}

std::string mask_number(std::string_view number) {
  constexpr std::size_t kFirst = 3;
  constexpr std::size_t kLast = 4;
  if (number.size() < 2 * (kFirst + kLast)) return stars(number.size());
  return std::string(number.substr(0, kFirst)) + stars(number.size() - kFirst - kLast) +
         std::string(number.substr(number.size() - kLast));
}

std::string mask_mobile(std::string_view mobile) {
  if (mobile.size() != 11) return stars(mobile.size());
  return std::string(mobile.substr(0, 3)) + stars(4) + std::string(mobile.substr(7));
}

}  // namespace warmheart
