// A station in a folder of its own, a clock that is set by hand, and a small centre that signs and acknowledges.
#pragma once

#include <sodium.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/member/application.h"
#include "core/record/chain.h"
#include "core/record/feed_signature.h"
#include "core/record/record.h"
#include "core/record/seal.h"
#include "core/service/rider_request.h"
#include "core/station/station_store.h"
#include "core/storage/sqlite.h"

namespace warmheart::test {

inline constexpr std::int64_t kMinuteMs = 60'000;

struct HandClock final : Clock {
  ClockReading reading;
  HandClock() {
    reading.wall_ms = 1'800'000'000'000;
    reading.boot_id[0] = 1;
    reading.boottime_ms = 60'000;
  }
  ClockReading now() const override { return reading; }
  void pass(std::int64_t ms) {
    reading.wall_ms += ms;
    reading.boottime_ms += ms;
  }
};

struct CollectLog final : Log {
  std::vector<std::string> lines;
  void write(LogLevel, std::string_view line) override { lines.emplace_back(line); }
};

struct SignPair {
  Bytes pub = Bytes(32), secret = Bytes(64);
  SignPair() { crypto_sign_keypair(pub.data(), secret.data()); }
};

struct Station {
  std::filesystem::path folder;
  HandClock clock;
  SystemRandom random;
  CollectLog log;
  SignPair root, feed, card;
  SealingSecretKey sealing = make_sealing_key(random);
  StationIdentity identity;

  Station() {
    std::string pattern = (std::filesystem::temp_directory_path() / "warmheart-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    identity.device = Uuid::make(clock, random);
    identity.root_public_key = root.pub;
    identity.feed_public_key = feed.pub;
    identity.card_key_id = card_key_id(card.pub);
    identity.card_secret_key = SecretBytes(card.secret);
    identity.sealing_key = sign_sealing_key(sealing.pub.id, sealing.pub.key, root.secret).value();
    identity.first_assignment.set_name("望京驿站");
  }
  ~Station() { std::filesystem::remove_all(folder); }

  StationStore open(const std::string& vfs = {}) {
    return StationStore::open({folder, vfs}, identity, clock, random, log).value();
  }
  std::filesystem::path database() const { return folder / "journal" / "station.db"; }
  Uuid id() { return Uuid::make(clock, random); }

  // What the centre can read of a record.
  wire::Payload opened(const wire::Record& record) {
    SealOpener opener;
    opener.add(sealing);
    const auto header = parse_header(view_of(record.header())).value();
    const auto plain = opener.open(header, view_of(record.sealed_payload())).value();
    wire::Payload payload;
    payload.ParseFromArray(plain.view().data(), static_cast<int>(plain.view().size()));
    return payload;
  }

  // An answer that acknowledges up to `seq` of what the store holds.
  AnswerToStore answer(StationStore& store, std::uint64_t seq) {
    AnswerToStore out;
    const JournalView view = store.journal_view().value();
    out.epoch = view.epoch;
    out.acked_seq = seq;
    out.acked_hash = seq == 0 ? kZeroDigest : store.load_batch(seq + 1, 1, 1).value().prev_hash;
    out.asked_from = view.cursors;
    out.server_time_ms = clock.reading.wall_ms;
    out.incarnation = 11;
    return out;
  }

  wire::FeedPage page(std::uint64_t position, bool full = true) {
    wire::FeedPage out;
    out.set_device(string_of(identity.device.bytes()));
    out.set_incarnation(11);
    out.set_full(full);
    out.set_signed_at_ms(clock.reading.wall_ms);
    add_cursor(out, "all", position);
    return out;
  }
  static void add_cursor(wire::FeedPage& out, const std::string& scope, std::uint64_t position) {
    wire::FeedCursor* cursor = out.add_after();
    cursor->set_scope(scope);
    cursor->set_position(position);
  }
  static void change(wire::FeedPage& out, const std::string& key, const wire::FeedValue& value, std::uint64_t position,
                     const std::string& scope = "all") {
    wire::FeedChange* change = out.add_changes();
    change->set_scope(scope);
    change->set_key(key);
    change->set_position(position);
    change->set_value(value.SerializeAsString());
  }
  AnswerToStore with_page(StationStore& store, const wire::FeedPage& page) {
    AnswerToStore out = answer(store, store.journal_view().value().acked_seq);
    out.feed_page = page.SerializeAsString();
    out.feed_signature = string_of(sign_feed_page(view_of(out.feed_page), feed.secret).value());
    return out;
  }
  // The centre returns the application for another mobile.
  wire::FeedPage returned(const Uuid& application, std::uint64_t position) {
    wire::FeedPage out = page(position, position == 1);
    wire::FeedValue value;
    value.mutable_decision()->set_application_id(string_of(application.bytes()));
    value.mutable_decision()->set_state("returned");
    value.mutable_decision()->add_fields("mobile");
    value.mutable_decision()->set_decided_at_ms(static_cast<std::int64_t>(position));
    change(out, "decision/" + application.text(), value, position);
    return out;
  }
};

inline Application application_of(int n = 0) {
  Application out;
  out.name = "欧阳小明";
  out.document_number = "11010519491231002X";
  out.mobile = std::to_string(13800000000LL + n);
  out.occupation = "food-delivery";
  out.platform = "美团";
  out.street_code = "110105026";
  out.union_code = "CY026";
  out.language = "zh";
  out.signature.declined = true;
  Consent consent;
  consent.text_id = "notice";
  consent.version = "1";
  consent.language = "zh";
  consent.given = true;
  out.consents.push_back(consent);
  return out;
}

// Of the form of one; the centre alone judges it.
inline RequestProof proof_of(const char* last_four = "0000") {
  return {SecretString("123456786"), SecretString(last_four)};
}

inline LookupCredential prepared_of(std::uint8_t n = 0) {
  LookupCredential out;
  out.query_code = SecretString("12345678" + std::to_string(n % 10));
  out.look_up_key[0] = n;
  return out;
}

// Every byte of every file below a folder.
inline std::string contents_of(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

}  // namespace warmheart::test
