// Who this person said to be a moment ago: what was typed and saved or found good, and the card that was held here. It
// serves once more in this visit, so that nobody types a name twice, and is wiped with the person (not by going Home).
// One for all controllers, in BackendRegistry; pages see it as `recent` of an IdentityForm. GUI thread. Personal.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/personal_data.h"
#include "app/kiosk/backend/secret_qstring.h"

namespace warmheart {

class RecentRider final : public QObject, public PersonalData {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(QString typedName READ typedName NOTIFY changed)  // 张*; "": nothing was typed
  Q_PROPERTY(QString cardName READ cardName NOTIFY changed)    // 张*; "": no good card was held here
  Q_PROPERTY(QString cardText READ cardText NOTIFY changed)    // as it was scanned

 public:
  struct Typed {
    QString name, document_kind, document_number, mobile;  // whatever was not asked is empty
  };

  explicit RecentRider(PersonalRegistry& registry);
  ~RecentRider() override { wipe(); }

  // Another name is another person: what was kept of the first goes.
  void keepTyped(const Typed& typed);
  void keepCard(const QString& scanned, const QString& masked_name);
  void wipe() override;

  const QString& name() const { return m_name.get(); }
  const QString& documentKind() const { return m_document_kind; }
  const QString& documentNumber() const { return m_document_number.get(); }
  const QString& mobile() const { return m_mobile.get(); }
  QString typedName() const { return m_masked_name.get(); }
  QString cardName() const { return m_card_name.get(); }
  QString cardText() const { return m_card_text.get(); }

 Q_SIGNALS:
  void changed();

 private:
  SecretQString m_name, m_document_number, m_mobile, m_masked_name, m_card_text, m_card_name;
  QString m_document_kind;
};

}  // namespace warmheart
