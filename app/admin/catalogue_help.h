// Kinds of help, emergency numbers and announcements of a catalogue file.
#pragma once

#include "app/admin/toml_reader.h"
#include "warmheart.pb.h"

namespace warmheart::admin {

wire::CaseKind read_case_kind(TomlReader reader);
wire::EmergencyNumber read_emergency(TomlReader reader);
wire::Announcement read_announcement(TomlReader reader);

}  // namespace warmheart::admin
