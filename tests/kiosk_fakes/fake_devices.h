// A reader and a printer that a test puts there and takes away. GUI thread.
#pragma once

#include <QObject>
#include <QStringList>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "app/kiosk/service/id_reader.h"
#include "app/kiosk/service/receipt_printer.h"
#include "app/kiosk/service/report_export.h"
#include "app/kiosk/service/speech_output.h"

namespace warmheart::test {

// A stick that takes every sheet.
class FakeReportExport final : public ReportExport {
 public:
  bool offered() const override { return true; }
  void keep(Slip, std::string name, Callback<Result<std::string>> then) override { then(name + ".pdf"); }
};

class FakeIdReader final : public QObject, public IdReader {
  Q_OBJECT

 public:
  // Unplugged, nothing lies on it either.
  Q_INVOKABLE void plug(bool in) {
    m_plugged = in;
    lift();
  }
  // Where another lies already, it lies on that one.
  Q_INVOKABLE void lay(const QString& name, const QString& number) {
    m_lies = true;
    if (m_wanted && !m_left)
      m_read(name.isEmpty()
                 ? std::nullopt
                 : std::optional<IdCard>(IdCard{name.toStdString(), DocumentKind::resident_id, number.toStdString()}));
  }

  void on_state(Callback<ReaderState> changed) override {
    m_changed = std::move(changed);
    m_changed(ReaderState::none);
  }
  void on_card(Callback<std::optional<IdCard>> read) override { m_read = std::move(read); }
  Q_INVOKABLE void lift() {
    m_lies = m_left = false;
    m_changed(m_plugged ? ReaderState::ready : ReaderState::none);
  }
  void want(bool wanted) override { m_wanted = wanted; }
  void leave() override {
    if (!m_plugged || !m_lies) return;
    m_left = true;
    m_changed(ReaderState::card_left);
  }

 private:
  bool m_plugged = false;
  bool m_lies = false;
  bool m_left = false;
  bool m_wanted = false;
  Callback<ReaderState> m_changed;
  Callback<std::optional<IdCard>> m_read;
};

// Hears what is said: the last utterance, all of them since forget(), and each piece with its language.
class FakeSpeech final : public QObject, public SpeechOutput {
  Q_OBJECT
  Q_PROPERTY(QString said READ said NOTIFY heard)
  Q_PROPERTY(QStringList all READ all NOTIFY heard)        // utterances
  Q_PROPERTY(QStringList pieces READ pieces NOTIFY heard)  // of the last: "zh 望京", "recording.wav"
  Q_PROPERTY(int volume READ volume NOTIFY heard)
  Q_PROPERTY(int rung READ rung NOTIFY heard)

 public:
  Q_INVOKABLE void plug(bool in) { m_changed(in); }
  Q_INVOKABLE void headphones(bool in) { m_plugged(in); }
  Q_INVOKABLE void begin() { m_happened(SpeechEvent::began); }
  Q_INVOKABLE void end() { m_happened(SpeechEvent::ended); }
  Q_INVOKABLE void fail() { m_happened(SpeechEvent::failed); }
  Q_INVOKABLE void forget() {
    m_said.clear();
    m_all.clear();
  }
  QString said() const { return m_said; }
  QStringList all() const { return m_all; }
  QStringList pieces() const { return m_pieces; }
  int volume() const { return m_volume; }
  int rung() const { return m_rung; }

  void on_present(std::function<void(bool)> changed) override {
    m_changed = std::move(changed);
    m_changed(false);
  }
  void on_headphones(std::function<void(bool)> plugged) override { m_plugged = std::move(plugged); }
  void on_event(std::function<void(SpeechEvent)> happened) override { m_happened = std::move(happened); }
  void say(std::vector<SpokenPart> parts, SpeechTurn turn) override {
    QString text;
    m_pieces.clear();
    for (const SpokenPart& part : parts) {
      text += QString::fromStdString(part.text);
      m_pieces << QString::fromStdString(part.recording.empty() ? part.language + " " + part.text : part.recording);
    }
    m_said = turn == SpeechTurn::after && !m_said.isEmpty() ? m_said + QLatin1Char('\n') + text : text;
    m_all << text;
    Q_EMIT heard();
  }
  void stop() override { m_said.clear(); }
  void set_volume(int percent) override { m_volume = percent; }
  void ring() override {
    ++m_rung;
    Q_EMIT heard();
  }

 Q_SIGNALS:
  void heard();

 private:
  QString m_said;
  QStringList m_all, m_pieces;
  int m_rung = 0;
  int m_volume = 0;
  std::function<void(bool)> m_changed, m_plugged;
  std::function<void(SpeechEvent)> m_happened;
};

class FakePrinter final : public QObject, public ReceiptPrinter {
  Q_OBJECT
  Q_PROPERTY(int slips READ slips NOTIFY slipsChanged)
  Q_PROPERTY(QString lastTitle READ lastTitle NOTIFY slipsChanged)
  Q_PROPERTY(QString lastText READ lastText NOTIFY slipsChanged)  // labels, values and the code of the last slip

 public:
  Q_INVOKABLE void plug(bool in, bool paper = true) {
    m_paper = paper;
    m_changed(!in ? PrinterState::none : paper ? PrinterState::ready : PrinterState::no_paper);
  }
  int slips() const { return m_slips; }
  QString lastTitle() const { return m_title; }
  QString lastText() const { return m_text; }

  void on_state(Callback<PrinterState> changed) override {
    m_changed = std::move(changed);
    m_changed(PrinterState::none);
  }
  void print(Slip slip, Callback<Result<void>> then) override {
    if (!m_paper) return then(fail(ErrorCode::unavailable, "no paper"));
    ++m_slips;
    m_title = QString::fromStdString(slip.title);
    m_text = QString::fromStdString(slip.code);
    for (const auto& [label, value] : slip.rows)
      m_text +=
          QStringLiteral(" ") + QString::fromStdString(label) + QStringLiteral(" ") + QString::fromStdString(value);
    Q_EMIT slipsChanged();
    then({});
  }

 Q_SIGNALS:
  void slipsChanged();

 private:
  bool m_paper = true;
  int m_slips = 0;
  QString m_title, m_text;
  Callback<PrinterState> m_changed;
};

}  // namespace warmheart::test
