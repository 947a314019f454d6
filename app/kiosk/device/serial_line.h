// A serial port, or a pty: opened again by itself every two seconds while it is away. GUI thread.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSerialPort>
#include <QTimer>

namespace warmheart {

class SerialLine final : public QObject {
  Q_OBJECT

 public:
  static constexpr int kOpenAgainMs = 2'000;

  // `path`: /dev/ttyUSB0, /dev/serial/by-id/…; 8N1.
  SerialLine(const QString& path, int baud);
  ~SerialLine() override;

  bool isOpen() const { return m_port.isOpen(); }
  void write(const QByteArray& bytes);

 Q_SIGNALS:
  void opened();
  void lost();
  void received(const QByteArray& bytes);

 private:
  void open();
  void lose();

  QSerialPort m_port;
  QTimer m_again;
};

}  // namespace warmheart
