// The union that receives an application: proposed by the street of work, changed by the rider, and agreed to on its
// own page (PIPL Art. 23). Agreeing to one union is not agreeing to another. A part of Join; GUI thread.
#pragma once

#include "app/kiosk/backend/consents.h"
#include "app/kiosk/backend/form_part.h"
#include "app/kiosk/backend/rows.h"

namespace warmheart {

class WorkForm;

class UnionForm final : public FormPart {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(QString code READ code WRITE setCode NOTIFY changed)
  Q_PROPERTY(QString name READ name NOTIFY changed)
  Q_PROPERTY(QString address READ address NOTIFY changed)
  Q_PROPERTY(QString phone READ phone NOTIFY changed)
  Q_PROPERTY(bool proposed READ proposed NOTIFY changed)                       // still the one we proposed by street
  Q_PROPERTY(warmheart::RowList* unions READ unions CONSTANT)                  // the proposed one first
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged)  // by Pinyin, characters or letters
  Q_PROPERTY(warmheart::RowList* found READ found CONSTANT)        // of `unions`; nothing sought: all of them
  Q_PROPERTY(QString consentText READ consentText NOTIFY changed)  // for this very union
  Q_PROPERTY(bool consentGiven READ consentGiven WRITE setConsentGiven NOTIFY changed)
  Q_PROPERTY(QString error READ error NOTIFY errorsChanged)
  Q_PROPERTY(bool asked READ asked NOTIFY askedChanged)

 public:
  UnionForm(BackendRegistry& registry, const BackendContext& context, const StationController& station,
            const WorkForm& work);
  ~UnionForm() override { clear(); }

  void begin(const QString& code);  // a form begins with this union, which nobody has chosen yet
  void showConsent(bool sameAgreements);
  bool checkConsent();  // the consent for this union was given, else `error` says so
  const Consents& consent() const { return m_consent; }
  // Who is meant in texts of consent, in the language shown.
  ConsentParties parties() const;

  void write(Draft& draft) const override;
  bool hasInput() const override { return m_consent.anyGiven(); }
  void forgetTyped() override {}

  QString code() const { return m_code; }
  void setCode(const QString& value);  // by hand: the street no longer changes it
  QString name() const { return m_unions.nameOf(m_code); }
  QString address() const;
  QString phone() const;
  bool proposed() const { return m_code == proposal(); }
  RowList* unions() { return &m_unions; }
  QString search() const { return m_search; }
  void setSearch(const QString& value);
  RowList* found() { return &m_found; }
  QString consentText() const;
  bool consentGiven() const;
  void setConsentGiven(bool given);
  QString error() const;
  bool asked() const { return asks(Field::receiving_union); }

 Q_SIGNALS:
  void unionChanged();  // texts of consent name another one
  void searchChanged();

 private:
  void clear() override;
  void fillLists() override;
  void fillFound();
  void followStreet();
  void takeUnion(const QString& code);
  QString proposal() const;

  const WorkForm& m_work;
  QString m_code;
  bool m_chosen = false;
  QString m_search;
  Rows<Choice> m_unions, m_found;
  Consents m_consent;
};

}  // namespace warmheart
