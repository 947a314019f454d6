// A part of a form that several controllers use: what was typed and chosen, which of its fields are asked, and what is
// wrong with them. Any text is taken as it is; the rules of core/member speak when a field is left and when the next
// step is wanted. GUI thread. Personal.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <vector>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "core/member/application.h"

namespace warmheart {

struct BackendContext;
class StationController;

class FormPart : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_ANONYMOUS

 public:
  bool asks(Field field) const;
  void askAll();
  void ask(const std::vector<Field>& fields);        // only these; fields of other parts are passed over
  bool check();                                      // all that is asked; true: nothing is wrong
  void take(const std::vector<FieldError>& errors);  // what the rules of the whole form have found in this part
  virtual void write(Draft& draft) const = 0;        // as typed; the caller wipes it
  virtual bool hasInput() const = 0;
  virtual void forgetTyped() = 0;  // saved: the screen needs none of it any more
  void wipe() override;            // empty again, and all of it asked
  void retranslate() override;

 Q_SIGNALS:
  void changed();  // a value
  void errorsChanged();
  void askedChanged();

 protected:
  FormPart(BackendRegistry& registry, const BackendContext& context, const StationController& station,
           std::vector<Field> fields);
  ~FormPart() override = default;

  virtual void clear() = 0;    // every value back to the beginning, what is secret overwritten
  virtual void fillLists() {}  // what can be chosen, in the language shown
  void edited(Field field);    // its error is gone
  void dropErrorsOf(Field field);
  void leave(Field field);  // speaks of what is wrong, not of what is still empty
  QString sentenceFor(Field field) const;
  const std::vector<FieldError>& errors() const { return m_errors; }
  void wipeErrors();
  Date today() const;
  Draft draft() const;  // of this part alone; the caller wipes it

  const BackendContext& m_context;
  const StationController& m_station;

 private:
  const std::vector<Field> m_fields;
  std::vector<Field> m_asked;
  std::vector<FieldError> m_errors;
};

// Wipes what it holds when the scope ends.
struct DraftInHand {
  Draft value;
  explicit DraftInHand(Draft draft) : value(std::move(draft)) {}
  DraftInHand(const DraftInHand&) = delete;
  DraftInHand& operator=(const DraftInHand&) = delete;
  ~DraftInHand() { wipe(value); }
};

}  // namespace warmheart
