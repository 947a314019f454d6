// IdReader over a serial line: find, select, read, with a time-out at each step. GUI thread.
#pragma once

#include <QObject>
#include <QTimer>

#include "app/kiosk/device/serial_line.h"
#include "app/kiosk/service/id_reader.h"

namespace warmheart {

class IdCardReader final : public QObject, public IdReader {
  Q_OBJECT

 public:
  static constexpr int kPollMs = 400;      // between two looks for a card
  static constexpr int kAnswerMs = 1'500;  // then the reader is asked from the beginning

  explicit IdCardReader(const QString& path, int baud = 115200);

  void on_state(Callback<ReaderState> changed) override;
  void on_card(Callback<std::optional<IdCard>> read) override { m_read = std::move(read); }
  void want(bool wanted) override;
  void leave() override;

 private:
  enum class Step { idle, finding, selecting, reading };

  void poll();
  void ask(ReaderCommand command, Step step);
  void take(const QByteArray& bytes);
  void answered(const ReaderAnswer& answer);
  void notify(ReaderState state);

  SerialLine m_line;
  ReaderFrames m_frames;
  QTimer m_timer;
  Step m_step = Step::idle;
  bool m_wanted = false;
  bool m_taken = false;  // this card was read: it must be lifted first
  bool m_left = true;    // it may be of who was here before: looked for, never read, until none lies there
  int m_silent = 0;      // looks without any answer
  ReaderState m_state = ReaderState::offline;
  Callback<ReaderState> m_changed;
  Callback<std::optional<IdCard>> m_read;
};

}  // namespace warmheart
