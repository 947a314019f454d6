// The port to the ticket printer. A slip is what a rider takes along; controllers make it, a device driver prints it,
// and no driver knows what it says. Everything here is optional: without a printer no button offers printing. GUI
// thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/kiosk/service/callback.h"
#include "core/base/result.h"

namespace warmheart {

// UTF-8 throughout; nothing here stays in memory after printing.
struct Slip {
  std::string title;                                      // 体检预约凭证
  std::string subtitle;                                   // the station's name
  std::vector<std::pair<std::string, std::string>> rows;  // label, value
  std::string qr;                                         // text of the QR code; empty: none
  std::string code;                                       // shown large, as it is: "741 926 038"; empty: none
  std::vector<std::string> notes;                         // sentences below
};

enum class PrinterState {
  none,  // none is configured: offer nothing
  ready,
  no_paper,
  offline,  // configured, and does not answer
};

class ReceiptPrinter {
 public:
  virtual ~ReceiptPrinter() = default;
  // Called at once with the present state and at every change. One subscriber.
  virtual void on_state(Callback<PrinterState> changed) = 0;
  // unavailable: no paper, or no answer; nothing was printed, or the slip is torn: the rider is told to note the code.
  virtual void print(Slip slip, Callback<Result<void>> then) = 0;
};

// A station without a printer.
class NoReceiptPrinter final : public ReceiptPrinter {
 public:
  void on_state(Callback<PrinterState> changed) override { changed(PrinterState::none); }
  void print(Slip, Callback<Result<void>> then) override {
    then(fail(ErrorCode::unavailable, "no printer is configured"));
  }
};

}  // namespace warmheart
