#include "app/admin/catalogue_help.h"

namespace warmheart::admin {

wire::CaseKind read_case_kind(TomlReader reader) {
  reader.allow({"code", "name", "name_en", "about", "about_en", "due_hours", "difficulty", "topics", "needs_name",
                "phone", "order"});
  wire::CaseKind kind;
  kind.set_code(reader.text("code", true));
  kind.set_name(reader.text("name", true));
  kind.set_name_en(reader.text("name_en", false));
  kind.set_about(reader.text("about", false));
  kind.set_about_en(reader.text("about_en", false));
  kind.set_due_hours(reader.number("due_hours"));
  kind.set_difficulty(reader.text("difficulty", true));
  for (const std::string& topic : reader.texts("topics")) kind.add_topics(topic);
  kind.set_needs_name(reader.truth("needs_name", false));
  kind.set_phone(reader.text("phone", false));
  kind.set_order(reader.number("order"));
  if (kind.due_hours() == 0)
    reader.reject_value("due_hours", "must be the hours until a case of this kind is answered");
  return kind;
}

wire::EmergencyNumber read_emergency(TomlReader reader) {
  reader.allow({"number", "name", "name_en", "order"});
  wire::EmergencyNumber value;
  value.set_number(reader.text("number", true));
  value.set_name(reader.text("name", true));
  value.set_name_en(reader.text("name_en", false));
  value.set_order(reader.number("order"));
  return value;
}

wire::Announcement read_announcement(TomlReader reader) {
  reader.allow({"id", "language", "text"});
  wire::Announcement value;
  value.set_id(reader.text("id", true));
  value.set_language(reader.text("language", true));
  value.set_text(reader.text("text", false));
  return value;
}

}  // namespace warmheart::admin
