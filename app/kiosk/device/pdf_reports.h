// ReportExport by Qt's PDF writer: one A4 page, or more, durable before it is said. Lives on the GUI thread; drawing
// and writing are on a thread of its own pool, whose end is waited for.
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include "app/kiosk/service/report_export.h"

namespace warmheart {

// Any thread. The file's name in `folder`; errors as ReportExport::keep.
Result<std::string> write_sheet(const Slip& sheet, const QString& folder, const QString& name);

class PdfReports final : public QObject, public ReportExport {
  Q_OBJECT

 public:
  explicit PdfReports(QString folder) : m_folder(std::move(folder)) { m_pool.setMaxThreadCount(1); }
  ~PdfReports() override { m_pool.waitForDone(); }

  bool offered() const override { return true; }
  void keep(Slip sheet, std::string name, Callback<Result<std::string>> then) override;

 private:
  QString m_folder;
  QThreadPool m_pool;
};

}  // namespace warmheart
