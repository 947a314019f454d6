#include "core/station/station_store.h"

#include <algorithm>

#include "core/member/application.h"
#include "core/member/application_wire.h"
#include "core/member/query_code.h"
#include "core/person/mask.h"
#include "core/service/rider_request.h"
#include "core/station/applications.h"
#include "core/station/erasure.h"
#include "core/station/event_table.h"
#include "core/station/feed_mirror.h"
#include "core/station/look_ups.h"
#include "core/station/slots.h"
#include "core/station/station_state.h"
#include "core/station/request_table.h"
#include "core/station/trusted_time.h"
#include "core/station/uptime.h"
#include "core/station/visits.h"
#include "core/station/wrong_tries.h"

namespace warmheart {

using namespace station;

namespace {

constexpr std::int64_t kKeepPayloadMs =
    14LL * 24 * 3'600'000;  // longer than the centre's backups reach back (net/sync/PROTOCOL.md "POST /v1/sync")
constexpr std::uint64_t kPruneAtOnce = 500;

// Not secret: it only keeps look-up keys of two devices apart.
std::array<std::uint8_t, 16> look_up_salt(const Uuid& device) {
  const Digest digest = sha256({view_of("warmheart look-up 1"), device.bytes()});
  std::array<std::uint8_t, 16> salt{};
  std::copy_n(digest.begin(), salt.size(), salt.begin());
  return salt;
}

// No application of this device carries it; a collision with another's is found at the centre.
Result<CardNumber> free_card_number(const Act& act) {
  constexpr int kTries = 8;
  for (int tries = 0; tries < kTries; ++tries) {
    const CardNumber number = make_card_number(act.random());
    WARMHEART_TRY_ASSIGN(const auto taken, application_by_card(act.db, number));
    if (!taken) return number;
  }
  return fail(ErrorCode::internal, "no card number is free: the random numbers are not random");
}

SubmittedApplication answer_of(const ApplicationRow& row, const LookupCredential& prepared) {
  const ApplicationSummary& summary = row.summary;
  return {summary.application_id,  std::string(prepared.query_code.view()),
          summary.card_text,       summary.card_number,
          summary.card_expires_ms, summary.masked_name,
          summary.occupation};
}

// The key of its own that a kiosk signs provisional cards with: known before any feed names it.
CardTrust::Key own_card_key(const StationIdentity& identity) {
  CardTrust::Key key;  // libsodium's 64-byte form: the seed, then the public key
  const ByteView secret = identity.card_secret_key.view();
  if (secret.size() == 64) std::copy_n(secret.begin() + 32, key.public_key.size(), key.public_key.begin());
  return key;
}

}  // namespace

Result<LookupCredential> prepare_application(std::string_view last_four, const Uuid& device, Random& random) {
  LookupCredential out;
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
  StationStore store(std::move(state));
  WARMHEART_TRY(store.transact([&](const Act& act) -> Result<Uptime> {
    WARMHEART_TRY(record_first_known(act.db, identity.first_known_ms));
    WARMHEART_TRY(key_look_ups(act.db, identity));
    return count_uptime(act.db, clock.now());  // a boot counts, however short
  }));
  return store;
}

StationStore::Memory& StationStore::memory() { return m_state->memory; }

const Uuid& StationStore::device() const { return m_state->identity.device; }

Result<SubmittedApplication> StationStore::submit_application(const Application& application,
                                                              const Uuid& application_id,
                                                              const LookupCredential& prepared) {
  return transact([&](const Act& act) -> Result<SubmittedApplication> {
    WARMHEART_TRY_ASSIGN(const auto known, application_by_id(act.db, application_id));
    if (known) {
      if (known->look_up_key != kept_look_up(act.identity(), prepared.look_up_key))
        return fail(ErrorCode::conflict, "this application was saved with another query code");
      return answer_of(*known, prepared);
    }
    ApplicationRow row;
    row.look_up_key = kept_look_up(act.identity(), prepared.look_up_key);
    ApplicationSummary& summary = row.summary;
    summary.application_id = application_id;
    WARMHEART_TRY_ASSIGN(summary.card_number, free_card_number(act));
    summary.masked_name = mask_name(application.name);
    summary.occupation = application.occupation;
    summary.union_code = application.union_code;
    summary.language = application.language;
    WARMHEART_TRY_ASSIGN(summary.submitted_at_ms, act.trusted_now_ms());
    summary.card_expires_ms = summary.submitted_at_ms + kProvisionalCardMs;
    WARMHEART_TRY_ASSIGN(summary.card_text, sign_card({act.identity().card_key_id, summary.card_number,
                                                       summary.masked_name, summary.occupation, summary.union_code,
                                                       summary.submitted_at_ms, summary.card_expires_ms},
                                                      act.identity().card_secret_key.view()));

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
    WARMHEART_TRY_ASSIGN(const auto event, active_event(act.db));
    if (event) body.set_event_id(string_of(event->bytes()));
    WARMHEART_TRY(insert_application(act.db, row, application.consents, event));
    WARMHEART_TRY(act.write_record(application_id, wire::APPLICATION_SUBMITTED, payload));
    return answer_of(row, prepared);
  });
}

Result<void> StationStore::correct_application(const Uuid& application_id, const Correction& correction,
                                               const Uuid& record_id, const RequestProof& proof) {
  WARMHEART_TRY(check_form(proof));
  return transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const bool done, knows_record(act.db, record_id));
    if (done) return {};
    WARMHEART_TRY_ASSIGN(const auto row, application_by_id(act.db, application_id));
    if (!row) return fail(ErrorCode::not_found, "no such application on this device");
    WARMHEART_TRY_ASSIGN(const auto decision, decision_of(act.db, application_id));
    if (!decision || application_state_from(decision->state()) != ApplicationState::returned)
      return fail(ErrorCode::conflict, "the application is not returned");
    const std::int64_t decided_at_ms = decision->decided_at_ms();
    WARMHEART_TRY_ASSIGN(const bool answered, is_answered(act.db, application_id, decided_at_ms));
    if (answered) return fail(ErrorCode::conflict, "this return has been answered");
    wire::Payload payload;
    wire::ApplicationCorrected& body = *payload.mutable_application_corrected();
    body = to_wire(correction);
    body.set_application_id(application_id.bytes().data(), application_id.bytes().size());
    *body.mutable_proof() = to_wire(proof);
    WARMHEART_TRY(insert_correction(act.db, record_id, application_id, decided_at_ms));
    return act.write_record(record_id, wire::APPLICATION_CORRECTED, payload);
  });
}

Result<void> StationStore::adopt_application(const ApplicationSummary& summary) {
  return transact([&](const Act& act) { return station::adopt_application(act.db, summary, act.random()); });
}

namespace {

// Found, with what journal and feed know of it.
Result<std::optional<ApplicationSummary>> completed(sql::Connection& db, Result<std::optional<ApplicationRow>> found) {
  WARMHEART_TRY_ASSIGN(auto row, std::move(found));
  if (!row) return std::optional<ApplicationSummary>();
  WARMHEART_TRY(complete(db, row->summary));
  return std::optional<ApplicationSummary>(std::move(row->summary));
}

}  // namespace

Result<void> StationStore::begin_try() {
  return transact([](const Act& act) -> Result<void> {
    WARMHEART_TRY(tries_are_open(act));
    return count_wrong_try(act);
  });
}

Result<void> StationStore::forgive_try() {
  return transact([](const Act& act) { return station::forgive_try(act); });
}

Result<std::optional<ApplicationSummary>> StationStore::find_by_card_number(ByteView card_number) {
  return read([&](const Act& act) { return completed(act.db, application_by_card(act.db, card_number)); });
}

Result<std::optional<ApplicationSummary>> StationStore::find_application(const Uuid& application_id) {
  return read([&](const Act& act) { return completed(act.db, application_by_id(act.db, application_id)); });
}

Result<MirrorView> StationStore::mirror() {
  return read([&](const Act& act) { return read_mirror(act.db, act.identity()); });
}

Result<CardTrust> StationStore::card_trust() {
  return read([](const Act& act) -> Result<CardTrust> {
    WARMHEART_TRY_ASSIGN(CardTrust trust, read_card_trust(act.db));
    trust.keys.try_emplace(act.identity().card_key_id, own_card_key(act.identity()));
    WARMHEART_TRY_ASSIGN(const auto blocked, blocked_cards(act.db));  // asked here: used no more from that moment on
    for (const CardNumber& card : blocked) trust.revoked.insert(card_hash(card));
    return trust;
  });
}

Result<QueueState> StationStore::queue_state() {
  return read([&](const Act& act) -> Result<QueueState> {
    WARMHEART_TRY_ASSIGN(const JournalView view, act.state.view(act.db));
    WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(act.db));
    QueueState out;
    WARMHEART_TRY_ASSIGN(out.parked, sql::value<std::uint64_t>(act.db, "SELECT count(*) FROM parked"));
    out.waiting = view.waiting();
    out.oldest_waiting_ms = out.waiting == 0 ? -1 : view.report.oldest_waiting_ms();
    out.last_contact_ms = trusted.good_ms;
    out.clock_unproven = view.report.clock_unproven();
    return out;
  });
}

Result<std::int64_t> StationStore::trusted_now_ms() {
  return read([](const Act& act) { return act.trusted_now_ms(); });
}

Result<void> StationStore::run_maintenance() {
  if (m_state->sealer) m_state->sealer->wipe_if_over(m_state->clock.now());
  const auto count_and_prune = [](const Act& act) -> Result<std::uint64_t> {
    WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(act.db));
    WARMHEART_TRY(count_uptime(act.db, act.clock().now()));
    WARMHEART_TRY(end_look_ups(act.db, trusted.good_ms, kPruneAtOnce));
    return prune(act.db, trusted.good_ms - kKeepPayloadMs, kPruneAtOnce);
  };
  WARMHEART_TRY(transact(count_and_prune));
  WARMHEART_TRY(end_visits_that_are_over(*this));
  WARMHEART_TRY(maintain_leases(*this));
  WARMHEART_TRY(finish_erasures(*this));
  WARMHEART_TRY(read([](const Act& act) { return act.db.run("PRAGMA wal_checkpoint(PASSIVE)"); }));
  return m_state->retire_quarantined();
}

}  // namespace warmheart
