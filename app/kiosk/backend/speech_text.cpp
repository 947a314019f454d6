#include "app/kiosk/backend/speech_text.h"

#include <QRegularExpression>
#include <QStringList>

namespace warmheart {

namespace {

constexpr qsizetype kCodeDigits = 5;
constexpr qsizetype kDateLength = 10;
constexpr qsizetype kDigitsBeforeX = 17;  // of a resident identity number

enum class Script { neutral, han, letters };

struct ScriptRun {
  Script script;
  qsizetype from, to;
};

Script script_of(char32_t character) {
  if (QChar::script(character) == QChar::Script_Han) return Script::han;
  return QChar::isLetter(character) ? Script::letters : Script::neutral;
}

std::vector<ScriptRun> scripts_of(const QString& text) {
  std::vector<ScriptRun> runs;
  for (qsizetype at = 0; at < text.size();) {
    const bool pair = text.at(at).isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate();
    const char32_t character =
        pair ? QChar::surrogateToUcs4(text.at(at), text.at(at + 1)) : char32_t(text.at(at).unicode());
    const qsizetype next = at + (pair ? 2 : 1);
    const Script script = script_of(character);
    if (!runs.empty() && runs.back().script == script)
      runs.back().to = next;
    else
      runs.push_back({script, at, next});
    at = next;
  }
  return runs;
}

bool is_plain_digit(QChar character) { return character >= u'0' && character <= u'9'; }

bool has_digit(const QString& text, const ScriptRun& run) {
  for (qsizetype at = run.from; at < run.to; ++at) {
    if (is_plain_digit(text.at(at))) return true;
  }
  return false;
}

QString language_of(Script script) { return script == Script::han ? QStringLiteral("zh") : QStringLiteral("en"); }

QString language_at(const std::vector<ScriptRun>& runs, std::size_t index, const QString& text, const QString& page) {
  const ScriptRun& run = runs[index];
  if (run.script != Script::neutral) return language_of(run.script);
  // Neighbours of a neutral run are never neutral.
  const bool left = index > 0, right = index + 1 < runs.size();
  if (!left && !right) return page;
  if (!left) return language_of(runs[index + 1].script);
  const QString before = language_of(runs[index - 1].script);
  if (!right || before == language_of(runs[index + 1].script)) return before;
  return has_digit(text, run) ? page : before;
}

qsizetype digits_end(const QString& text, qsizetype from) {
  qsizetype at = from;
  while (at < text.size() && is_plain_digit(text.at(at))) ++at;
  return at;
}

bool joins_groups(QChar character) { return character == u' ' || character == u'-' || character == u'\u00A0'; }

bool is_clock_hour(const QString& text, qsizetype group_end) {
  return group_end < text.size() && text.at(group_end) == u':';
}

struct Number {
  QStringList groups;
  qsizetype end = 0;
  qsizetype digits = 0;
};

Number number_at(const QString& text, qsizetype from) {
  Number number;
  for (qsizetype at = from;;) {
    const qsizetype end = digits_end(text, at);
    number.groups << text.mid(at, end - at);
    number.digits += end - at;
    number.end = end;
    const bool more = end + 1 < text.size() && joins_groups(text.at(end)) && is_plain_digit(text.at(end + 1)) &&
                      !is_clock_hour(text, digits_end(text, end + 1));
    if (!more) break;
    at = end + 1;
  }
  const bool control_x = number.digits == kDigitsBeforeX && number.end < text.size() && text.at(number.end) == u'X';
  if (control_x) {
    number.groups.last() += QLatin1Char('X');
    ++number.end;
  }
  return number;
}

bool is_spelled(const Number& number, bool all) {
  if (all) return number.digits > 1;
  if (number.digits < kCodeDigits) return false;
  for (const QString& group : number.groups) {
    if (number.groups.size() > 1 && group.size() < 2) return false;
  }
  return true;
}

bool is_date(const QString& text, qsizetype from) {
  static const QRegularExpression date(QStringLiteral("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
  return digits_end(text, from) == from + 4 && digits_end(text, from + 8) == from + kDateLength &&
         date.match(text.mid(from, kDateLength)).hasMatch();
}

}  // namespace

std::vector<SpokenRun> runs_of(const QString& text, const QString& language) {
  const std::vector<ScriptRun> scripts = scripts_of(text);
  std::vector<SpokenRun> runs;
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    const QString said = language_at(scripts, i, text, language);
    const QString piece = text.mid(scripts[i].from, scripts[i].to - scripts[i].from);
    if (!runs.empty() && runs.back().language == said)
      runs.back().text += piece;
    else
      runs.push_back({piece, said});
  }
  return runs;
}

QString with_digits_spelled(const QString& text, const QString& language, bool all) {
  const QString pause = language == u"en" ? QStringLiteral(", ") : QStringLiteral("，");
  QString spelled;
  for (qsizetype at = 0; at < text.size();) {
    if (!is_plain_digit(text.at(at))) {
      spelled += text.at(at++);
      continue;
    }
    if (is_date(text, at)) {
      spelled += text.mid(at, kDateLength);
      at += kDateLength;
      continue;
    }
    const Number number = number_at(text, at);
    if (!is_spelled(number, all)) {
      spelled += text.mid(at, number.end - at);
    } else {
      QStringList groups;
      for (const QString& group : number.groups)
        groups << group.split(QString(), Qt::SkipEmptyParts).join(QLatin1Char(' '));
      spelled += groups.join(pause);
    }
    at = number.end;
  }
  return spelled;
}

}  // namespace warmheart
