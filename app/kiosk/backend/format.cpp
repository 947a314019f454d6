#include "app/kiosk/backend/format.h"

#include <QDateTime>

namespace warmheart {

namespace {

QDateTime in_china(std::int64_t wall_ms) {
  return QDateTime::fromMSecsSinceEpoch(wall_ms, Qt::OffsetFromUTC, 8 * 60 * 60);
}

}  // namespace

QString format_date(std::int64_t wall_ms) { return in_china(wall_ms).toString(u"yyyy-MM-dd"); }
QString format_date_and_time(std::int64_t wall_ms) { return in_china(wall_ms).toString(u"yyyy-MM-dd HH:mm"); }
QString format_time(std::int64_t wall_ms) { return in_china(wall_ms).toString(u"HH:mm"); }
QString format_month_and_day(std::int64_t wall_ms) { return in_china(wall_ms).toString(u"MM-dd"); }
int hour_of(std::int64_t wall_ms) { return in_china(wall_ms).time().hour(); }
int weekday(std::int64_t wall_ms) { return in_china(wall_ms).date().dayOfWeek(); }

QString format_grouped(const QString& text, std::initializer_list<int> groups) {
  QString shown;
  qsizetype from = 0;
  for (const int size : groups) {
    if (from >= text.size()) break;
    if (from > 0) shown += u' ';
    shown += QStringView(text).mid(from, size);
    from += size;
  }
  if (from < text.size()) shown += u' ' + text.mid(from);
  return shown;
}

QString wifi_code(const QString& network, const QString& password) {
  if (network.isEmpty()) return {};
  const auto escaped = [](const QString& text) {
    QString out;
    for (const QChar c : text) {
      if (QStringView(u"\\;,:\"").contains(c)) out += u'\\';
      out += c;
    }
    return out;
  };
  if (password.isEmpty()) return QStringLiteral("WIFI:T:nopass;S:%1;;").arg(escaped(network));
  return QStringLiteral("WIFI:T:WPA;S:%1;P:%2;;").arg(escaped(network), escaped(password));
}

QString without_blanks(const QString& typed) {
  QString text;
  text.reserve(typed.size());
  for (const QChar c : typed) {
    if (!c.isSpace()) text += c;
  }
  return text;
}

}  // namespace warmheart
