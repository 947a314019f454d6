#include "app/admin/catalogue_notices.h"

#include "app/admin/moment.h"
#include "core/service/notice.h"

namespace warmheart::admin {
namespace {

std::int64_t moment_at(TomlReader& reader, std::string_view key, std::int64_t now_ms) {
  const std::string text = reader.text(key, true);
  const auto value = moment_of(text, now_ms);
  if (!value && !text.empty()) reader.reject_value(key, kMomentRule);
  return value.value_or(0);
}

}  // namespace

wire::Benefit read_benefit(TomlReader reader, std::int64_t now_ms) {
  reader.allow({"id", "kind", "title", "title_en", "how", "how_en", "from", "until", "order"});
  wire::Benefit benefit;
  benefit.set_id(reader.text("id", true));
  benefit.set_kind(reader.text("kind", true));
  benefit.set_title(reader.text("title", true));
  benefit.set_title_en(reader.text("title_en", false));
  benefit.set_how(reader.text("how", true));
  benefit.set_how_en(reader.text("how_en", false));
  benefit.set_from_ms(moment_at(reader, "from", now_ms));
  benefit.set_until_ms(moment_at(reader, "until", now_ms));
  benefit.set_order(reader.number("order"));
  if (const auto checked = check_benefit(benefit); !checked)
    reader.reject_value("id", "is of a benefit that cannot be published: " + checked.error().what);
  return benefit;
}

wire::HeatAllowance read_heat_allowance(TomlReader reader) {
  reader.allow({"outdoor_yuan", "indoor_yuan", "first_month", "last_month"});
  wire::HeatAllowance allowance;
  allowance.set_outdoor_yuan(reader.number("outdoor_yuan"));
  allowance.set_indoor_yuan(reader.number("indoor_yuan"));
  allowance.set_first_month(reader.number("first_month"));
  allowance.set_last_month(reader.number("last_month"));
  if (const auto checked = check_heat_allowance(allowance); !checked)
    reader.reject_value("outdoor_yuan", "cannot be published: " + checked.error().what);
  return allowance;
}

}  // namespace warmheart::admin
