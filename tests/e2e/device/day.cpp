#include "tests/e2e/device/day.h"

#include <algorithm>
#include <thread>

#include "core/member/application.h"
#include "core/member/occupation.h"
#include "core/person/date.h"
#include "core/person/mask.h"
#include "core/station/cases.h"
#include "core/station/events.h"
#include "core/station/slots.h"
#include "core/station/visits.h"
#include "tests/e2e/device/people.h"

namespace warmheart::device {

namespace {

constexpr std::int64_t kOpenMs = 10ll * 3'600'000;  // the station is open ten hours
constexpr BadgeId kStaff = {'s', 't', 'a', 'f', 'f', 0, 0, 1};
constexpr std::chrono::seconds kPatience{60};

class Day {
 public:
  Day(Device& device, const DayPlan& plan) : m_device(device), m_plan(plan) {}

  Result<DayTally> play() {
    WARMHEART_TRY(m_device.start_sync());
    if (!m_device.wait_until([this] { return all_received(); }, kPatience))
      return fail(ErrorCode::timeout, "the day begins without the centre");
    const int steps = m_plan.visits;
    for (int step = 0; step < steps; ++step) {
      m_device.clock().pass(kOpenMs / steps);
      if (step == steps * 4 / 10) go_offline();
      if (step == steps * 6 / 10) WARMHEART_TRY(come_back());
      if (step == steps * 7 / 10) WARMHEART_TRY(begin_event());
      if (step == steps * 8 / 10) WARMHEART_TRY(finish_event());
      WARMHEART_TRY(visit(step));
      if (is_turn(step, steps, m_plan.joins)) WARMHEART_TRY(join());
      if (is_turn(step, steps, m_plan.bookings)) WARMHEART_TRY(book(step));
      if (is_turn(step, steps, m_plan.cases)) WARMHEART_TRY(ask_for_help());
      if (step % 20 == 0) WARMHEART_TRY(with<void>([](StationStore& store) { return store.run_maintenance(); }));
    }
    if (!m_device.wait_until([this] { return all_received(); }, kPatience))
      return fail(ErrorCode::timeout, "not everything was received in time");
    // What the centre decides on the last records (a waiting list that moved up) comes by the feed within two seconds.
    std::this_thread::sleep_for(std::chrono::seconds(3));
    if (!m_device.wait_until([this] { return all_received(); }, kPatience))
      return fail(ErrorCode::timeout, "not everything was received in time");
    return count();
  }

 private:
  template <class T>
  Result<T> with(std::function<Result<T>(StationStore&)> act) {
    auto result = m_device.with_store<T>(std::move(act));
    m_device.wake();
    return result;
  }
  std::uint64_t dice(std::uint64_t sides) {
    m_state = m_state * 6364136223846793005ull + m_plan.seed * 2 + 1;
    return (m_state >> 33) % sides;
  }
  static bool is_turn(int step, int steps, int times) {
    return times > 0 && (step + 1) * times / steps != step * times / steps;
  }
  Uuid fresh() { return Uuid::make(m_device.clock(), m_device.random()); }

  bool all_received() {
    const auto queue = m_device.with_store<QueueState>([](StationStore& store) { return store.queue_state(); });
    return queue && queue->waiting == 0 && queue->last_contact_ms > 0 && m_device.status().light == SyncLight::current;
  }
  Result<std::uint64_t> head() {
    WARMHEART_TRY_ASSIGN(const JournalView view,
                         m_device.with_store<JournalView>([](StationStore& store) { return store.journal_view(); }));
    return view.head_seq;
  }

  void go_offline() {
    m_device.stop_sync();
    m_offline_from = head().value_or(0);
  }
  Result<void> come_back() {
    WARMHEART_TRY_ASSIGN(const std::uint64_t now, head());
    m_tally.offline_records = now - m_offline_from;
    return m_device.start_sync();
  }

  Result<void> begin_event() {
    const NewEvent event{fresh(), "pop-up", "", "望京西园"};
    return with<void>([event](StationStore& store) { return start_event(store, event, kStaff); });
  }
  Result<void> finish_event() {
    WARMHEART_TRY_ASSIGN(const EventNow tally,
                         with<EventNow>([](StationStore& store) { return end_event(store, 60, kStaff); }));
    static_cast<void>(tally);
    return {};
  }

  // A visitor who finds no room takes something that has no limit: rest is never refused.
  Result<void> visit(int step) {
    WARMHEART_TRY_ASSIGN(const auto services, m_device.with_store<std::vector<ServiceOccupancy>>(
                                                  [](StationStore& store) { return occupancy(store); }));
    if (services.empty()) return fail(ErrorCode::not_found, "this station offers no service");
    NewVisit request;
    request.id = fresh();
    request.service = services[dice(services.size())].service.code();
    if (dice(10) > 0) request.occupation = kOccupations[dice(4)];
    if (dice(8) == 0) request.people = 2 + static_cast<unsigned>(dice(3));
    if (request.people == 1 && !m_cards.empty() && dice(5) == 0) request.card = m_cards[dice(m_cards.size())];
    WARMHEART_TRY_ASSIGN(VisitOutcome outcome,
                         with<VisitOutcome>([request](StationStore& store) { return register_visit(store, request); }));
    if (!outcome.visit) {
      ++m_tally.full;
      const auto unlimited =
          std::ranges::find_if(services, [](const ServiceOccupancy& one) { return one.service.units() == 0; });
      if (unlimited == services.end()) return fail(ErrorCode::conflict, "nothing here is without a limit");
      request.service = unlimited->service.code();
      WARMHEART_TRY_ASSIGN(
          outcome, with<VisitOutcome>([request](StationStore& store) { return register_visit(store, request); }));
    }
    ++m_tally.visits;
    if (step % 25 == 24) {
      WARMHEART_TRY(with<void>([request](StationStore& store) { return undo_visit(store, request.id); }));
      ++m_tally.taken_back;
      return {};
    }
    m_tally.person_times += request.people;
    if (request.card) ++m_tally.scanned_times;
    if (outcome.visit && outcome.visit->request) {
      const Uuid asked = *outcome.visit->request;
      WARMHEART_TRY(with<void>([asked](StationStore& store) { return take_up_request(store, asked, "done", kStaff); }));
    }
    return {};
  }

  Result<void> join() {
    WARMHEART_TRY_ASSIGN(const MirrorView mirror,
                         m_device.with_store<MirrorView>([](StationStore& store) { return store.mirror(); }));
    Wishes wishes;
    wishes.seed = 7'000 + m_plan.seed;
    const auto application =
        validate(invented_draft(wishes, m_tally.joins, mirror), date_at(m_device.clock().now().wall_ms));
    if (!application) return fail(ErrorCode::invalid_argument, "the invented application is wrong");
    WARMHEART_TRY_ASSIGN(const SubmittedApplication saved, m_device.submit(*application));
    m_cards.push_back(saved.card_number);
    ++m_tally.joins;
    return {};
  }

  Result<void> book(int step) {
    WARMHEART_TRY_ASSIGN(const auto sessions, m_device.with_store<std::vector<SessionHere>>(
                                                  [](StationStore& store) { return sessions_here(store); }));
    if (sessions.empty()) return fail(ErrorCode::not_found, "no session can be booked");
    const auto session = Uuid::from_bytes(view_of(sessions[dice(sessions.size())].session.session_id()));
    NewBooking booking;
    booking.id = fresh();
    booking.session = session.value_or(Uuid());
    Wishes wishes;
    wishes.seed = 8'000 + m_plan.seed;
    const Draft draft = invented_draft(wishes, static_cast<std::uint64_t>(step), MirrorView());
    const auto rider = validate_rider(draft, date_at(m_device.clock().now().wall_ms));
    if (!rider) return fail(ErrorCode::invalid_argument, "the invented rider is wrong");
    booking.rider = *rider;
    booking.masked_name = mask_name(rider->name);
    WARMHEART_TRY_ASSIGN(booking.prepared, prepare_application(last_four(*rider), m_device.id(), m_device.random()));
    WARMHEART_TRY(
        with<Booking>([&booking](StationStore& store) { return book_slot(store, booking, WhenNoneHeld::ask_centre); }));
    m_bookings.push_back(booking.id);
    if (dice(8) == 0)
      WARMHEART_TRY(with<void>([&booking](StationStore& store) { return cancel_booking(store, booking.id, "rider"); }));
    return {};
  }

  Result<void> ask_for_help() {
    WARMHEART_TRY_ASSIGN(const auto kinds, m_device.with_store<std::vector<wire::CaseKind>>(
                                               [](StationStore& store) { return case_kinds(store); }));
    if (kinds.empty()) return fail(ErrorCode::not_found, "no kind of help is offered");
    NewCase wanted;
    wanted.id = fresh();
    const wire::CaseKind& kind = kinds[dice(kinds.size())];
    wanted.kind = kind.code();
    wanted.topic = kind.topics().empty() ? "" : kind.topics(0);
    wanted.wish = "请帮忙看看";
    if (kind.needs_name()) {
      wanted.rider.name = "张伟";
      wanted.rider.mobile = "13800000007";
      wanted.masked_name = mask_name(wanted.rider.name);
      wanted.call_back = true;
    }
    wanted.secret = SecretString(make_case_secret(m_device.random()));
    WARMHEART_TRY_ASSIGN(wanted.prepared, prepare_application(case_last_four(wanted.rider, wanted.secret.view()),
                                                              m_device.id(), m_device.random()));
    WARMHEART_TRY(with<HelpCase>([&wanted](StationStore& store) { return open_case(store, wanted); }));
    ++m_tally.cases;
    return {};
  }

  Result<DayTally> count() {
    for (const Uuid& id : m_bookings) {
      WARMHEART_TRY_ASSIGN(const Booking booking,
                           m_device.with_store<Booking>([id](StationStore& store) { return find_booking(store, id); }));
      switch (booking.state) {
        case BookingState::confirmed: ++m_tally.confirmed; break;
        case BookingState::cancelled: ++m_tally.cancelled; break;
        default: ++m_tally.waiting; break;
      }
    }
    WARMHEART_TRY_ASSIGN(const JournalView view,
                         m_device.with_store<JournalView>([](StationStore& store) { return store.journal_view(); }));
    m_tally.records = view.head_seq;
    m_tally.head_hash = to_hex(view.head_hash);
    m_device.stop_sync();
    return m_tally;
  }

  Device& m_device;
  const DayPlan m_plan;
  DayTally m_tally;
  std::uint64_t m_state = 88172645463325252ull;
  std::uint64_t m_offline_from = 0;
  std::vector<CardNumber> m_cards;
  std::vector<Uuid> m_bookings;
};

}  // namespace

Result<DayTally> play_day(Device& device, const DayPlan& plan) { return Day(device, plan).play(); }

}  // namespace warmheart::device
