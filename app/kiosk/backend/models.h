// Lists that pages show. Rows are replaced as a whole, on the GUI thread; typed roles, no QVariantMap.
// Personal data never stands in them, except which consents are given.
#pragma once

#include <QAbstractListModel>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace warmheart {

struct Choice {
  QString code;
  QString name;
  QString detail;       // a second line: an address, a hint; may be empty
  bool proposed = false;  // the one we would take
};

// Something to choose from: occupations, platforms, districts, streets, unions.
class ChoiceModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role { CodeRole = Qt::UserRole + 1, NameRole, DetailRole, ProposedRole };
  using QAbstractListModel::QAbstractListModel;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;  // code, name, detail, proposed

  int count() const { return rowCount(); }
  void setRows(std::vector<Choice> rows);
  Q_INVOKABLE QString nameOf(const QString& code) const;
  Q_INVOKABLE int indexOf(const QString& code) const;  // -1: not here

 Q_SIGNALS:
  void countChanged();

 private:
  std::vector<Choice> m_rows;
};

struct OfferedService {
  QString code;  // assets/catalogue/README.md
  QString name;
  int units = 0;  // 0: no limit
};

class ServiceModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role { CodeRole = Qt::UserRole + 1, NameRole, UnitsRole };
  using QAbstractListModel::QAbstractListModel;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;  // code, name, units

  int count() const { return rowCount(); }
  void setRows(std::vector<OfferedService> rows);

 Q_SIGNALS:
  void countChanged();

 private:
  std::vector<OfferedService> m_rows;
};

struct RiderQuestion {
  QString id;
  QString question;
  QString answer;
};

class AnswerModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role { AnswerIdRole = Qt::UserRole + 1, QuestionRole, AnswerRole };
  using QAbstractListModel::QAbstractListModel;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;  // answerId, question, answer

  int count() const { return rowCount(); }
  void setRows(std::vector<RiderQuestion> rows);

 Q_SIGNALS:
  void countChanged();

 private:
  std::vector<RiderQuestion> m_rows;
};

struct ConsentRow {
  QString id;       // "notice", "id-number", "receiving-union", "sms"
  QString version;
  QString text;     // as shown: its hash goes into the record
  QString language;
  bool required = true;
  bool given = false;
  QString agreedText;      // what stood there, and in which language, when it was agreed to
  QString agreedLanguage;
};

// The consent texts, each with its own answer. Nothing is given before it is touched.
class ConsentModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(int count READ count NOTIFY countChanged)
  Q_PROPERTY(bool complete READ complete NOTIFY givenChanged)

 public:
  enum Role { TextIdRole = Qt::UserRole + 1, TextRole, RequiredRole, GivenRole };
  using QAbstractListModel::QAbstractListModel;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;  // textId, text, required, given

  int count() const { return rowCount(); }
  bool complete() const;  // every required one is given
  const std::vector<ConsentRow>& rows() const { return m_rows; }
  bool isGiven(const QString& textId) const;
  QString textOf(const QString& textId) const;
  void setRows(std::vector<ConsentRow> rows);
  // New texts over the old. With `sameAgreements` (another language) what was agreed to stays so; without (another union)
  // only where the text is the same to the letter.
  void setTexts(std::vector<ConsentRow> rows, bool sameAgreements);
  void withdrawAll();
  Q_INVOKABLE void setGiven(const QString& textId, bool given);

 Q_SIGNALS:
  void countChanged();
  void givenChanged();

 private:
  std::vector<ConsentRow> m_rows;
};

}  // namespace warmheart
