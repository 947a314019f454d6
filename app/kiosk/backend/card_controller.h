// QML singleton `Card`: a card held before the scanner (validity, offline), and what a query code and the last four
// digits open, or a ticket: an application (state, returned fields, final card), which is shown here, or a booking or a
// case, which Booking and Help show. GUI thread; look-ups run on the store thread.
#pragma once

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/find_by_code.h"

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/member/card.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class JoinController;
class StationController;
class SyncController;
struct ApplicationView;
struct Booking;
struct CardPage;
struct FoundView;
struct RequestProof;
struct RiderProofView;

class CardController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Card)
  QML_SINGLETON

  // A card that was scanned.
  Q_PROPERTY(Check cardState READ cardState NOTIFY cardChanged)
  Q_PROPERTY(QString sentence READ sentence NOTIFY cardChanged)  // the state in words, with what to do
  Q_PROPERTY(QString maskedName READ maskedName NOTIFY cardChanged)
  Q_PROPERTY(QString occupation READ occupation NOTIFY cardChanged)  // in words
  Q_PROPERTY(QString unionName READ unionName NOTIFY cardChanged)
  Q_PROPERTY(QString expiresText READ expiresText NOTIFY cardChanged)
  Q_PROPERTY(QString hint READ hint NOTIFY cardChanged)  // "": none; what the holder can do here with the query code
  Q_PROPERTY(QString asOfText READ asOfText NOTIFY cardChanged)  // 按 2026-11-23 10:05 的名单

  // Looking up by code.
  Q_PROPERTY(warmheart::FindByCode* search READ search CONSTANT)
  Q_PROPERTY(
      bool holdsCard READ holdsCard NOTIFY cardChanged)  // a card that opens with the last four alone: no code is asked
  // It was found by card and four digits: what changes anything asks for the code.
  Q_PROPERTY(bool needsCode READ needsCode NOTIFY statusChanged)
  Q_PROPERTY(LookUp lookUp READ lookUp NOTIFY lookUpChanged)
  Q_PROPERTY(QString lookUpSentence READ lookUpSentence NOTIFY lookUpChanged)

  // The application that was found.
  Q_PROPERTY(Status status READ status NOTIFY statusChanged)
  Q_PROPERTY(QString stateText READ stateText NOTIFY statusChanged)  // 待审核
  Q_PROPERTY(QString stateExplained READ stateExplained NOTIFY statusChanged)
  Q_PROPERTY(QString reason READ reason NOTIFY statusChanged)                      // the reviewer's sentence; "": none
  Q_PROPERTY(QStringList returnedFields READ returnedFields NOTIFY statusChanged)  // names of fields in words
  Q_PROPERTY(bool canCorrect READ canCorrect NOTIFY statusChanged)
  Q_PROPERTY(QString statusMaskedName READ statusMaskedName NOTIFY statusChanged)
  Q_PROPERTY(QString statusOccupation READ statusOccupation NOTIFY statusChanged)
  Q_PROPERTY(QString statusUnion READ statusUnion NOTIFY statusChanged)
  Q_PROPERTY(QString submittedText READ submittedText NOTIFY statusChanged)
  Q_PROPERTY(QString decidedText READ decidedText NOTIFY statusChanged)
  Q_PROPERTY(QString deliveryText READ deliveryText NOTIFY statusChanged)  // "": the centre has everything
  Q_PROPERTY(QString statusCardText READ statusCardText NOTIFY
                 statusChanged)  // for QrCode: the final card, else the provisional one
  Q_PROPERTY(QString finalCardText READ finalCardText NOTIFY statusChanged)  // "" until approved
  Q_PROPERTY(QString statusExpiresText READ statusExpiresText NOTIFY statusChanged)

 public:
  enum class Check {
    NoCard,
    Checking,
    Valid,
    ValidByApproval,
    NotYetApproved,
    NotChecked,
    Expired,
    Revoked,
    Unreadable,
    NotACard,
    WebAddress
  };
  Q_ENUM(Check)
  enum class LookUp { NotAsked, Looking, Found, FoundBooking, FoundCase, NotFound, TooManyTries, LookUpFailed };
  Q_ENUM(LookUp)
  enum class Status {
    NoStatus,
    Submitted,
    Received,
    AwaitingReview,
    Returned,
    Corrected,  // returned, and answered from here: the review goes on
    Rejected,
    Approved,
    Suspended,
    Withdrawn
  };
  Q_ENUM(Status)

  CardController(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                 const SyncController& sync, JoinController& join);
  ~CardController() override;
  static CardController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void show(const QString& scanned);  // what Scanner.scanned gave
  Q_INVOKABLE void find();     // by what `search` holds, or the card that was held here and the last four
  Q_INVOKABLE void useCode();  // the card is put away: by the code
  Q_INVOKABLE bool isTicket(const QString& scanned) const;
  Q_INVOKABLE void findTicket(const QString& scanned);  // of a booking; FoundBooking, or lookUpSentence
  Q_INVOKABLE void beginCorrection();                   // Join asks the returned fields; Join.correcting is true
  Q_INVOKABLE void submitCorrection();                  // Join.state follows: Saving, Saved, Failed
  Q_INVOKABLE void wipe() override;

  Check cardState() const;
  QString sentence() const;
  QString maskedName() const;
  QString occupation() const;
  QString unionName() const;
  QString expiresText() const;
  QString asOfText() const;
  QString hint() const;
  FindByCode* search();
  LookUp lookUp() const;
  QString lookUpSentence() const;
  Status status() const;
  QString stateText() const;
  QString stateExplained() const;
  QString reason() const;
  QStringList returnedFields() const;
  bool canCorrect() const;
  QString statusMaskedName() const;
  QString statusOccupation() const;
  QString statusUnion() const;
  QString submittedText() const;
  QString decidedText() const;
  QString deliveryText() const;
  QString statusCardText() const;
  QString finalCardText() const;
  QString statusExpiresText() const;
  bool holdsCard() const;
  Uuid foundApplication() const;      // empty: none
  RiderProofView proof() const;       // what it was looked for by, for questions to the centre
  RequestProof requestProof() const;  // code and four digits that it was looked for by; empty: needsCode()
  bool needsCode() const;
  std::optional<ApplicationView> found() const;
  std::optional<CardNumber> heldCard() const;  // that holdsCard() speaks of
  FoundView takeSlip();                        // the booking or the case that slipFound() speaks of, once
  // What is found was made elsewhere: this machine takes it on before something is asked for it. At once when it was
  // made here.
  void adoptFound(std::function<void(const Result<void>&)> then);
  void retranslate() override;

 Q_SIGNALS:
  void cardChanged();
  void lookUpChanged();
  void statusChanged();
  void cardHeld();
  void slipFound();

 private:
  void finishFind(const Result<FoundView>& result);
  void finishTicket(const Result<Booking>& result);
  void showSlip(FoundView slip);
  void takeApproval(const ApplicationView& known);
  void askCentre(const Result<void>& here);
  void finishAsking(const Result<ApplicationView>& result, const Result<void>& here);
  void take(const ApplicationView& application);
  void findByCard();
  void checkCard();
  void finishCheck(const Result<CardCheck>& result);
  void poll();
  QString unionNameOf(const std::string& code) const;
  QString worded(const QByteArray& key) const;

  const BackendContext& m_context;
  const StationController& m_station;
  const SyncController& m_sync;
  JoinController& m_join;
  std::unique_ptr<CardPage> m_page;
};

}  // namespace warmheart
