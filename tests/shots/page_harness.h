// The real pages over a made-up station, in memory: what pictures and tests of pages start from. GUI thread.
#pragma once

#include <QQmlApplicationEngine>
#include <QQuickWindow>

#include <memory>
#include <string>

#include "app/kiosk/backend/backend.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/program/config.h"
#include "app/kiosk/service/receipt_printer.h"
#include "tests/seeded_random.h"
#include "tests/shots/made_up_bookings.h"
#include "tests/shots/made_up_devices.h"
#include "tests/shots/made_up_help.h"
#include "tests/shots/made_up_phone.h"
#include "tests/shots/made_up_remote_query.h"
#include "tests/shots/made_up_requests.h"
#include "tests/shots/made_up_staff.h"
#include "tests/shots/made_up_station.h"
#include "tests/shots/made_up_visits.h"

namespace warmheart {

struct Screen {
  const char* name;
  int width, height;
  double width_mm;
};
inline constexpr Screen kPortrait{"portrait", 1080, 1920, 268};
inline constexpr Screen kLandscape{"landscape", 1920, 1080, 476};
inline constexpr Screen kSmall{"small", 1280, 800, 217};

// Before QGuiApplication: no display, Qt's software renderer, our keyboard.
void prepare_page_harness();

class PageHarness {
 public:
  PageHarness(const std::string& source_dir, const Screen& screen, const std::string& language, const std::string& theme);
  ~PageHarness();

  // The window, or nullptr with the reason on stderr.
  QQuickWindow* open();
  QQuickWindow* window() { return m_window; }
  Backend& backend() { return *m_backend; }
  MadeUpStation& station() { return m_station; }
  MadeUpVisits& visits() { return m_visits; }
  MadeUpBookings& bookings() { return m_bookings; }
  MadeUpHelp& help() { return m_help; }
  MadeUpRequests& requests() { return m_requests; }
  MadeUpRemoteQuery& remote_query() { return m_remote_query; }
  MadeUpStaff& staff() { return m_staff; }
  MadeUpPhone& phone() { return m_phone; }
  MadeUpVoice& voice() { return m_voice; }
  MadeUpReader& reader() { return m_reader; }
  MadeUpPrinter& printer() { return m_receipt_printer; }

  // An expression in Main.qml, as a touch would cause it: "page.go(Routes.joinWork)".
  void run(const QString& expression);
  void settle(int ms);

 private:
  KioskConfig m_config;
  StoppedClock m_clock;
  test::SeededRandom m_random{20261123};  // a ticket's code is the same at every run
  MadeUpStation m_station;
  MadeUpVisits m_visits;
  MadeUpBookings m_bookings;
  MadeUpHelp m_help;
  MadeUpStaff m_staff;
  MadeUpPhone m_phone;
  MadeUpRequests m_requests;
  MadeUpRemoteQuery m_remote_query;
  MadeUpPrinter m_receipt_printer;
  MadeUpReports m_report_export;
  MadeUpReader m_reader;
  MadeUpVoice m_voice;
  Sentences m_sentences;
  std::unique_ptr<Backend> m_backend;
  std::unique_ptr<QQmlApplicationEngine> m_engine;
  QQuickWindow* m_window = nullptr;
};

}  // namespace warmheart
