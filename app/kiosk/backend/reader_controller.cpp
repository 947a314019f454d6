#include "app/kiosk/backend/reader_controller.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/join_controller.h"
#include "app/kiosk/language/sentences.h"

namespace warmheart {

ReaderController::ReaderController(BackendRegistry& registry, const BackendContext& context, JoinController& join)
    : PersonalData(registry.personal, Keeps::until_left), Translated(registry.translation), m_context(context), m_join(join) {
  m_context.id_reader.on_state([this](ReaderState state) {
    m_state = state;
    Q_EMIT changed();
  });
  m_context.id_reader.on_card([this](std::optional<IdCard> card) { take(std::move(card)); });
}

void ReaderController::listen(bool wanted) {
  m_listening = wanted;
  m_said = "reader.hint";
  m_context.id_reader.want(wanted);
  Q_EMIT changed();
}

void ReaderController::take(std::optional<IdCard> card) {
  if (!m_listening) return;
  m_said = card ? "reader.read" : "reader.unknown";
  if (card) {
    m_join.takeIdCard(*card);
    warmheart::wipe(*card);
  }
  Q_EMIT changed();
  if (card) Q_EMIT read();
}

QString ReaderController::sentence() const { return m_context.sentences.text(m_said); }

void ReaderController::wipe() { listen(false); }

}  // namespace warmheart
