// [[session]] tables of a catalogue file: health checks, trainings, meetings (assets/catalogue/README.md).
#pragma once

#include "app/admin/toml_reader.h"
#include "warmheart.pb.h"

namespace warmheart::admin {

struct OfferedSession {
  wire::Session session;
};

// Times are China's; `now_ms` is what "+3 08:00" counts from.
OfferedSession read_session(TomlReader reader, std::int64_t now_ms);

}  // namespace warmheart::admin
