#include "tests/e2e/driver/driver.h"

#include <QCoreApplication>
#include <QImage>
#include <QKeySequence>
#include <QtTest/QTest>

#include <cmath>
#include <cstdio>
#include <unistd.h>

namespace warmheart {

namespace {

constexpr int kPatienceMs = 10'000;

QString one_line(const QVariant& value) {
  QString text = value.canConvert<QStringList>() ? value.toStringList().join(u", ") : value.toString();
  return text.replace(u'\\', QStringLiteral("\\\\")).replace(u'\n', QStringLiteral("\\n"));
}

// A name written in one go: long enough, wide enough.
std::vector<QPointF> a_signature() {
  std::vector<QPointF> points;
  for (int i = 0; i <= 60; ++i) {
    const double t = i / 60.0;
    points.emplace_back(0.15 + 0.7 * t, 0.5 + 0.25 * std::sin(t * 18) * (1 - 0.4 * t));
  }
  return points;
}

}  // namespace

Driver::Driver(QQuickWindow& window, Backend& backend, MovedClock& clock)
    : m_window(window),
      m_backend(backend),
      m_clock(clock),
      m_touch(window),
      m_input(STDIN_FILENO, QSocketNotifier::Read) {
  connect(&m_input, &QSocketNotifier::activated, this, &Driver::read);
}

const std::map<QString, Driver::Command>& Driver::commands() {
  static const std::map<QString, Command> all = {
      {"tap", &Driver::tap},     {"tapText", &Driver::tap_text}, {"type", &Driver::type},
      {"key", &Driver::key},     {"scan", &Driver::scan},        {"scanBare", &Driver::scan_bare},
      {"draw", &Driver::draw},   {"shot", &Driver::shot},        {"wait", &Driver::wait},
      {"get", &Driver::get},     {"names", &Driver::names},      {"size", &Driver::size},
      {"clock", &Driver::clock}, {"quit", &Driver::quit},
  };
  return all;
}

void Driver::read() {
  char buffer[4096];
  const auto size = ::read(STDIN_FILENO, buffer, sizeof buffer);
  if (size <= 0) {
    m_input.setEnabled(false);
    return QCoreApplication::quit();  // nobody commands any more
  }
  m_read.append(buffer, size);
  for (qsizetype end = m_read.indexOf('\n'); end >= 0; end = m_read.indexOf('\n')) {
    m_lines.push_back(QString::fromUtf8(m_read.left(end)));  // as it is: a card may end with a blank
    m_read.remove(0, end + 1);
  }
  QMetaObject::invokeMethod(this, &Driver::work, Qt::QueuedConnection);
}

// Commands turn the event loop themselves; a line that arrives meanwhile waits here.
void Driver::work() {
  if (m_working) return;
  m_working = true;
  while (!m_lines.empty()) {
    const QString line = m_lines.front();
    m_lines.pop_front();
    if (line.isEmpty()) continue;
    const Answer answer = obey(line);
    std::printf("%s %s\n", answer.good ? "ok" : "error", answer.text.toUtf8().constData());
    std::fflush(stdout);
  }
  m_working = false;
}

Driver::Answer Driver::obey(const QString& line) {
  const QString name = line.section(u' ', 0, 0);
  const auto command = commands().find(name);
  if (command == commands().end()) return {false, QStringLiteral("no command ") + name};
  const QString rest = line.section(u' ', 1);
  return (this->*command->second)({rest, line.section(u' ', 1, 1), line.section(u' ', 2, 2), line.section(u' ', 3, 3)});
}

Driver::Answer Driver::tap(const Words& words) {
  m_touch.let_page_arrive();
  QQuickItem* item = m_touch.find(words[0]);
  if (!item) return {false, "nothing is called " + words[0]};
  const QString obstacle = m_touch.tap(*item);
  return {obstacle.isEmpty(), obstacle};
}

Driver::Answer Driver::tap_text(const Words& words) {
  m_touch.let_page_arrive();
  QQuickItem* item = nullptr;
  for (int waited = 0; waited < kPatienceMs && !(item = m_touch.find_words(words[0])); waited += 20) QTest::qWait(20);
  if (!item) return {false, "nothing on the screen says " + words[0]};
  const QString obstacle = m_touch.tap(*item);
  return {obstacle.isEmpty(), obstacle};
}

// By the keys on the screen: a digit pad where one is shown, else the letters.
Driver::Answer Driver::type(const Words& words) {
  m_touch.let_page_arrive();
  for (const QChar c : words[0]) {
    const QString key = c == u' ' ? QStringLiteral("space") : QString(c);
    QQuickItem* pad = m_touch.find("pad_" + key);
    QQuickItem* item = pad && m_touch.is_seen(*pad) ? pad : m_touch.find("key_" + key);
    if (!item) return {false, "there is no key " + key};
    if (const QString obstacle = m_touch.tap(*item); !obstacle.isEmpty())
      return {false, "key " + key + ": " + obstacle};
  }
  return {};
}

Driver::Answer Driver::key(const Words& words) {
  const QKeySequence keys(words[0]);
  if (keys.isEmpty()) return {false, "no key is called " + words[0]};
  const QString text = words[0].size() == 1 ? words[0] : QString();
  m_touch.key(keys[0].key(), keys[0].keyboardModifiers(), text);
  QTest::qWait(120);  // the scanner filter holds a key back until it is sure
  return {};
}

Driver::Answer Driver::scan(const Words& words) {
  m_touch.scan(words[0], true);
  QTest::qWait(20);
  return {};
}

Driver::Answer Driver::scan_bare(const Words& words) {
  m_touch.scan(words[0], false);
  QTest::qWait(200);
  return {};
}

Driver::Answer Driver::draw(const Words& words) {
  m_touch.let_page_arrive();
  QQuickItem* item = m_touch.find(words[1]);
  if (!item) return {false, "nothing is called " + words[1]};
  std::vector<QPointF> points;
  for (const QString& pair : words[0].section(u' ', 1).split(u' ', Qt::SkipEmptyParts)) {
    points.emplace_back(pair.section(u',', 0, 0).toDouble(), pair.section(u',', 1, 1).toDouble());
  }
  const QString obstacle = m_touch.draw(*item, points.empty() ? a_signature() : points);
  return {obstacle.isEmpty(), obstacle};
}

Driver::Answer Driver::shot(const Words& words) {
  QTest::qWait(250);  // slides take at most 200 ms
  const bool saved = m_window.grabWindow().save(words[0]);
  return {saved, saved ? QString() : "cannot write " + words[0]};
}

Driver::Answer Driver::wait(const Words& words) {
  const bool seen = words[2] == u"visible";
  const int given = words[seen ? 3 : 2].toInt();
  const int patience = given > 0 ? given : kPatienceMs;
  for (int waited = 0; waited < patience; waited += 20) {
    const QQuickItem* item = m_touch.find(words[1]);
    if (item && (!seen || m_touch.is_seen(*item))) return {};
    QTest::qWait(20);
  }
  return {
      false,
      QStringLiteral("waited %1 ms for %2; on the screen: %3").arg(patience).arg(words[1], m_touch.names().join(u' '))};
}

Driver::Answer Driver::get(const Words& words) {
  const QObject* object = m_touch.find(words[1]);
  if (!object && words[1] == m_window.objectName()) object = &m_window;
  if (!object) return {false, "nothing is called " + words[1]};
  const QVariant value = object->property(words[2].toUtf8().constData());
  if (!value.isValid()) return {false, words[1] + " has no " + words[2]};
  return {true, one_line(value)};
}

Driver::Answer Driver::names(const Words&) { return {true, m_touch.names().join(u' ')}; }

Driver::Answer Driver::size(const Words& words) {
  const int width = words[1].section(u'x', 0, 0).toInt();
  const int height = words[1].section(u'x', 1, 1).toInt();
  if (width <= 0 || height <= 0) return {false, "write size WIDTHxHEIGHT"};
  m_window.showNormal();
  m_window.resize(width, height);
  QTest::qWait(100);
  return {};
}

Driver::Answer Driver::clock(const Words& words) {
  bool number = false;
  const qint64 ms = words[1].toLongLong(&number);
  if (!number) return {false, "write clock +MILLISECONDS"};
  m_clock.move(ms);
  m_backend.idle.countSecond();
  QTest::qWait(50);
  return {};
}

Driver::Answer Driver::quit(const Words&) {
  QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
  return {};
}

}  // namespace warmheart
