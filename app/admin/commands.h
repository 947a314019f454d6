// The operator's commands, one function each. Doing one twice is harmless wherever that makes sense.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/admin/centre.h"

namespace warmheart::admin {

struct InitOptions {
  std::vector<std::string> hosts;  // DNS names or IP addresses by which stations and browsers reach the centre
  std::uint16_t devices_port = 8444;
  std::uint16_t people_port = 8443;
  std::string bind = "0.0.0.0";
  std::string console_host = {}, riders_host = {};  // names that only browsers use; both or none (app/central/hosts.h)
  bool begin_anew = false;  // what this centre knew is given up: its databases are moved aside, and new ones made
};
// Keys, CA, server certificate (made anew only for other hosts), databases, and a central.toml to start from.
Result<void> init(const Centre& centre, const InitOptions& options);

// After the databases were put back from a backup, before the server starts: a new incarnation, so that every device
// takes a full checkpoint and sends again what the backup does not have (core/service/SLOTS.md).
Result<void> restored(const Centre& centre);

struct BackupRequest {
  std::string folder;
  int keep = 14;           // so many stay
  bool with_keys = false;  // refused: a backup never holds keys
};
// One moment of both databases beside the running server, proved before it is called a backup
// (core/central/backup/README.md).
Result<void> back_up(const Centre& centre, const BackupRequest& asked);
// Puts a backup back while no server runs, and does what restored() does; `trial`: in a folder of its own that is taken
// away again, beside whatever runs.
Result<void> restore(const Centre& centre, const std::string& backup, bool trial);
Result<void> show_backups(const Centre& centre, const std::string& folder);

// Each class of data with its period: what is due, what was erased, when next.
Result<void> show_retention(const Centre& centre);
// A shorter period than the one that was agreed to, in days.
Result<void> shorten_retention(const Centre& centre, const std::string& name, std::int64_t days);

// The clock beside all that is known of it, the certificates and their ends; before anything is made that holds until a
// day, the clock must be believed.
Result<void> show_health(const Centre& centre, CentralStore& store);
Result<void> require_sound_clock(const Centre& centre, CentralStore& store);
// The next server certificate, for the same names; a running centre reads it.
Result<void> renew_certificate(const Centre& centre, bool new_key);

// Every key of the centre: number, id, since when, and what comes next. No secret.
Result<void> list_keys(const Centre& centre);
struct KeyRotation {
  std::string name;                // sealing, card, feed, root, kek, id-hash, authority, authority-root
  std::string root_key_file;       // of the present root, where it does not lie in keys/
  std::string new_root_file;       // where the next root's secret is written; empty: keys/
  std::string authority_key_file;  // of the authorities' root, where it does not lie in keys/
  bool anyway = false;             // forget: devices that hold to an older authority are shut out
};
// The next one; a running centre takes it with its next act. What stands under the one before is written anew.
Result<void> rotate_key(const Centre& centre, const KeyRotation& asked);
// The older secrets of feed, kek or id-hash are deleted before their time; older authorities at all.
Result<void> forget_keys(const Centre& centre, const KeyRotation& asked);

// The parts of the three above about authorities and certificates (net/tls/authority.h).
Result<void> list_authority_keys(const Centre& centre, CentralStore& store);
Result<void> rotate_authority(const Centre& centre, const KeyRotation& asked);
Result<void> rotate_authority_root(const Centre& centre, const KeyRotation& asked);
// The lists of roots that kiosks trust in TLS, signed by the present root of the feed's keys.
Result<void> sign_authority_roots(const Centre& centre, CentralStore& store, const std::string& root_key_file);
// conflict, and a list of them: devices that have not taken the newest yet, unless `anyway`.
Result<void> forget_authorities(const Centre& centre, bool anyway);
// An operator has compared this machine's clock with another one.
Result<void> accept_the_clock(const Centre& centre);

Result<void> list_stations(const Centre& centre);
// `at_once`: the kiosk serves without approve().
Result<void> enrol(const Centre& centre, const std::string& station, bool at_once);
// A new kiosk serves, once its fingerprint was compared.
Result<void> approve(const Centre& centre, const std::string& device, const std::string& fingerprint);
Result<void> list_devices(const Centre& centre);
// A device by its id, or by the beginning of it where that is unique.
Result<void> revoke(const Centre& centre, const std::string& device, const std::string& reason);
Result<void> release(const Centre& centre, const std::string& device);

struct NewUser {
  std::string name;
  std::string shown_name;
  std::string role;
  std::string union_code;
};
Result<void> add_user(const Centre& centre, const NewUser& user);
Result<void> set_password(const Centre& centre, const std::string& name);
Result<void> disable_user(const Centre& centre, const std::string& name);
Result<void> enable_user(const Centre& centre, const std::string& name);
Result<void> change_role(const Centre& centre, const NewUser& user);  // its shown name stays
// `by` is an operator, and proves it (prove.h).
Result<void> reset_user_factor(const Centre& centre, const std::string& name, const std::string& by,
                               const std::string& reason);
Result<void> list_users(const Centre& centre);

// All files are read and checked before anything is published. `district` is for files that name none; empty: every
// station.
Result<void> publish_files(const Centre& centre, const std::vector<std::string>& files, const std::string& district);

// Visits per station and service from one day to another (2026-11-25; empty: today): person-times, and persons for
// cards alone.
Result<void> show_visits(const Centre& centre, const std::string& from, const std::string& to);
// Units in use, as stations have told.
Result<void> show_occupancy(const Centre& centre);

struct FigureOptions {
  std::string from, to;  // days as 2026-11-25; empty: the last thirty
  std::string file;      // a CSV file to write; empty: to the terminal
};
// Per station and service: what was lent, came back, is out and overdue; numbers for full services; the three faces
// with the rate of the satisfied; and faults that are open, with their age.
Result<void> show_loans(const Centre& centre, const FigureOptions& asked);
Result<void> show_queues(const Centre& centre, const FigureOptions& asked);
Result<void> show_ratings(const Centre& centre, const FigureOptions& asked);
Result<void> show_faults(const Centre& centre, const FigureOptions& asked);  // its days say nothing

// The ledger of slots, a session a line; who has booked; the session is off; unsold slots come back.
Result<void> list_sessions(const Centre& centre);
Result<void> show_bookings(const Centre& centre, const std::string& session);
Result<void> cancel_session_for(const Centre& centre, const std::string& session, const std::string& notice);
Result<void> recall_slots(const Centre& centre, const std::string& session);

// What riders asked about their own data. An erasure takes two people: each is an operator, and proves it (prove.h).
Result<void> show_requests(const Centre& centre);
// One after the other; the first that cannot be agreed to ends it.
Result<void> agree_to_requests(const Centre& centre, const std::vector<std::string>& requests, const std::string& who);
Result<void> show_correction(const Centre& centre, const std::string& request, const std::string& reason);
Result<void> refuse_a_request(const Centre& centre, const std::string& request, const std::string& reason);

struct StaffRequest {
  std::string station, name;
  std::string role = "staff";
  std::string badge_file;  // SVG; empty: the badge's text is printed
  std::int64_t rights_days = 7;
};
// Badges of station staff. The PIN is read from standard input; the badge is told once. Help: the kiosk's nine digits
// in by standard input, nine out.
Result<void> add_station_staff(const Centre& centre, const StaffRequest& request);
Result<void> list_station_staff(const Centre& centre);
Result<void> dismiss_station_staff(const Centre& centre, const std::string& badge);
Result<void> help_station_staff(const Centre& centre, const std::string& badge, const std::string& device);
// Street pop-ups and meetings with their tallies.
Result<void> show_events(const Centre& centre);

// Cases: masked and by due time, with the closing figures; one with its person, for a reason that the audit keeps; the
// steps of the loop; and the hotline's own, written to a file that only its owner reads and handed over by that.
Result<void> show_cases(const Centre& centre, bool closed);
Result<void> show_case(const Centre& centre, const std::string& beginning, const std::string& reason);
Result<void> hand_over_case(const Centre& centre, const std::string& beginning, const std::string& union_name);
Result<void> give_answer(const Centre& centre, const std::string& beginning, const std::string& answer);
Result<void> call_back_case(const Centre& centre, const std::string& beginning, const std::string& outcome);
Result<void> end_case(const Centre& centre, const std::string& beginning);
Result<void> export_hotline(const Centre& centre, const std::string& path);

// Lost and found of the last days, per station.
Result<void> show_found(const Centre& centre, std::int64_t days);

struct AlertRequest {
  std::string id, kind, level, text, text_en, advice, advice_en;
  std::string from, until;  // moment.h; no `from`: now
  std::string district;     // 6 digits; with no station either: everywhere
  std::vector<std::string> stations;
};
// Weather alerts: published, or published anew under the same id; ended before their time; those of late.
Result<void> publish_an_alert(const Centre& centre, const AlertRequest& request);
Result<void> end_an_alert(const Centre& centre, const std::string& id);
Result<void> list_the_alerts(const Centre& centre);
struct WeatherRequest {
  std::string kind;
  int low = 0, high = 0;  // °C
  std::int64_t hours = 12;
  std::string district;
};
// What the weather is like now, for so many hours.
Result<void> publish_the_weather(const Centre& centre, const WeatherRequest& request);

Result<void> list_parked(const Centre& centre);
Result<void> unpark(const Centre& centre, const std::string& device, std::uint64_t epoch, std::uint64_t seq);

// Every device's chain as the centre stored it, and the audit. corrupt when anything does not hold; each fault is a
// line.
Result<void> verify_centre(const Centre& centre);
// The heads of the centre's audit that stations hold, from their databases (copies, or beside the running kiosk): each
// is a row of this audit. corrupt when one is not.
Result<void> verify_heads(const Centre& centre, const std::vector<std::string>& station_databases);
// The same of a station's journal (a copy, or beside the running kiosk), where a file is given.
Result<void> verify(const Centre& centre, const std::optional<std::string>& station_database);

// "overview", "alarms", "audit", "records" (of a device), "feed" (of a scope).
Result<void> show(const Centre& centre, const std::string& what, const std::string& argument);

}  // namespace warmheart::admin
