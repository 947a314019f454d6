// One round of what a finger waits for, with Qt's software renderer at 1080×1920: the real pages over
// tests/kiosk_fakes, an empty page with the same keyboard, and a page of plain rectangles and words that slides. Prints
// one line of JSON, times in milliseconds; bench.py runs it and says what the figures mean. Usage: bench_frames
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaEnum>
#include <QQmlComponent>
#include <QQmlContext>
#include <QQmlExpression>
#include <QQuickItem>
#include <QtTest/QTest>

#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "tests/bench/empty_page.h"
#include "tests/bench/finger.h"
#include "tests/bench/measured_application.h"
#include "tests/shots/page_harness.h"

namespace {

using namespace warmheart;

constexpr int kSlideMs = 320;
constexpr int kKeyboardComesMs = 400;
constexpr int kBoardIsMadeMs = 2'500;
constexpr int kPasses = 2;  // in the first, pages, fonts and dictionaries are loaded
constexpr std::string_view kLetters = "zhangwei";
constexpr std::string_view kDigits = "110105199003071";
constexpr const char* kPages[] = {"visit",     "joinStart", "joinConsent", "joinIdentity", "joinWork",  "joinPlace",
                                  "joinUnion", "myCard",    "check",       "help",         "emergency", "finder"};

const char* const kMockPage = R"(
import QtQuick
Window {
    id: mock
    width: 1080; height: 1920; visible: true
    property alias page: page
    Rectangle {
        id: page
        width: 1080; height: 1920; color: "#fbf8f3"
        Column {
            spacing: 24; x: 60; y: 60
            Repeater {
                model: 12
                Rectangle {
                    required property int index
                    width: 960; height: 120; radius: 18; color: "white"; border.color: "#806b5c"
                    Text { anchors.centerIn: parent; text: "要用哪一样？ " + parent.index; font.pixelSize: 48 }
                }
            }
        }
        XAnimator on x { id: slide; from: 1080; to: 0; duration: 300; loops: Animation.Infinite }
    }
})";

QJsonArray array_of(const std::vector<double>& values) {
  QJsonArray array;
  for (const double value : values) array.append(value);
  return array;
}

QJsonArray array_of(const std::vector<MeasuredApplication::Step>& steps) {
  QJsonArray array;
  for (const MeasuredApplication::Step& step : steps) {
    const char* const type = QMetaEnum::fromType<QEvent::Type>().valueToKey(step.type);
    array.append(QJsonObject{
        {QStringLiteral("ms"), step.ms},
        {QStringLiteral("event"), type ? QString::fromLatin1(type) : QString::number(static_cast<int>(step.type))},
        {QStringLiteral("receiver"), QString::fromLatin1(step.receiver)},
        {QStringLiteral("during"), step.during}});
  }
  return array;
}

void keep(std::vector<double>& into, const std::optional<double>& taken) {
  if (taken) into.push_back(*taken);
}

QString pass_name(int pass, const QString& what) { return pass == 0 ? QStringLiteral("first ") + what : what; }

// Letters that nobody has chosen a word for are gone.
void take_back(QQuickWindow& window, std::size_t letters) {
  for (std::size_t i = 0; i < letters; ++i) tap(window, QStringLiteral("key_backspace"));
}

struct TypingFigures {
  std::vector<double> frames, glyphs;
};

TypingFigures type_pinyin(MeasuredApplication& application, QQuickWindow& window, const QString& field) {
  TypingFigures figures;
  application.watch(window);
  for (int pass = 0; pass < kPasses; ++pass) {
    application.begin(pass_name(pass, QStringLiteral("Pinyin in ") + field));
    figures = {};
    application.take_frames();
    for (const char letter : kLetters) keep(figures.glyphs, tap(window, QStringLiteral("key_") + QLatin1Char(letter)));
    figures.frames = application.take_frames();
    application.begin({});
    take_back(window, kLetters.size());
  }
  return figures;
}

TypingFigures type_digits(MeasuredApplication& application, PageHarness& harness) {
  TypingFigures figures;
  for (int pass = 0; pass < kPasses; ++pass) {
    application.begin(pass_name(pass, QStringLiteral("digits")));
    figures = {};
    application.take_frames();
    for (const char digit : kDigits)
      keep(figures.glyphs, tap(*harness.window(), QStringLiteral("pad_") + QLatin1Char(digit)));
    figures.frames = application.take_frames();
    application.begin({});
    harness.backend().join.identity()->setDocumentNumber({});
  }
  return figures;
}

// As a button does it: inside an event.
std::optional<double> change_page(QQuickWindow& window, const QString& expression) {
  const auto taken = to_next_frame(window, [&] {
    QMetaObject::invokeMethod(
        &window,
        [&window, expression] {
          QQmlExpression code(qmlContext(&window), &window, expression);
          code.evaluate();
          if (code.hasError()) std::fprintf(stderr, "%s\n", qPrintable(code.error().toString()));
        },
        Qt::QueuedConnection);
  });
  let_pass(kSlideMs);
  return taken;
}

struct ChangeFigures {
  std::vector<double> frames, changes;
};

ChangeFigures change_pages(MeasuredApplication& application, PageHarness& harness) {
  ChangeFigures figures;
  application.watch(*harness.window());
  for (int pass = 0; pass < kPasses; ++pass) {
    figures = {};
    application.take_frames();
    for (const char* page : kPages) {
      const QString name = QLatin1String(page);
      application.begin(pass_name(pass, name));
      keep(figures.changes, change_page(*harness.window(), QStringLiteral("page.go(Routes.%1)").arg(name)));
      application.begin(pass_name(pass, QStringLiteral("back from ") + name));
      keep(figures.changes, change_page(*harness.window(), QStringLiteral("page.back()")));
    }
    figures.frames = application.take_frames();
  }
  application.begin({});
  return figures;
}

bool bench_mock(MeasuredApplication& application, QJsonObject& figures) {
  QQmlEngine engine;
  QQmlComponent component(&engine);
  component.setData(kMockPage, QUrl());
  const std::unique_ptr<QObject> made(component.create());
  auto* const window = qobject_cast<QQuickWindow*>(made.get());
  if (!window) {
    std::fprintf(stderr, "%s\n", qPrintable(component.errorString()));
    return false;
  }
  let_pass(500);
  application.watch(*window);
  application.begin(QStringLiteral("mock page"));
  let_pass(3'000);
  application.begin({});
  figures[QStringLiteral("mock frames")] = array_of(application.take_frames());
  return true;
}

bool bench_empty(MeasuredApplication& application, QJsonObject& figures) {
  EmptyPage page;
  QQuickWindow* const window = page.open();
  if (!window) return false;
  let_pass(kBoardIsMadeMs);
  tap(*window, QStringLiteral("emptyInput"));
  let_pass(kKeyboardComesMs);
  const TypingFigures typing = type_pinyin(application, *window, QStringLiteral("emptyInput"));
  figures[QStringLiteral("empty frames")] = array_of(typing.frames);
  figures[QStringLiteral("empty glyphs")] = array_of(typing.glyphs);
  return true;
}

bool bench_kiosk(MeasuredApplication& application, QJsonObject& figures) {
  PageHarness harness(WARMHEART_SOURCE_DIR, kPortrait, "zh", "warm");
  if (!harness.open()) return false;
  harness.backend().appearance.setReducedMotion(false);
  const ChangeFigures changing = change_pages(application, harness);
  figures[QStringLiteral("page frames")] = array_of(changing.frames);
  figures[QStringLiteral("page changes")] = array_of(changing.changes);

  harness.backend().appearance.setReducedMotion(true);
  harness.backend().join.begin();
  harness.run(QStringLiteral("page.go(Routes.joinIdentity)"));
  let_pass(kBoardIsMadeMs);
  tap(*harness.window(), QStringLiteral("documentNumberInput"));
  let_pass(kKeyboardComesMs);
  const TypingFigures digits = type_digits(application, harness);
  figures[QStringLiteral("digit frames")] = array_of(digits.frames);
  figures[QStringLiteral("digit glyphs")] = array_of(digits.glyphs);

  tap(*harness.window(), QStringLiteral("nameInput"));
  let_pass(kKeyboardComesMs);
  const TypingFigures pinyin = type_pinyin(application, *harness.window(), QStringLiteral("nameInput"));
  figures[QStringLiteral("pinyin frames")] = array_of(pinyin.frames);
  figures[QStringLiteral("pinyin glyphs")] = array_of(pinyin.glyphs);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  prepare_page_harness();
  MeasuredApplication application(argc, argv);
  QJsonObject figures;
  if (!bench_mock(application, figures) || !bench_empty(application, figures)) return 1;
  const std::size_t of_others = application.step_count();
  if (!bench_kiosk(application, figures)) return 1;
  figures[QStringLiteral("steps")] = array_of(application.steps());
  figures[QStringLiteral("step count")] = static_cast<qint64>(application.step_count() - of_others);
  std::printf("%s\n", QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
  return 0;
}
