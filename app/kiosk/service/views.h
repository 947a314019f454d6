// What crosses between the threads of the kiosk: plain values, copied, no behaviour. UTF-8.
// Only what screens need; the personal part of a record is not readable on the device (core/record/KEYS.md).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/member/application.h"
#include "core/member/card.h"
#include "core/member/review.h"
#include "core/person/areas.h"

namespace warmheart {

struct UnionView {
  std::string code, name, name_en, kind, address, phone;
  std::vector<std::string> streets;
};
struct ConsentTextView {
  std::string id, version, language, text;
  bool required = true;
};
struct ServiceView {
  std::string code, name, name_en;
  std::uint32_t places = 0;
};
struct EmergencyView {
  std::string number, name, name_en;
};
struct ListingView {
  std::string code, name, host, street_code, address, hours;
  std::vector<std::string> services;
};
struct AnnouncementView {
  std::string text, language;
};
struct AnswerView {
  std::string id, question, answer, language;
};

// The mirror of the feed, as screens need it.
struct StationView {
  std::string name, host, opening_hours, district_code, union_code, controller_name, controller_phone;
  std::vector<UnionView> unions;
  std::vector<ConsentTextView> consents;
  std::vector<ServiceView> services;
  std::vector<AnswerView> answers;
  std::vector<EmergencyView> emergencies;
  std::vector<ListingView> listings;
  std::vector<AnnouncementView> announcements;
  std::shared_ptr<const Areas> areas;  // read on the store thread, never changed after
  std::int64_t clock_behind_ms = 0;  // what to add to a wall clock that is years off; 0: it is believed
  std::string problem_key;  // a sentence key when the store cannot be used; "": it can
};

enum class SyncLightView { offline, waiting, current, needs_you };
struct SyncView {
  SyncLightView light = SyncLightView::offline;
  std::uint64_t waiting = 0;
  std::string sentence_key;
  std::int64_t last_contact_ms = 0;  // 0: never since start
};

enum class DeliveryView { saved_here, waiting, received, needs_person };

// What a rider holds after the act.
struct SubmittedView {
  std::string query_code, card_text, masked_name;
  std::int64_t expires_ms = 0;
};

// What this device still knows of an application.
struct ApplicationView {
  Uuid id;
  std::string masked_name, occupation, union_code, union_name;
  std::int64_t submitted_ms = 0;
  std::int64_t decided_ms = 0;
  std::int64_t expires_ms = 0;  // of the card shown
  bool correction_waiting = false;
  DeliveryView delivery = DeliveryView::saved_here;
  ApplicationState state = ApplicationState::submitted;
  std::vector<Field> returned;
  std::string reason;
  std::string card_text;   // the provisional card
  std::string final_card;  // "": none yet
};

struct FoundView {
  std::optional<ApplicationView> application;  // none: no such code here
};

}  // namespace warmheart
