// What somebody works as, for whom, and where. A part of Join, and of bookings, which ask the occupation alone. GUI
// thread. Personal.
#pragma once

#include "app/kiosk/backend/form_part.h"
#include "app/kiosk/backend/rows.h"

namespace warmheart {

class WorkForm final : public FormPart {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(QString occupation READ occupation WRITE setOccupation NOTIFY changed)  // code of `occupations`
  Q_PROPERTY(QString occupationName READ occupationName NOTIFY changed)
  Q_PROPERTY(QString platform READ platform WRITE setPlatform NOTIFY changed)  // "": none
  Q_PROPERTY(QString employer READ employer WRITE setEmployer NOTIFY changed)  // "": none
  Q_PROPERTY(QString districtCode READ districtCode WRITE setDistrictCode NOTIFY changed)
  Q_PROPERTY(QString districtName READ districtName NOTIFY changed)
  Q_PROPERTY(QString streetCode READ streetCode WRITE setStreetCode NOTIFY changed)
  Q_PROPERTY(QString streetName READ streetName NOTIFY changed)
  Q_PROPERTY(QString nearCode READ nearCode NOTIFY changed)  // the street of this station; "": not known
  Q_PROPERTY(QString nearName READ nearName NOTIFY changed)
  Q_PROPERTY(bool near READ near NOTIFY changed)                               // it is the one that is chosen
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged)  // a street by Pinyin or characters
  Q_PROPERTY(bool outsideCity READ outsideCity WRITE setOutsideCity NOTIFY changed)
  Q_PROPERTY(warmheart::RowList* occupations READ occupations CONSTANT)
  Q_PROPERTY(warmheart::RowList* platforms READ platforms CONSTANT)  // of the occupation
  Q_PROPERTY(warmheart::RowList* districts READ districts CONSTANT)
  Q_PROPERTY(warmheart::RowList* streets READ streets CONSTANT)  // of the district
  Q_PROPERTY(warmheart::RowList* found READ found CONSTANT)      // streets of the city by `search`

  // One sentence a field that says what to do; "": none.
  Q_PROPERTY(QString occupationError READ occupationError NOTIFY errorsChanged)
  Q_PROPERTY(QString platformError READ platformError NOTIFY errorsChanged)
  Q_PROPERTY(QString employerError READ employerError NOTIFY errorsChanged)
  Q_PROPERTY(QString streetError READ streetError NOTIFY errorsChanged)

  Q_PROPERTY(bool asksOccupation READ asksOccupation NOTIFY askedChanged)
  Q_PROPERTY(bool asksPlatform READ asksPlatform NOTIFY askedChanged)
  Q_PROPERTY(bool asksEmployer READ asksEmployer NOTIFY askedChanged)
  Q_PROPERTY(bool asksStreet READ asksStreet NOTIFY askedChanged)

 public:
  WorkForm(BackendRegistry& registry, const BackendContext& context, const StationController& station);
  ~WorkForm() override { clear(); }

  void begin();  // a form begins: what can be chosen is as the station has it now
  Q_INVOKABLE void leaveEmployer();
  Q_INVOKABLE void chooseStreet(const QString& code);  // with its district

  void write(Draft& draft) const override;
  bool hasInput() const override;
  void forgetTyped() override;

  QString occupation() const { return m_occupation; }
  void setOccupation(const QString& value);
  QString occupationName() const { return m_occupations.nameOf(m_occupation); }
  QString platform() const { return m_platform; }
  void setPlatform(const QString& value);
  QString employer() const { return m_employer.get(); }
  void setEmployer(const QString& value);
  QString districtCode() const { return m_district_code; }
  void setDistrictCode(const QString& value);
  QString districtName() const { return m_districts.nameOf(m_district_code); }
  QString streetCode() const { return m_street_code; }
  void setStreetCode(const QString& value);
  QString streetName() const;
  QString nearCode() const;
  QString nearName() const;
  bool near() const { return !m_street_code.isEmpty() && m_street_code == nearCode(); }
  QString search() const { return m_search; }
  void setSearch(const QString& value);
  bool outsideCity() const { return m_outside_city; }
  void setOutsideCity(bool value);
  RowList* occupations() { return &m_occupations; }
  RowList* platforms() { return &m_platforms; }
  RowList* districts() { return &m_districts; }
  RowList* streets() { return &m_streets; }
  RowList* found() { return &m_found; }
  QString occupationError() const { return sentenceFor(Field::occupation); }
  QString platformError() const { return sentenceFor(Field::platform); }
  QString employerError() const { return sentenceFor(Field::employer); }
  QString streetError() const { return sentenceFor(Field::street); }
  bool asksOccupation() const { return asks(Field::occupation); }
  bool asksPlatform() const { return asks(Field::platform); }
  bool asksEmployer() const { return asks(Field::employer); }
  bool asksStreet() const { return asks(Field::street); }

 Q_SIGNALS:
  void streetChosen();  // or none in the city: another union may be the one to propose
  void searchChanged();

 private:
  void clear() override;
  void fillLists() override;
  void fillPlatforms();
  void fillStreets();
  void fillFound();

  QString m_occupation, m_platform, m_district_code, m_street_code, m_search;
  SecretQString m_employer;
  bool m_outside_city = false;
  Rows<Choice> m_occupations, m_platforms, m_districts, m_streets, m_found;
};

}  // namespace warmheart
