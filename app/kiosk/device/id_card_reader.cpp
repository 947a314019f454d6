#include "app/kiosk/device/id_card_reader.h"

#include "core/base/secret.h"

namespace warmheart {

namespace {

constexpr int kSilentPolls = 3;

QByteArray bytes_for_line(const Bytes& bytes) {
  return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
}

}  // namespace

IdCardReader::IdCardReader(const QString& path, int baud) : m_line(path, baud) {
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, [this] {
    if (m_step == Step::idle) return poll();
    // No answer, or one that stopped half-way.
    if (++m_silent >= kSilentPolls) notify(ReaderState::offline);
    m_frames.forget();
    m_step = Step::idle;
    m_timer.start(kPollMs);
  });
  connect(&m_line, &SerialLine::received, this, &IdCardReader::take);
  connect(&m_line, &SerialLine::opened, this, [this] {
    notify(ReaderState::ready);
    m_step = Step::idle;
    m_silent = 0;
    m_timer.start(kPollMs);
  });
  connect(&m_line, &SerialLine::lost, this, [this] {
    m_frames.forget();
    m_timer.stop();
    notify(ReaderState::offline);
  });
}

void IdCardReader::on_state(Callback<ReaderState> changed) {
  m_changed = std::move(changed);
  m_changed(m_state);
}

void IdCardReader::notify(ReaderState state) {
  if (m_state == state) return;
  m_state = state;
  if (m_changed) m_changed(state);
}

void IdCardReader::want(bool wanted) {
  m_wanted = wanted;
  m_taken = false;
  if (wanted && m_line.isOpen() && !m_timer.isActive()) m_timer.start(0);
}

void IdCardReader::leave() {
  m_left = true;
  if (m_line.isOpen() && !m_timer.isActive()) m_timer.start(0);
}

void IdCardReader::poll() {
  if ((m_wanted || m_left) && m_line.isOpen()) ask(ReaderCommand::find, Step::finding);
}

void IdCardReader::ask(ReaderCommand command, Step step) {
  m_step = step;
  m_line.write(bytes_for_line(command_frame(command)));
  m_timer.start(kAnswerMs);
}

void IdCardReader::take(const QByteArray& bytes) {
  auto answers = m_frames.take(
      ByteView(reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())));
  for (ReaderAnswer& answer : answers) {
    answered(answer);
    if (!answer.data.empty()) warmheart::wipe(answer.data.data(), answer.data.size());
  }
}

void IdCardReader::answered(const ReaderAnswer& answer) {
  m_silent = 0;
  const bool lies = m_step != Step::finding || answer.status == kCardFound;
  if (!lies) m_taken = m_left = false;
  notify(m_left ? ReaderState::card_left : ReaderState::ready);
  // Who leaves in the middle of it leaves a card that is read no further, and what was read goes to nobody.
  if (!m_left) {
    if (m_step == Step::finding && lies && !m_taken) return ask(ReaderCommand::select, Step::selecting);
    if (m_step == Step::selecting && answer.status == kReaderDone) return ask(ReaderCommand::read, Step::reading);
    if (m_step == Step::reading && answer.status == kReaderDone) {
      m_taken = true;
      if (m_read && m_wanted) m_read(card_of(answer.data));
    }
  }
  m_step = Step::idle;
  m_timer.start(kPollMs);
}

}  // namespace warmheart
