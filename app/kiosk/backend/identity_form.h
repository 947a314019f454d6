// Who somebody is: name, document, mobile. A part of Join, and of bookings and cases, which ask less of it. GUI thread.
// Personal.
#pragma once

#include <optional>

#include "app/kiosk/backend/form_part.h"
#include "app/kiosk/backend/rows.h"

namespace warmheart {

struct IdCard;
struct Rider;

class IdentityForm final : public FormPart {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed)
  Q_PROPERTY(QString documentKind READ documentKind WRITE setDocumentKind NOTIFY changed)
  Q_PROPERTY(QString documentKindName READ documentKindName NOTIFY changed)
  Q_PROPERTY(QString documentNumber READ documentNumber WRITE setDocumentNumber NOTIFY changed)
  Q_PROPERTY(QString documentNumberShown READ documentNumberShown NOTIFY changed)  // 110105 19491231 002X
  Q_PROPERTY(QString documentMasked READ documentMasked NOTIFY changed)            // 110***********002X
  Q_PROPERTY(QString mobile READ mobile WRITE setMobile NOTIFY changed)
  Q_PROPERTY(QString mobileShown READ mobileShown NOTIFY changed)  // 138 0000 0001
  Q_PROPERTY(QString mobileMasked READ mobileMasked NOTIFY changed)
  Q_PROPERTY(bool noMobile READ noMobile WRITE setNoMobile NOTIFY changed)
  Q_PROPERTY(warmheart::RowList* documentKinds READ documentKinds CONSTANT)

  // One sentence a field that says what to do; "": none.
  Q_PROPERTY(QString nameError READ nameError NOTIFY errorsChanged)
  Q_PROPERTY(QString documentError READ documentError NOTIFY errorsChanged)
  Q_PROPERTY(QString documentSuggestion READ documentSuggestion NOTIFY errorsChanged)  // "did you mean", grouped
  Q_PROPERTY(QString mobileError READ mobileError NOTIFY errorsChanged)

  Q_PROPERTY(bool asksName READ asksName NOTIFY askedChanged)
  Q_PROPERTY(bool asksDocument READ asksDocument NOTIFY askedChanged)
  Q_PROPERTY(bool asksMobile READ asksMobile NOTIFY askedChanged)
  Q_PROPERTY(warmheart::RecentRider* recent READ recent CONSTANT)

 public:
  IdentityForm(BackendRegistry& registry, const BackendContext& context, const StationController& station);
  ~IdentityForm() override { clear(); }

  Q_INVOKABLE void leaveName();
  Q_INVOKABLE void leaveDocument();
  Q_INVOKABLE void leaveMobile();
  Q_INVOKABLE void acceptDocumentSuggestion();
  Q_INVOKABLE void useRecent();         // what is asked, as this person typed it before
  void remember();                      // what was typed serves once more in this visit (recent_rider.h)
  void takeIdCard(const IdCard& card);  // as read: the rules speak as if it had been typed
  // Who books or asks for help, by the rules of joining, once check() was true. None: something is wrong all the same.
  // The caller wipes it.
  std::optional<Rider> rider(const QString& occupation) const;

  void write(Draft& draft) const override;
  bool hasInput() const override;
  void forgetTyped() override;

  QString name() const { return m_name.get(); }
  void setName(const QString& value);
  QString documentKind() const { return m_document_kind; }
  void setDocumentKind(const QString& value);
  QString documentKindName() const { return m_document_kinds.nameOf(m_document_kind); }
  QString documentNumber() const { return m_document_number.get(); }
  void setDocumentNumber(const QString& value);
  QString documentNumberShown() const;
  QString documentMasked() const;
  QString mobile() const { return m_mobile.get(); }
  void setMobile(const QString& value);
  QString mobileShown() const;
  QString mobileMasked() const;
  bool noMobile() const { return m_no_mobile; }
  void setNoMobile(bool value);
  RowList* documentKinds() { return &m_document_kinds; }
  QString nameError() const { return sentenceFor(Field::name); }
  QString documentError() const { return sentenceFor(Field::document); }
  QString documentSuggestion() const;
  QString mobileError() const { return sentenceFor(Field::mobile); }
  bool asksName() const { return asks(Field::name); }
  bool asksDocument() const { return asks(Field::document); }
  bool asksMobile() const { return asks(Field::mobile); }
  RecentRider* recent() { return &m_recent; }

 private:
  void clear() override;
  void fillLists() override;

  RecentRider& m_recent;
  SecretQString m_name, m_document_number, m_mobile;
  QString m_document_kind = QStringLiteral("resident-id");
  bool m_no_mobile = false;
  Rows<Choice> m_document_kinds;
};

}  // namespace warmheart
