#include "sim_centre.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "core/central/apply/apply.h"
#include "core/central/catalogue/catalogue.h"
#include "core/central/stations/devices.h"
#include "core/central/feed/feed.h"
#include "core/central/slots/slots.h"
#include "core/central/review/review_decide.h"
#include "core/central/review/review_list.h"
#include "core/central/review/review_open.h"
#include "core/central/review/review_settle.h"
#include "core/member/card.h"
#include "core/record/record.h"

#include <sodium.h>

namespace warmheart::sim {
namespace {

constexpr const char* kDistrict = "110105";
constexpr const char* kUnion = "CY026";

const Reviewer kReviewer{"li", "李", Role::union_reviewer, kUnion};

}  // namespace

template <class Event>
void SimCentre::later(std::int64_t delay, Event event) {
  m_world.after(delay, [this, life = m_life, event = std::move(event)] {
    if (life == m_life && m_store) event();
  });
}

SimCentre::SimCentre(World& world, const std::filesystem::path& root, bool trace)
    : m_world(world),
      m_log(world, "centre", trace),
      m_clock(world, world.random),
      m_disk(root, "centre"),
      m_keys(std::make_shared<CentralKeys>(generate_central_keys(world.random))) {
  open(false);
  must(publish_keys(*m_store), "publish keys");
  wire::ReceivingUnion receiving;
  receiving.set_code(kUnion);
  receiving.set_name("望京街道总工会");
  receiving.set_kind("street");
  must(publish_union(*m_store, kDistrict, receiving), "publish union");
}

void SimCentre::open(bool new_incarnation) {
  m_store.emplace(
      must(CentralStore::open(m_disk.folder().string(), m_keys, m_clock, m_world.random, m_log, m_databases.options()),
           "open"));
  if (new_incarnation) must(m_store->begin_new_incarnation(), "new incarnation");
}

StationIdentity SimCentre::enrol() {
  ::warmheart::Station station;
  station.code = "s" + std::to_string(m_world.random.next() % 1000000);
  station.name = "望京驿站";
  station.district_code = kDistrict;
  station.street_code = "110105026";
  station.union_code = kUnion;
  must(put_station(*m_store, station), "put station");
  const auto code = must(make_enrolment_code(*m_store, station.code, Serves::at_once), "enrolment code");
  Bytes seed(crypto_sign_SEEDBYTES), pub(32), secret(64);
  m_world.random.fill(seed);
  crypto_sign_seed_keypair(pub.data(), secret.data(), seed.data());
  EnrolmentAsk ask;
  ask.code = bytes_of(code.code.view());
  ask.card_public_key = pub;
  ask.machine = "simulated";
  const auto grant = must(enrol_device(*m_store, ask), "enrol");
  wire::EnrolAnswer answer;
  fill_enrol_answer(*m_store, grant, answer);
  StationIdentity identity;
  identity.device = grant.device;
  identity.root_public_key = bytes_of(answer.root_public_key());
  identity.feed_public_key = bytes_of(answer.feed_public_key());
  identity.sealing_key = answer.sealing_key();
  identity.first_assignment = answer.station();
  identity.card_key_id = grant.card_key_id;
  identity.card_secret_key = SecretBytes(secret);
  return identity;
}

void SimCentre::begin() {
  later(m_world.random.between(kMinute, 2 * m_pace), [this] {
    if (m_reviewing) review_once();
    begin();
  });
}

void SimCentre::take(const Uuid& device, const std::string& request, std::function<void(Reply)> reply) {
  if (m_busy) return reply({Reply::Kind::busy, {}, m_world.random.between(0, 3) * kMinute});
  DeviceBatch batch{device, {}};
  if (!batch.request.ParseFromString(request) || !admit_device(*m_store, device))
    return reply({Reply::Kind::refused, {}, 0});
  // A push ends this device's wait; both are answered from the same store.
  for (Waiting& waiting : m_waiters) {
    if (waiting.batch.device == device) waiting.until = m_world.now();
  }
  m_inbox.push_back({std::move(batch), std::move(reply), 0});
  if (m_commit_due) return;
  m_commit_due = true;
  later(m_world.random.between(0, 5), [this] { commit(); });
}

void SimCentre::commit() {
  m_commit_due = false;
  std::vector<Waiting> inbox = std::move(m_inbox);
  m_inbox.clear();
  std::vector<DeviceBatch> batches;
  for (const Waiting& one : inbox) batches.push_back(one.batch);
  const auto answers = must(store_batches(*m_store, batches), "store");
  std::uint64_t stored = 0;
  for (std::size_t n = 0; n < inbox.size(); ++n) {
    stored += answers[n].stored;
    answer(inbox[n].batch, answers[n], inbox[n].reply, true);
  }
  m_stored += stored;
  if (const auto plan = stored > 0 ? std::exchange(m_crash_plan, {}) : std::nullopt) {
    later(plan->first, [this, back = plan->second] { crash(back); });
  }
  if (stored > 0) later(m_world.random.between(1, 2000), [this] { work_off(); });
  look_at_waiters();
}

void SimCentre::answer(const DeviceBatch& batch, const IngestAnswer& taken, const std::function<void(Reply)>& reply,
                       bool may_wait) {
  const FeedPageOut page = must(feed_page(*m_store, feed_ask(batch)), "feed page");
  const bool news = !page.page.empty() || taken.verdict != wire::SYNC_OK || batch.request.records_size() > 0;
  if (may_wait && !news && batch.request.wait_ms() > 0) {
    m_waiters.push_back({batch, reply, m_world.now() + batch.request.wait_ms()});
    later(batch.request.wait_ms(), [this] { look_at_waiters(); });
    return;
  }
  wire::SyncAnswer out;
  fill_answer(*m_store, taken, must(signed_audit_head(*m_store), "audit head"), out);
  out.set_feed_page(string_of(page.page));
  out.set_feed_signature(string_of(page.signature));
  reply({Reply::Kind::answer, out.SerializeAsString(), 0});
}

void SimCentre::look_at_waiters() {
  std::vector<Waiting> waiters = std::move(m_waiters);
  m_waiters.clear();
  for (Waiting& one : waiters) {
    const bool due = one.until <= m_world.now();
    if (!due && !must(feed_moved(*m_store, feed_ask(one.batch)), "feed moved")) {
      m_waiters.push_back(std::move(one));
      continue;
    }
    const auto answers = must(store_batches(*m_store, {&one.batch, 1}), "store");
    answer(one.batch, answers[0], one.reply, false);
  }
}

void SimCentre::work_off() {
  while (must(apply_next(*m_store, 100), "apply").more) {}
  must(settle_due(*m_store), "settle");
  must(maintain_leases(*m_store), "maintain leases");
  const auto ledgers = must(slot_ledgers(*m_store), "ledgers");
  for (const SlotLedger& ledger : ledgers) {
    const auto lines = must(list_bookings(*m_store, ledger.session), "bookings");
    for (const BookingLine& line : lines) {
      if (line.reason == "limit") m_taken_back.insert(line.id);
    }
    if (!ledger.balanced())
      findings.push_back("I1: a session of " + std::to_string(ledger.value.capacity()) + " slots holds " +
                         std::to_string(ledger.pool + ledger.leased + ledger.booked + ledger.retired));
  }
  if (!m_waiters.empty()) look_at_waiters();
}

void SimCentre::publish_sessions(std::int64_t length_ms) {
  const std::int64_t count = m_world.random.between(1, 2);
  for (std::int64_t n = 0; n < count; ++n) {
    wire::Session value;
    value.set_kind("health-check");
    value.set_title("免费体检");
    value.set_place("望京");
    value.set_capacity(static_cast<std::uint32_t>(m_world.random.between(3, 16)));
    // Some are past before the end.
    value.set_starts_ms(m_store->now_ms() + length_ms * m_world.random.between(60, 180) / 100 +
                        3 * kDay * static_cast<std::int64_t>(n));
    value.set_ends_ms(value.starts_ms() + 4 * kHour);
    value.mutable_eligibility()->set_per_person(static_cast<std::uint32_t>(m_world.random.between(0, 2)));
    value.mutable_eligibility()->set_period("session");
    must(publish_session(*m_store, kDistrict, value), "publish session");
  }
}

void SimCentre::recall_some_leases() {
  if (!m_store) return;
  const auto ledgers = must(slot_ledgers(*m_store), "ledgers");
  for (const SlotLedger& ledger : ledgers) {
    if (ledger.value.state() == "open" && m_world.random.chance(50))
      must(recall_leases(*m_store, ledger.session), "recall");
  }
}

void SimCentre::review_once() {
  work_off();
  ApplicationFilter filter;
  filter.state = "awaiting-review";
  filter.limit = 5;
  const auto list = must(list_applications(*m_store, kReviewer, filter), "list");
  for (const ApplicationItem& item : list.items) {
    if (item.undo_until_ms || m_world.random.chance(30)) continue;
    must(open_application(*m_store, kReviewer, item.id), "open application");
    Decision decision;
    const auto dice = m_world.random.next() % 10;
    if (dice < 6)
      decision.action = DecisionAction::approve;
    else if (dice < 9)
      decision.action = DecisionAction::give_back, decision.fields = {"employer"}, decision.reason = "请核对单位";
    else
      decision.action = DecisionAction::reject, decision.reason = "不符合条件";
    // A person who is a member already cannot be approved again: that is an answer, not a failure.
    if (!decide(*m_store, kReviewer, item.id, decision)) continue;
    if (m_world.random.chance(10)) must(undo(*m_store, kReviewer, item.id), "undo");
  }
  later(kUndoMs + 500, [this] { work_off(); });
}

void SimCentre::come_back(std::int64_t after_ms, bool new_incarnation) {
  ++m_life;
  m_commit_due = false;
  // Their connections break.
  for (std::vector<Waiting>* held : {&m_inbox, &m_waiters}) {
    for (const Waiting& one : std::exchange(*held, {})) one.reply({Reply::Kind::gone, {}, 0});
  }
  m_world.after(after_ms, [this, life = m_life, new_incarnation] {
    if (life != m_life) return;
    open(new_incarnation);
    if (const auto& notify = new_incarnation ? on_restored : on_recovered) notify();
    work_off();
    begin();
  });
}

void SimCentre::crash(std::int64_t back_after_ms) {
  if (!m_store) return;
  m_log.note("crashes");
  m_disk.crash();
  m_store.reset();
  m_disk.drop_old();
  come_back(back_after_ms, false);
}

void SimCentre::snapshot() {
  if (!m_store) return;
  m_disk.take_snapshot();
  if (test::on_postgres()) {
    m_store.reset();  // a server copies a database that nobody uses
    m_databases.take_snapshot();
    open(false);
  }
  m_snapshot_at = m_world.now();
}

std::optional<std::int64_t> SimCentre::snapshot_age_ms() const {
  if (m_snapshot_at < 0) return std::nullopt;
  return m_world.now() - m_snapshot_at;
}

void SimCentre::restore(std::int64_t back_after_ms) {
  if (!m_store || m_snapshot_at < 0) return;
  m_log.note("is restored to an earlier time");
  ++m_restores;
  m_store.reset();
  m_disk.roll_back();
  m_databases.roll_back();
  come_back(back_after_ms, true);
}

}  // namespace warmheart::sim
