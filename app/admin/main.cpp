// warmheart-admin: the operator's command line. It works beside the running server. Exit: 0 done, 1 not done (one
// sentence on standard error says what to do), 2 the command line, or a value or file that it names, is wrong.
#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>

#include <sys/stat.h>

#include "app/admin/commands.h"
#include "app/admin/printing.h"
#include "app/admin/unknown_command.h"
#include "core/base/secret.h"

namespace {

using namespace warmheart;
using namespace warmheart::admin;

// Values that the command line fills, and what is to be done with them.
struct Asked {
  InitOptions init;
  std::string station;
  std::string device;
  std::string reason = "no reason given";
  NewUser user;
  std::vector<std::string> files;
  std::string district;
  std::string from, to;
  std::string file;
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  std::optional<std::string> station_database;
  std::vector<std::string> heads;
  std::string by;
  bool new_key = false;
  KeyRotation key;
  std::string what;
  std::string argument;
  bool closed = false;
  bool at_once = false;
  BackupRequest backup;
  bool trial = false;
  StaffRequest staff;
  AlertRequest alert;
  WeatherRequest weather;
  std::int64_t days = 90;
  std::function<Result<void>(const Centre&)> act;
};

void add_device_commands(CLI::App& app, Asked& asked) {
  auto* stations = app.add_subcommand("stations", "List stations: who is in contact, what waits");
  stations->callback([&asked] { asked.act = list_stations; });
  auto* enrolment = app.add_subcommand("enrol", "Make a one-time code for a new kiosk (24 hours)");
  enrolment->add_option("--station", asked.station, "The station's code, id or name")->required();
  enrolment->add_flag("--auto", asked.at_once, "The kiosk serves at once, without `approve`");
  enrolment->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return enrol(centre, asked.station, asked.at_once); }; });
  auto* approval = app.add_subcommand("approve", "Let a new kiosk serve, after its fingerprint was compared");
  approval->add_option("device", asked.device, "Its id, or the beginning of it")->required();
  approval->add_option("--fingerprint", asked.argument, "The digits that the kiosk showed when it was enrolled")
      ->required();
  approval->callback([&asked] {
    asked.act = [&asked](const Centre& centre) { return approve(centre, asked.device, asked.argument); };
  });
  auto* devices = app.add_subcommand("devices", "List enrolled devices");
  devices->callback([&asked] { asked.act = list_devices; });
  auto* revocation = app.add_subcommand("revoke", "Refuse a device for ever, from its next request on");
  revocation->add_option("device", asked.device, "Its id, or the beginning of it")->required();
  revocation->add_option("--reason", asked.reason, "For the audit");
  revocation->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return revoke(centre, asked.device, asked.reason); }; });
  auto* releasing = app.add_subcommand("release", "Let in a device that is held, after its fingerprint was compared");
  releasing->add_option("device", asked.device, "Its id, or the beginning of it")->required();
  releasing->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return release(centre, asked.device); }; });
}

void add_key_commands(CLI::App& app, Asked& asked) {
  auto* keys = app.add_subcommand("keys", "Every key of the centre, since when, and what comes next");
  keys->require_subcommand(0, 1);
  keys->callback([keys, &asked] {
    if (keys->get_subcommands().empty()) asked.act = list_keys;
  });
  auto* rotation = keys->add_subcommand("rotate", "The next key takes its place, while everything runs");
  rotation->add_option("name", asked.key.name, "sealing, card, feed, root, kek, id-hash, authority or authority-root")
      ->required();
  rotation->add_option("--root-key", asked.key.root_key_file,
                       "The file of the root's secret, where it does not lie in keys/");
  rotation->add_option("--authority-key", asked.key.authority_key_file,
                       "For authority: the file of its root's key, where it does not lie in keys/");
  rotation->add_option("--new-root-key", asked.key.new_root_file,
                       "For root and authority-root: the file to write the next secret to");
  rotation->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return rotate_key(centre, asked.key); }; });
  auto* forgetting =
      keys->add_subcommand("forget", "Delete the older secrets of feed, kek or id-hash, or the older authorities");
  forgetting->add_option("name", asked.key.name, "feed, kek, id-hash or authority")->required();
  forgetting->add_flag("--anyway", asked.key.anyway,
                       "For authority: also while devices hold certificates of an older one; they are shut out");
  forgetting->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return forget_keys(centre, asked.key); }; });
}

void add_user_commands(CLI::App& app, Asked& asked) {
  auto* user = app.add_subcommand("user", "Who may use the console");
  user->require_subcommand(1);
  auto* add = user->add_subcommand("add", "Add a user; the password is read from standard input");
  add->add_option("name", asked.user.name, "Sign-in name")->required();
  add->add_option("--name", asked.user.shown_name, "Name as shown");
  add->add_option("--role", asked.user.role, "union-reviewer, city or operator")->required();
  add->add_option("--union", asked.user.union_code, "The one union of a union-reviewer");
  add->callback([&asked] { asked.act = [&asked](const Centre& centre) { return add_user(centre, asked.user); }; });
  auto* password = user->add_subcommand(
      "password", "Set a new password, read from standard input; ends the logins and forgets wrong tries");
  password->add_option("name", asked.user.name, "Sign-in name")->required();
  password->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return set_password(centre, asked.user.name); }; });
  const auto step = [user, &asked](const char* name, const char* about,
                                   Result<void> (*act)(const Centre&, const std::string&)) {
    auto* command = user->add_subcommand(name, about);
    command->add_option("name", asked.user.name, "Sign-in name")->required();
    command->callback(
        [&asked, act] { asked.act = [&asked, act](const Centre& centre) { return act(centre, asked.user.name); }; });
  };
  step("disable", "No sign-in any more; ends the logins at once", disable_user);
  step("enable", "Sign-in again", enable_user);
  auto* role = user->add_subcommand("role", "Change the role; ends the logins at once");
  role->add_option("name", asked.user.name, "Sign-in name")->required();
  role->add_option("role", asked.user.role, "union-reviewer, city or operator")->required();
  role->add_option("--union", asked.user.union_code, "The one union of a union-reviewer");
  role->callback([&asked] { asked.act = [&asked](const Centre& centre) { return change_role(centre, asked.user); }; });
  auto* reset = user->add_subcommand(
      "reset-factor", "Take away a second factor whose phone is lost; an operator's password and code are read");
  reset->add_option("name", asked.user.name, "Whose second factor")->required();
  reset->add_option("--by", asked.by, "The operator who does it")->required();
  reset->add_option("--reason", asked.argument, "For the audit")->required();
  reset->callback([&asked] {
    asked.act = [&asked](const Centre& centre) {
      return reset_user_factor(centre, asked.user.name, asked.by, asked.argument);
    };
  });
  user->add_subcommand("list", "List users")->callback([&asked] { asked.act = list_users; });
}

void add_record_commands(CLI::App& app, Asked& asked) {
  auto* parked = app.add_subcommand("parked", "List records that were stored and could not be understood");
  parked->callback([&asked] { asked.act = list_parked; });
  auto* unparking = app.add_subcommand("unpark", "Put a parked record back in line");
  unparking->add_option("device", asked.device)->required();
  unparking->add_option("epoch", asked.epoch)->required();
  unparking->add_option("seq", asked.seq)->required();
  unparking->callback([&asked] {
    asked.act = [&asked](const Centre& centre) { return unpark(centre, asked.device, asked.epoch, asked.seq); };
  });
  auto* verification = app.add_subcommand("verify", "Recompute every hash chain and the audit");
  verification->add_option("--station-db", asked.station_database,
                           "Verify the journal in this station database instead");
  verification->add_option("--heads", asked.heads,
                           "Compare the audit with the heads that these station databases hold instead");
  verification->callback([&asked] {
    asked.act = [&asked](const Centre& centre) {
      return asked.heads.empty() ? verify(centre, asked.station_database) : verify_heads(centre, asked.heads);
    };
  });
  auto* showing =
      app.add_subcommand("show", "Show what the centre holds: overview, alarms, audit, records DEVICE, feed SCOPE");
  showing->add_option("what", asked.what);
  showing->add_option("argument", asked.argument);
  showing->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return show(centre, asked.what, asked.argument); }; });
}

void add_figure_commands(CLI::App& app, Asked& asked) {
  const auto figures = [&](const char* name, const char* about,
                           Result<void> (*act)(const Centre&, const FigureOptions&)) {
    auto* command = app.add_subcommand(name, about);
    command->add_option("--day", asked.from, "The first day, as 2026-11-25; thirty days back when not given");
    command->add_option("--to", asked.to, "The last day; today when not given");
    command->add_option("--out", asked.file, "A CSV file to write");
    command->callback([&asked, act] {
      asked.act = [&asked, act](const Centre& centre) { return act(centre, {asked.from, asked.to, asked.file}); };
    });
  };
  figures("loans", "What was lent per station and service, came back, is out and overdue", show_loans);
  figures("queues", "Numbers for full services: served, lapsed, given up, minutes waited", show_queues);
  figures("ratings", "Faces per station, service and kind of case, with the rate of the satisfied", show_ratings);
  figures("faults", "What is broken, empty or dirty, the oldest first", show_faults);
}

void add_service_commands(CLI::App& app, Asked& asked) {
  auto* visits = app.add_subcommand("visits", "Visits per station and service: person-times, and persons by card");
  visits->add_option("--day", asked.from, "A day as 2026-11-25; today when not given");
  visits->add_option("--to", asked.to, "The last day, to sum over several");
  visits->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return show_visits(centre, asked.from, asked.to); }; });
  app.add_subcommand("sessions", "Sessions with their ledger of slots")->callback([&asked] {
    asked.act = list_sessions;
  });
  auto* bookings = app.add_subcommand("bookings", "Who has booked a session or waits for it, masked");
  bookings->add_option("session", asked.what, "Its id, or the beginning of it")->required();
  bookings->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return show_bookings(centre, asked.what); }; });
  auto* cancelling =
      app.add_subcommand("cancel-session", "A session is off: no more bookings, everybody is to be called");
  cancelling->add_option("session", asked.what, "Its id, or the beginning of it")->required();
  cancelling->add_option("--notice", asked.reason, "A sentence for riders")->required();
  cancelling->callback([&asked] {
    asked.act = [&asked](const Centre& centre) { return cancel_session_for(centre, asked.what, asked.reason); };
  });
  auto* recalling =
      app.add_subcommand("recall-slots", "Stations give back what they hold of a session and have not sold");
  recalling->add_option("session", asked.what, "Its id, or the beginning of it")->required();
  recalling->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return recall_slots(centre, asked.what); }; });
  app.add_subcommand("occupancy", "Units in use, as stations have told")->callback([&asked] {
    asked.act = show_occupancy;
  });
}

void add_staff_commands(CLI::App& app, Asked& asked) {
  auto* staff = app.add_subcommand("staff", "Badges of station staff");
  staff->require_subcommand(1);
  auto* add = staff->add_subcommand("add", "Make a badge; its PIN is read from standard input");
  add->add_option("--station", asked.staff.station, "The station's code, id or name")->required();
  add->add_option("--name", asked.staff.name, "As other staff see it")->required();
  add->add_option("--role", asked.staff.role, "staff or lead");
  add->add_option("--badge", asked.staff.badge_file, "An SVG file to print; without it the badge's text is printed");
  add->add_option("--rights-days", asked.staff.rights_days, "How long it opens a kiosk that does not reach the centre")
      ->check(CLI::Range(1, 90));
  add->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return add_station_staff(centre, asked.staff); }; });
  staff->add_subcommand("list", "All badges, when they unlocked, how often they were locked out")->callback([&asked] {
    asked.act = list_station_staff;
  });
  auto* dismissal = staff->add_subcommand("dismiss", "A badge opens nothing any more");
  dismissal->add_option("badge", asked.what, "Its id, or the beginning of it")->required();
  dismissal->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return dismiss_station_staff(centre, asked.what); }; });
  auto* help = staff->add_subcommand(
      "help", "The answer over the phone for a forgotten PIN; the kiosk's nine digits are read from standard input");
  help->add_option("badge", asked.what, "The badge's id, or the beginning of it")->required();
  help->add_option("--device", asked.device, "The kiosk, or the beginning of its id")->required();
  help->callback([&asked] {
    asked.act = [&asked](const Centre& centre) { return help_station_staff(centre, asked.what, asked.device); };
  });
  auto* found = app.add_subcommand("found", "Lost and found: how much was found, handed over, sent on, per station");
  found->add_option("--days", asked.days, "Of the last days; 90 when not given")->check(CLI::Range(1, 3650));
  found->callback([&asked] { asked.act = [&asked](const Centre& centre) { return show_found(centre, asked.days); }; });
  app.add_subcommand("events", "Street pop-ups and meetings with their tallies")->callback([&asked] {
    asked.act = show_events;
  });
}

void add_notice_commands(CLI::App& app, Asked& asked) {
  auto* alert = app.add_subcommand("alert", "Weather alerts at the kiosks");
  alert->require_subcommand(1);
  auto* publishing = alert->add_subcommand("publish", "Show one until it ends; the same id again changes it");
  publishing->add_option("id", asked.alert.id, "A name of its own, such as heat-20260701")->required();
  publishing->add_option("--kind", asked.alert.kind, "heat, cold, storm, air or other")->required();
  publishing->add_option("--level", asked.alert.level, "blue, yellow, orange or red")->required();
  publishing->add_option("--text", asked.alert.text, "A sentence in Chinese, at most 60 characters")->required();
  publishing->add_option("--text-en", asked.alert.text_en, "The same in English");
  publishing->add_option("--advice", asked.alert.advice, "What to do; without it, what kiosks say of this kind");
  publishing->add_option("--advice-en", asked.alert.advice_en, "The same in English");
  publishing->add_option("--from", asked.alert.from, "\"2026-07-01 10:00\"; now when not given");
  publishing->add_option("--until", asked.alert.until, "\"2026-07-01 20:00\" or \"+0 20:00\" (today)")->required();
  publishing->add_option("--district", asked.alert.district, "Only there; six digits");
  publishing->add_option("--station", asked.alert.stations, "Only there; may be given often");
  publishing->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return publish_an_alert(centre, asked.alert); }; });
  auto* ending = alert->add_subcommand("end", "Take one back before its time");
  ending->add_option("id", asked.what)->required();
  ending->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return end_an_alert(centre, asked.what); }; });
  alert->add_subcommand("list", "Those of late, the newest first")->callback([&asked] { asked.act = list_the_alerts; });
  auto* weather = app.add_subcommand("weather", "What the weather is like, as kiosks show it");
  weather->add_option("--kind", asked.weather.kind, "sun, cloud, rain, snow, fog or wind")->required();
  weather->add_option("--low", asked.weather.low, "Today's lowest, in degrees Celsius")->required();
  weather->add_option("--high", asked.weather.high, "Today's highest")->required();
  weather->add_option("--hours", asked.weather.hours, "How long it is shown; 12 when not given")
      ->check(CLI::Range(1, 36));
  weather->add_option("--district", asked.weather.district, "Only there; six digits");
  weather->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return publish_the_weather(centre, asked.weather); }; });
}

void add_case_commands(CLI::App& app, Asked& asked) {
  auto* cases = app.add_subcommand("cases", "Cases that are open, the first due first, and the closing figures");
  cases->add_flag("--closed", asked.closed, "Closed ones, too");
  cases->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return show_cases(centre, asked.closed); }; });
  auto* one = app.add_subcommand("case", "One case");
  one->require_subcommand(1);
  const auto step = [one, &asked](const char* name, const char* about, const char* option, const char* what,
                                  Result<void> (*act)(const Centre&, const std::string&, const std::string&)) {
    auto* command = one->add_subcommand(name, about);
    command->add_option("case", asked.what, "Its id, or the beginning of it")->required();
    command->add_option(option, asked.argument, what)->required();
    command->callback([&asked, act] {
      asked.act = [&asked, act](const Centre& centre) { return act(centre, asked.what, asked.argument); };
    });
  };
  step("show", "Who it is and what was written", "--reason", "For the audit", show_case);
  step("dispatch", "It is handed over", "--to", "Who has it now", hand_over_case);
  step("answer", "It is handled", "--text", "A sentence for the rider; no personal data", give_answer);
  step("called-back", "The rider was called", "--outcome", "satisfied, not-satisfied or not-reached", call_back_case);
  auto* closing = one->add_subcommand("close", "The loop is closed");
  closing->add_option("case", asked.what, "Its id, or the beginning of it")->required();
  closing->callback([&asked] { asked.act = [&asked](const Centre& centre) { return end_case(centre, asked.what); }; });
  auto* hotline = one->add_subcommand("export-hotline", "Hand the hotline's cases over in a file");
  hotline->add_option("--out", asked.what, "The CSV file to write")->required();
  hotline->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return export_hotline(centre, asked.what); }; });
}

void add_request_commands(CLI::App& app, Asked& asked) {
  app.add_subcommand("requests", "What riders asked about their own data: leaving, no more texts, corrections, erasure")
      ->callback([&asked] { asked.act = show_requests; });
  auto* one = app.add_subcommand("request", "One request");
  one->require_subcommand(1);
  auto* show = one->add_subcommand("show", "What a correction would change; one row in the audit");
  show->add_option("request", asked.what, "Its id, or the beginning of it")->required();
  show->add_option("--reason", asked.argument, "Why it is opened")->required();
  show->callback([&asked] {
    asked.act = [&asked](const Centre& centre) { return show_correction(centre, asked.what, asked.argument); };
  });
  auto* agree = one->add_subcommand("agree", "Do it; an erasure needs a second person");
  agree->add_option("requests", asked.files, "Ids, or the beginnings of them")->required();
  agree->add_option("--by", asked.argument, "The operator who agrees: password and code are read")->required();
  agree->callback([&asked] {
    asked.act = [&asked](const Centre& centre) { return agree_to_requests(centre, asked.files, asked.argument); };
  });
  auto* refuse = one->add_subcommand("refuse", "It is not done");
  refuse->add_option("request", asked.what, "Its id, or the beginning of it")->required();
  refuse->add_option("--reason", asked.argument, "A sentence for the rider")->required();
  refuse->callback([&asked] {
    asked.act = [&asked](const Centre& centre) { return refuse_a_request(centre, asked.what, asked.argument); };
  });
}

void add_setup_commands(CLI::App& app, Asked& asked) {
  auto* setup =
      app.add_subcommand("init", "Make keys, authority, server certificate and databases; harmless when done already");
  setup->add_option("--host", asked.init.hosts, "A name or address by which the centre is reached; may be given often");
  setup->add_option("--console-host", asked.init.console_host,
                    "The one name by which the console answers, written into a new central.toml");
  setup->add_option("--riders-host", asked.init.riders_host,
                    "The one name by which riders' pages answer; goes with --console-host");
  setup->add_option("--devices-port", asked.init.devices_port, "For stations, written into a new central.toml");
  setup->add_option("--people-port", asked.init.people_port,
                    "For browsers and enrolment, written into a new central.toml");
  setup->add_option("--bind", asked.init.bind, "Address to listen on, written into a new central.toml");
  setup->add_flag("--begin-anew", asked.init.begin_anew,
                  "Give up what this centre knew: its databases are moved aside, never deleted, and new ones made");
  setup->callback([&asked] { asked.act = [&asked](const Centre& centre) { return init(centre, asked.init); }; });
  auto* restoring =
      app.add_subcommand("restored", "Say that the databases were put back from a backup; before the server starts");
  restoring->callback([&asked] { asked.act = restored; });
  auto* certificate = app.add_subcommand("certificate", "The certificate that this centre shows");
  certificate->require_subcommand(1);
  auto* renewal = certificate->add_subcommand("renew", "Make the next one for the same names; no restart is needed");
  renewal->add_flag("--new-key", asked.new_key, "With a new key, too");
  renewal->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return renew_certificate(centre, asked.new_key); }; });
  auto* clock = app.add_subcommand("clock", "The clock that this centre goes by");
  clock->require_subcommand(1);
  clock->add_subcommand("accept", "Say that this machine's clock is right, after comparing it with another one")
      ->callback([&asked] { asked.act = accept_the_clock; });
  auto* publishing = app.add_subcommand("publish", "Publish catalogue and consent files to stations");
  publishing->add_option("files", asked.files, "TOML files as in assets/catalogue and assets/consent")->required();
  publishing->add_option("--district", asked.district, "For files that name none; without it, every station");
  publishing->callback([&asked] {
    asked.act = [&asked](const Centre& centre) { return publish_files(centre, asked.files, asked.district); };
  });
}

void add_operating_commands(CLI::App& app, Asked& asked) {
  auto* backing_up = app.add_subcommand("backup", "Copy both databases while the server writes, and prove the copy");
  backing_up->add_option("folder", asked.backup.folder, "Where backups lie; each gets a folder of its own by date")
      ->required();
  backing_up->add_option("--keep", asked.backup.keep, "So many stay, older ones are erased; 14 when not given")
      ->check(CLI::Range(1, 14));
  backing_up->add_flag("--with-keys", asked.backup.with_keys, "Refused: keys are copied apart, by you");
  backing_up->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return back_up(centre, asked.backup); }; });
  auto* restoring = app.add_subcommand("restore", "Put a backup back; the server must be stopped");
  restoring->add_option("backup", asked.what, "The backup's own folder")->required();
  restoring->add_flag("--try", asked.trial, "Only by way of trial, in a folder of its own; the server may run");
  restoring->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return restore(centre, asked.what, asked.trial); }; });
  auto* backups = app.add_subcommand("backups", "Backups in a folder: when made, proved, put back by way of trial");
  backups->add_option("folder", asked.what, "Where they lie")->required();
  backups->callback(
      [&asked] { asked.act = [&asked](const Centre& centre) { return show_backups(centre, asked.what); }; });
  auto* retention =
      app.add_subcommand("retention", "How long each class of data is kept, what is due, what was erased");
  retention->require_subcommand(0, 1);
  retention->callback([retention, &asked] {
    if (retention->get_subcommands().empty()) asked.act = show_retention;
  });
  auto* shorten = retention->add_subcommand("shorten", "Keep a class for fewer days than was agreed to");
  shorten->add_option("class", asked.what, "As `retention` lists it")->required();
  shorten->add_option("days", asked.days, "At least 1")->required()->check(CLI::Range(1, 3650));
  shorten->callback([&asked] {
    asked.act = [&asked](const Centre& centre) { return shorten_retention(centre, asked.what, asked.days); };
  });
}

// A word that is no command of the deepest one found. Empty: the mistake is another.
std::string mistyped_command(const CLI::App& app) {
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  std::vector<std::string> known;
  for (const CLI::App* one : at->get_subcommands([](const CLI::App*) { return true; }))
    known.push_back(one->get_name());
  const std::vector<std::string> rest = app.remaining(true);
  if (known.empty() || rest.empty() || rest.front().starts_with("-")) return {};
  return unknown_command(rest.front(), at == &app ? "" : at->get_name(), known);
}

int explain_command_line(const CLI::App& app, const CLI::ParseError& error) {
  const std::string mistyped = mistyped_command(app);
  if (mistyped.empty() || error.get_exit_code() == 0) return app.exit(error) == 0 ? 0 : 2;
  std::cerr << "warmheart-admin: " << printable(mistyped) << "\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  std::string data_folder;
  Asked asked;
  CLI::App app("The operator's command line of a Warmheart centre");
  app.name("warmheart-admin");
  app.add_option("--data", data_folder, "The centre's data folder")->envname("WARMHEART_DATA")->required();
  app.require_subcommand(1);
  app.fallthrough();
  add_setup_commands(app, asked);
  add_key_commands(app, asked);
  add_device_commands(app, asked);
  add_user_commands(app, asked);
  add_record_commands(app, asked);
  add_service_commands(app, asked);
  add_figure_commands(app, asked);
  add_staff_commands(app, asked);
  add_notice_commands(app, asked);
  add_case_commands(app, asked);
  add_request_commands(app, asked);
  add_operating_commands(app, asked);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) { return explain_command_line(app, error); }
  forbid_core_dumps();
  ::umask(S_IRWXG | S_IRWXO);  // whatever is made here is its owner's alone
  const SystemClock clock;
  SystemRandom random;
  PrintableBuffer buffer(std::cout);
  std::ostream out(&buffer);
  const Centre centre{data_folder, out, std::cin, clock, random};
  const auto done = asked.act(centre);
  out.flush();
  if (done) return 0;
  std::cerr << "warmheart-admin: " << printable(done.error().what) << "\n";
  return done.error().code == ErrorCode::invalid_argument ? 2 : 1;
}
