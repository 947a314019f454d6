// Cases of a station that does not exist, in memory. For pictures and tests of pages.
// Owner: the test program. Thread: GUI; answers come on the next turn of the loop.
#pragma once

#include <QObject>

#include "app/kiosk/service/help_service.h"

namespace warmheart {

class MadeUpHelp final : public QObject, public HelpService {
  Q_OBJECT
  Q_PROPERTY(int cases READ cases NOTIFY casesChanged)
  Q_PROPERTY(QString lastName READ lastName NOTIFY casesChanged)  // masked; "": nobody was named

 public:
  explicit MadeUpHelp(const std::string& source_dir);

  int cases() const { return m_cases; }
  QString lastName() const { return m_last_name; }
  Q_INVOKABLE void move(const QString& stage);  // of the last case

  void kinds(Callback<Result<std::vector<wire::CaseKind>>> then) override { then(m_kinds); }
  void open(CaseRequest request, Callback<Result<CaseView>> then) override;
  void read(const Uuid& id, Callback<Result<CaseView>> then) override;
  void find(std::string number, std::string last_four, Callback<Result<std::optional<CaseView>>> then) override;

 Q_SIGNALS:
  void casesChanged();

 private:
  std::vector<wire::CaseKind> m_kinds;
  CaseView m_case;
  int m_cases = 0;
  QString m_last_name;
};

}  // namespace warmheart
