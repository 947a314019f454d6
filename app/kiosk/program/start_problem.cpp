#include "app/kiosk/program/start_problem.h"

#include <QGuiApplication>
#include <QPainter>
#include <QRasterWindow>
#include <QTimer>

#include <algorithm>
#include <cstdio>

#include "app/kiosk/language/sentences.h"
#include "app/kiosk/program/stop_signals.h"

namespace warmheart {

namespace {

constexpr int kShownMs = 60'000;
constexpr const char* kLanguages[] = {"zh", "en"};

QString sentence(const char* language, const char* id) { return built_in_sentence(QString::fromUtf8(language), id); }

QString sentence_of(const char* language, const StartProblem& problem) {
  return sentence(language, std::string(problem.key).c_str());
}

// Writes paragraphs one below the other.
class Column {
 public:
  Column(QPainter& painter, const QSize& size, int margin) : m_painter(painter), m_rest(QPoint(0, 0), size) {
    m_rest.adjust(margin, margin, -margin, 0);
  }

  void write(const QString& text, int pixels, bool bold) {
    QFont font;
    font.setPixelSize(pixels);
    font.setBold(bold);
    m_painter.setFont(font);
    QRect taken;
    m_painter.drawText(m_rest, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, text, &taken);
    leave(taken.height() + pixels / 2);
  }
  void leave(int pixels) { m_rest.setTop(m_rest.top() + pixels); }

 private:
  QPainter& m_painter;
  QRect m_rest;
};

class ProblemWindow final : public QRasterWindow {
 public:
  explicit ProblemWindow(const StartProblem& problem) : m_problem(problem) { setCursor(Qt::BlankCursor); }

 private:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.drawImage(0, 0, picture_of(m_problem, size()));
  }

  const StartProblem& m_problem;
};

// Without one of these Qt finds no screen and ends the process; a program started by hand then has its terminal.
bool may_have_a_screen() {
  return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || qEnvironmentVariableIsSet("DISPLAY") ||
         qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
}

void show(const StartProblem& problem, bool full_screen) {
  ProblemWindow window(problem);
  window.resize(1080, 1920);
  full_screen ? window.showFullScreen() : window.show();
  QTimer::singleShot(kShownMs, qApp, &QCoreApplication::quit);
  QGuiApplication::exec();
}

}  // namespace

void print(const StartProblem& problem) {
  for (const char* language : kLanguages)
    std::fprintf(stderr, "%s\n", sentence_of(language, problem).toUtf8().constData());
  for (const std::string& detail : problem.details) std::fprintf(stderr, "%s\n", detail.c_str());
  std::fflush(stderr);
}

QImage picture_of(const StartProblem& problem, const QSize& size) {
  QImage picture(size, QImage::Format_RGB32);
  picture.fill(Qt::white);
  QPainter painter(&picture);
  painter.setPen(Qt::black);
  const int large = std::max(16, std::min(size.width() / 20, size.height() / 28));
  Column column(painter, size, large * 3 / 2);
  for (const char* language : kLanguages) {
    column.write(sentence(language, "start.title"), large, true);
    column.write(sentence(language, "start.go-on"), large * 3 / 5, false);
    column.write(sentence_of(language, problem), large * 3 / 5, true);
    column.leave(large);
  }
  for (const std::string& detail : problem.details) column.write(QString::fromStdString(detail), large / 2, false);
  return picture;
}

int end_with(const StartProblem& problem, int argc, char** argv, bool full_screen) {
  print(problem);
  if (qApp) {
    show(problem, full_screen);
  } else if (may_have_a_screen()) {
    const QGuiApplication application(argc, argv);
    const StopSignals stop_signals;
    show(problem, full_screen);
  }
  return start_problem::kExitCode;
}

}  // namespace warmheart
