#include "app/kiosk/device/serial_scanner.h"

namespace warmheart {

SerialScanner::SerialScanner(const QString& path, int baud) : m_line(path, baud) {
  m_silence.setSingleShot(true);
  m_silence.setInterval(kSilenceMs);
  connect(&m_silence, &QTimer::timeout, this, &SerialScanner::end);
  connect(&m_line, &SerialLine::opened, this, &SerialScanner::stateChanged);
  connect(&m_line, &SerialLine::lost, this, [this] {
    m_gathered.fill(0);
    m_gathered.clear();
    Q_EMIT stateChanged();
  });
  connect(&m_line, &SerialLine::received, this, [this](const QByteArray& bytes) {
    for (const char byte : bytes) {
      if (byte == '\r' || byte == '\n')
        end();
      else if (m_gathered.size() < kMaxBytes)
        m_gathered.append(byte);
    }
    if (!m_gathered.isEmpty()) m_silence.start();
  });
}

void SerialScanner::end() {
  m_silence.stop();
  if (m_gathered.isEmpty()) return;
  const QString text = QString::fromUtf8(m_gathered);
  m_gathered.fill(0);
  m_gathered.clear();
  Q_EMIT scanned(text);
}

}  // namespace warmheart
