#include "sim_station.h"

#include <cstdio>
#include <cstdlib>

#include "core/central/ingest/ingest.h"
#include "core/member/application.h"
#include "core/member/query_code.h"
#include "core/station/slots.h"

namespace warmheart::sim {
namespace {

// A made-up resident ID with a valid check character (GB 11643).
std::string fake_number(SeededRandom& random) {
  char text[19];
  std::snprintf(text, sizeof text, "110105%04d%02d%02d%03d", static_cast<int>(random.between(1965, 2004)),
                static_cast<int>(random.between(1, 12)), static_cast<int>(random.between(1, 28)),
                static_cast<int>(random.between(1, 999)));
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (int n = 0; n < 17; ++n) sum += (text[n] - '0') * kWeights[n];
  return std::string(text, 17) + "10X98765432"[sum % 11];
}

Application fake_application(SeededRandom& random) {
  Application out;
  out.name = "张伟";
  out.document_number = fake_number(random);
  out.mobile = std::to_string(13800000000LL + random.between(0, 99'999'999));
  out.occupation = "food-delivery";
  out.street_code = "110105026";
  out.union_code = "CY026";
  out.language = "zh";
  out.signature.declined = true;
  out.signature.witness = "union-by-phone";
  return out;
}

}  // namespace

// One request on its way; it ends once, by an answer or a failure.
struct SimStation::Exchange {
  sync::Lane lane = sync::Lane::push;
  std::uint64_t life = 0;  // of the process that asked: an answer to another one is heard by nobody
  bool over = false;
};

template <class Event>
void SimStation::later(std::int64_t delay, Event event) {
  m_world.after(delay, [this, life = m_life, event = std::move(event)] {
    if (life == m_life && m_store) event();
  });
}

SimStation::SimStation(World& world, SimCentre& centre, Ledger& ledger, SlotChecker& slots, std::size_t number,
                       const std::filesystem::path& root, bool trace)
    : m_world(world),
      m_centre(centre),
      m_ledger(ledger),
      m_slots(slots),
      m_number(number),
      m_log(world, "station" + std::to_string(number), trace),
      m_clock(world, world.random),
      m_disk(root, "station" + std::to_string(number)),
      m_identity(centre.enrol()) {
  // Waiting for hours, so that idle days cost little; every third station only polls.
  m_limits.wait_ms = number % 3 == 2 ? 0 : static_cast<std::uint32_t>(4 * kHour);
  m_limits.poll_ms = 2 * kHour;
  m_limits.max_delay_ms = 10 * kMinute;
  open();
}

void SimStation::open() {
  m_store.emplace(must(StationStore::open({m_disk.folder(), {}, m_disk.beside("slots.count")}, m_identity, m_clock,
                                          m_world.random, m_log),
                       "open"));
}

void SimStation::begin() {
  m_engine = std::make_unique<sync::Engine>(m_limits, m_world.random);
  carry_out(m_engine->on_start(now(), must(m_store->journal_view(), "view")));
}

void SimStation::carry_out(sync::Actions actions) {
  for (sync::Action& action : actions) {
    // The store thread takes a moment; a crash may come in between.
    const std::int64_t store_time = m_world.random.between(0, 3);
    if (auto* load = std::get_if<sync::LoadBatch>(&action)) {
      later(store_time, [this, ask = *load] {
        carry_out(m_engine->on_batch(now(),
                                     must(m_store->load_batch(ask.first_seq, ask.max_records, ask.max_bytes), "load")));
      });
    } else if (auto* store = std::get_if<sync::StoreAnswer>(&action)) {
      later(store_time, [this, answer = std::move(store->answer)] {
        carry_out(m_engine->on_stored(now(), must(m_store->store_answer(answer), "store answer")));
        report_confirmed();
      });
    } else if (auto* open_epoch = std::get_if<sync::OpenEpoch>(&action)) {
      later(store_time, [this, reason = open_epoch->reason] {
        carry_out(m_engine->on_epoch_opened(now(), must(m_store->open_new_epoch(reason), "new epoch")));
      });
    } else if (auto* wait = std::get_if<sync::WaitUntil>(&action)) {
      later(std::max<std::int64_t>(0, wait->boottime_ms - now()), [this, timer = ++m_timer] {
        if (timer == m_timer) carry_out(m_engine->on_timer(now()));
      });
    } else if (auto* request = std::get_if<sync::SendRequest>(&action)) {
      send(std::move(*request));
    } else if (auto* state = std::get_if<sync::NotifyState>(&action)) {
      m_log.note("light " + state->sentence_key + " waiting=" + std::to_string(state->waiting));
    }
  }
}

void SimStation::send(sync::SendRequest action) {
  auto exchange = std::make_shared<Exchange>();
  exchange->lane = action.lane;
  exchange->life = m_life;
  if (!m_online) return fail(exchange, m_world.random.between(1, 2000), false);
  const std::string bytes = action.request.SerializeAsString();
  const std::int64_t delay = m_world.random.between(1, faults.slowest_ms);
  if (m_world.random.chance(faults.duplicate)) {
    m_world.after(delay + m_world.random.between(0, 2 * kHour),
                  [this, exchange, bytes] { arrive(exchange, bytes, true); });
  }
  if (m_world.random.chance(faults.drop)) return fail(exchange, 30 * kSecond, true);
  m_world.after(delay, [this, exchange, bytes] { arrive(exchange, bytes, false); });
  // The client's own time-out, whatever becomes of the rest.
  fail(exchange, 30 * kSecond + action.request.wait_ms(), true);
}

void SimStation::arrive(const std::shared_ptr<Exchange>& exchange, const std::string& bytes, bool copy) {
  if (!m_centre.up()) {
    if (!copy) fail(exchange, m_world.random.between(1, 500), false);
    return;
  }
  m_centre.take(device(), bytes, [this, exchange, copy](const Reply& reply) {
    if (copy || m_world.random.chance(faults.lose)) return;
    m_world.after(m_world.random.between(1, faults.slowest_ms), [this, exchange, reply] {
      if (exchange->life == m_life && m_store) finish(exchange, reply);
    });
  });
}

void SimStation::finish(const std::shared_ptr<Exchange>& exchange, const Reply& reply) {
  if (reply.kind == Reply::Kind::busy) return fail(exchange, 0, false, reply.retry_after_ms);
  std::string bytes = reply.bytes;
  if (m_world.random.chance(faults.garble) && !bytes.empty()) bytes.resize(m_world.random.next() % bytes.size());
  wire::SyncAnswer answer;
  if (reply.kind != Reply::Kind::answer || bytes.size() != reply.bytes.size() || !answer.ParseFromString(bytes)) {
    return fail(exchange, 0, false);
  }
  if (std::exchange(exchange->over, true)) return;
  m_log.note(std::string(exchange->lane == sync::Lane::push ? "push" : "wait") +
             " verdict=" + std::to_string(answer.verdict()) + " acked=" + std::to_string(answer.acked_seq()) +
             " feed=" + std::to_string(answer.feed_page().size()));
  carry_out(m_engine->on_answer(now(), exchange->lane, answer));
}

void SimStation::fail(const std::shared_ptr<Exchange>& exchange, std::int64_t after_ms, bool cut,
                      std::int64_t retry_after_ms) {
  later(after_ms, [this, exchange, cut, retry_after_ms] {
    if (std::exchange(exchange->over, true)) return;
    sync::Failure failure;
    failure.cut = cut;
    failure.retry_after_ms = retry_after_ms;
    carry_out(m_engine->on_failure(now(), exchange->lane, failure));
  });
}

void SimStation::rider_applies() {
  if (!m_store) return;
  const Uuid id = Uuid::make(m_clock, m_world.random);
  const Application application = fake_application(m_world.random);
  LookupCredential prepared;  // Argon2id is left out: it says nothing about exchange, and costs a tenth of a second
  prepared.query_code = SecretString(make_query_code(m_world.random));
  m_world.random.fill(prepared.look_up_key);
  const auto answer = must(m_store->submit_application(application, id, prepared), "submit");
  m_riders[id] = {prepared.query_code, SecretString(last_four(application))};
  m_ledger.saved(id, id, m_number, false);
  m_log.note("saved " + id.text());
  // A second tap, or a retry after the page did not hear the answer.
  if (m_world.random.chance(20) &&
      must(m_store->submit_application(application, id, prepared), "submit again").card_text != answer.card_text) {
    std::fprintf(stderr, "a second tap got another card\n");
    std::abort();
  }
  saved();
}

void SimStation::saved() {
  if (m_engine) carry_out(m_engine->on_saved(now(), must(m_store->journal_view(), "view")));
}

void SimStation::rider_books() {
  if (!m_store) return;
  const auto sessions = must(sessions_here(*m_store), "sessions");
  if (sessions.empty()) return;
  NewBooking booking;
  booking.id = Uuid::make(m_clock, m_world.random);
  booking.session =
      Uuid::from_bytes(view_of(sessions[m_world.random.next() % sessions.size()].session.session_id())).value();
  // Few people, so that limits are met, too.
  booking.rider.card = CardNumber{static_cast<std::uint8_t>(m_world.random.next() % 60), 7};
  booking.masked_name = "张*";
  booking.prepared.query_code = SecretString(std::to_string(m_world.random.between(100'000'000, 999'999'999)));
  m_world.random.fill(booking.prepared.look_up_key);
  const auto otherwise = m_world.random.chance(30) ? WhenNoneHeld::join_waiting_list : WhenNoneHeld::ask_centre;
  const auto made = book_slot(*m_store, booking, otherwise);
  if (!made) return;  // over the limit, cancelled or past: a sentence on the screen
  if (made->state == BookingState::wanted) m_wants.insert(booking.id);
  if (made->state == BookingState::confirmed) {
    m_slots.confirmed(booking.id, booking.session, made->slot, m_number, m_ledger.mark());
    m_log.note("booked " + booking.id.text() + " slot=" + std::to_string(made->slot));
  }
  saved();
}

// A want that was answered: its slot was spent by the store itself, and the rider reads it now.
void SimStation::report_confirmed() {
  for (auto it = m_wants.begin(); it != m_wants.end();) {
    const auto booking = find_booking(*m_store, *it);
    const bool confirmed = booking && booking->state == BookingState::confirmed && booking->slot > 0;
    if (confirmed) {
      m_slots.confirmed(*it, Uuid::from_bytes(view_of(booking->session.session_id())).value(), booking->slot, m_number,
                        m_ledger.mark());
      m_log.note("got " + it->text() + " slot=" + std::to_string(booking->slot));
    }
    it = confirmed ? m_wants.erase(it) : std::next(it);
  }
}

void SimStation::rider_cancels() {
  if (!m_store) return;
  for (const auto& [id, promise] : m_slots.promises()) {
    if (promise.station != m_number || !promise.live || m_world.random.chance(60)) continue;
    if (!cancel_booking(*m_store, id, "rider")) continue;  // its disk no longer knows it
    m_slots.cancelled(id);
    m_log.note("cancelled " + id.text());
    return saved();
  }
}

void SimStation::rider_corrects() {
  if (!m_store) return;
  const auto promises = m_ledger.promises();
  for (const Promise& promise : promises) {
    if (promise.station != m_number || promise.correction || m_world.random.chance(40)) continue;
    const auto found = must(m_store->find_application(promise.application), "find");
    if (!found || !found->decision || found->decision->state() != "returned") continue;
    Correction correction;
    correction.fields = {Field::employer};
    correction.values.employer = "望京站点" + std::to_string(m_world.random.between(1, 99));
    const Uuid record = Uuid::make(m_clock, m_world.random);
    const auto rider = m_riders.find(promise.application);
    if (rider == m_riders.end()) continue;
    const auto corrected = m_store->correct_application(promise.application, correction, record, rider->second);
    if (!corrected) continue;  // answered before
    m_ledger.saved(record, promise.application, m_number, true);
    m_log.note("corrected " + promise.application.text());
    if (m_engine) carry_out(m_engine->on_saved(now(), must(m_store->journal_view(), "view")));
  }
}

void SimStation::run_maintenance() {
  if (m_store) must(m_store->run_maintenance(), "maintenance");
}

void SimStation::come_back(std::int64_t after_ms) {
  ++m_life;
  m_engine.reset();
  m_world.after(after_ms, [this, life = m_life] {
    if (life != m_life) return;
    m_clock.boot();
    open();
    begin();
  });
}

void SimStation::crash(bool kill, std::int64_t back_after_ms) {
  if (!m_store) return;
  m_log.note(kill ? "is killed" : "reboots");
  if (kill) m_disk.crash();
  m_store.reset();
  if (kill) m_disk.drop_old();
  come_back(back_after_ms);
}

void SimStation::snapshot() {
  if (!m_store) return;
  m_disk.take_snapshot();
  m_snapshot_mark = m_ledger.mark();
  m_has_snapshot = true;
}

std::set<Uuid> SimStation::held_at_centre() {
  std::set<Uuid> held;
  for (const HeldRecord& record : must(held_records(m_centre.store(), device()), "held")) {
    if (!record.pointer && record.parked_code.empty()) held.insert(record.id);
  }
  return held;
}

void SimStation::roll_back(std::int64_t back_after_ms) {
  // Only while the centre can be asked what it holds: the checker has to know.
  if (!m_store || !m_has_snapshot || !m_centre.up()) return;
  m_log.note("wakes up on an older disk");
  ++m_rollbacks;
  m_store.reset();
  m_disk.roll_back();
  m_ledger.device_rolled_back(m_number, m_snapshot_mark, held_at_centre());
  m_slots.device_rolled_back(m_number, m_snapshot_mark, held_at_centre());
  come_back(back_after_ms);
}

void SimStation::set_online(bool online) {
  m_online = online;
  if (online && m_engine) carry_out(m_engine->on_wake(now()));
}

void SimStation::heal() {
  faults = {};
  m_online = true;
  if (m_engine) carry_out(m_engine->on_wake(now()));
}

std::string SimStation::why_not_at_rest() {
  if (!m_store) return "down";
  const auto queue = must(m_store->queue_state(), "queue");
  if (queue.waiting > 0) return std::to_string(queue.waiting) + " records wait";
  return {};
}

bool SimStation::at_rest() { return why_not_at_rest().empty(); }

}  // namespace warmheart::sim
