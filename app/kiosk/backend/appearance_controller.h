// QML singleton `Appearance`: language and the accessibility switches. Everything goes back to the configured state
// when a person leaves. GUI thread.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/personal_data.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;

class AppearanceController final : public QObject, public PersonalData {
  Q_OBJECT
  QML_NAMED_ELEMENT(Appearance)
  QML_SINGLETON
  Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)  // "zh", "en"
  Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY themeChanged)              // "warm", "contrast", "night"
  Q_PROPERTY(bool largeType READ largeType WRITE setLargeType NOTIFY largeTypeChanged)
  Q_PROPERTY(bool loweredControls READ loweredControls WRITE setLoweredControls NOTIFY loweredControlsChanged)
  Q_PROPERTY(bool reducedMotion READ reducedMotion WRITE setReducedMotion NOTIFY reducedMotionChanged)
  // The language or the looks are not the configured ones: somebody reads by them.
  Q_PROPERTY(bool chosen READ chosen NOTIFY chosenChanged)
  // Pixels per unit of 0.3 mm on this panel (from [screen] in station.toml): 60 units are the 18 mm of a target.
  Q_PROPERTY(qreal unitPx READ unitPx CONSTANT)
  Q_PROPERTY(bool fullScreen READ fullScreen CONSTANT)
  Q_PROPERTY(bool softwareRendering READ softwareRendering CONSTANT)  // slide or cut, fade only small things

 public:
  AppearanceController(PersonalRegistry& personal, const BackendContext& context);
  static AppearanceController* create(QQmlEngine*, QJSEngine*);

  const QString& language() const { return m_language; }
  void setLanguage(const QString& language);
  const QString& theme() const { return m_theme; }
  void setTheme(const QString& theme);
  bool largeType() const { return m_largeType; }
  void setLargeType(bool on);
  bool loweredControls() const { return m_loweredControls; }
  void setLoweredControls(bool on);
  bool reducedMotion() const { return m_reducedMotion; }
  void setReducedMotion(bool on);
  bool chosen() const;
  qreal unitPx() const;
  bool fullScreen() const;
  bool softwareRendering() const;

  void wipe() override;  // back to the configured state

 Q_SIGNALS:
  void languageChanged();
  void themeChanged();
  void largeTypeChanged();
  void loweredControlsChanged();
  void reducedMotionChanged();
  void chosenChanged();

 private:
  const BackendContext& m_context;
  QString m_language;
  QString m_theme;
  bool m_largeType = false;
  bool m_loweredControls = false;
  bool m_reducedMotion = false;
};

}  // namespace warmheart
