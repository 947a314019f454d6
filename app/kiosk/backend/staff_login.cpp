#include "app/kiosk/backend/staff_login.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/language/sentences.h"

namespace warmheart {

namespace {

constexpr int kAnswerDigits = 9;

}  // namespace

StaffLogin::StaffLogin(BackendRegistry& registry, const BackendContext& context)
    : PersonalData(registry.personal, Keeps::until_home), m_context(context) {}

int StaffLogin::wanted() const { return m_state == State::Help ? kAnswerDigits : kPinDigits; }

void StaffLogin::present(const QString& badge) {
  wipe();
  m_badge.set(badge);
  m_state = State::Pin;
  Q_EMIT changed();
}

void StaffLogin::type(const QString& digit) {
  if ((m_state != State::Pin && m_state != State::Help) || digit.size() != 1 || !digit.front().isDigit() ||
      typed() >= wanted())
    return;
  m_typed.set(m_typed.get() + digit);
  m_sentence.clear();
  Q_EMIT changed();
  if (typed() == wanted()) check();
}

void StaffLogin::erase() {
  if (m_typed.isEmpty()) return;
  m_typed.set(m_typed.get().chopped(1));
  Q_EMIT changed();
}

void StaffLogin::check() {
  const bool help = m_state == State::Help;
  m_state = State::Checking;
  Q_EMIT changed();
  const std::uint64_t generation = ++m_generation;
  const auto then = [this, generation, help](const Result<UnlockOutcome>& result) {
    if (generation != m_generation) return;
    m_state = help ? State::Help : State::Pin;
    finishCheck(result);
  };
  if (help)
    m_context.staff.unlock_with_help(m_badge.get().toStdString(), m_typed.get().toStdString(), then);
  else
    m_context.staff.unlock(m_badge.get().toStdString(), m_typed.get().toStdString(), then);
}

void StaffLogin::finishCheck(const Result<UnlockOutcome>& result) {
  const Sentences& words = m_context.sentences;
  m_typed.wipe();
  if (!result) {
    m_sentence = words.text(save_error_key(result.error().code));
    return Q_EMIT changed();
  }
  switch (result->result) {
    case Unlock::unlocked: break;
    case Unlock::not_staff: m_sentence = words.text("staff.not-staff"); break;
    case Unlock::wrong_pin:
      m_sentence = words.text("staff.wrong-pin", result->tries_left).arg(result->tries_left);
      break;
    case Unlock::locked:
      m_sentence = words.text("staff.locked-out").arg((result->locked_for_ms + 59'999) / 60'000);
      break;
    case Unlock::rights_over: m_sentence = words.text("staff.rights-over"); break;
  }
  if (result->result != Unlock::unlocked) return Q_EMIT changed();
  m_badge.wipe();
  m_challenge.clear();
  m_sentence.clear();
  m_state = State::Open;
  Q_EMIT unlocked(result->staff);
  Q_EMIT changed();
}

void StaffLogin::forgotten() {
  if (m_state != State::Pin) return;
  m_typed.wipe();
  Q_EMIT helpWanted();
  const std::uint64_t generation = ++m_generation;
  m_context.staff.challenge(m_badge.get().toStdString(), [this, generation](const Result<std::string>& result) {
    if (generation != m_generation) return;
    if (!result)
      m_sentence = m_context.sentences.text("staff.not-staff");
    else
      m_challenge = *result;
    m_state = result ? State::Help : State::Pin;
    Q_EMIT changed();
  });
}

QString StaffLogin::heard() const { return m_challenge.empty() ? QString() : format_grouped(m_typed.get(), {3, 3, 3}); }

QString StaffLogin::challenge() const { return format_grouped(QString::fromStdString(m_challenge), {3, 3, 3}); }

void StaffLogin::wipe() {
  ++m_generation;
  m_state = State::Locked;
  m_badge.wipe();
  m_typed.wipe();
  m_sentence.clear();
  m_challenge.clear();
  Q_EMIT changed();
}

}  // namespace warmheart
