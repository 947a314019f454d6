// QML singleton `Join`: the joining form from the first touch to the provisional card, and the
// returned fields filled anew. One controller per form: properties, leaveField(), goNext(), submit().
// GUI thread; values go to the store thread through KioskService. A second submit() does nothing; the id of the
// application is made in begin(), so every retry is the same application.
#pragma once

#include <QList>
#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <optional>

#include "app/kiosk/backend/models.h"
#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/signature_strokes.h"
#include "core/base/result.h"
#include "core/person/date.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

class StationController;
class SyncController;
struct BackendContext;
struct ApplicationView;
struct IdCard;
struct Rider;
struct SubmittedApplication;
struct JoinForm;
enum class Field;

class JoinController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Join)
  QML_SINGLETON

  Q_PROPERTY(State state READ state NOTIFY stateChanged)
  Q_PROPERTY(QString saveError READ saveError NOTIFY stateChanged)  // why it is Failed, and what to do
  Q_PROPERTY(bool hasInput READ hasInput NOTIFY formChanged)        // something was typed, drawn or agreed to

  // What is typed and chosen. Any text is taken as it is; rules speak through the errors below.
  Q_PROPERTY(QString name READ name WRITE setName NOTIFY formChanged)
  Q_PROPERTY(QString documentKind READ documentKind WRITE setDocumentKind NOTIFY formChanged)
  Q_PROPERTY(QString documentNumber READ documentNumber WRITE setDocumentNumber NOTIFY formChanged)
  Q_PROPERTY(QString documentNumberShown READ documentNumberShown NOTIFY formChanged)  // 110105 19491231 002X
  Q_PROPERTY(QString documentMasked READ documentMasked NOTIFY formChanged)            // 110***********002X
  Q_PROPERTY(QString mobile READ mobile WRITE setMobile NOTIFY formChanged)
  Q_PROPERTY(QString mobileShown READ mobileShown NOTIFY formChanged)                  // 138 0000 0001
  Q_PROPERTY(QString mobileMasked READ mobileMasked NOTIFY formChanged)
  Q_PROPERTY(bool noMobile READ noMobile WRITE setNoMobile NOTIFY formChanged)
  Q_PROPERTY(QString occupation READ occupation WRITE setOccupation NOTIFY formChanged)  // code of `occupations`
  Q_PROPERTY(QString platform READ platform WRITE setPlatform NOTIFY formChanged)        // "": none
  Q_PROPERTY(QString employer READ employer WRITE setEmployer NOTIFY formChanged)        // "": none
  Q_PROPERTY(QString districtCode READ districtCode WRITE setDistrictCode NOTIFY formChanged)
  Q_PROPERTY(QString streetCode READ streetCode WRITE setStreetCode NOTIFY formChanged)
  Q_PROPERTY(bool outsideCity READ outsideCity WRITE setOutsideCity NOTIFY formChanged)
  Q_PROPERTY(QString unionCode READ unionCode WRITE setUnionCode NOTIFY formChanged)
  Q_PROPERTY(bool signatureDeclined READ signatureDeclined WRITE setSignatureDeclined NOTIFY formChanged)
  Q_PROPERTY(warmheart::SignatureStrokes* signature READ signature CONSTANT)

  // The same choices in words, for the review page.
  Q_PROPERTY(QString documentKindName READ documentKindName NOTIFY formChanged)
  Q_PROPERTY(QString occupationName READ occupationName NOTIFY formChanged)
  Q_PROPERTY(QString districtName READ districtName NOTIFY formChanged)
  Q_PROPERTY(QString streetName READ streetName NOTIFY formChanged)
  Q_PROPERTY(QString unionName READ unionName NOTIFY formChanged)
  Q_PROPERTY(QString unionAddress READ unionAddress NOTIFY formChanged)
  Q_PROPERTY(QString unionPhone READ unionPhone NOTIFY formChanged)
  // Agreeing to hand the application to this very union; asked again when the union changes (PIPL Art. 23).
  Q_PROPERTY(QString unionConsentText READ unionConsentText NOTIFY formChanged)
  Q_PROPERTY(bool unionConsentGiven READ unionConsentGiven WRITE setUnionConsentGiven NOTIFY formChanged)
  Q_PROPERTY(bool unionProposed READ unionProposed NOTIFY formChanged)  // still the one we proposed by street

  Q_PROPERTY(warmheart::ChoiceModel* documentKinds READ documentKinds CONSTANT)
  Q_PROPERTY(warmheart::ChoiceModel* occupations READ occupations CONSTANT)
  Q_PROPERTY(warmheart::ChoiceModel* platforms READ platforms CONSTANT)
  Q_PROPERTY(warmheart::ChoiceModel* districts READ districts CONSTANT)
  Q_PROPERTY(warmheart::ChoiceModel* streets READ streets CONSTANT)  // of districtCode
  Q_PROPERTY(warmheart::ChoiceModel* unions READ unions CONSTANT)    // the proposed ones first
  Q_PROPERTY(warmheart::ConsentModel* consents READ consents CONSTANT)  // but the union's: unionConsentText

  // One sentence per field that says what to do; "": none.
  Q_PROPERTY(QString nameError READ nameError NOTIFY errorsChanged)
  Q_PROPERTY(QString documentError READ documentError NOTIFY errorsChanged)
  Q_PROPERTY(QString documentSuggestion READ documentSuggestion NOTIFY errorsChanged)  // "did you mean", grouped
  Q_PROPERTY(QString mobileError READ mobileError NOTIFY errorsChanged)
  Q_PROPERTY(QString occupationError READ occupationError NOTIFY errorsChanged)
  Q_PROPERTY(QString platformError READ platformError NOTIFY errorsChanged)
  Q_PROPERTY(QString employerError READ employerError NOTIFY errorsChanged)
  Q_PROPERTY(QString streetError READ streetError NOTIFY errorsChanged)
  Q_PROPERTY(QString unionError READ unionError NOTIFY errorsChanged)
  Q_PROPERTY(QString signatureError READ signatureError NOTIFY errorsChanged)
  Q_PROPERTY(QString consentsError READ consentsError NOTIFY errorsChanged)

  // Filling returned fields anew: only these are asked. All are true when joining.
  Q_PROPERTY(bool correcting READ correcting NOTIFY correctionChanged)
  Q_PROPERTY(bool correctionAsked READ correctionAsked NOTIFY correctionChanged)  // not returned: asked for by the rider
  Q_PROPERTY(bool asksName READ asksName NOTIFY correctionChanged)
  Q_PROPERTY(bool asksDocument READ asksDocument NOTIFY correctionChanged)
  Q_PROPERTY(bool asksMobile READ asksMobile NOTIFY correctionChanged)
  Q_PROPERTY(bool asksOccupation READ asksOccupation NOTIFY correctionChanged)
  Q_PROPERTY(bool asksPlatform READ asksPlatform NOTIFY correctionChanged)
  Q_PROPERTY(bool asksEmployer READ asksEmployer NOTIFY correctionChanged)
  Q_PROPERTY(bool asksStreet READ asksStreet NOTIFY correctionChanged)
  Q_PROPERTY(bool asksUnion READ asksUnion NOTIFY correctionChanged)
  Q_PROPERTY(bool asksSignature READ asksSignature NOTIFY correctionChanged)

  // After Saved.
  Q_PROPERTY(QString queryCodeShown READ queryCodeShown NOTIFY resultChanged)    // 741 926 038
  Q_PROPERTY(QString cardText READ cardText NOTIFY resultChanged)                // "WH1:…", for QrCode
  Q_PROPERTY(QString cardExpiresText READ cardExpiresText NOTIFY resultChanged)  // 2027-01-21
  Q_PROPERTY(QString maskedName READ maskedName NOTIFY resultChanged)            // 张*
  Q_PROPERTY(int delivery READ delivery NOTIFY resultChanged)                    // Sync.Delivery
  Q_PROPERTY(QString deliveryText READ deliveryText NOTIFY resultChanged)        // 已保存在本机 · 等待发送

 public:
  enum class State { Editing, Saving, Saved, Failed };
  Q_ENUM(State)
  enum class Step { QuestionsStep, ConsentStep, IdentityStep, WorkStep, UnionStep, SignStep, ReviewStep, DoneStep };
  Q_ENUM(Step)
  enum class Field {
    NameField, DocumentField, MobileField, OccupationField, PlatformField, EmployerField, StreetField, UnionField,
    SignatureField, ConsentsField
  };
  Q_ENUM(Field)

  JoinController(BackendRegistry& registry, const BackendContext& context, const StationController& station, const SyncController& sync);
  ~JoinController() override;
  static JoinController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void begin();                                                // an empty form and a new application id
  Q_INVOKABLE void leaveField(warmheart::JoinController::Field field);     // validates this one field
  Q_INVOKABLE bool goNext(warmheart::JoinController::Step step);           // validates the step's fields; true: go on
  Q_INVOKABLE void acceptDocumentSuggestion();
  Q_INVOKABLE void proposeUnion();                                         // back to the proposed one
  // Only who somebody is, for a booking or a case: name and mobile, and the document where it is asked. Nothing is submitted.
  Q_INVOKABLE void beginIdentity(bool withDocument, bool withOccupation);
  Q_INVOKABLE void submit();
  Q_INVOKABLE void wipe() override;
  // Called by Card: asks only these fields of an application (wire names of ApplicationDecision.fields).
  void beginCorrection(const ApplicationView& application);
  // Called by Mine: one value of an application that stands, as the rider wants it.
  void beginAskedCorrection(const ApplicationView& application, warmheart::Field field);
  bool correctionAsked() const;
  void refuseToSave(ErrorCode code);  // what had to be saved before it could not be: state Failed, with its sentence
  void submitCorrection();
  void takeIdCard(const IdCard& card);  // as read: the rules speak as if it had been typed
  // What beginIdentity() asked, checked; none: the errors stand beside the fields. The caller wipes it.
  std::optional<Rider> identity();

  State state() const;
  QString saveError() const;
  bool hasInput() const;
  QString name() const;
  void setName(const QString& value);
  QString documentKind() const;
  void setDocumentKind(const QString& value);
  QString documentNumber() const;
  void setDocumentNumber(const QString& value);
  QString documentNumberShown() const;
  QString documentMasked() const;
  QString mobile() const;
  void setMobile(const QString& value);
  QString mobileShown() const;
  QString mobileMasked() const;
  bool noMobile() const;
  void setNoMobile(bool value);
  QString occupation() const;
  void setOccupation(const QString& value);
  QString platform() const;
  void setPlatform(const QString& value);
  QString employer() const;
  void setEmployer(const QString& value);
  QString districtCode() const;
  void setDistrictCode(const QString& value);
  QString streetCode() const;
  void setStreetCode(const QString& value);
  bool outsideCity() const;
  void setOutsideCity(bool value);
  QString unionCode() const;
  void setUnionCode(const QString& value);
  bool signatureDeclined() const;
  void setSignatureDeclined(bool value);
  SignatureStrokes* signature();

  QString documentKindName() const;
  QString occupationName() const;
  QString districtName() const;
  QString streetName() const;
  QString unionName() const;
  QString unionAddress() const;
  QString unionPhone() const;
  bool unionProposed() const;
  QString unionConsentText() const;
  bool unionConsentGiven() const;
  void setUnionConsentGiven(bool given);

  ChoiceModel* documentKinds();
  ChoiceModel* occupations();
  ChoiceModel* platforms();
  ChoiceModel* districts();
  ChoiceModel* streets();
  ChoiceModel* unions();
  ConsentModel* consents();

  QString nameError() const { return sentenceFor(Field::NameField); }
  QString documentError() const { return sentenceFor(Field::DocumentField); }
  QString documentSuggestion() const;
  QString mobileError() const { return sentenceFor(Field::MobileField); }
  QString occupationError() const { return sentenceFor(Field::OccupationField); }
  QString platformError() const { return sentenceFor(Field::PlatformField); }
  QString employerError() const { return sentenceFor(Field::EmployerField); }
  QString streetError() const { return sentenceFor(Field::StreetField); }
  QString unionError() const { return sentenceFor(Field::UnionField); }
  QString signatureError() const { return sentenceFor(Field::SignatureField); }
  QString consentsError() const { return sentenceFor(Field::ConsentsField); }

  bool correcting() const;
  bool asksName() const { return asks(Field::NameField); }
  bool asksDocument() const { return asks(Field::DocumentField); }
  bool asksMobile() const { return asks(Field::MobileField); }
  bool asksOccupation() const { return asks(Field::OccupationField); }
  bool asksPlatform() const { return asks(Field::PlatformField); }
  bool asksEmployer() const { return asks(Field::EmployerField); }
  bool asksStreet() const { return asks(Field::StreetField); }
  bool asksUnion() const { return asks(Field::UnionField); }
  bool asksSignature() const { return asks(Field::SignatureField); }

  QString queryCodeShown() const;
  QString cardText() const;
  QString cardExpiresText() const;
  QString maskedName() const;
  int delivery() const;
  QString deliveryText() const;
  void retranslate() override;

 Q_SIGNALS:
  void stateChanged();
  void formChanged();
  void errorsChanged();
  void correctionChanged();
  void resultChanged();

 private:
  QString sentenceFor(Field field) const;
  bool asks(Field field) const;
  void edited(Field field);
  bool check(const std::vector<warmheart::Field>& fields);
  void setState(State state, const char* saveError = "");
  void prepareAct();
  void finishSubmit(const Result<SubmittedApplication>& result);
  void refreshDelivery();
  void fillChoices();
  void fillPlatforms();
  void fillStreets();
  void fillUnions();
  void fillConsents(bool sameAgreements);
  void takeUnion(const QString& code);
  Date today() const;

  const BackendContext& m_context;
  const StationController& m_station;
  const SyncController& m_sync;
  std::unique_ptr<JoinForm> m_form;
};

}  // namespace warmheart
