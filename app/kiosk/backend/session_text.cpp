#include "app/kiosk/backend/session_text.h"

#include "app/kiosk/backend/format.h"
#include "app/kiosk/language/sentences.h"

namespace warmheart {

namespace {

QString in_language(const std::string& text, const std::string& text_en, const Sentences& sentences) {
  return QString::fromStdString(sentences.language() == u"en" && !text_en.empty() ? text_en : text);
}

}  // namespace

bool is_health_check(const wire::Session& session) { return session.kind() == "health-check"; }

bool is_over(BookingState state) {
  return state == BookingState::cancelled || state == BookingState::attended || state == BookingState::missed;
}

Uuid id_of(const wire::Session& session) { return Uuid::from_bytes(view_of(session.session_id())).value_or(Uuid()); }

QString title_of(const wire::Session& session, const Sentences& sentences) {
  return in_language(session.title(), session.title_en(), sentences);
}
QString place_of(const wire::Session& session, const Sentences& sentences) {
  return in_language(session.place(), session.place_en(), sentences);
}
QString included_in(const wire::Session& session, const Sentences& sentences) {
  return in_language(session.included(), session.included_en(), sentences);
}
QString prepare_for(const wire::Session& session, const Sentences& sentences) {
  return in_language(session.prepare(), session.prepare_en(), sentences);
}
QString provider_of(const wire::Session& session, const Sentences& sentences) {
  return in_language(session.provider(), session.provider_en(), sentences);
}

QString when_of(const wire::Session& session, const Sentences& sentences) {
  const std::int64_t starts = session.starts_ms();
  if (starts == 0) return {};
  return sentences.text("check.when")
      .arg(format_month_and_day(starts), sentences.text("date.weekday." + std::to_string(weekday(starts))),
           format_time(starts), format_time(session.ends_ms()));
}

QString left_of(const SessionHere& here, const Sentences& sentences) {
  if (here.session.state() == "cancelled") return sentences.text("check.cancelled");
  if (here.confirmable > 0) return sentences.text("check.left-here", here.confirmable).arg(here.confirmable);
  if (here.session.pool_left() > 0)
    return sentences.text("check.left-centre", here.session.pool_left()).arg(here.session.pool_left());
  return sentences.text("check.full");
}

QStringList rules_of(const wire::Session& session, const Sentences& sentences) {
  const wire::Eligibility& rule = session.eligibility();
  QStringList rules;
  if (rule.members_only()) rules.append(sentences.text("check.rule.members"));
  if (rule.occupations_size() > 0) {
    QStringList names;
    for (const std::string& one : rule.occupations()) names.append(sentences.text("occupation." + one));
    rules.append(sentences.text("check.rule.occupations").arg(names.join(sentences.text("check.between"))));
  }
  if (rule.districts_size() > 0) rules.append(sentences.text("check.rule.districts"));
  if (rule.per_person() > 0) {
    const char* const rule_id = rule.period() == "year" ? "check.rule.year" : "check.rule.once";
    rules.append(sentences.text(rule_id, rule.per_person()).arg(rule.per_person()));
  }
  return rules;
}

QString booking_title(BookingState state, const Sentences& sentences) {
  return sentences.text(std::string("check.state.") + wire_name(state));
}

QString booking_explained(const Booking& booking, const Sentences& sentences) {
  if (booking.state == BookingState::needs_you || booking.reason == "place-moved") {
    return sentences.text("check.reason." + booking.reason);
  }
  if (booking.state == BookingState::waiting && booking.ahead > 0)
    return sentences.text("check.ahead").arg(booking.ahead);
  return sentences.text(std::string("check.explained.") + wire_name(booking.state));
}

}  // namespace warmheart
