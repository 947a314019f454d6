// warmheart-test-device --folder DIR <enrol|submit|sync|renew|states|handoff|day>: a station without a screen, for
// tests against the real centre. Prints one JSON object a line for every application: what it says is saved, is saved.
// 0: done; 1: not reached; 2: wrong words.

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <thread>

#include "core/member/application.h"
#include "core/station/events.h"
#include "core/station/handoffs.h"
#include "net/sync/enrol.h"
#include "net/tls/authority.h"
#include "tests/e2e/device/day.h"
#include "tests/e2e/device/device.h"
#include "tests/e2e/device/people.h"

namespace warmheart::device {
namespace {

using nlohmann::json;

struct Words {
  std::string folder;
  std::string centre;  // HOST:PORT of the people listener
  std::string code;
  std::uint64_t count = 1;
  Wishes wishes;
  bool online = false;  // submit: exchange at the same time
  int pause_ms = 0;     // submit: between two applications
  double seconds = 20;
  DayPlan day;
  bool event = false;                // handoff
  std::uint32_t filled = 0;          // handoff: waits until so many have applied
  std::vector<std::string> decided;  // sync: also until these are decided
};

int print_error(const Error& error) {
  std::cerr << "warmheart-test-device: " << name_of(error.code) << ": " << error.what << "\n";
  return 1;
}

std::string ledger_of(const Words& words) { return words.folder + "/saved.txt"; }

int run_enrol(const Words& words) {
  const auto colon = words.centre.rfind(':');
  if (colon == std::string::npos) return print_error({ErrorCode::invalid_argument, "--centre is HOST:PORT"});
  EnrolOptions options;
  options.host = words.centre.substr(0, colon);
  options.people_port = static_cast<std::uint16_t>(std::stoi(words.centre.substr(colon + 1)));
  options.code_text = words.code;
  options.folder = words.folder;
  options.machine = "warmheart-test-device";
  const auto enrolled = enrol(options);
  if (!enrolled) {
    std::cerr << "warmheart-test-device: " << name_of(enrolled.error().fault) << ": " << enrolled.error().what << "\n";
    return 1;
  }
  std::cout << json{{"device", enrolled->device.text()}, {"station", enrolled->station.text()}}.dump() << std::endl;
  return 0;
}

bool all_received(Device& device) {
  const auto queue = device.with_store<QueueState>([](StationStore& store) { return store.queue_state(); });
  return queue && queue->waiting == 0 && queue->last_contact_ms > 0;
}

std::optional<ApplicationSummary> summary_of(Device& device, const std::string& id_text) {
  const auto id = Uuid::from_text(id_text);
  if (!id) return std::nullopt;
  auto found = device.with_store<std::optional<ApplicationSummary>>(
      [&](StationStore& store) { return store.find_application(*id); });
  return found ? *found : std::nullopt;
}

bool is_decided(Device& device, const std::string& id) {
  const auto summary = summary_of(device, id);
  if (!summary || !summary->decision) return false;
  const std::string& state = summary->decision->state();
  return state != "received" && state != "awaiting-review";
}

// The feed first, so that the consents are those of the texts shown here.
int run_submit(const Words& words, Device& device) {
  if (words.online) {
    if (const auto started = device.start_sync(); !started) return print_error(started.error());
  }
  const auto mirror = device.with_store<MirrorView>([](StationStore& store) { return store.mirror(); });
  if (!mirror) return print_error(mirror.error());
  std::ofstream ledger(ledger_of(words), std::ios::app);
  for (std::uint64_t i = 0; i < words.count; ++i) {
    const auto application = validate(invented_draft(words.wishes, i, *mirror), date_at(SystemClock().now().wall_ms));
    if (!application) {
      return print_error({ErrorCode::invalid_argument, std::string("the invented application is wrong: ") +
                                                           sentence_key(application.error().front().reason)});
    }
    const auto saved = device.submit(*application);
    if (!saved) return print_error(saved.error());
    const std::string id = saved->application_id.text();
    ledger << id << std::endl;
    std::cout << json{{"id", id},
                      {"query_code", saved->query_code},
                      {"last_four", last_four(*application)},
                      {"name", application->name},
                      {"document_number", application->document_number},
                      {"masked_name", saved->masked_name},
                      {"occupation", saved->occupation},
                      {"card", saved->card_text}}
                     .dump()
              << std::endl;
    std::this_thread::sleep_for(std::chrono::milliseconds(words.pause_ms));
  }
  if (!words.online) return 0;
  return device.wait_until([&] { return all_received(device); },
                           std::chrono::milliseconds(static_cast<int>(words.seconds * 1000)))
             ? 0
             : 1;
}

int run_sync(const Words& words, Device& device) {
  if (const auto started = device.start_sync(); !started) return print_error(started.error());
  const auto reached = [&] {
    return all_received(device) && device.status().light == SyncLight::current &&
           std::all_of(words.decided.begin(), words.decided.end(),
                       [&](const std::string& id) { return is_decided(device, id); });
  };
  const bool done = device.wait_until(reached, std::chrono::milliseconds(static_cast<int>(words.seconds * 1000)));
  const SyncStatus status = device.status();
  std::cout << json{{"done", done}, {"waiting", status.waiting}, {"sentence", status.sentence_key}}.dump() << std::endl;
  return done ? 0 : 1;
}

int run_states(const Words& words, Device& device) {
  std::ifstream ledger(ledger_of(words));
  for (std::string id; std::getline(ledger, id);) {
    const auto summary = summary_of(device, id);
    if (!summary) return print_error({ErrorCode::not_found, "an application that was saved is not there: " + id});
    json line{{"id", id},
              {"masked_name", summary->masked_name},
              {"received", summary->delivery == Delivery::received},
              {"state", "submitted"}};
    if (const auto& decision = summary->decision) {
      line["state"] = decision->state();
      line["fields"] = std::vector<std::string>(decision->fields().begin(), decision->fields().end());
      line["reason"] = decision->reason();
      line["union"] = decision->union_code();
      line["final_card"] = decision->final_card();
    }
    std::cout << line.dump() << std::endl;
  }
  return 0;
}

// One address for a phone; with --event six phones may use it.
int run_handoff(const Words& words, Device& device) {
  if (const auto started = device.start_sync(); !started) return print_error(started.error());
  const KeyId staff = {1};
  if (words.event) {
    const NewEvent event{Uuid::make(device.clock(), device.random()), "pop-up", "", "望京西园"};
    const auto begun = device.with_store<void>([&](StationStore& store) { return start_event(store, event, staff); });
    if (!begun) return print_error(begun.error());
  }
  const auto opened = device.with_store<HandoffCode>([](StationStore& store) -> Result<HandoffCode> {
    WARMHEART_TRY_ASSIGN(HandoffCode code, make_handoff(store));
    WARMHEART_TRY(open_handoff(store, code.handoff));
    return code;
  });
  if (!opened) return print_error(opened.error());
  device.wake();
  const auto identity = load_identity(words.folder);
  if (!identity) return print_error(identity.error());
  const auto mirror = device.with_store<MirrorView>([](StationStore& store) { return store.mirror(); });
  if (!mirror) return print_error(mirror.error());
  const std::string host = mirror->riders_host.empty() ? identity->centre_host : mirror->riders_host;
  std::cout << json{{"id", opened->handoff.id.text()},
                    {"address", handoff_address(host, identity->people_port, opened->token)}}
                   .dump()
            << std::endl;
  if (!device.wait_until([&] { return all_received(device); },
                         std::chrono::milliseconds(static_cast<int>(words.seconds * 1000))))
    return 1;
  if (words.filled == 0) return 0;
  const auto is_filled = [&] {
    const auto progress = device.with_store<HandoffProgress>(
        [&](StationStore& store) { return handoff_progress(store, opened->handoff.id); });
    return progress && progress->filled >= words.filled;
  };
  const bool done = device.wait_until(is_filled, std::chrono::milliseconds(static_cast<int>(words.seconds * 1000)));
  std::cout << json{{"told", done}}.dump() << std::endl;
  return done ? 0 : 1;
}

int run_idle(Device& device) {
  const auto done = device.with_store<void>([](StationStore& store) { return store.run_maintenance(); });
  return done ? 0 : print_error(done.error());
}

// The certificate, at once: what a running kiosk does at half-life, or when another authority signs.
int run_renew(const Words& words) {
  const auto identity = load_identity(words.folder);
  if (!identity) return print_error(identity.error());
  const auto renewed = renew(*identity, words.folder);
  if (!renewed) return print_error(renewed.error());
  const auto signer = tls::signer_of(renewed->certificate_pem, renewed->ca_der);
  if (!signer) return print_error(signer.error());
  std::cout << json{{"authority", to_hex(*signer)}, {"roots_ordinal", renewed->roots_ordinal}}.dump() << std::endl;
  return 0;
}

int run_day(const Words& words, Device& device) {
  const auto tally = play_day(device, words.day);
  if (!tally) return print_error(tally.error());
  std::cout << json{{"visits", tally->visits},
                    {"person_times", tally->person_times},
                    {"scanned_times", tally->scanned_times},
                    {"taken_back", tally->taken_back},
                    {"full", tally->full},
                    {"joins", tally->joins},
                    {"cases", tally->cases},
                    {"confirmed", tally->confirmed},
                    {"waiting", tally->waiting},
                    {"cancelled", tally->cancelled},
                    {"records", tally->records},
                    {"offline_records", tally->offline_records},
                    {"head_hash", tally->head_hash},
                    {"device", device.id().text()}}
                   .dump()
            << std::endl;
  return 0;
}

int run(int argc, char** argv) {
  Words words;
  CLI::App app("A station without a screen, for tests against the real centre.");
  app.add_option("--folder", words.folder, "the device's files")->required();
  app.require_subcommand(1);
  auto* enrolling = app.add_subcommand("enrol", "with a one-time code");
  enrolling->add_option("--centre", words.centre, "HOST:PORT of the people listener")->required();
  enrolling->add_option("--code", words.code, "WHE1:…")->required();
  auto* submitting = app.add_subcommand("submit", "saves invented applications; prints each as it is saved");
  submitting->add_option("--count", words.count);
  submitting->add_option("--seed", words.wishes.seed);
  submitting->add_option("--name", words.wishes.name);
  submitting->add_option("--document", words.wishes.document_number, "the same number as another: a duplicate");
  submitting->add_option("--street", words.wishes.street_code);
  submitting->add_option("--union", words.wishes.union_code);
  submitting->add_flag("--declined", words.wishes.declined, "without a signature");
  submitting->add_flag("--online", words.online, "exchanges at the same time, and waits until all is received");
  submitting->add_option("--pause-ms", words.pause_ms);
  submitting->add_option("--seconds", words.seconds);
  auto* syncing = app.add_subcommand("sync", "until all is received and the feed is current");
  syncing->add_option("--seconds", words.seconds);
  syncing->add_option("--decided", words.decided, "application ids that must be decided too");
  auto* handing = app.add_subcommand("handoff", "hands a form over to a phone; prints the address of its code");
  handing->add_flag("--event", words.event, "a pop-up is on: six phones");
  handing->add_option("--filled", words.filled, "wait until so many have applied");
  handing->add_option("--seconds", words.seconds);
  auto* day =
      app.add_subcommand("day", "plays a whole day, two hours of it without a network, and tells what it counted");
  day->add_option("--seed", words.day.seed);
  day->add_option("--visits", words.day.visits);
  day->add_option("--bookings", words.day.bookings);
  day->add_option("--joins", words.day.joins);
  day->add_option("--cases", words.day.cases);
  auto* renewing = app.add_subcommand("renew", "renews the certificate now; prints which authority has signed it");
  auto* idling = app.add_subcommand("idle", "what a kiosk does once a minute when nobody stands before it");
  auto* telling = app.add_subcommand("states", "what this device knows of its applications");
  CLI11_PARSE(app, argc, argv);

  if (enrolling->parsed()) return run_enrol(words);
  if (renewing->parsed()) return run_renew(words);
  auto device = Device::open(words.folder);
  if (!device) return print_error(device.error());
  if (submitting->parsed()) return run_submit(words, **device);
  if (syncing->parsed()) return run_sync(words, **device);
  if (handing->parsed()) return run_handoff(words, **device);
  if (day->parsed()) return run_day(words, **device);
  if (idling->parsed()) return run_idle(**device);
  return telling->parsed() ? run_states(words, **device) : 2;
}

}  // namespace
}  // namespace warmheart::device

int main(int argc, char** argv) {
  try {
    return warmheart::device::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "warmheart-test-device: " << error.what() << "\n";
    return 1;
  }
}
