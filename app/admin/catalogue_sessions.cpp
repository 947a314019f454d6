#include "app/admin/catalogue_sessions.h"

#include "app/admin/moment.h"
#include "core/base/digest.h"

namespace warmheart::admin {
namespace {

std::int64_t moment(TomlReader& reader, std::string_view key, std::int64_t now_ms) {
  const std::string text = reader.text(key, true);
  const auto value = moment_of(text, now_ms);
  if (!value && !text.empty()) reader.reject_value(key, kMomentRule);
  return value.value_or(0);
}

}  // namespace

OfferedSession read_session(TomlReader reader, std::int64_t now_ms) {
  reader.allow({"code",        "kind",        "title",       "title_en",     "place",      "place_en", "starts",
                "ends",        "included",    "included_en", "prepare",      "prepare_en", "capacity", "provider",
                "provider_en", "occupations", "districts",   "members_only", "per_person", "period"});
  OfferedSession offered;
  wire::Session& value = offered.session;
  const std::string code = reader.text("code", true);
  value.set_kind(reader.text("kind", true));
  value.set_title(reader.text("title", true));
  value.set_title_en(reader.text("title_en", false));
  value.set_place(reader.text("place", true));
  value.set_place_en(reader.text("place_en", false));
  value.set_starts_ms(moment(reader, "starts", now_ms));
  value.set_ends_ms(moment(reader, "ends", now_ms));
  value.set_included(reader.text("included", false));
  value.set_included_en(reader.text("included_en", false));
  value.set_prepare(reader.text("prepare", false));
  value.set_prepare_en(reader.text("prepare_en", false));
  value.set_capacity(reader.number("capacity"));
  value.set_provider(reader.text("provider", false));
  value.set_provider_en(reader.text("provider_en", false));
  for (const std::string& one : reader.texts("occupations")) value.mutable_eligibility()->add_occupations(one);
  for (const std::string& one : reader.texts("districts")) value.mutable_eligibility()->add_districts(one);
  value.mutable_eligibility()->set_members_only(reader.truth("members_only", false));
  value.mutable_eligibility()->set_per_person(reader.number("per_person"));
  value.mutable_eligibility()->set_period(reader.text("period", false));
  // The same code on the same day is the same session, however often the file is published.
  const Digest digest =
      sha256({view_of("warmheart session 1"), view_of(code), view_of(std::to_string(value.starts_ms()))});
  value.set_session_id(string_of(ByteView(digest).first(16)));
  return offered;
}

}  // namespace warmheart::admin
