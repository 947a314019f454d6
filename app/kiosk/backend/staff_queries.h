// What staff ask of the centre, which alone knows it: whom to call, and whether somebody has applied already. A part of
// Staff; GUI thread. Personal; nothing of it outlasts its page.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/rows.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "app/kiosk/backend/staff_session.h"

namespace warmheart {

struct BackendContext;
class StationController;

class StaffQueries final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(QString callCode READ callCode NOTIFY callChanged)  // of the line whose number was asked for; "": none
  Q_PROPERTY(QString callText READ callText NOTIFY callChanged)  // 138 0000 0007, or why it is not told
  Q_PROPERTY(
      QString numberShown READ numberShown NOTIFY numberChanged)  // a document number that is looked up, in groups
  Q_PROPERTY(
      QString numberText READ numberText NOTIFY numberChanged)  // what came of it, or what to do; "": nothing asked
  Q_PROPERTY(bool asking READ asking NOTIFY numberChanged)
  Q_PROPERTY(warmheart::RowList* known READ known CONSTANT)  // applications under it, masked

 public:
  StaffQueries(BackendRegistry& registry, const BackendContext& context, const StationController& station,
               const StaffSession& session);
  ~StaffQueries() override { wipe(); }

  Q_INVOKABLE void askNumber(const QString& code);  // of who is to be called
  Q_INVOKABLE void setNumber(const QString& typed);
  Q_INVOKABLE void lookUpNumber();  // whether somebody has applied with it
  Q_INVOKABLE void forgetNumber();
  void wipe() override;
  void retranslate() override { Q_EMIT callChanged(); }

  QString callCode() const { return m_call_code; }
  QString callText() const { return m_call_text.get(); }
  QString numberShown() const;
  QString numberText() const { return m_number_text; }
  bool asking() const { return m_asking; }
  RowList* known() { return &m_known; }

 Q_SIGNALS:
  void callChanged();
  void numberChanged();

 private:
  const BackendContext& m_context;
  const StationController& m_station;
  const StaffSession& m_session;
  QString m_call_code;
  SecretQString m_call_text;
  SecretQString m_number;
  QString m_number_text;
  bool m_asking = false;
  std::uint64_t m_generation = 0;  // a late answer to an earlier number is dropped
  Rows<Choice> m_known;
};

}  // namespace warmheart
