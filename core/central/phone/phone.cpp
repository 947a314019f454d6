#include "core/central/phone/phone.h"

#include <sodium.h>

#include <algorithm>

#include "core/central/members/application_table.h"
#include "core/central/members/cards.h"
#include "core/central/apply/apply.h"
#include "core/central/store/columns.h"
#include "core/central/stations/devices.h"
#include "core/central/stations/station_table.h"
#include "core/central/feed/feed.h"
#include "core/central/phone/handoff_table.h"
#include "core/central/ingest/ingest.h"
#include "core/central/members/rider_auth.h"
#include "core/member/application_wire.h"
#include "core/member/query_code.h"
#include "core/person/mask.h"
#include "core/record/chain.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {

using internal::HandoffRow;

namespace {

Result<Bytes> card_key_of_device(Snapshot& in, const Uuid& device) {
  WARMHEART_TRY(internal::admit_device(in, device));
  WARMHEART_TRY_ASSIGN(auto key,
                       sql::row<Bytes>(in, "SELECT card_public_key FROM device WHERE id = ?", device.bytes()));
  if (!key) return fail(ErrorCode::forbidden, "no such kiosk");
  return std::move(*key);
}

constexpr std::uint64_t kMaxOpenHandoffs = 300;  // of one kiosk at a time
constexpr int kCardNumberTries = 8;

// Signed by a kiosk that is ours and not revoked, and its time is not over.
Result<void> check_proof(Snapshot& in, const Handoff& handoff, std::string_view token) {
  const auto key = card_key_of_device(in, handoff.device);
  if (!key || !is_signed_by(token, *key)) return fail(ErrorCode::forbidden, "not signed by a kiosk of ours");
  const std::int64_t now = in.now_ms();
  if (handoff.expires_ms > now + kKeepHandoffMs) return fail(ErrorCode::forbidden, "no hand-off lives so long");
  if (handoff.expires_ms < now) return fail(ErrorCode::conflict, "its time is over");
  return {};
}

Result<HandoffRow> new_row(Snapshot& in, const Handoff& handoff) {
  WARMHEART_TRY_ASSIGN(const auto open,
                       sql::value<std::uint64_t>(in, "SELECT count(*) FROM handoff WHERE device = ? AND expires_ms > ?",
                                                 handoff.device.bytes(), in.now_ms()));
  if (open >= kMaxOpenHandoffs) return fail(ErrorCode::limit, "this kiosk has handed over too many forms");
  WARMHEART_TRY_ASSIGN(const internal::DeviceStation at, internal::station_of(in, handoff.device));
  return HandoffRow{handoff.id,
                    handoff.device,
                    at.station,
                    at.district_code,
                    handoff.most,
                    std::min(handoff.expires_ms, in.now_ms() + kHandoffAtMostMs),
                    0,
                    0,
                    {}};
}

// What is known first binds: a token that is signed anew for the same hand-off makes it neither longer nor wider.
Result<HandoffRow> row_of(Snapshot& in, const Handoff& handoff) {
  WARMHEART_TRY_ASSIGN(auto row, internal::find_handoff(in, handoff.id));
  if (!row) return new_row(in, handoff);
  row->expires_ms = std::min(row->expires_ms, handoff.expires_ms);
  row->most = std::min(row->most, handoff.most);
  if (row->device != handoff.device) return fail(ErrorCode::forbidden, "another kiosk has handed this over");
  if (row->expires_ms < in.now_ms()) return fail(ErrorCode::conflict, "its time is over");
  return std::move(*row);
}

// The application that this phone makes by this hand-off under the id that it chose. The time in front stays the
// phone's. Under the id-hash key, and as it was under each older one: a phone that sends again is known by any.
std::vector<Uuid> application_ids(const CentralKeys& keys, const Uuid& handoff, const Uuid& phone, const Uuid& chosen) {
  Bytes text = bytes_of("warmheart phone application 1");
  for (const Uuid* id : {&handoff, &phone, &chosen}) text.insert(text.end(), id->bytes().begin(), id->bytes().end());
  std::vector<Uuid> ids;
  for (const Digest& digest : id_hashes(keys, text)) {
    std::array<std::uint8_t, 16> bytes{};
    std::copy_n(digest.begin(), bytes.size(), bytes.begin());
    std::copy_n(chosen.bytes().begin(), 6, bytes.begin());
    bytes[6] = static_cast<std::uint8_t>(0x70 | (bytes[6] & 0x0f));
    bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3f));
    ids.emplace_back(bytes);
  }
  return ids;
}

Result<CardNumber> free_card_number(CentralStore& store) {
  for (int tries = 0; tries < kCardNumberTries; ++tries) {
    const CardNumber number = make_card_number(store.random());
    WARMHEART_TRY_ASSIGN(const bool taken,
                         store.read([&](Snapshot& in) { return internal::is_card_number_taken(in, number); }));
    if (!taken) return number;
  }
  return fail(ErrorCode::internal, "no card number is free: the random numbers are not random");
}

Result<bool> knows_phone(Snapshot& in, const Uuid& handoff, const Uuid& phone) {
  return sql::value<bool>(in, "SELECT EXISTS(SELECT 1 FROM handoff_phone WHERE handoff = ? AND phone = ?)",
                          handoff.bytes(), phone.bytes());
}

Result<PhoneForm> form_of(Snapshot& in, const Handoff& handoff, const HandoffRow& row) {
  PhoneForm form;
  form.handoff = handoff;
  form.handoff.expires_ms = row.expires_ms;
  form.district_code = row.district_code;
  WARMHEART_TRY_ASSIGN(const Station station, internal::find_station(in, row.station.text()));
  form.station = station.name;
  form.station_en = station.place.name_en();
  form.union_code = station.union_code;
  form.controller = station.controller_name;
  form.controller_en = station.controller_name_en;
  form.controller_phone = station.controller_phone;
  for (const std::string& scope : {scope_all(), district_scope(row.district_code)}) {
    WARMHEART_TRY_ASSIGN(const auto entries, internal::feed_entries(in, scope));
    for (const FeedEntry& entry : entries) {
      const wire::FeedValue& value = entry.value;
      if (value.has_union_()) form.unions.push_back(value.union_());
      if (value.has_rider_answer()) form.answers.push_back(value.rider_answer());
      const bool of_joining =
          value.has_consent_text() &&
          (value.consent_text().id() == "sms" ||
           std::ranges::find(kRequiredConsents, value.consent_text().id()) != kRequiredConsents.end());
      if (of_joining) form.consents.push_back(value.consent_text());
    }
  }
  std::ranges::stable_sort(form.answers, {}, [](const wire::RiderAnswer& answer) { return answer.order(); });
  return form;
}

// ---------------------------------------------------------------- the centre's own journal

struct JournalHead {
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  Digest hash{};
};
Result<JournalHead> head_of(Snapshot& in, const Uuid& device) {
  const auto read = [](sql::Columns& row) { return JournalHead{row.counter(), row.counter(), row.digest()}; };
  WARMHEART_TRY_ASSIGN(
      const auto head,
      sql::row<JournalHead>(
          in, "SELECT epoch, acked_seq, acked_hash FROM device_epoch WHERE device = ? ORDER BY ordinal DESC LIMIT 1",
          read, device.bytes()));
  return head.value_or(JournalHead{1, 0, kZeroDigest});
}

Result<wire::Record> sealed_record(CentralStore& store, const Uuid& device, const JournalHead& head, const Uuid& id,
                                   wire::RecordKind kind, const wire::Payload& payload) {
  HourSealer sealer(store.keys().sealing.back().pub);
  ClockReading now;
  now.wall_ms = store.now_ms();
  const SecretBytes plain(serialise(payload));
  WARMHEART_TRY_ASSIGN(const Sealed sealed,
                       sealer.seal(plain.view(), {device, id, static_cast<std::uint32_t>(kind)}, now, store.random()));
  wire::RecordHeader header;
  header.set_device(string_of(device.bytes()));
  header.set_epoch(head.epoch);
  header.set_seq(head.seq + 1);
  header.set_id(string_of(id.bytes()));
  header.set_kind(static_cast<std::uint32_t>(kind));
  header.set_version(kPayloadVersion);
  header.set_occurred_at_ms(now.wall_ms);
  header.mutable_clock()->set_wall_ms(now.wall_ms);
  header.set_hash_algorithm(kHashSha256);
  *header.mutable_seal() = sealed.seal;
  wire::Record record;
  record.set_header(string_of(serialise(header)));
  record.set_sealed_payload(string_of(sealed.payload));
  return record;
}

// Stored, acknowledged and applied like a kiosk's. Two at once: the one that comes second finds a gap and takes the
// next position.
Result<void> write_record(CentralStore& store, const Uuid& id, wire::RecordKind kind, const wire::Payload& payload) {
  constexpr int kTries = 8;
  const Uuid device = phone_device(store.keys());
  for (int tries = 0; tries < kTries; ++tries) {
    WARMHEART_TRY_ASSIGN(const JournalHead head, store.read([&](Snapshot& in) { return head_of(in, device); }));
    WARMHEART_TRY_ASSIGN(const wire::Record record, sealed_record(store, device, head, id, kind, payload));
    DeviceBatch batch;
    batch.device = device;
    batch.request.set_protocol(kProtocol);
    batch.request.set_epoch(head.epoch);
    batch.request.set_first_seq(head.seq + 1);
    batch.request.set_prev_hash(string_of(head.hash));
    *batch.request.add_records() = record;
    WARMHEART_TRY_ASSIGN(const StoredRecord stored, from_wire(record, head.hash));
    batch.request.set_last_hash(string_of(stored.hash));
    WARMHEART_TRY_ASSIGN(const auto answers, store_batches(store, std::span(&batch, 1)));
    if (answers.at(0).verdict == wire::SYNC_OK && answers.at(0).acked_seq >= head.seq + 1 &&
        answers.at(0).stored == 1) {
      WARMHEART_TRY_ASSIGN(const ApplyProgress progress, apply_next(store, 1'000));
      static_cast<void>(progress);
      return {};
    }
  }
  return fail(ErrorCode::busy, "too many phones at once; nothing was saved, send it again");
}

Result<std::optional<PhoneApplication>> known_application(Snapshot& in, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(const auto row, internal::find_application(in, id));
  if (!row) return std::optional<PhoneApplication>();
  WARMHEART_TRY_ASSIGN(const wire::ApplicationSubmitted whole, internal::decrypt_application(in, *row));
  return std::optional<PhoneApplication>(
      PhoneApplication{whole.query_code(), whole.provisional_card(), whole.card_expires_ms(), row->masked_name});
}

}  // namespace

SignKey phone_card_key(ByteView kek) {
  const Digest seed = keyed_hash(kek, bytes_of("warmheart phone card key 1"));
  SignKey out;
  Bytes secret(crypto_sign_SECRETKEYBYTES);
  out.public_key.resize(crypto_sign_PUBLICKEYBYTES);
  crypto_sign_seed_keypair(out.public_key.data(), secret.data(), seed.data());
  out.secret = SecretBytes(std::move(secret));
  return out;
}

namespace {

std::vector<Uuid> phone_devices(const CentralKeys& keys) {
  std::vector<Uuid> devices;
  for (const Digest& digest : id_hashes(keys, view_of("warmheart phone device 1")))
    devices.push_back(Uuid::from_bytes(ByteView(digest).first(16)).value_or(Uuid()));
  return devices;
}

}  // namespace

Uuid phone_device(const CentralKeys& keys) { return phone_devices(keys).front(); }

bool is_phone_device(const CentralKeys& keys, const Uuid& device) {
  const std::vector<Uuid> devices = phone_devices(keys);
  return std::ranges::find(devices, device) != devices.end();
}

Result<PhoneForm> open_form(CentralStore& store, std::string_view token, const Uuid& phone) {
  const auto handoff = read_handoff(token);
  if (!handoff) return fail(ErrorCode::forbidden, "not a hand-off of a kiosk");
  return store.transact({Lock::device(handoff->device)}, [&](Act& act) -> Result<PhoneForm> {
    WARMHEART_TRY(check_proof(act, *handoff, token));
    WARMHEART_TRY_ASSIGN(HandoffRow row, row_of(act, *handoff));
    WARMHEART_TRY_ASSIGN(const bool known, knows_phone(act, handoff->id, phone));
    if (!known && (row.opened >= row.most || row.filled >= row.most))
      return fail(ErrorCode::conflict, "as many phones as it is for have opened it");
    if (!known) {
      ++row.opened;
      WARMHEART_TRY(sql::execute(act, "INSERT INTO handoff_phone(handoff, phone) VALUES(?, ?)", handoff->id.bytes(),
                                 phone.bytes()));
      WARMHEART_TRY(internal::put_handoff(act, row));
      WARMHEART_TRY(internal::publish_handoff(act, row));
    }
    return form_of(act, *handoff, row);
  });
}

Result<PhoneApplication> submit_from_phone(CentralStore& store, std::string_view token, const Uuid& phone,
                                           const Uuid& chosen, const Application& application) {
  const auto handoff = read_handoff(token);
  if (!handoff) return fail(ErrorCode::forbidden, "not a hand-off of a kiosk");
  Uuid id;
  WARMHEART_TRY_ASSIGN(auto known, store.read([&](Snapshot& in) -> Result<std::optional<PhoneApplication>> {
    WARMHEART_TRY(check_proof(in, *handoff, token));
    WARMHEART_TRY_ASSIGN(const HandoffRow row, row_of(in, *handoff));
    WARMHEART_TRY_ASSIGN(const bool opened, knows_phone(in, handoff->id, phone));
    if (!opened) return fail(ErrorCode::conflict, "the form was not opened on this phone");
    const std::vector<Uuid> ids = application_ids(in.keys(), handoff->id, phone, chosen);
    id = ids.front();
    std::optional<PhoneApplication> made;
    for (const Uuid& one : ids) {
      WARMHEART_TRY_ASSIGN(made, known_application(in, one));
      if (made) return made;
    }
    if (row.filled >= row.most) return fail(ErrorCode::conflict, "as many applications as it is for were made with it");
    return made;
  }));
  if (known) return std::move(*known);
  const SignKey key = phone_card_key(store.keys().kek.view());
  PhoneApplication made;
  made.query_code = make_query_code(store.random());
  made.masked_name = mask_name(application.name);
  made.card_expires_ms = store.now_ms() + kProvisionalCardMs;
  WARMHEART_TRY_ASSIGN(const CardNumber number, free_card_number(store));
  WARMHEART_TRY_ASSIGN(made.card,
                       sign_card({card_key_id(key.public_key), number, made.masked_name, application.occupation,
                                  application.union_code, store.now_ms(), made.card_expires_ms},
                                 key.secret.view()));
  wire::Payload payload;
  wire::ApplicationSubmitted& body = *payload.mutable_application_submitted();
  body.set_application_id(string_of(id.bytes()));
  *body.mutable_fields() = to_wire(application);
  for (const Consent& consent : application.consents) *body.add_consents() = to_wire(consent);
  body.set_query_code(made.query_code);
  body.set_card_number(string_of(number));
  body.set_provisional_card(made.card);
  body.set_card_expires_ms(made.card_expires_ms);
  body.set_language(application.language);
  body.set_handoff_id(string_of(handoff->id.bytes()));
  if (!handoff->event.empty()) body.set_event_id(string_of(handoff->event.bytes()));
  WARMHEART_TRY(write_record(store, id, wire::APPLICATION_SUBMITTED, payload));
  return made;
}

Result<std::size_t> prune_handoffs(CentralStore& store) {
  return store.transact({Lock::devices()}, [](Act& act) -> Result<std::size_t> {
    using Over = std::pair<Uuid, Uuid>;
    const auto read = [](sql::Columns& row) { return Over{row.id(), row.id()}; };
    WARMHEART_TRY_ASSIGN(const auto over,
                         sql::rows<Over>(act, "SELECT id, station FROM handoff WHERE expires_ms < ? LIMIT 500", read,
                                         act.now_ms() - kKeepHandoffMs));
    for (const auto& [id, station] : over) WARMHEART_TRY(internal::remove_handoff(act, id, station));
    return over.size();
  });
}

Result<CardCheck> look_at_card(CentralStore& store, std::string_view card) {
  return store.read([&](Snapshot& in) { return internal::check_card_here(in, card); });
}

Result<PhoneCard> open_card(CentralStore& store, std::string_view card, std::string_view last_four) {
  WARMHEART_TRY_ASSIGN(const CardCheck check, look_at_card(store, card));
  if (!is_good(check.state)) return fail(ErrorCode::invalid_argument, "not a card that holds here");
  const internal::RiderProof proof{bytes_of(ByteView(check.claims->card_number)), {}, std::string(last_four), {}};
  WARMHEART_TRY_ASSIGN(const internal::ProvenRider rider, internal::prove_rider(store, proof, "holder", "card-opened"));
  PhoneCard out{wire_name(rider.row.state), rider.row.reason, rider.row.masked_name, rider.row.final_card, {}, {}};
  return store.read([&](Snapshot& in) -> Result<PhoneCard> {
    WARMHEART_TRY_ASSIGN(out.bookings, internal::bookings_of(in, rider.row));
    WARMHEART_TRY_ASSIGN(out.cases, internal::cases_of(in, rider.row));
    return out;
  });
}

}  // namespace warmheart
