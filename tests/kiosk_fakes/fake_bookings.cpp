#include "tests/kiosk_fakes/fake_bookings.h"

#include <QMetaObject>

#include <algorithm>

#include "tests/kiosk_fakes/fake_clock.h"

namespace warmheart::test {

namespace {

constexpr std::int64_t kMidnight = 1'795'363'200'000;  // 2026-11-23 00:00 in China

SessionHere session(unsigned char number, const char* kind, const char* title, const char* title_en, const char* place,
                    const char* place_en, int day, int hour, std::uint32_t held, std::uint32_t pool) {
  SessionHere here;
  wire::Session& value = here.session;
  value.set_session_id(std::string(16, static_cast<char>(number)));
  value.set_kind(kind);
  value.set_title(title);
  value.set_title_en(title_en);
  value.set_place(place);
  value.set_place_en(place_en);
  value.set_starts_ms(kMidnight + day * kDay + hour * kHour);
  value.set_ends_ms(value.starts_ms() + 3 * kHour);
  value.set_capacity(200);
  value.set_pool_left(pool);
  value.set_state("open");
  here.confirmable = held;
  return here;
}

}  // namespace

FakeBookings::FakeBookings() {
  open = {session(1, "health-check", "免费体检 · 朝阳体检车", "Free health check, mobile unit", "望京SOHO T1 南广场",
                  "Wangjing SOHO, south square of T1", 5, 8, 12, 90),
          session(2, "health-check", "免费体检 · 康复医院专场", "Free health check at the hospital",
                  "北京康复医院体检楼二层", "Rehabilitation hospital, 2nd floor", 7, 7, 0, 18),
          session(3, "health-check", "免费体检 · 司机专场", "Free health check for drivers", "双井加油站司机之家",
                  "Drivers' home, Shuangjing petrol station", 10, 13, 0, 0),
          session(4, "worker-meeting", "职工沟通会：夏季高温与派单规则", "Workers' meeting: heat and dispatch rules",
                  "望京街道总工会一层会议室", "Wangjing subdistrict union, ground floor", 4, 14, 3, 20),
          session(5, "training", "急救培训：心肺复苏与 AED", "First aid training: CPR and AED",
                  "朝阳区职工服务中心三层", "Chaoyang workers' service centre, 3rd floor", 9, 9, 0, 6)};
  for (int at : {0, 1, 2}) {
    wire::Session& value = open[static_cast<std::size_t>(at)].session;
    value.set_included("内科 外科 心电图 B超");
    value.set_included_en("General, surgery, ECG, ultrasound");
    value.set_prepare("请空腹 8 小时，带身份证；现场有早餐。");
    value.set_prepare_en("Do not eat for 8 hours before; bring your ID card. Breakfast is served after.");
    value.set_provider("朝阳区职工体检中心");
    value.set_provider_en("Chaoyang Workers' Health Check Centre");
    value.mutable_eligibility()->set_per_person(1);
    value.mutable_eligibility()->set_period("year");
  }
  open[1].session.mutable_eligibility()->set_members_only(true);
  for (const char* occupation : {"ride-hailing", "truck"})
    open[2].session.mutable_eligibility()->add_occupations(occupation);
}

QString FakeBookings::code(int at) const {
  return QString::fromStdString(to_hex(view_of(open[static_cast<std::size_t>(at)].session.session_id())));
}

void FakeBookings::answerWith(const QString& state, const QString& reason) {
  m_next = booking_state_from(state.toStdString()).value_or(BookingState::confirmed);
  m_reason = reason.toStdString();
}

void FakeBookings::decide(const QString& state) {
  known.back().state = booking_state_from(state.toStdString()).value_or(BookingState::confirmed);
  known.back().delivery = Delivery::received;
}
void FakeBookings::show(const QString& state, const QString& delivery, const QString& reason, int ahead) {
  Booking& made = known.emplace_back();
  made.id = Uuid::from_bytes(Bytes(16, static_cast<std::uint8_t>(known.size()))).value();
  made.session = open[0].session;
  made.state = booking_state_from(state.toStdString()).value_or(BookingState::confirmed);
  made.slot = made.state == BookingState::confirmed ? 37 : 0;
  made.masked_name = "张*";
  made.delivery = delivery == u"saved" ? Delivery::saved : Delivery::received;
  made.reason = reason.toStdString();
  made.ahead = static_cast<std::uint32_t>(ahead);
}
void FakeBookings::hold(int slots_held) { open[0].confirmable = static_cast<std::uint32_t>(slots_held); }
void FakeBookings::cancelSession() { open[0].session.set_state("cancelled"); }

void FakeBookings::book(NewBooking booking, WhenNoneHeld when_none_held, Callback<Result<Booking>> then) {
  requests.push_back(booking);
  otherwise.push_back(when_none_held);
  answer_book = std::move(then);
  if (by_hand) return;
  QMetaObject::invokeMethod(
      this,
      [this, booking = std::move(booking), then = answer_book] {
        const std::string wanted = string_of(booking.session.bytes());
        const auto here =
            std::ranges::find_if(open, [&](const SessionHere& one) { return one.session.session_id() == wanted; });
        Booking made;
        made.id = booking.id;
        made.session = here->session;
        made.state = m_next;
        made.slot = m_next == BookingState::confirmed ? 37 : 0;
        made.masked_name = booking.masked_name;
        made.reason = m_reason;
        made.ahead = m_next == BookingState::waiting ? 4 : 0;
        const bool answered = m_next == BookingState::waiting || m_next == BookingState::needs_you;
        made.delivery = answered ? Delivery::received : Delivery::saved;
        known.push_back(made);
        made.short_code = SecretString("741926039");
        Q_EMIT bookingsChanged();
        then(made);
      },
      Qt::QueuedConnection);
}

void FakeBookings::read(const Uuid& booking, Callback<Result<Booking>> then) {
  const auto found = std::ranges::find(known, booking, &Booking::id);
  if (found == known.end())
    then(fail(ErrorCode::not_found, "not here"));
  else
    then(*found);
}

void FakeBookings::cancel(const Uuid& booking, Callback<Result<void>> then) {
  cancelled.push_back(booking);
  answer_cancel = std::move(then);
  if (by_hand) return;
  const auto found = std::ranges::find(known, booking, &Booking::id);
  if (found != known.end()) found->state = BookingState::cancelled;
  answer_cancel({});
}

}  // namespace warmheart::test
