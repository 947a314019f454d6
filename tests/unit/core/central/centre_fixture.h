// A centre in a temporary folder with a clock that stands still, and a device that writes, seals and chains records as
// a real one does. All people are invented.
#pragma once

#include <sodium.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/central/access/access.h"
#include "core/central/store/act.h"
#include "core/central/members/application_table.h"
#include "core/central/apply/apply.h"
#include "core/central/store/audit.h"
#include "core/central/catalogue/catalogue.h"
#include "core/central/stations/devices.h"
#include "core/central/feed/feed.h"
#include "core/central/ingest/ingest.h"
#include "core/central/review/overview.h"
#include "core/central/ingest/parked.h"
#include "core/central/review/review_decide.h"
#include "core/central/review/review_list.h"
#include "core/central/review/review_open.h"
#include "core/central/review/review_settle.h"
#include "core/central/verify/verify.h"
#include "core/member/application.h"
#include "core/member/card.h"
#include "core/member/query_code.h"
#include "core/person/mask.h"
#include "core/member/signature.h"
#include "core/person/consent.h"
#include "core/record/chain.h"
#include "core/record/record.h"
#include "core/record/seal.h"
#include "core/storage/sqlite.h"
#include "tests/seeded_random.h"
#include "tests/test_database.h"
#include "tests/unit/core/central/plans.h"

namespace warmheart::testing {

using test::SeededRandom;

struct FakeClock final : Clock {
  std::int64_t wall_ms = 1'790'000'000'000;
  ClockReading now() const override { return {wall_ms, {}, wall_ms - 1'700'000'000'000}; }
};

struct TemporaryFolder {
  std::string path;
  TemporaryFolder() {
    path = std::filesystem::temp_directory_path() / "warmheart-central-XXXXXX";
    REQUIRE(::mkdtemp(path.data()) != nullptr);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
};

// Fails the test with the error's own words.
template <class T>
T must(Result<T> result) {
  if (!result) FAIL(name_of(result.error().code) << ": " << result.error().what);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

struct Person {
  std::string name = "张伟";
  std::string number = "11010519491231002X";
  std::string mobile = "13800000001";
  std::string union_code = "CY01";
};

// A device's key for provisional cards.
struct CardKeys {
  Bytes pub = Bytes(32), secret = Bytes(64);
  explicit CardKeys(Random& random) {
    Digest seed{};
    random.fill(seed);
    crypto_sign_seed_keypair(pub.data(), secret.data(), seed.data());
  }
};

class Device {
 public:
  Device(Uuid id, const CardKeys& card_keys, const CentralKeys& keys, FakeClock& clock, Random& random)
      : m_id(id),
        m_card_keys(card_keys),
        m_sealer(keys.sealing.back().pub),
        m_clock(clock),
        m_random(random),
        m_epoch(random.next_u64() >> 1) {}

  const Uuid& id() const { return m_id; }
  std::uint64_t epoch() const { return m_epoch; }
  std::uint64_t head() const { return m_records.size(); }
  Digest hash_at(std::uint64_t seq) const { return seq == 0 ? kZeroDigest : m_hashes[seq - 1]; }
  std::vector<wire::Record>& records() { return m_records; }
  Uuid new_id() { return Uuid::make(m_clock, m_random); }

  void open_epoch() {
    m_epoch = m_random.next_u64() >> 1;
    m_records.clear();
    m_hashes.clear();
  }

  // Any bytes under any kind; returns the record's id.
  Uuid write(std::uint32_t kind, const Bytes& plain, Uuid id = Uuid(), std::uint32_t version = kPayloadVersion) {
    if (id.empty()) id = new_id();
    const Sealed sealed = must(m_sealer.seal(plain, {m_id, id, kind}, m_clock.now(), m_random));
    append(kind, id, sealed.seal, sealed.payload, version);
    return id;
  }
  Uuid write(std::uint32_t kind, const wire::Payload& payload, Uuid id = Uuid()) {
    return write(kind, serialise(payload), id);
  }

  // The same record again, in the present epoch: what carrying over does.
  void carry(const wire::Record& old) {
    wire::RecordHeader header;
    REQUIRE(header.ParseFromString(old.header()));
    append(header.kind(), must(Uuid::from_bytes(view_of(header.id()))), header.seal(), bytes_of(old.sealed_payload()),
           header.version());
  }

  void append_raw(wire::Record record) {
    const Digest digest = record.stub_reason().empty() ? sha256({view_of(record.sealed_payload())})
                                                       : must(digest_from(view_of(record.payload_digest())));
    m_hashes.push_back(chain(hash_at(head()), view_of(record.header()), digest));
    m_records.push_back(std::move(record));
  }

  wire::RecordHeader header(std::uint32_t kind, const Uuid& id) const {
    wire::RecordHeader header;
    header.set_device(string_of(m_id.bytes()));
    header.set_epoch(m_epoch);
    header.set_seq(head() + 1);
    header.set_id(string_of(id.bytes()));
    header.set_kind(kind);
    header.set_version(kPayloadVersion);
    header.set_occurred_at_ms(m_clock.wall_ms);
    header.set_hash_algorithm(kHashSha256);
    return header;
  }

  Uuid join(const Person& person) {
    const Uuid id = new_id();
    wire::Payload payload;
    wire::ApplicationSubmitted& submitted = *payload.mutable_application_submitted();
    submitted.set_application_id(string_of(id.bytes()));
    wire::ApplicationFields& fields = *submitted.mutable_fields();
    fields.set_name(person.name);
    fields.set_document_kind("resident-id");
    fields.set_document_number(person.number);
    fields.set_mobile(person.mobile);
    fields.set_occupation("food-delivery");
    fields.set_platform("蜂鸟骑手部");
    fields.set_employer("望京众包站点七");
    fields.set_street_code("110105026");
    fields.set_union_code(person.union_code);
    Signature drawn;
    drawn.strokes.push_back(Stroke{{1000, 4000}, {5000, 6000}, {9000, 4000}});
    fields.mutable_signature()->set_strokes(string_of(pack_strokes(drawn)));
    for (const std::string_view text : kRequiredConsents) {
      wire::ConsentGiven& consent = *submitted.add_consents();
      consent.set_text_id(std::string(text));
      consent.set_version("1");
      consent.set_text_hash(std::string(32, 'h'));
      consent.set_given(true);
    }
    submitted.set_query_code(with_check_digit(12'345'678));
    const CardNumber card_number = make_card_number(m_random);
    submitted.set_card_number(string_of(card_number));
    submitted.set_provisional_card(sign(card_number, mask_name(person.name)));
    m_cards[id] = submitted.provisional_card();
    m_last_four[id] = person.mobile.substr(person.mobile.size() - 4);
    return write(wire::APPLICATION_SUBMITTED, payload, id);
  }
  std::string sign(const CardNumber& number, const std::string& masked_name) const {
    return must(sign_card({card_key_id(m_card_keys.pub), number, masked_name, "food-delivery", "CY01", m_clock.wall_ms,
                           m_clock.wall_ms + kProvisionalCardMs},
                          m_card_keys.secret));
  }
  const Bytes& card_secret() const { return m_card_keys.secret; }
  const std::string& card_of(const Uuid& application) const { return m_cards.at(application); }

  // What the rider types; of an application that this device did not write, that of the first Person.
  wire::RiderProof proof_of(const Uuid& application) const {
    wire::RiderProof proof;
    proof.set_query_code(with_check_digit(12'345'678));
    const auto known = m_last_four.find(application);
    proof.set_last_four(known == m_last_four.end() ? "0001" : known->second);
    return proof;
  }

  Uuid correct(const Uuid& application, const std::vector<std::string>& names, const wire::ApplicationFields& fields) {
    wire::Payload payload;
    wire::ApplicationCorrected& corrected = *payload.mutable_application_corrected();
    corrected.set_application_id(string_of(application.bytes()));
    for (const std::string& name : names) corrected.add_corrected(name);
    *corrected.mutable_fields() = fields;
    *corrected.mutable_proof() = proof_of(application);
    return write(wire::APPLICATION_CORRECTED, payload);
  }

  Uuid withdraw(const Uuid& application) {
    wire::Payload payload;
    payload.mutable_application_withdrawn()->set_application_id(string_of(application.bytes()));
    *payload.mutable_application_withdrawn()->mutable_proof() = proof_of(application);
    return write(wire::APPLICATION_WITHDRAWN, payload);
  }

  DeviceBatch batch(std::uint64_t first, std::uint64_t count) const {
    DeviceBatch batch;
    batch.device = m_id;
    batch.request.set_protocol(kProtocol);
    batch.request.set_epoch(m_epoch);
    batch.request.set_first_seq(first);
    batch.request.set_prev_hash(string_of(hash_at(first - 1)));
    std::uint64_t last = first - 1;
    for (; last < head() && last - (first - 1) < count; ++last) *batch.request.add_records() = m_records[last];
    batch.request.set_last_hash(string_of(hash_at(last)));
    return batch;
  }
  DeviceBatch batch_all() const { return batch(1, head()); }

 private:
  void append(std::uint32_t kind, const Uuid& id, const wire::Seal& seal, const Bytes& payload, std::uint32_t version) {
    wire::RecordHeader head_of = header(kind, id);
    head_of.set_version(version);
    *head_of.mutable_seal() = seal;
    wire::Record record;
    record.set_header(head_of.SerializeAsString());
    record.set_sealed_payload(string_of(payload));
    append_raw(std::move(record));
  }

  Uuid m_id;
  CardKeys m_card_keys;
  std::map<Uuid, std::string> m_cards, m_last_four;
  HourSealer m_sealer;
  FakeClock& m_clock;
  Random& m_random;
  std::uint64_t m_epoch;
  std::vector<wire::Record> m_records;
  std::vector<Digest> m_hashes;
};

enum class KeysIn { memory, files };  // files: folder/keys, as a real centre has them; they can be rotated

class Centre {
 public:
  const test::StatementPlans& plans = the_plans();  // before the first statement
  TemporaryFolder folder;
  test::TestDatabase databases;
  FakeClock clock;
  SeededRandom random{42};
  NullLog log;
  std::shared_ptr<Keyring> keyring;
  std::shared_ptr<const CentralKeys> keys;  // as they were at first
  CentralStore store;

  explicit Centre(KeysIn where = KeysIn::memory)
      : keyring(make_keyring(where)),
        keys(keyring->keys()),
        store(must(CentralStore::open(folder.path, keyring, clock, random, log, databases.options()))) {
    must(publish_keys(store));
    for (const char* code : {"CY01", "CY02"}) {
      wire::ReceivingUnion receiving;
      receiving.set_code(code);
      receiving.set_name(std::string("望京街道总工会") + code);
      receiving.set_name_en("Wangjing");
      receiving.set_kind("street");
      must(publish_union(store, "110105", receiving));
    }
    add_station("wangjing");
  }

  Uuid add_station(const std::string& code, const std::string& district = "110105") {
    Station station;
    station.code = code;
    station.name = "暖心驿站" + code;
    station.district_code = district;
    station.street_code = district + "026";
    station.union_code = "CY01";
    return must(put_station(store, station));
  }

  // What no function of the room tells.
  std::int64_t counted(std::string_view text) {
    return must(store.read([&](Snapshot& in) { return sql::value<std::int64_t>(in, text); }));
  }
  std::optional<internal::ApplicationRow> application(const Uuid& id) {
    return must(store.read([&](Snapshot& in) { return internal::find_application(in, id); }));
  }

  CentralStore open_again() {
    return must(CentralStore::open(folder.path, keyring, clock, random, log, databases.options()));
  }
  // Beside the store: what no function of the room does.
  std::unique_ptr<sql::Connection> database() { return databases.open(folder.path); }
  std::unique_ptr<sql::Connection> key_database() { return databases.open_keys(folder.path); }
  // As another process has it: a keyring of its own.
  CentralStore open_elsewhere() {
    return must(CentralStore::open(folder.path, must(Keyring::open(folder.path + "/keys")), clock, random, log,
                                   databases.options()));
  }

  Device enrol(const std::string& station = "wangjing") {
    const EnrolmentCode code = must(make_enrolment_code(store, station, Serves::at_once));
    EnrolmentAsk ask;
    ask.code = bytes_of(code.code.view());
    const CardKeys card_keys(random);
    ask.card_public_key = card_keys.pub;
    random.fill(ask.csr_key_digest);
    ask.machine = "kiosk";
    return Device(must(enrol_device(store, ask)).device, card_keys, *keyring->keys(), clock, random);
  }

  IngestAnswer send(const DeviceBatch& batch) { return must(store_batches(store, std::span(&batch, 1))).at(0); }
  IngestAnswer send_all(const Device& device) { return send(device.batch_all()); }
  ApplyProgress apply() { return must(apply_next(store, 10'000)); }
  void take(const Device& device) {
    REQUIRE(send_all(device).verdict == wire::SYNC_OK);
    apply();
  }

  Reviewer reviewer(const std::string& union_code = "CY01") {
    return {"li-" + union_code, "李审核", Role::union_reviewer, union_code};
  }

  void decide_now(const Uuid& id, const Decision& decision) {
    must(open_application(store, reviewer(), id));
    must(decide(store, reviewer(), id, decision));
    clock.wall_ms += kUndoMs;
    CHECK(must(settle_due(store)) == 1);
  }
  static Decision approval() { return {}; }
  static Decision give_back(std::vector<std::string> fields) {
    Decision decision;
    decision.action = DecisionAction::give_back;
    decision.fields = std::move(fields);
    decision.reason = "请核对证件";
    return decision;
  }

  std::optional<wire::FeedValue> feed_value(const std::string& scope, const std::string& key) {
    for (const FeedEntry& entry : must(feed_entries(store, scope))) {
      if (entry.key == key) return entry.value;
    }
    return std::nullopt;
  }
  Uuid station_id(const std::string& code = "wangjing") { return must(find_station(store, code)).id; }
  std::optional<wire::ApplicationDecision> published_decision(const Uuid& application) {
    auto value = feed_value(station_scope(station_id()), "decision/" + application.text());
    return value ? std::optional(value->decision()) : std::nullopt;
  }

 private:
  std::shared_ptr<Keyring> make_keyring(KeysIn where) {
    if (where == KeysIn::memory)
      return std::make_shared<Keyring>(std::make_shared<const CentralKeys>(generate_central_keys(random)));
    must(make_central_keys(folder.path + "/keys", random));
    return must(Keyring::open(folder.path + "/keys"));
  }
};

inline void void_visit(Device& device, const Uuid& id) {
  wire::Payload payload;
  payload.mutable_visit_voided()->set_visit_id(string_of(id.bytes()));
  payload.mutable_visit_voided()->set_reason("mistake");
  device.write(wire::VISIT_VOIDED, payload);
}

inline Application phone_form(const std::string& name = "张伟", const std::string& mobile = "13800000001") {
  Application out;
  out.name = name;
  out.document_number = "11010519491231002X";
  out.mobile = mobile;
  out.occupation = "food-delivery";
  out.union_code = "CY01";
  out.language = "zh";
  out.signature.declined = true;
  return out;
}

inline std::size_t audited(Centre& centre, std::string_view what) {
  std::size_t count = 0;
  for (const AuditRow& row : must(audit_rows(centre.store, 0, 10'000))) count += row.what == what ? 1 : 0;
  return count;
}

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string everything_in(const std::string& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) all += file_text(entry.path());
  return all;
}

}  // namespace warmheart::testing
