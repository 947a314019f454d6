// Values that pass between the kiosk's store and its screens; any thread. No personal data beyond what a screen
// needs: masked name, occupation, states, times (core/record/KEYS.md "Who can read what").
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/digest.h"
#include "core/base/id.h"
#include "core/base/secret.h"
#include "core/member/card.h"
#include "warmheart.pb.h"

namespace warmheart {

// What enrolment gave this device, as far as the store needs it (net/sync's DeviceIdentity holds the whole).
struct StationIdentity {
  Uuid device;
  Bytes root_public_key;           // Ed25519: signs sealing keys and feed keys
  Bytes feed_public_key;           // Ed25519: signs feed pages and audit heads
  std::uint64_t root_ordinal = 1;  // of these two, until the centre announces others (trusted_keys.h)
  std::uint64_t feed_ordinal = 1;
  wire::SealingKey sealing_key;              // until the feed brings a newer one
  wire::StationAssignment first_assignment;  // until the feed brings one
  CardKeyId card_key_id{};
  SecretBytes card_secret_key;      // Ed25519, 64 bytes: signs provisional cards
  std::int64_t first_known_ms = 0;  // the centre's time at enrolment; 0: not kept
  SecretBytes look_up_pepper{};     // 32 bytes of the identity folder; empty: rows keep look-up keys as they are
};

struct StationFiles {
  std::filesystem::path folder;             // the database is folder/journal/station.db
  std::string vfs;                          // empty: the system's; tests name a faulty one
  std::filesystem::path counter_file = {};  // monotonic_counter.h: best on another medium; empty: none
};

// Made while the rider reviews (it costs an Argon2id), spent by submit_application. Never on disk.
struct LookupCredential {
  SecretString query_code;  // nine digits
  Digest look_up_key{};     // Argon2id of query code and last four digits
};

struct SubmittedApplication {
  Uuid application_id;
  std::string query_code;
  std::string card_text;  // "WH1:…"
  CardNumber card_number{};
  std::int64_t card_expires_ms = 0;
  std::string masked_name;
  std::string occupation;  // wire name
};

enum class Delivery {
  saved,     // durable here; not yet at the centre
  received,  // durably stored at the centre
};

struct ApplicationSummary {
  Uuid application_id;
  CardNumber card_number{};
  std::string card_text;  // the provisional card
  std::int64_t card_expires_ms = 0;
  std::string masked_name;
  std::string occupation;
  std::string union_code;
  std::string language;
  std::int64_t submitted_at_ms = 0;
  Delivery delivery = Delivery::saved;
  bool correction_waiting = false;                    // a correction is saved here and not yet at the centre
  bool corrected = false;                             // what was returned has been answered from here
  std::optional<wire::ApplicationDecision> decision;  // what the feed says; none yet
};

struct QueueState {
  std::uint64_t waiting = 0;            // records not acknowledged
  std::int64_t oldest_waiting_ms = -1;  // boot-time age of the oldest; -1: unknown (another boot) or nothing waits
  std::uint64_t parked = 0;             // records the centre stored and could not apply
  std::int64_t last_contact_ms = 0;     // server time of the last answer; 0: never
  bool clock_unproven = false;          // more than 90 days from what the centre said
};

// The feed as the screens need it.
struct MirrorView {
  wire::StationAssignment station;
  std::vector<wire::ReceivingUnion> unions;
  std::vector<wire::ConsentText> consent_texts;
  std::vector<wire::ServiceOffered> services;
  std::vector<wire::RiderAnswer> answers;  // by order
  std::vector<wire::Announcement> announcements;
  std::vector<wire::EmergencyNumber> emergencies;  // by order
  std::vector<wire::WeatherAlert> alerts;          // also those that are over, or still to come
  std::optional<wire::Weather> weather;            // also of a day that is over
  std::vector<wire::Benefit> benefits;             // likewise; by order
  std::optional<wire::HeatAllowance> heat_allowance;
  std::vector<wire::StationListing> listings;  // other stations of the district and this one
  std::string riders_host;                     // where phones reach the centre; empty: where this kiosk does
  std::int64_t as_of_ms = 0;                   // server time of the checkpoint; 0: none taken yet
};

}  // namespace warmheart
