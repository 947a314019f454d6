#include "tests/kiosk_fakes/fake_staff.h"

#include <QMetaObject>

#include <algorithm>

#include "tests/kiosk_fakes/fake_clock.h"

namespace warmheart::test {

namespace {

Uuid id_of(unsigned char number) { return Uuid::from_bytes(Bytes(16, number)).value(); }

VisitLine line(unsigned char id, const char* service, unsigned people, std::vector<std::uint32_t> units,
               std::int64_t minutes_ago, bool scanned, Delivery delivery) {
  VisitLine made;
  made.visit.id = id_of(id);
  made.visit.service = service;
  made.visit.people = people;
  made.visit.units = std::move(units);
  made.visit.registered_ms = kNow - minutes_ago * kMinute;
  made.scanned = scanned;
  made.state = VisitState::counted;
  made.delivery = delivery;
  return made;
}

}  // namespace

FakeStaff::FakeStaff() {
  now.today = {20'780, {{"REST", 14, 3}, {"WATER", 12, 2}, {"HEAT", 5, 0}, {"CHARGE", 3, 1}}, 34, 6, 5, 1};
  now.newest = {line(1, "REST", 1, {3}, 2, true, Delivery::received),
                line(2, "WATER", 3, {}, 6, false, Delivery::received),
                line(3, "HEAT", 1, {1}, 9, false, Delivery::saved)};
  ApplicationSummary returned;
  returned.masked_name = "李*";
  returned.decision.emplace().set_decided_at_ms(kNow - 26 * kHour);
  now.returned = {returned};
  HelpCase call;
  call.id = id_of(4);
  call.kind = "labour-dispute";
  call.masked_name = "王*";
  call.due_ms = kNow + 5 * kHour;
  now.calls = {call};
  now.requests = {{id_of(5), "LEND", kNow - 4 * kMinute}};
  now.faults = {{id_of(6), "WATER", "empty", kNow - 50 * kMinute}};
  now.loans = {{id_of(7), "4821", "LEND", {3}, kNow - 26 * kHour, kNow - 2 * kHour, true},
               {id_of(8), "7316", "LEND", {5}, kNow - 3 * kHour, kNow + 21 * kHour, false}};
  now.line = {{id_of(9), "CHARGE", 12, kNow - 9 * kMinute, kNow - kMinute, kNow + 2 * kMinute, 0, QueueStage::open},
              {id_of(10), "CHARGE", 13, kNow - 4 * kMinute, 0, 0, 0, QueueStage::open}};
  found = {{id_of(6), 3, "gloves", "seat", kNow - 2 * kDay, false},
           {id_of(7), 1, "umbrella", "door", kNow - 31 * kDay, true}};
  now.queue.waiting = 3;
  now.queue.last_contact_ms = kNow - 95 * kMinute;
  now.device = {"0.1.0", "01a31b50-7b45", kNow + 61 * kDay, 41'000};
}

void FakeStaff::note(const QString& act) {
  ++m_acts;
  m_last = act;
  Q_EMIT actsChanged();
}

UnlockOutcome FakeStaff::open() {
  UnlockOutcome outcome;
  outcome.result = Unlock::unlocked;
  outcome.staff.set_badge_id(std::string("\1\2\3\4\5\6\7\10", 8));
  outcome.staff.set_name("王姐");
  outcome.tries_left = kWrongPins;
  return outcome;
}

void FakeStaff::unlock(std::string badge, std::string pin, Callback<Result<UnlockOutcome>> then) {
  pins.push_back(pin);
  answer_unlock = std::move(then);
  if (by_hand) return;
  UnlockOutcome answer;
  if (badge.find("STRANGER") != std::string::npos)
    answer.result = Unlock::not_staff;
  else if (m_wrong >= kWrongPins)
    answer = {Unlock::locked, {}, 0, kFirstLockMs};
  else if (pin == "204816")
    answer = open();
  else
    answer = {Unlock::wrong_pin, {}, kWrongPins - ++m_wrong, 0};
  if (answer.result == Unlock::unlocked) m_wrong = 0;
  QMetaObject::invokeMethod(
      this, [then = answer_unlock, answer] { then(answer); }, Qt::QueuedConnection);
}

void FakeStaff::challenge(std::string, Callback<Result<std::string>> then) {
  answer_challenge = std::move(then);
  if (!by_hand) answer_challenge(std::string("741926039"));
}

void FakeStaff::unlock_with_help(std::string, std::string answer, Callback<Result<UnlockOutcome>> then) {
  pins.push_back(answer);
  answer_unlock = std::move(then);
  if (by_hand) return;
  answer_unlock(answer == "123456789" ? open() : UnlockOutcome{Unlock::wrong_pin, {}, 3, 0});
}

void FakeStaff::void_visit(const Uuid& visit, std::string reason, const BadgeId&, Callback<Result<void>> then) {
  std::erase_if(now.newest, [&](const VisitLine& one) { return one.visit.id == visit; });
  note(QStringLiteral("void ") + QString::fromStdString(reason));
  voided.emplace_back(visit, std::move(reason));
  then({});
}

void FakeStaff::take_up(const Uuid& request, std::string how, const BadgeId&, Callback<Result<void>> then) {
  std::erase_if(now.requests, [&](const ServiceRequest& one) { return one.id == request; });
  note(QString::fromStdString(how));
  taken_up.emplace_back(request, std::move(how));
  then({});
}

void FakeStaff::called_back(const Uuid& help_case, std::string outcome, const BadgeId&, Callback<Result<void>> then) {
  std::erase_if(now.calls, [&](const HelpCase& one) { return one.id == help_case; });
  note(QString::fromStdString(outcome));
  called.emplace_back(help_case, std::move(outcome));
  then({});
}

void FakeStaff::end_loan(const Uuid& visit, std::string how, const BadgeId&, Callback<Result<void>> then) {
  std::erase_if(now.loans, [&](const Loan& one) { return one.visit == visit; });
  note(QStringLiteral("loan ") + QString::fromStdString(how));
  then({});
}

void FakeStaff::answer_number(const Uuid& number, std::string how, const BadgeId&, Callback<Result<void>> then) {
  if (how == "skip") std::erase_if(now.line, [&](const QueueNumber& one) { return one.id == number; });
  note(QStringLiteral("number ") + QString::fromStdString(how));
  then({});
}

void FakeStaff::end_fault(const Uuid& fault, std::string how, const BadgeId&, Callback<Result<void>> then) {
  std::erase_if(now.faults, [&](const Fault& one) { return one.id == fault; });
  note(QStringLiteral("fault ") + QString::fromStdString(how));
  then({});
}

void FakeStaff::attended(const Uuid& booking, bool attended, const BadgeId&, Callback<Result<void>> then) {
  note(attended ? QStringLiteral("attended") : QStringLiteral("missed"));
  attendance.emplace_back(booking, attended);
  then({});
}

void FakeStaff::start_event(NewEvent event, const BadgeId&, Callback<Result<void>> then) {
  now.event = EventNow{event.id, event.kind, event.title, event.place, kNow, 3, 12};
  events.push_back(std::move(event));
  note(QStringLiteral("event"));
  then({});
}

void FakeStaff::found_items(Callback<Result<std::vector<FoundItem>>> then) { then(found); }

void FakeStaff::register_found(NewFoundItem item, const BadgeId&, Callback<Result<FoundItem>> then) {
  FoundItem made{item.id, static_cast<std::uint32_t>(found.size()) + 2, item.kind, item.place, kNow, false};
  found.insert(found.begin(), made);
  note(QStringLiteral("found"));
  then(made);
}

void FakeStaff::close_found(const Uuid& item, std::string how, const BadgeId&, Callback<Result<void>> then) {
  std::erase_if(found, [&](const FoundItem& one) { return one.id == item; });
  note(QString::fromStdString(how));
  then({});
}

void FakeStaff::end_event(unsigned people, const BadgeId&, Callback<Result<EventNow>> then) {
  const EventNow event = now.event.value_or(EventNow());
  now.event.reset();
  ended.push_back(people);
  note(QStringLiteral("ended"));
  then(event);
}

}  // namespace warmheart::test
