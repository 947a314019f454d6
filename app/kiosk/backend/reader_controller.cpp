#include "app/kiosk/backend/reader_controller.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/language/sentences.h"

namespace warmheart {

ReaderController::ReaderController(BackendRegistry& registry, const BackendContext& context)
    : PersonalData(registry.personal, Keeps::until_home), Translated(registry.translation), m_context(context) {
  m_context.id_reader.on_state([this](ReaderState state) {
    m_state = state;
    Q_EMIT changed();
  });
  m_context.id_reader.on_card([this](std::optional<IdCard> card) { take(std::move(card)); });
}

void ReaderController::listen(IdentityForm* form) {
  m_pages = form == nullptr ? 0 : m_form.data() == form ? m_pages + 1 : 1;
  if (m_pages < 2) m_said = "reader.hint";
  m_form = form;
  m_context.id_reader.want(form != nullptr);
  Q_EMIT changed();
}

void ReaderController::stopFilling(IdentityForm* form) {
  if (m_form == form && --m_pages <= 0) listen(nullptr);
}

void ReaderController::take(std::optional<IdCard> card) {
  if (!m_form) return;
  m_said = card ? "reader.read" : "reader.unknown";
  if (card) {
    m_form->takeIdCard(*card);
    warmheart::wipe(*card);
  }
  Q_EMIT changed();
  if (card) Q_EMIT read();
}

QString ReaderController::sentence() const { return m_context.sentences.text(cardLeft() ? "reader.left" : m_said); }

void ReaderController::wipe() {
  listen(nullptr);
  m_context.id_reader.leave();
}

}  // namespace warmheart
