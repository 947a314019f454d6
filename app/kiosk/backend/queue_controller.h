// QML singleton `Queue`: numbers for services that are full. Which were called, for everybody to see, and the one that
// was just taken. GUI thread; acts run on the store thread. A number is nobody's; the one just taken goes with its
// person.
#pragma once

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <vector>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/rows.h"
#include "app/kiosk/service/visit_service.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class VisitController;

class QueueController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Queue)
  QML_SINGLETON

  Q_PROPERTY(warmheart::RowList* called READ called CONSTANT)  // name "12 号 · 手机充电", detail "给您留到 11:50"
  Q_PROPERTY(QString calledText READ calledText NOTIFY lineChanged)  // 请 12 号：手机充电; "": nobody was called

  Q_PROPERTY(QString calledCode READ calledCode NOTIFY lineChanged)  // of the first that was called; "": nobody was

  Q_PROPERTY(State state READ state NOTIFY numberChanged)
  Q_PROPERTY(QString service READ service NOTIFY numberChanged)        // its name
  Q_PROPERTY(QString numberText READ numberText NOTIFY numberChanged)  // 12 号
  Q_PROPERTY(QString placeText READ placeText NOTIFY numberChanged)    // 前面还有 2 位, or until when it is held
  Q_PROPERTY(QString sentence READ sentence NOTIFY numberChanged)      // Failed: what to do
  Q_PROPERTY(QString code READ code NOTIFY numberChanged)              // of the one just taken, as in `called`

 public:
  static constexpr int kCallAgainMs = 45'000;

  enum class State { None, Taking, Waiting, Called, Over, Failed };
  Q_ENUM(State)

  QueueController(BackendRegistry& registry, const BackendContext& context, const VisitController& visits);
  ~QueueController() override = default;
  static QueueController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void take(const QString& service);  // a second call while it is taken does nothing
  Q_INVOKABLE void leave();
  Q_INVOKABLE QString serviceOf(const QString& code) const;  // of `called`: a code of the catalogue; "": not any longer
  Q_INVOKABLE void refresh();
  Q_INVOKABLE void wipe() override;
  void retranslate() override;

  RowList* called() { return &m_called; }
  QString calledText() const;
  QString calledCode() const;
  State state() const { return m_state; }
  QString service() const;
  QString numberText() const;
  QString placeText() const;
  QString sentence() const;
  QString code() const;

 Q_SIGNALS:
  void lineChanged();
  void numberChanged();
  void numberCalled(const QString& words);  // once for each call, and again while nobody comes

 private:
  void show(const std::vector<QueueNumber>& line);
  void follow();
  const QueueNumber* firstCalled() const;
  QString nameOf(const QueueNumber& number) const;

  const BackendContext& m_context;
  const VisitController& m_visits;
  std::vector<QueueNumber> m_line;
  bool m_looked = false;  // what was called at the start was announced before it
  Rows<Choice> m_called;
  QTimer m_pollTimer, m_again;

  State m_state = State::None;
  QueueNumber m_number;
  QByteArray m_error;
  std::uint64_t m_generation = 0;  // an answer to somebody who has left is dropped
};

}  // namespace warmheart
