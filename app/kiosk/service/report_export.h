// The port to day sheets as PDF files: a folder of the operator's, a stick or a share. Optional: without a folder no
// button offers it. Every call returns at once; the answer is posted to the GUI thread.
#pragma once

#include <string>

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/receipt_printer.h"

namespace warmheart {

class ReportExport {
 public:
  virtual ~ReportExport() = default;
  // A folder is configured. Whether it can be written to is known when a sheet is kept: a stick comes and goes.
  virtual bool offered() const = 0;
  // `name` without ".pdf"; the same name again replaces the sheet. The file's name; unavailable: the folder is not
  // there or not writable; disk_full, io: nothing was replaced.
  virtual void keep(Slip sheet, std::string name, Callback<Result<std::string>> then) = 0;
};

// A station without such a folder.
class NoReportExport final : public ReportExport {
 public:
  bool offered() const override { return false; }
  void keep(Slip, std::string, Callback<Result<std::string>> then) override {
    then(fail(ErrorCode::unavailable, "no folder is configured"));
  }
};

}  // namespace warmheart
