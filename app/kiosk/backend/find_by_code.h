// What somebody types to find something again: the query code of a slip and the last four digits, or the number of
// something lent. A part of Card; GUI thread. Personal.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/secret_qstring.h"

namespace warmheart {

struct BackendContext;

class FindByCode final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(QString code READ code WRITE setCode NOTIFY changed)
  Q_PROPERTY(QString codeShown READ codeShown NOTIFY changed)  // 3-3-3 while typing
  Q_PROPERTY(QString lastFour READ lastFour WRITE setLastFour NOTIFY changed)
  Q_PROPERTY(QString codeError READ codeError NOTIFY changed)
  Q_PROPERTY(QString lastFourError READ lastFourError NOTIFY changed)
  Q_PROPERTY(QString loan READ loan NOTIFY changed)  // `code` is the number of something lent; "": it is none

 public:
  FindByCode(BackendRegistry& registry, const BackendContext& context);
  ~FindByCode() override { wipe(); }

  void setErrors(const char* code_key, const char* last_four_key);  // "": that field is right

  QString code() const { return m_code.get(); }
  void setCode(const QString& value);  // blanks do not count
  QString codeShown() const;
  QString lastFour() const { return m_last_four.get(); }
  void setLastFour(const QString& value);
  QString codeError() const { return worded(m_code_error); }
  QString lastFourError() const { return worded(m_last_four_error); }
  QString loan() const;
  void wipe() override;
  void retranslate() override { Q_EMIT changed(); }

 Q_SIGNALS:
  void changed();

 private:
  QString worded(const QByteArray& key) const;

  const BackendContext& m_context;
  SecretQString m_code, m_last_four;
  QByteArray m_code_error, m_last_four_error;  // sentence keys
};

}  // namespace warmheart
