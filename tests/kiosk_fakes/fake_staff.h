// Fake of StaffService: PIN 204816 opens, 135790 is forgotten. GUI thread.
#pragma once

#include <QObject>

#include "app/kiosk/service/staff_service.h"

namespace warmheart::test {

class FakeStaff final : public QObject, public StaffService {
  Q_OBJECT
  Q_PROPERTY(int acts READ acts NOTIFY actsChanged)  // what staff did and was saved
  Q_PROPERTY(QString lastAct READ lastAct NOTIFY actsChanged)

 public:
  FakeStaff();

  StaffBoard now;
  std::vector<std::string> pins;
  std::vector<std::pair<Uuid, std::string>> voided, taken_up, called;
  std::vector<std::pair<Uuid, bool>> attendance;
  std::vector<NewEvent> events;
  std::vector<FoundItem> found;
  std::vector<unsigned> ended;
  bool by_hand = false;
  Callback<Result<UnlockOutcome>> answer_unlock;
  Callback<Result<std::string>> answer_challenge;

  int acts() const { return m_acts; }
  QString lastAct() const { return m_last; }
  Q_INVOKABLE void lockOut() { m_wrong = kWrongPins; }
  static UnlockOutcome open();  // 王姐 is in; her badge is 0102030405060708

  void unlock(std::string badge, std::string pin, Callback<Result<UnlockOutcome>> then) override;
  void challenge(std::string badge, Callback<Result<std::string>> then) override;
  void unlock_with_help(std::string badge, std::string answer, Callback<Result<UnlockOutcome>> then) override;
  void board(Callback<Result<StaffBoard>> then) override { then(now); }
  void void_visit(const Uuid& visit, std::string reason, const BadgeId& staff, Callback<Result<void>> then) override;
  void take_up(const Uuid& request, std::string how, const BadgeId& staff, Callback<Result<void>> then) override;
  void called_back(const Uuid& help_case, std::string outcome, const BadgeId& staff,
                   Callback<Result<void>> then) override;
  void end_loan(const Uuid& visit, std::string how, const BadgeId& staff, Callback<Result<void>> then) override;
  void answer_number(const Uuid& number, std::string how, const BadgeId& staff, Callback<Result<void>> then) override;
  void end_fault(const Uuid& fault, std::string how, const BadgeId& staff, Callback<Result<void>> then) override;
  void attended(const Uuid& booking, bool attended, const BadgeId& staff, Callback<Result<void>> then) override;
  void start_event(NewEvent event, const BadgeId& staff, Callback<Result<void>> then) override;
  void found_items(Callback<Result<std::vector<FoundItem>>> then) override;
  void register_found(NewFoundItem item, const BadgeId& staff, Callback<Result<FoundItem>> then) override;
  void close_found(const Uuid& item, std::string how, const BadgeId& staff, Callback<Result<void>> then) override;
  void end_event(unsigned people, const BadgeId& staff, Callback<Result<EventNow>> then) override;

 Q_SIGNALS:
  void actsChanged();

 private:
  void note(const QString& act);

  int m_wrong = 0;
  int m_acts = 0;
  QString m_last;
};

}  // namespace warmheart::test
