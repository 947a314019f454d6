// Staff of a station that does not exist: PIN 204816 opens, 135790 is forgotten. For pictures and tests of pages.
// Owner: the test program. Thread: GUI; answers come on the next turn of the loop.
#pragma once

#include <QObject>

#include "app/kiosk/service/staff_service.h"

namespace warmheart {

class MadeUpStaff final : public QObject, public StaffService {
  Q_OBJECT
  Q_PROPERTY(int acts READ acts NOTIFY actsChanged)      // what staff did and was saved
  Q_PROPERTY(QString lastAct READ lastAct NOTIFY actsChanged)

 public:
  MadeUpStaff();

  int acts() const { return m_acts; }
  QString lastAct() const { return m_last; }
  Q_INVOKABLE void lockOut() { m_wrong = kWrongPins; }

  void unlock(std::string badge, std::string pin, Callback<Result<UnlockView>> then) override;
  void challenge(std::string badge, Callback<Result<std::string>> then) override;
  void unlock_with_help(std::string badge, std::string answer, Callback<Result<UnlockView>> then) override;
  void board(Callback<Result<StaffBoard>> then) override { then(m_board); }
  void void_visit(const Uuid& visit, std::string reason, const BadgeId& staff, Callback<Result<void>> then) override;
  void take_up(const Uuid& request, std::string how, const BadgeId& staff, Callback<Result<void>> then) override;
  void called_back(const Uuid& help_case, std::string outcome, const BadgeId& staff, Callback<Result<void>> then) override;
  void attended(const Uuid& booking, bool attended, const BadgeId& staff, Callback<Result<void>> then) override;
  void start_event(EventRequest event, const BadgeId& staff, Callback<Result<void>> then) override;
  void end_event(unsigned people, const BadgeId& staff, Callback<Result<EventView>> then) override;

 Q_SIGNALS:
  void actsChanged();

 private:
  void note(const QString& act);
  UnlockView open() const;

  StaffBoard m_board;
  int m_wrong = 0;
  int m_acts = 0;
  QString m_last;
};

}  // namespace warmheart
