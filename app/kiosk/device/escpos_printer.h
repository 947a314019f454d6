// ReceiptPrinter over ESC/POS on a serial line. Before a slip its paper is asked for, after it whether it went through:
// what could not be printed is said, never lost silently. GUI thread.
#pragma once

#include <QObject>
#include <QTimer>

#include "app/kiosk/device/serial_line.h"
#include "app/kiosk/service/receipt_printer.h"

namespace warmheart {

// The bytes of a slip: GB18030 text, the printer's own QR code, a cut at the end. Pure.
QByteArray escpos_of(const Slip& slip);

class EscPosPrinter final : public QObject, public ReceiptPrinter {
  Q_OBJECT

 public:
  static constexpr int kAnswerMs = 1'500;
  static constexpr int kPollMs = 10'000;

  explicit EscPosPrinter(const QString& path, int baud = 9600);

  void on_state(Callback<PrinterState> changed) override;
  void print(Slip slip, Callback<Result<void>> then) override;

 private:
  enum class Step { idle, looking, before, after };

  void poll();
  void ask(Step step);
  void answered(std::uint8_t status);
  void end(Result<void> result);
  void notify(PrinterState state);

  SerialLine m_line;
  QTimer m_answer, m_pollTimer;
  Step m_step = Step::idle;
  PrinterState m_state = PrinterState::offline;
  QByteArray m_bytes;
  Callback<PrinterState> m_changed;
  Callback<Result<void>> m_then;
};

}  // namespace warmheart
