// A scanner on a serial line: what it sends is a scan when a line ends, or after a moment of silence. GUI thread.
#pragma once

#include <QObject>
#include <QTimer>

#include "app/kiosk/device/serial_line.h"

namespace warmheart {

class SerialScanner final : public QObject {
  Q_OBJECT

 public:
  static constexpr int kSilenceMs = 80;
  static constexpr int kMaxBytes = 2048;

  explicit SerialScanner(const QString& path, int baud = 9600);
  bool isOpen() const { return m_line.isOpen(); }

 Q_SIGNALS:
  void scanned(const QString& text);
  void stateChanged();

 private:
  void end();

  SerialLine m_line;
  QByteArray m_gathered;
  QTimer m_silence;
};

}  // namespace warmheart
