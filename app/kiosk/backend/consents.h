// Consent texts, each with an answer of its own: of joining, of the receiving union, of a health check, of a case.
// Nothing is given before it is touched; what was agreed to is kept as it was shown then, in its language (PIPL Art.
// 14). A part of a controller; GUI thread.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/rows.h"
#include "core/person/consent.h"

namespace warmheart {

struct BackendContext;
class StationController;

struct ConsentRow {
  QString textId;  // "notice", "id-number", "receiving-union", "sms", …
  QString text;    // as shown: its hash goes into the record
  QString version;
  QString language;
  bool required = true;
  bool given = false;
  bool declined = false;  // answered with no; only what is optional stays so
  QString agreedText;     // what stood there, and in which language, when it was agreed to
  QString agreedLanguage;

  static std::span<const Role<ConsentRow>> roles() {
    static constexpr Role<ConsentRow> kRoles[] = {{"textId", member<&ConsentRow::textId>},
                                                  {"text", member<&ConsentRow::text>},
                                                  {"required", member<&ConsentRow::required>},
                                                  {"given", member<&ConsentRow::given>},
                                                  {"declined", member<&ConsentRow::declined>}};
    return kRoles;
  }
};

class Consents final : public QObject, public PersonalData {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(warmheart::RowList* texts READ texts CONSTANT)  // textId, text, required, given, declined
  Q_PROPERTY(
      QString error READ error NOTIFY changed)  // a required one was not given when it was needed: what to do; "": none

 public:
  // `missing` says the sentence of `error`.
  Consents(BackendRegistry& registry, const BackendContext& context, const StationController& station,
           std::function<QString()> missing);
  ~Consents() override { wipe(); }

  // The texts of these ids in the language shown, in this order. With `sameAgreements` (another language) what was
  // agreed to stays so; without (another union) only where the text is the same to the letter. An id that the station
  // has no text of is left out.
  void show(std::span<const std::string_view> ids, const ConsentParties& parties, bool sameAgreements);
  bool complete() const;  // there are texts, and every required one is given
  bool anyGiven() const;
  Q_INVOKABLE bool isGiven(const QString& textId) const;
  QString textOf(const QString& textId) const;
  bool check();  // complete(), else `error` says so
  void dropError();
  std::vector<Consent> records() const;  // an answer a text: given as it was agreed to, refused as it is shown

  Q_INVOKABLE void setGiven(const QString& textId, bool given);
  // One at a time. False: without this one it does not go on (required, and refused).
  Q_INVOKABLE bool answer(const QString& textId, bool given);
  Q_INVOKABLE int firstOpen() const;        // the first that is neither given nor declined; -1: none
  Q_INVOKABLE QString idAt(int row) const;  // "": no such row
  void wipe() override;                     // nothing is given; the texts stay

  RowList* texts() { return &m_rows; }
  QString error() const;

 Q_SIGNALS:
  void changed();

 private:
  const BackendContext& m_context;
  const StationController& m_station;
  const std::function<QString()> m_missing_sentence;
  Rows<ConsentRow> m_rows;
  bool m_missing = false;
};

}  // namespace warmheart
