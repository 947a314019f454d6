#include "app/kiosk/backend/appearance_controller.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/program/config.h"

namespace warmheart {

AppearanceController::AppearanceController(PersonalRegistry& personal, const BackendContext& context)
    : PersonalData(personal, Keeps::until_left),
      m_context(context),
      m_language(context.sentences.language()),
      m_theme(QString::fromStdString(context.config.theme)) {
  connect(this, &AppearanceController::languageChanged, this, &AppearanceController::chosenChanged);
  connect(this, &AppearanceController::themeChanged, this, &AppearanceController::chosenChanged);
  connect(this, &AppearanceController::largeTypeChanged, this, &AppearanceController::chosenChanged);
  connect(this, &AppearanceController::loweredControlsChanged, this, &AppearanceController::chosenChanged);
}

bool AppearanceController::chosen() const {
  return m_largeType || m_loweredControls || m_language != QString::fromStdString(m_context.config.language) ||
         m_theme != QString::fromStdString(m_context.config.theme);
}

void AppearanceController::setLanguage(const QString& language) {
  if (m_language == language) return;
  // A file that cannot be read leaves the language as it was: the old sentences are better than none.
  if (!m_context.sentences.select(language)) return;
  m_language = language;
  Q_EMIT languageChanged();
}

void AppearanceController::setTheme(const QString& theme) {
  if (m_theme == theme) return;
  m_theme = theme;
  Q_EMIT themeChanged();
}

void AppearanceController::setLargeType(bool on) {
  if (m_largeType == on) return;
  m_largeType = on;
  Q_EMIT largeTypeChanged();
}

void AppearanceController::setLoweredControls(bool on) {
  if (m_loweredControls == on) return;
  m_loweredControls = on;
  Q_EMIT loweredControlsChanged();
}

void AppearanceController::setReducedMotion(bool on) {
  if (m_reducedMotion == on) return;
  m_reducedMotion = on;
  Q_EMIT reducedMotionChanged();
}

qreal AppearanceController::unitPx() const { return m_context.config.unit_px(); }
bool AppearanceController::fullScreen() const { return m_context.config.full_screen; }
bool AppearanceController::softwareRendering() const { return m_context.config.software_rendering; }

void AppearanceController::wipe() {
  setLanguage(QString::fromStdString(m_context.config.language));
  setTheme(QString::fromStdString(m_context.config.theme));
  setLargeType(false);
  setLoweredControls(false);
  setReducedMotion(false);
}

}  // namespace warmheart
