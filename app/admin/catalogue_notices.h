// [[benefit]] tables and [heat_allowance] of a catalogue file (assets/catalogue/README.md).
#pragma once

#include "app/admin/toml_reader.h"
#include "warmheart.pb.h"

namespace warmheart::admin {

// Times are China's; `now_ms` is what "+3 08:00" counts from.
wire::Benefit read_benefit(TomlReader reader, std::int64_t now_ms);
wire::HeatAllowance read_heat_allowance(TomlReader reader);

}  // namespace warmheart::admin
