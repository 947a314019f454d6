// The real pages over a station that does not exist (tests/kiosk_fakes): what pictures and tests of pages start from.
// GUI thread.
#pragma once

#include <QQmlApplicationEngine>
#include <QQuickWindow>

#include <memory>
#include <string>

#include "app/kiosk/backend/backend.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/program/config.h"
#include "app/kiosk/service/receipt_printer.h"
#include "tests/kiosk_fakes/fake_bookings.h"
#include "tests/kiosk_fakes/fake_clock.h"
#include "tests/kiosk_fakes/fake_data_requests.h"
#include "tests/kiosk_fakes/fake_devices.h"
#include "tests/kiosk_fakes/fake_help.h"
#include "tests/kiosk_fakes/fake_kiosk.h"
#include "tests/kiosk_fakes/fake_phone.h"
#include "tests/kiosk_fakes/fake_remote_query.h"
#include "tests/kiosk_fakes/fake_staff.h"
#include "tests/kiosk_fakes/fake_visits.h"
#include "tests/seeded_random.h"

namespace warmheart {

struct Screen {
  const char* name;
  int width, height;
  double width_mm;
};
inline constexpr Screen kPortrait{"portrait", 1080, 1920, 268};
inline constexpr Screen kLandscape{"landscape", 1920, 1080, 476};
inline constexpr Screen kSmall{"small", 1280, 800, 217};
inline constexpr Screen kCoarse{"coarse", 1024, 600, 223};  // a 10-inch panel
inline constexpr Screen kFine{"fine", 2160, 3840, 392};     // a 32-inch panel upright

// Before QGuiApplication: no display, Qt's software renderer, our keyboard.
void prepare_page_harness();

class PageHarness {
 public:
  PageHarness(const std::string& source_dir, const Screen& screen, const std::string& language,
              const std::string& theme);
  ~PageHarness();

  // The window, or nullptr with the reason on stderr.
  QQuickWindow* open();
  QQuickWindow* window() { return m_window; }
  Backend& backend() { return *m_backend; }
  test::FakeClock& clock() { return m_clock; }
  test::FakeKiosk& kiosk() { return m_kiosk; }
  test::FakeVisits& visits() { return m_visits; }
  test::FakeBookings& bookings() { return m_bookings; }
  test::FakeHelp& help() { return m_help; }
  test::FakeDataRequests& requests() { return m_requests; }
  test::FakeRemoteQuery& remote_query() { return m_remote_query; }
  test::FakeStaff& staff() { return m_staff; }
  test::FakePhone& phone() { return m_phone; }
  test::FakeSpeech& voice() { return m_voice; }
  test::FakeIdReader& reader() { return m_reader; }
  test::FakePrinter& printer() { return m_receipt_printer; }

  // An expression in Main.qml, as a touch would cause it: "page.go(Routes.joinWork)".
  void run(const QString& expression);
  // Until nothing has been drawn for so long, in milliseconds.
  void settle(int quiet_ms = 12);

 private:
  KioskConfig m_config;
  test::FakeClock m_clock;
  test::SeededRandom m_random{20261123};  // a ticket's code is the same at every run
  test::FakeKiosk m_kiosk;
  test::FakeVisits m_visits;
  test::FakeBookings m_bookings;
  test::FakeHelp m_help;
  test::FakeStaff m_staff;
  test::FakePhone m_phone;
  test::FakeDataRequests m_requests;
  test::FakeRemoteQuery m_remote_query;
  test::FakePrinter m_receipt_printer;
  test::FakeReportExport m_report_export;
  test::FakeIdReader m_reader;
  test::FakeSpeech m_voice;
  Sentences m_sentences;
  std::unique_ptr<Backend> m_backend;
  std::unique_ptr<QQmlApplicationEngine> m_engine;
  QQuickWindow* m_window = nullptr;
};

}  // namespace warmheart
