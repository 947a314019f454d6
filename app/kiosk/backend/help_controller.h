// QML singleton `Help`: help and rights. A kind, a topic or some words, who (where it is needed), a number at once; a
// case found again; emergency numbers and announcements, all without a network. GUI thread.
#pragma once

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <optional>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/consents.h"
#include "app/kiosk/backend/identity_form.h"
#include "app/kiosk/backend/rows.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "app/kiosk/service/help_service.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
struct CardCheck;
class StationController;

class HelpController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Help)
  QML_SINGLETON

  Q_PROPERTY(warmheart::RowList* kinds READ kinds CONSTANT)              // name, what one gets
  Q_PROPERTY(warmheart::RowList* topics READ topics CONSTANT)            // of the chosen kind
  Q_PROPERTY(warmheart::RowList* emergencies READ emergencies CONSTANT)  // code: the number, of three digits
  Q_PROPERTY(warmheart::RowList* hotlines READ hotlines CONSTANT)        // longer numbers: not for emergencies alone
  Q_PROPERTY(QString announcement READ announcement NOTIFY mirrorChanged)
  Q_PROPERTY(bool available READ available NOTIFY mirrorChanged)  // there is a kind of help

  Q_PROPERTY(QString kindName READ kindName NOTIFY formChanged)
  Q_PROPERTY(QString kindAbout READ kindAbout NOTIFY formChanged)
  Q_PROPERTY(QString kindPhone READ kindPhone NOTIFY formChanged)
  Q_PROPERTY(QString dueText READ dueText NOTIFY formChanged)  // 一般 2 天内答复
  Q_PROPERTY(bool needsName READ needsName NOTIFY formChanged)
  Q_PROPERTY(QString topic READ topic WRITE setTopic NOTIFY formChanged)
  Q_PROPERTY(QString wish READ wish WRITE setWish NOTIFY formChanged)
  Q_PROPERTY(
      bool named READ named WRITE setNamed NOTIFY formChanged)  // who may stay unnamed says who it is all the same
  Q_PROPERTY(bool callBack READ callBack WRITE setCallBack NOTIFY formChanged)
  Q_PROPERTY(QString wishError READ wishError NOTIFY formChanged)
  Q_PROPERTY(warmheart::IdentityForm* identity READ identity CONSTANT)  // who asks, where it is named
  Q_PROPERTY(bool hasInput READ hasInput NOTIFY formChanged)            // of `identity`
  Q_PROPERTY(QString cardName READ cardName NOTIFY formChanged)         // 张*: by card instead of `identity`; "": none
  Q_PROPERTY(QString cardRefusal READ cardRefusal NOTIFY formChanged)   // what is with the card that was held here
  Q_PROPERTY(warmheart::Consents* consents READ consents CONSTANT)

  Q_PROPERTY(State state READ state NOTIFY caseChanged)
  Q_PROPERTY(QString sentence READ sentence NOTIFY caseChanged)        // Failed: what to do
  Q_PROPERTY(QString numberShown READ numberShown NOTIFY caseChanged)  // 741 926 038; "" when found again
  Q_PROPERTY(QString secret READ secret NOTIFY caseChanged)  // goes with the number where no mobile was left; "": none
  Q_PROPERTY(QString caseKindName READ caseKindName NOTIFY caseChanged)
  Q_PROPERTY(QString stageText READ stageText NOTIFY caseChanged)
  Q_PROPERTY(QString stageExplained READ stageExplained NOTIFY caseChanged)
  Q_PROPERTY(int stage READ stage NOTIFY caseChanged)              // -1 saved here alone, 0 received … 4 closed
  Q_PROPERTY(QString unionName READ unionName NOTIFY caseChanged)  // "" until it was handed over
  Q_PROPERTY(QString answer READ answer NOTIFY caseChanged)
  Q_PROPERTY(bool canRate READ canRate NOTIFY caseChanged)           // there is an answer without a face
  Q_PROPERTY(QString ratingText READ ratingText NOTIFY caseChanged)  // thanks, or what went wrong; "": not rated now
  Q_PROPERTY(bool canReopen READ canReopen NOTIFY caseChanged)       // the answer was rated, and is not good
  Q_PROPERTY(QString dueBy READ dueBy NOTIFY caseChanged)            // 2026-11-28 10:05
  Q_PROPERTY(QString keepHint READ keepHint NOTIFY caseChanged)      // with which four digits it is found again
  Q_PROPERTY(int delivery READ delivery NOTIFY caseChanged)          // Sync.Delivery
  Q_PROPERTY(QString deliveryText READ deliveryText NOTIFY caseChanged)

 public:
  enum class State { Editing, Saving, Opened, Failed };
  Q_ENUM(State)

  HelpController(BackendRegistry& registry, const BackendContext& context, const StationController& station);
  ~HelpController() override;
  static HelpController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void choose(const QString& kind);  // begins a new case
  Q_INVOKABLE void submit();                     // a second call while saving does nothing
  Q_INVOKABLE void rate(const QString& face);    // "good", "fair", "poor": once an answer
  Q_INVOKABLE void reopen();                     // the answer did not help: once an answer
  Q_INVOKABLE void takeCard(const QString& scanned);
  Q_INVOKABLE void dropCard();  // who asks is typed after all
  Q_INVOKABLE void wipe() override;
  void refresh();
  void retranslate() override;
  void showFound(HelpCase found);  // by its query code

  RowList* kinds() { return &m_kind_rows; }
  RowList* topics() { return &m_topics; }
  RowList* emergencies() { return &m_emergencies; }
  RowList* hotlines() { return &m_hotlines; }
  QString announcement() const;
  bool available() const { return !m_kinds.empty(); }
  QString kindName() const;
  QString kindAbout() const;
  QString kindPhone() const;
  QString dueText() const;
  bool needsName() const;
  QString topic() const { return m_topic; }
  void setTopic(const QString& value);
  QString wish() const { return m_wish.get(); }
  void setWish(const QString& value);
  bool named() const { return m_named; }
  void setNamed(bool value);
  bool callBack() const { return m_call_back; }
  void setCallBack(bool value);
  QString wishError() const;
  IdentityForm* identity() { return &m_identity; }
  bool hasInput() const { return m_identity.hasInput() || m_rider.card; }
  QString cardName() const { return m_card_name.get(); }
  QString cardRefusal() const;
  Consents* consents() { return &m_consents; }
  State state() const { return m_state; }
  QString sentence() const;
  QString numberShown() const;
  QString secret() const { return m_unnamed_case && !m_given_number.isEmpty() ? m_secret.get() : QString(); }
  QString caseKindName() const;
  QString stageText() const;
  QString stageExplained() const;
  int stage() const;
  QString unionName() const;
  QString answer() const;
  bool canRate() const;
  QString ratingText() const;
  bool canReopen() const;
  QString dueBy() const;
  QString keepHint() const;
  int delivery() const;
  QString deliveryText() const;

  QString nameOfKind(const std::string& code) const;  // in the language shown; "" when the catalogue has no such kind

 Q_SIGNALS:
  void mirrorChanged();
  void formChanged();
  void caseChanged();

 private:
  void show();
  void fillTopics();
  void showConsents(bool sameAgreements);
  void finish(const Result<HelpCase>& result);
  void finishCard(const QString& scanned, const Result<CardCheck>& result);
  void forgetCard();
  void poll();
  bool savedHere() const;  // and the centre has not heard of it
  const wire::CaseKind* kindOf(const std::string& code) const;
  QString inLanguage(const std::string& text, const std::string& text_en) const;

  const BackendContext& m_context;
  const StationController& m_station;
  std::vector<wire::CaseKind> m_kinds;
  Rows<Choice> m_kind_rows, m_topics, m_emergencies, m_hotlines;
  IdentityForm m_identity;
  Consents m_consents;
  QTimer m_pollTimer;

  std::string m_kind;
  Uuid m_id;
  QString m_topic;
  SecretQString m_wish, m_secret, m_card_name;
  Rider m_rider;  // a card, or nobody
  QByteArray m_card_error;
  bool m_named = false;
  bool m_call_back = false;
  QByteArray m_wish_error;
  State m_state = State::Editing;
  QByteArray m_error;
  std::optional<HelpCase> m_case;
  SecretQString m_given_number;  // as it was given out
  bool m_unnamed_case = false;
  QByteArray m_rating_said;
  bool m_content = false;  // a face that asks for nothing more

  std::uint64_t m_generation = 0;  // an answer to somebody who has left is dropped
};

}  // namespace warmheart
