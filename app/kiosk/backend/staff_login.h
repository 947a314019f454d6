// Badge and PIN, or help over the phone for a forgotten one. A part of Staff; GUI thread. A PIN is never shown; the
// digits that are heard over the phone are, for they open nothing a second time. What is typed is overwritten with the
// answer.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "app/kiosk/service/staff_service.h"

namespace warmheart {

struct BackendContext;

class StaffLogin final : public QObject, public PersonalData {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(int typed READ typed NOTIFY changed)  // how many digits
  Q_PROPERTY(int wanted READ wanted NOTIFY changed)
  Q_PROPERTY(QString heard READ heard NOTIFY changed)          // 741 92, typed from the phone; "": a PIN is typed
  Q_PROPERTY(QString sentence READ sentence NOTIFY changed)    // why it does not open, and what to do
  Q_PROPERTY(QString challenge READ challenge NOTIFY changed)  // 741 926 038, to read out; "": not asked for

 public:
  enum class State { Locked, Pin, Help, Checking, Open };
  Q_ENUM(State)

  StaffLogin(BackendRegistry& registry, const BackendContext& context);
  ~StaffLogin() override { wipe(); }

  void present(const QString& badge);           // asks its PIN
  Q_INVOKABLE void type(const QString& digit);  // the last one checks by itself
  Q_INVOKABLE void erase();
  Q_INVOKABLE void forgotten();  // the centre helps over the phone
  void wipe() override;

  State state() const { return m_state; }
  int typed() const { return static_cast<int>(m_typed.get().size()); }
  int wanted() const;
  QString heard() const;
  QString sentence() const { return m_sentence; }
  QString challenge() const;

 Q_SIGNALS:
  void changed();
  void helpWanted();  // the page reads out which device this is
  void unlocked(const wire::StaffMember& staff);

 private:
  void check();
  void finishCheck(const Result<UnlockOutcome>& result);

  const BackendContext& m_context;
  State m_state = State::Locked;
  SecretQString m_badge, m_typed;
  QString m_sentence;
  std::string m_challenge;
  std::uint64_t m_generation = 0;  // an answer to somebody who has left is dropped
};

}  // namespace warmheart
