#include "core/station/station_store.h"

#include <algorithm>

#include "core/member/application.h"
#include "core/member/application_wire.h"
#include "core/member/query_code.h"
#include "core/person/mask.h"
#include "core/station/applications.h"
#include "core/station/event_rows.h"
#include "core/station/feed_mirror.h"
#include "core/station/places.h"
#include "core/station/station_state.h"
#include "core/station/request_rows.h"
#include "core/station/trusted_time.h"
#include "core/station/uptime.h"
#include "core/station/visits.h"

namespace warmheart {

using namespace station;

namespace {

constexpr std::int64_t kKeepPayloadMs = 14LL * 24 * 3'600'000;  // longer than the centre's backups reach back (sync.md 3)
constexpr std::uint64_t kPruneAtOnce = 500;

// Not secret: it only keeps look-up keys of two devices apart.
std::array<std::uint8_t, 16> look_up_salt(const Uuid& device) {
  const Digest digest = sha256({view_of("warmheart look-up 1"), device.bytes()});
  std::array<std::uint8_t, 16> salt{};
  std::copy_n(digest.begin(), salt.size(), salt.begin());
  return salt;
}

SubmittedApplication answer_of(const ApplicationRow& row, const PreparedApplication& prepared) {
  const ApplicationSummary& summary = row.summary;
  return {summary.application_id, std::string(prepared.query_code.view()), summary.card_text, summary.card_number,
          summary.card_expires_ms, summary.masked_name, summary.occupation};
}

}  // namespace

Result<PreparedApplication> prepare_application(std::string_view last_four, const Uuid& device, Random& random) {
  PreparedApplication out;
  out.query_code = SecretString(make_query_code(random));
  WARMHEART_TRY_ASSIGN(out.look_up_key, look_up_key(out.query_code.view(), last_four, look_up_salt(device)));
  return out;
}

Result<Digest> look_up_key_of(std::string_view query_code, std::string_view last_four_typed, const Uuid& device) {
  const auto code = parse_query_code(query_code);
  const auto four = parse_last_four(last_four_typed);
  if (!code || !four) return fail(ErrorCode::invalid_argument, "not a query code with four characters");
  return look_up_key(*code, *four, look_up_salt(device));
}

StationStore::StationStore(std::unique_ptr<State> state) : m_state(std::move(state)) {}
StationStore::StationStore(StationStore&&) noexcept = default;
StationStore& StationStore::operator=(StationStore&&) noexcept = default;
StationStore::~StationStore() = default;

Result<StationStore> StationStore::open(const StationFiles& files, const StationIdentity& identity, const Clock& clock,
                                        Random& random, Log& log) {
  auto state = std::make_unique<State>(files, identity, clock, random, log);
  WARMHEART_TRY(state->open());
  WARMHEART_TRY(state->transact([&](sqlite::Database& db) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const Uptime up, count_uptime(db, clock.now()));  // a boot counts, however short it was
    static_cast<void>(up);
    return {};
  }));
  return StationStore(std::move(state));
}

const Uuid& StationStore::device() const { return m_state->identity.device; }

Result<SubmittedApplication> StationStore::submit_application(const Application& application, const Uuid& application_id,
                                                              const PreparedApplication& prepared) {
  State& state = *m_state;
  return state.transact([&](sqlite::Database& db) -> Result<SubmittedApplication> {
    WARMHEART_TRY_ASSIGN(const auto known, application_by_id(db, application_id));
    if (known) {
      if (known->look_up_key != prepared.look_up_key) return fail(ErrorCode::conflict, "this application was saved with another query code");
      return answer_of(*known, prepared);
    }
    WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
    ApplicationRow row;
    row.look_up_key = prepared.look_up_key;
    ApplicationSummary& summary = row.summary;
    summary.application_id = application_id;
    summary.card_number = make_card_number(state.random);
    summary.masked_name = mask_name(application.name);
    summary.occupation = application.occupation;
    summary.union_code = application.union_code;
    summary.language = application.language;
    summary.submitted_at_ms = station::best_now_ms(trusted, state.clock.now());
    summary.card_expires_ms = summary.submitted_at_ms + kProvisionalCardMs;
    WARMHEART_TRY_ASSIGN(summary.card_text,
                         sign_card({state.identity.card_key_id, summary.card_number, summary.masked_name, summary.occupation,
                                    summary.union_code, summary.submitted_at_ms, summary.card_expires_ms},
                                   state.identity.card_secret_key.view()));

    wire::Payload payload;
    wire::ApplicationSubmitted& body = *payload.mutable_application_submitted();
    body.set_application_id(application_id.bytes().data(), application_id.bytes().size());
    *body.mutable_fields() = to_wire(application);
    for (const Consent& consent : application.consents) *body.add_consents() = to_wire(consent);
    body.set_query_code(std::string(prepared.query_code.view()));
    body.set_card_number(summary.card_number.data(), summary.card_number.size());
    body.set_provisional_card(summary.card_text);
    body.set_card_expires_ms(summary.card_expires_ms);
    body.set_language(application.language);
    WARMHEART_TRY_ASSIGN(const auto event, present_event(db));
    if (event) body.set_event_id(string_of(event->bytes()));
    WARMHEART_TRY(insert_application(db, row, application.consents, event));
    WARMHEART_TRY(state.write_record(db, application_id, wire::APPLICATION_SUBMITTED, payload));
    return answer_of(row, prepared);
  });
}

Result<void> StationStore::correct_application(const Uuid& application_id, const Correction& correction, const Uuid& record_id) {
  State& state = *m_state;
  return state.transact([&](sqlite::Database& db) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const bool done, knows_record(db, record_id));
    if (done) return {};
    WARMHEART_TRY_ASSIGN(const auto row, application_by_id(db, application_id));
    if (!row) return fail(ErrorCode::not_found, "no such application on this device");
    WARMHEART_TRY_ASSIGN(const auto decision, decision_of(db, application_id));
    if (!decision || decision->state() != "returned") return fail(ErrorCode::conflict, "the application is not returned");
    const std::int64_t decided_at_ms = decision->decided_at_ms();
    WARMHEART_TRY_ASSIGN(const bool answered, is_answered(db, application_id, decided_at_ms));
    if (answered) return fail(ErrorCode::conflict, "this return has been answered");
    wire::Payload payload;
    wire::ApplicationCorrected& body = *payload.mutable_application_corrected();
    body = to_wire(correction);
    body.set_application_id(application_id.bytes().data(), application_id.bytes().size());
    WARMHEART_TRY(insert_correction(db, record_id, application_id, decided_at_ms));
    return state.write_record(db, record_id, wire::APPLICATION_CORRECTED, payload);
  });
}

Result<void> StationStore::adopt_application(const ApplicationSummary& told) {
  State& state = *m_state;
  return state.transact([&](sqlite::Database& db) { return station::adopt_application(db, told, state.random); });
}

Result<std::optional<ApplicationSummary>> StationStore::find_by_query_code(std::string_view query_code, std::string_view last_four_typed) {
  State& state = *m_state;
  // Barred tries do not even cost the hash.
  WARMHEART_TRY(state.guarded([&](sqlite::Database& db) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const bool barred, look_up_is_barred(db, state.clock.now(), kMaxWrongTries));
    if (barred) return fail(ErrorCode::limit, "too many wrong tries");
    return {};
  }));
  auto key = look_up_key_of(query_code, last_four_typed, state.identity.device);
  if (!key && key.error().code != ErrorCode::invalid_argument) return fail(key.error());
  // What is no code at all was mistyped, and the check digit says so without telling anything.
  if (!key) return std::optional<ApplicationSummary>();
  return find_by_look_up_key(*key);
}

Result<std::optional<ApplicationSummary>> StationStore::find_by_look_up_key(const Digest& key) {
  State& state = *m_state;
  return state.guarded([&](sqlite::Database& db) -> Result<std::optional<ApplicationSummary>> {
    WARMHEART_TRY_ASSIGN(const bool barred, look_up_is_barred(db, state.clock.now(), kMaxWrongTries));
    if (barred) return fail(ErrorCode::limit, "too many wrong tries");
    WARMHEART_TRY_ASSIGN(auto row, application_by_look_up(db, key));
    if (!row) {
      WARMHEART_TRY(count_look_up_failure(db, state.clock.now()));
      return std::optional<ApplicationSummary>();
    }
    WARMHEART_TRY(complete(db, row->summary));
    return std::optional<ApplicationSummary>(std::move(row->summary));
  });
}

Result<std::optional<ApplicationSummary>> StationStore::find_by_card_number(ByteView card_number) {
  return m_state->guarded([&](sqlite::Database& db) -> Result<std::optional<ApplicationSummary>> {
    WARMHEART_TRY_ASSIGN(auto row, application_by_card(db, card_number));
    if (!row) return std::optional<ApplicationSummary>();
    WARMHEART_TRY(complete(db, row->summary));
    return std::optional<ApplicationSummary>(std::move(row->summary));
  });
}

Result<std::optional<ApplicationSummary>> StationStore::find_application(const Uuid& application_id) {
  return m_state->guarded([&](sqlite::Database& db) -> Result<std::optional<ApplicationSummary>> {
    WARMHEART_TRY_ASSIGN(auto row, application_by_id(db, application_id));
    if (!row) return std::optional<ApplicationSummary>();
    WARMHEART_TRY(complete(db, row->summary));
    return std::optional<ApplicationSummary>(std::move(row->summary));
  });
}

Result<MirrorView> StationStore::mirror() {
  return m_state->guarded([&](sqlite::Database& db) { return read_mirror(db, m_state->identity); });
}

Result<CardTrust> StationStore::card_trust() {
  return m_state->guarded([](sqlite::Database& db) -> Result<CardTrust> {
    WARMHEART_TRY_ASSIGN(CardTrust trust, read_card_trust(db));
    WARMHEART_TRY_ASSIGN(const auto blocked, blocked_cards(db));  // asked here: used no more from that moment on
    for (const CardNumber& card : blocked) trust.revoked.insert(card_hash(card));
    return trust;
  });
}

Result<QueueState> StationStore::queue_state() {
  return m_state->guarded([&](sqlite::Database& db) -> Result<QueueState> {
    WARMHEART_TRY_ASSIGN(const JournalView view, m_state->view(db));
    WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
    WARMHEART_TRY_ASSIGN(auto parked, db.prepare("SELECT count(*) FROM parked"));
    WARMHEART_TRY(parked.step());
    QueueState out;
    out.waiting = view.waiting();
    out.oldest_waiting_ms = out.waiting == 0 ? -1 : view.report.oldest_waiting_ms();
    out.parked = static_cast<std::uint64_t>(parked.integer(0));
    out.last_contact_ms = trusted.good_ms;
    out.clock_unproven = view.report.clock_unproven();
    return out;
  });
}

Result<std::int64_t> StationStore::best_now_ms() {
  return m_state->guarded([&](sqlite::Database& db) -> Result<std::int64_t> {
    WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
    return station::best_now_ms(trusted, m_state->clock.now());
  });
}

Result<void> StationStore::tick() {
  State& state = *m_state;
  if (state.sealer) state.sealer->wipe_if_over(state.clock.now());
  WARMHEART_TRY_ASSIGN(const std::uint64_t pruned, state.transact([&](sqlite::Database& db) -> Result<std::uint64_t> {
    WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
    WARMHEART_TRY_ASSIGN(const Uptime up, count_uptime(db, state.clock.now()));
    static_cast<void>(up);
    return prune(db, trusted.good_ms - kKeepPayloadMs, kPruneAtOnce);
  }));
  static_cast<void>(pruned);
  WARMHEART_TRY_ASSIGN(const std::size_t ended, end_visits_that_are_over(*this));
  WARMHEART_TRY_ASSIGN(const std::size_t closed, tend_leases(*this));
  static_cast<void>(ended + closed);
  return state.guarded([](sqlite::Database& db) { return db.run("PRAGMA wal_checkpoint(PASSIVE)"); });
}

}  // namespace warmheart
