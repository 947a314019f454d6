#include "tests/shots/made_up_bookings.h"

#include <QMetaObject>

#include <algorithm>

namespace warmheart {

namespace {

constexpr std::int64_t kMidnight = 1'795'363'200'000;  // 2026-11-23 00:00 in China
constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kDay = 24 * kHour;

SessionView session(unsigned char number, const char* kind, const char* title, const char* title_en, const char* place, const char* place_en,
                    int day, int hour, std::uint32_t held, std::uint32_t pool) {
  SessionView view;
  Bytes id(16, number);
  view.id = Uuid::from_bytes(id).value();
  wire::Session& value = view.session;
  value.set_session_id(string_of(id));
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
  view.confirmable = held;
  return view;
}

}  // namespace

MadeUpBookings::MadeUpBookings() {
  m_sessions = {
      session(1, "health-check", "免费体检 · 朝阳体检车", "Free health check, mobile unit", "望京SOHO T1 南广场", "Wangjing SOHO, south square of T1", 5, 8, 12, 90),
      session(2, "health-check", "免费体检 · 康复医院专场", "Free health check at the hospital", "北京康复医院体检楼二层", "Rehabilitation hospital, 2nd floor", 7, 7, 0, 18),
      session(3, "health-check", "免费体检 · 司机专场", "Free health check for drivers", "双井加油站司机之家", "Drivers' home, Shuangjing petrol station", 10, 13, 0, 0),
      session(4, "worker-meeting", "职工沟通会：夏季高温与派单规则", "Workers' meeting: heat and dispatch rules", "望京街道总工会一层会议室", "Wangjing subdistrict union, ground floor", 4, 14, 3, 20),
      session(5, "training", "急救培训：心肺复苏与 AED", "First aid training: CPR and AED", "朝阳区职工服务中心三层", "Chaoyang workers' service centre, 3rd floor", 9, 9, 0, 6)};
  for (int at : {0, 1, 2}) {
    wire::Session& value = m_sessions[static_cast<std::size_t>(at)].session;
    value.set_included("内科 外科 心电图 B超");
    value.set_included_en("General, surgery, ECG, ultrasound");
    value.set_prepare("请空腹 8 小时，带身份证；现场有早餐。");
    value.set_prepare_en("Do not eat for 8 hours before; bring your ID card. Breakfast is served after.");
    value.set_provider("朝阳区职工体检中心");
    value.mutable_eligibility()->set_per_person(1);
    value.mutable_eligibility()->set_period("year");
  }
  m_sessions[1].session.mutable_eligibility()->set_members_only(true);
  for (const char* occupation : {"ride-hailing", "truck"}) m_sessions[2].session.mutable_eligibility()->add_occupations(occupation);
}

QString MadeUpBookings::code(int at) const { return QString::fromStdString(to_hex(m_sessions[static_cast<std::size_t>(at)].id.bytes())); }

void MadeUpBookings::answerWith(const QString& state, const QString& reason) {
  m_next = booking_state_from(state.toStdString()).value_or(BookingState::confirmed);
  m_reason = reason.toStdString();
}

void MadeUpBookings::decide(const QString& state) { m_bookings.back().state = booking_state_from(state.toStdString()).value_or(BookingState::confirmed); }
void MadeUpBookings::hold(int places) { m_sessions[0].confirmable = static_cast<std::uint32_t>(places); }
void MadeUpBookings::cancelSession() { m_sessions[0].session.set_state("cancelled"); }

void MadeUpBookings::book(BookingRequest request, Callback<Result<BookingView>> then) {
  QMetaObject::invokeMethod(this, [this, request = std::move(request), then = std::move(then)] {
    const auto session = std::ranges::find(m_sessions, request.session, &SessionView::id);
    BookingView made;
    made.id = request.id;
    made.session = session->session;
    made.state = m_next;
    made.place = m_next == BookingState::confirmed ? 37 : 0;
    made.masked_name = request.masked_name;
    made.reason = m_reason;
    made.ahead = m_next == BookingState::waiting ? 4 : 0;
    made.short_code = "741926039";
    m_bookings.push_back(made);
    Q_EMIT bookingsChanged();
    then(made);
  }, Qt::QueuedConnection);
}

void MadeUpBookings::read(const Uuid& booking, Callback<Result<BookingView>> then) {
  const auto found = std::ranges::find(m_bookings, booking, &BookingView::id);
  if (found == m_bookings.end()) return then(fail(ErrorCode::not_found, "not here"));
  BookingView view = *found;
  view.short_code.clear();
  then(view);
}

void MadeUpBookings::of_card(const CardNumber&, Callback<Result<std::vector<BookingView>>> then) { then(m_bookings); }

void MadeUpBookings::find(std::string short_code, std::string, Callback<Result<std::optional<BookingView>>> then) {
  const bool known = short_code == "741926039" && !m_bookings.empty();
  then(known ? std::optional<BookingView>(m_bookings.back()) : std::nullopt);
}

void MadeUpBookings::cancel(const Uuid& booking, Callback<Result<void>> then) {
  const auto found = std::ranges::find(m_bookings, booking, &BookingView::id);
  if (found != m_bookings.end()) found->state = BookingState::cancelled;
  then({});
}

}  // namespace warmheart
