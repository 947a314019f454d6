// Fake of HelpService: the kinds of assets/catalogue, one case in memory. GUI thread.
#pragma once

#include <QObject>

#include "app/kiosk/service/help_service.h"

namespace warmheart::test {

class FakeHelp final : public QObject, public HelpService {
  Q_OBJECT
  Q_PROPERTY(int cases READ cases NOTIFY casesChanged)
  Q_PROPERTY(QString lastName READ lastName NOTIFY casesChanged)  // masked; "": nobody was named

 public:
  explicit FakeHelp(const std::string& source_dir);

  std::vector<wire::CaseKind> offered;
  std::vector<NewCase> requests;
  std::optional<HelpCase> known;
  std::vector<std::string> faces;  // of the case's answer
  int reopened = 0;
  bool by_hand = false;
  Callback<Result<HelpCase>> answer_open;

  int cases() const { return static_cast<int>(requests.size()); }
  QString lastName() const {
    return requests.empty() ? QString() : QString::fromStdString(requests.back().masked_name);
  }
  Q_INVOKABLE void move(const QString& stage);  // of the last case
  // One more that was made without a name, as a look-up by "0000" finds it.
  Q_INVOKABLE void show(const QString& stage, const QString& delivery);
  std::optional<HelpCase> found(const std::string& last_four) const;  // the last one; none: they are not its four

  void kinds(Callback<Result<std::vector<wire::CaseKind>>> then) override { then(offered); }
  void open(NewCase wanted, Callback<Result<HelpCase>> then) override;
  void read(const Uuid& id, Callback<Result<HelpCase>> then) override;
  void rate(const Uuid& id, std::string face, Callback<Result<HelpCase>> then) override;
  void reopen(const Uuid& id, Callback<Result<HelpCase>> then) override;

 Q_SIGNALS:
  void casesChanged();
};

}  // namespace warmheart::test
