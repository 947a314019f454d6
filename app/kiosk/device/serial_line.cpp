#include "app/kiosk/device/serial_line.h"

#include <QFileInfo>

namespace warmheart {

SerialLine::SerialLine(const QString& path, int baud) {
  m_port.setPortName(path);
  m_port.setBaudRate(baud);
  connect(&m_port, &QSerialPort::readyRead, this, [this] {
    const QByteArray bytes = m_port.readAll();
    if (!bytes.isEmpty()) Q_EMIT received(bytes);
  });
  connect(&m_port, &QSerialPort::errorOccurred, this, [this](QSerialPort::SerialPortError error) {
    if (error == QSerialPort::ResourceError || error == QSerialPort::WriteError || error == QSerialPort::ReadError)
      lose();
  });
  m_again.setInterval(kOpenAgainMs);
  connect(&m_again, &QTimer::timeout, this, [this] {
    // Unplugged without a word: the file is gone.
    if (m_port.isOpen() && !QFileInfo::exists(m_port.portName())) lose();
    if (!m_port.isOpen()) open();
  });
  m_again.start();
  QTimer::singleShot(0, this, &SerialLine::open);
}

SerialLine::~SerialLine() {
  m_port.disconnect(this);
  m_port.close();
}

void SerialLine::open() {
  if (m_port.isOpen() || !QFileInfo::exists(m_port.portName())) return;
  if (m_port.open(QIODevice::ReadWrite)) Q_EMIT opened();
}

void SerialLine::lose() {
  if (!m_port.isOpen()) return;
  m_port.close();
  Q_EMIT lost();
}

void SerialLine::write(const QByteArray& bytes) {
  if (m_port.isOpen()) m_port.write(bytes);
}

}  // namespace warmheart
