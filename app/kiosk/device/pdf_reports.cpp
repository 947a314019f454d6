#include "app/kiosk/device/pdf_reports.h"

#include <QBuffer>
#include <QFileInfo>
#include <QMetaObject>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include <algorithm>

#include "core/storage/durable_files.h"

namespace warmheart {
namespace {

constexpr int kDpi = 150;
constexpr qreal kMm = kDpi / 25.4;
constexpr int kFlow = Qt::TextWordWrap | Qt::AlignLeft;

QString text_of(const std::string& text) { return QString::fromStdString(text); }

// Writes downwards; what does not fit begins the next page.
class Sheet {
 public:
  explicit Sheet(QPdfWriter& writer)
      : m_writer(writer), m_painter(&writer), m_width(writer.width()), m_height(writer.height()) {}

  bool drawn() const { return m_painter.isActive(); }
  void words(const QString& text, qreal size_pt, bool bold, qreal gap_mm) {
    choose(size_pt, bold);
    const QRectF room(0, 0, m_width, m_height);
    const qreal tall = m_painter.boundingRect(room, kFlow, text).height();
    turn_for(tall);
    m_painter.drawText(room.translated(0, m_y), kFlow, text);
    m_y += tall + gap_mm * kMm;
  }
  void row(const QString& label, const QString& value) {
    choose(12, true);
    const QRectF beside(m_width * 0.58, 0, m_width * 0.42, m_height);
    const qreal right = m_painter.boundingRect(beside, kFlow, value).height();
    choose(12, false);
    const QRectF before(0, 0, m_width * 0.55, m_height);
    const qreal tall = std::max(right, m_painter.boundingRect(before, kFlow, label).height());
    turn_for(tall);
    m_painter.drawText(before.translated(0, m_y), kFlow, label);
    choose(12, true);
    m_painter.drawText(beside.translated(0, m_y), kFlow, value);
    m_y += tall + 3.5 * kMm;
    m_painter.setPen(QPen(QColor(0xDC, 0xCF, 0xC2), 0.2 * kMm));
    m_painter.drawLine(QPointF(0, m_y - 2 * kMm), QPointF(m_width, m_y - 2 * kMm));
  }

 private:
  void choose(qreal size_pt, bool bold) {
    QFont font(QStringLiteral("Noto Sans CJK SC"));
    font.setPointSizeF(size_pt);
    font.setBold(bold);
    m_painter.setFont(font);
    m_painter.setPen(Qt::black);
  }
  void turn_for(qreal tall) {
    if (m_y + tall <= m_height) return;
    m_writer.newPage();
    m_y = 0;
  }

  QPdfWriter& m_writer;
  QPainter m_painter;
  qreal m_width, m_height, m_y = 0;
};

bool draw(const Slip& slip, QIODevice& into) {
  QPdfWriter writer(&into);
  writer.setPageSize(QPageSize(QPageSize::A4));
  writer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout::Millimeter);
  writer.setResolution(kDpi);
  writer.setTitle(text_of(slip.title + " " + slip.subtitle));
  Sheet sheet(writer);
  if (!sheet.drawn()) return false;
  sheet.words(text_of(slip.title), 22, true, 2);
  sheet.words(text_of(slip.subtitle), 13, false, 8);
  for (const auto& [label, value] : slip.rows) sheet.row(text_of(label), text_of(value));
  sheet.words(QString(), 6, false, 2);
  for (const std::string& note : slip.notes) sheet.words(text_of(note), 11, false, 3);
  return true;
}

}  // namespace

Result<std::string> write_sheet(const Slip& sheet, const QString& folder, const QString& name) {
  const QFileInfo target(folder);
  if (!target.isDir() || !target.isWritable())
    return fail(ErrorCode::unavailable, "the folder for sheets is not there or not writable");
  QByteArray pdf;
  QBuffer buffer(&pdf);
  buffer.open(QIODevice::WriteOnly);
  if (!draw(sheet, buffer)) return fail(ErrorCode::internal, "the sheet could not be drawn");
  QString file_name = name + QStringLiteral(".pdf");
  file_name.replace(u'/', u'-');              // a station's name is no path
  QSaveFile file(folder + u'/' + file_name);  // the old sheet stays until the new one is whole on the disk
  const bool written = file.open(QIODevice::WriteOnly) && file.write(pdf) == pdf.size() && file.commit();
  if (!written) {
    const bool full = file.error() == QFileDevice::ResourceError;
    return fail(full ? ErrorCode::disk_full : ErrorCode::io,
                "the sheet could not be written: " + file.errorString().toStdString());
  }
  WARMHEART_TRY(sync_folder(folder.toStdString()));
  return file_name.toStdString();
}

void PdfReports::keep(Slip sheet, std::string name, Callback<Result<std::string>> then) {
  m_pool.start([this, sheet = std::move(sheet), name = std::move(name), then = std::move(then)] {
    Result<std::string> kept = write_sheet(sheet, m_folder, text_of(name));
    QMetaObject::invokeMethod(
        this, [then, kept = std::move(kept)] { then(kept); }, Qt::QueuedConnection);
  });
}

}  // namespace warmheart
