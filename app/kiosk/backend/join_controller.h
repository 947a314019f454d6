// QML singleton `Join`: the joining form from the first touch to the provisional card, and the returned fields filled
// anew. Its parts hold what is typed; here is their order: begin(), goNext(), submit(). GUI thread; values go to the
// store thread through KioskService. A second submit() does nothing; the id of the application is made in begin(), so
// every retry is the same application.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <array>
#include <functional>
#include <optional>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/consents.h"
#include "app/kiosk/backend/identity_form.h"
#include "app/kiosk/backend/saved_application.h"
#include "app/kiosk/backend/signature_form.h"
#include "app/kiosk/backend/union_form.h"
#include "app/kiosk/backend/work_form.h"
#include "core/base/id.h"
#include "core/base/result.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct ApplicationView;
struct RequestProof;

class JoinController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Join)
  QML_SINGLETON

  Q_PROPERTY(State state READ state NOTIFY stateChanged)
  Q_PROPERTY(QString saveError READ saveError NOTIFY stateChanged)  // why it is Failed, and what to do
  Q_PROPERTY(bool hasInput READ hasInput NOTIFY inputChanged)       // something was typed, drawn or agreed to
  // How the rider wants to fill it in: with the document on the reader. Typed, where there is none.
  Q_PROPERTY(bool byReader READ byReader WRITE setByReader NOTIFY wayChanged)
  // Filling fields anew: only these are asked. All are asked when joining.
  Q_PROPERTY(bool correcting READ correcting NOTIFY correctionChanged)
  Q_PROPERTY(
      bool correctionAsked READ correctionAsked NOTIFY correctionChanged)  // not returned: asked for by the rider

  Q_PROPERTY(warmheart::IdentityForm* identity READ identity CONSTANT)
  Q_PROPERTY(warmheart::WorkForm* work READ work CONSTANT)
  Q_PROPERTY(warmheart::UnionForm* receivingUnion READ receivingUnion CONSTANT)
  Q_PROPERTY(warmheart::SignatureForm* signing READ signing CONSTANT)
  Q_PROPERTY(warmheart::Consents* consents READ consents CONSTANT)  // but the union's: receivingUnion.consentText
  Q_PROPERTY(warmheart::SavedApplication* saved READ saved CONSTANT)

 public:
  enum class State { Editing, Saving, Saved, Failed };
  Q_ENUM(State)
  enum class Step { QuestionsStep, ConsentStep, IdentityStep, WorkStep, UnionStep, SignStep, ReviewStep, DoneStep };
  Q_ENUM(Step)

  JoinController(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                 const SyncController& sync);
  ~JoinController() override = default;
  static JoinController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void begin();                                       // an empty form and a new application id
  Q_INVOKABLE bool goNext(warmheart::JoinController::Step step);  // validates the step's fields; true: go on
  Q_INVOKABLE void submit();
  Q_INVOKABLE void wipe() override;
  // Called by Card: asks only these fields of an application (wire names of ApplicationDecision.fields).
  void beginCorrection(const ApplicationView& application);
  // Called by DataRequests: one value of an application that stands, as the rider wants it.
  void beginAskedCorrection(const ApplicationView& application, Field field);
  void refuseToSave(ErrorCode code);  // what had to be saved before it could not be: state Failed, with its sentence
  void submitCorrection(RequestProof proof);  // with what the rider typed to find it
  void retranslate() override;

  State state() const { return m_state; }
  QString saveError() const;
  bool hasInput() const;
  bool byReader() const { return m_by_reader; }
  void setByReader(bool value);
  bool correcting() const { return m_correcting; }
  bool correctionAsked() const { return m_correction_asked; }
  IdentityForm* identity() { return &m_identity; }
  WorkForm* work() { return &m_work; }
  UnionForm* receivingUnion() { return &m_union; }
  SignatureForm* signing() { return &m_signing; }
  Consents* consents() { return &m_consents; }
  SavedApplication* saved() { return &m_saved; }
  const SavedApplication& saved() const { return m_saved; }

 Q_SIGNALS:
  void stateChanged();
  void inputChanged();
  void correctionChanged();
  void wayChanged();

 private:
  std::array<FormPart*, 4> parts() { return {&m_identity, &m_work, &m_union, &m_signing}; }
  std::array<const FormPart*, 4> parts() const { return {&m_identity, &m_work, &m_union, &m_signing}; }
  Draft draft() const;  // the caller wipes it
  void showConsents(bool sameAgreements);
  void setState(State state, const char* saveError = "");
  void refuse(const std::vector<FieldError>& errors);
  void prepareAct();
  void finishSubmit(const Result<SubmittedApplication>& result);
  void refreshDelivery();
  Date today() const;

  const BackendContext& m_context;
  const StationController& m_station;
  IdentityForm m_identity;
  WorkForm m_work;
  UnionForm m_union;
  SignatureForm m_signing;
  Consents m_consents;
  SavedApplication m_saved;

  Uuid m_application_id;
  State m_state = State::Editing;
  QByteArray m_save_error;  // sentence key
  bool m_by_reader = false;
  bool m_correcting = false;
  bool m_correction_asked = false;  // by the rider, of what stands: somebody looks at it first
  std::vector<Field> m_returned;
  Uuid m_correction_id;  // of the record: a retry is the same record
};

}  // namespace warmheart
