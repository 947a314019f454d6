#include "app/kiosk/device/escpos_printer.h"

#include <iconv.h>

#include <utility>

namespace warmheart {

namespace {

constexpr std::uint8_t kPaperEnd = 0x60;  // of the answer to DLE EOT 4
const QByteArray kAskPaper = QByteArrayLiteral("\x10\x04\x04");
const QByteArray kBegin = QByteArrayLiteral("\x1b@\x1c&");  // initialise, Chinese characters
const QByteArray kCut = QByteArrayLiteral(
    "\x1b"
    "d\x04\x1dV\x42\x00");
const QByteArray kCentre = QByteArrayLiteral(
    "\x1b"
    "a\x01");
const QByteArray kLeft = QByteArray(
    "\x1b"
    "a\x00",
    3);
const QByteArray kDouble = QByteArrayLiteral("\x1d!\x11\x1c!\x0c");
const QByteArray kSingle = QByteArray("\x1d!\x00\x1c!\x00", 6);

QByteArray gb18030(const std::string& text) {
  const iconv_t way = iconv_open("GB18030//TRANSLIT", "UTF-8");
  if (way == reinterpret_cast<iconv_t>(-1)) return QByteArray::fromStdString(text);
  QByteArray out(static_cast<qsizetype>(text.size() * 2 + 4), '\0');
  char* from = const_cast<char*>(text.data());
  char* to = out.data();
  std::size_t left = text.size(), room = static_cast<std::size_t>(out.size());
  iconv(way, &from, &left, &to, &room);
  iconv_close(way);
  out.truncate(out.size() - static_cast<qsizetype>(room));
  return out;
}

// Stored in the printer and drawn by it: model 2, size 6, error correction M.
QByteArray qr(const std::string& text) {
  const auto length = static_cast<int>(text.size()) + 3;
  QByteArray out = QByteArray("\x1d(k\x04\x00\x31\x41\x32\x00", 9) + QByteArray("\x1d(k\x03\x00\x31\x43\x06", 8) +
                   QByteArray("\x1d(k\x03\x00\x31\x45\x31", 8);
  out += QByteArray("\x1d(k", 3) + static_cast<char>(length & 0xff) + static_cast<char>(length >> 8) +
         QByteArray("\x31\x50\x30", 3) + QByteArray::fromStdString(text);
  return out + QByteArray("\x1d(k\x03\x00\x31\x51\x30", 8);
}

}  // namespace

QByteArray escpos_of(const Slip& slip) {
  QByteArray out = kBegin + kCentre + kDouble + gb18030(slip.title) + '\n' + kSingle;
  if (!slip.subtitle.empty()) out += gb18030(slip.subtitle) + '\n';
  out += '\n' + kLeft;
  for (const auto& [label, value] : slip.rows) out += gb18030(label) + "  " + gb18030(value) + '\n';
  out += kCentre;
  if (!slip.qr.empty()) out += '\n' + qr(slip.qr) + '\n';
  if (!slip.code.empty()) out += kDouble + QByteArray::fromStdString(slip.code) + '\n' + kSingle;
  out += kLeft;
  for (const std::string& note : slip.notes) out += gb18030(note) + '\n';
  return out + kCut;
}

EscPosPrinter::EscPosPrinter(const QString& path, int baud) : m_line(path, baud) {
  m_answer.setSingleShot(true);
  m_answer.setInterval(kAnswerMs);
  connect(&m_answer, &QTimer::timeout, this, [this] {
    notify(PrinterState::offline);
    end(fail(ErrorCode::unavailable, "the printer does not answer"));
  });
  connect(&m_pollTimer, &QTimer::timeout, this, &EscPosPrinter::poll);
  m_pollTimer.start(kPollMs);
  connect(&m_line, &SerialLine::opened, this, &EscPosPrinter::poll);
  connect(&m_line, &SerialLine::lost, this, [this] {
    m_answer.stop();
    notify(PrinterState::offline);
    end(fail(ErrorCode::unavailable, "the printer was unplugged"));
  });
  connect(&m_line, &SerialLine::received, this, [this](const QByteArray& bytes) {
    if (!bytes.isEmpty() && m_step != Step::idle) answered(static_cast<std::uint8_t>(bytes.back()));
  });
}

void EscPosPrinter::on_state(Callback<PrinterState> changed) {
  m_changed = std::move(changed);
  m_changed(m_state);
}

void EscPosPrinter::notify(PrinterState state) {
  if (m_state == state) return;
  m_state = state;
  if (m_changed) m_changed(state);
}

void EscPosPrinter::poll() {
  if (m_step == Step::idle && m_line.isOpen()) ask(Step::looking);
}

void EscPosPrinter::ask(Step step) {
  m_step = step;
  m_line.write(kAskPaper);
  m_answer.start();
}

void EscPosPrinter::print(Slip slip, Callback<Result<void>> then) {
  if (m_then) return then(fail(ErrorCode::busy, "a slip is being printed"));
  if (!m_line.isOpen()) return then(fail(ErrorCode::unavailable, "the printer is not there"));
  m_bytes = escpos_of(slip);
  m_then = std::move(then);
  ask(Step::before);
}

void EscPosPrinter::answered(std::uint8_t status) {
  m_answer.stop();
  const bool paper = (status & kPaperEnd) == 0;
  notify(paper ? PrinterState::ready : PrinterState::no_paper);
  if (!paper) return end(fail(ErrorCode::unavailable, "there is no paper"));
  if (m_step != Step::before) return end({});
  m_line.write(m_bytes);
  ask(Step::after);
}

void EscPosPrinter::end(Result<void> result) {
  m_step = Step::idle;
  m_bytes.fill(0);
  m_bytes.clear();
  if (const auto then = std::exchange(m_then, nullptr)) then(std::move(result));
}

}  // namespace warmheart
