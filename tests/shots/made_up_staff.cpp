#include "tests/shots/made_up_staff.h"

#include <QMetaObject>

#include <algorithm>

namespace warmheart {

namespace {

constexpr std::int64_t kNow = 1'795'405'320'000;  // 2026-11-23 11:42 in China
constexpr std::int64_t kMinute = 60'000;

Uuid id_of(unsigned char number) { return Uuid::from_bytes(Bytes(16, number)).value(); }

}  // namespace

MadeUpStaff::MadeUpStaff() {
  m_board.today = {20'780, {{"REST", 14, 3}, {"WATER", 12, 2}, {"HEAT", 5, 0}, {"CHARGE", 3, 1}}, 34, 6, 5, 1};
  m_board.newest = {{id_of(1), "REST", 1, {3}, kNow - 2 * kMinute, true, false, DeliveryView::received},
                    {id_of(2), "WATER", 3, {}, kNow - 6 * kMinute, false, false, DeliveryView::received},
                    {id_of(3), "HEAT", 1, {1}, kNow - 9 * kMinute, false, false, DeliveryView::saved_here}};
  m_board.returned = {{"李*", kNow - 26 * 60 * kMinute}};
  m_board.calls = {{id_of(4), "labour-dispute", "王*", kNow + 300 * kMinute}};
  m_board.requests = {{id_of(5), "LEND", kNow - 4 * kMinute}};
  m_board.waiting = 3;
  m_board.last_contact_ms = kNow - 95 * kMinute;
  m_board.device = {"0.1.0", "01a31b50-7b45", kNow + 61ll * 24 * 60 * kMinute, 41'000};
}

void MadeUpStaff::note(const QString& act) {
  ++m_acts;
  m_last = act;
  Q_EMIT actsChanged();
}

UnlockView MadeUpStaff::open() const { return {Unlock::unlocked, {{1, 2, 3, 4, 5, 6, 7, 8}, "王姐", false}, kWrongPins, 0}; }

void MadeUpStaff::unlock(std::string badge, std::string pin, Callback<Result<UnlockView>> then) {
  UnlockView answer;
  if (badge.find("STRANGER") != std::string::npos) answer.result = Unlock::not_staff;
  else if (m_wrong >= kWrongPins) answer = {Unlock::locked, {}, 0, kFirstLockMs};
  else if (pin == "204816") answer = open();
  else answer = {Unlock::wrong_pin, {}, kWrongPins - ++m_wrong, 0};
  if (answer.result == Unlock::unlocked) m_wrong = 0;
  QMetaObject::invokeMethod(this, [then = std::move(then), answer] { then(answer); }, Qt::QueuedConnection);
}

void MadeUpStaff::challenge(std::string, Callback<Result<std::string>> then) { then(std::string("741926039")); }

void MadeUpStaff::unlock_with_help(std::string, std::string answer, Callback<Result<UnlockView>> then) {
  then(answer == "123456789" ? open() : UnlockView{Unlock::wrong_pin, {}, 3, 0});
}

void MadeUpStaff::void_visit(const Uuid& visit, std::string reason, const BadgeId&, Callback<Result<void>> then) {
  std::erase_if(m_board.newest, [&](const VisitLineView& one) { return one.id == visit; });
  note(QStringLiteral("void ") + QString::fromStdString(reason));
  then({});
}

void MadeUpStaff::take_up(const Uuid& request, std::string how, const BadgeId&, Callback<Result<void>> then) {
  std::erase_if(m_board.requests, [&](const RequestView& one) { return one.id == request; });
  note(QString::fromStdString(how));
  then({});
}

void MadeUpStaff::called_back(const Uuid& help_case, std::string outcome, const BadgeId&, Callback<Result<void>> then) {
  std::erase_if(m_board.calls, [&](const CallView& one) { return one.id == help_case; });
  note(QString::fromStdString(outcome));
  then({});
}

void MadeUpStaff::attended(const Uuid&, bool attended, const BadgeId&, Callback<Result<void>> then) {
  note(attended ? QStringLiteral("attended") : QStringLiteral("missed"));
  then({});
}

void MadeUpStaff::start_event(EventRequest event, const BadgeId&, Callback<Result<void>> then) {
  m_board.event = EventView{event.kind, event.title, event.place, kNow, 3, 12};
  note(QStringLiteral("event"));
  then({});
}

void MadeUpStaff::end_event(unsigned, const BadgeId&, Callback<Result<EventView>> then) {
  const EventView event = m_board.event.value_or(EventView());
  m_board.event.reset();
  note(QStringLiteral("ended"));
  then(event);
}

}  // namespace warmheart
