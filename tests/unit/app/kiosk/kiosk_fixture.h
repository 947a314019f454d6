// A Backend over the fake service, with a clock set by hand, the real sentences and the real names of streets.
#pragma once

#include <QCoreApplication>

#include "app/kiosk/backend/backend.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/program/config.h"
#include "app/kiosk/service/id_reader.h"
#include "app/kiosk/service/receipt_printer.h"
#include "app/kiosk/service/report_export.h"
#include "app/kiosk/service/speech_output.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "tests/unit/app/kiosk/fake_bookings.h"
#include "tests/unit/app/kiosk/fake_help.h"
#include "tests/unit/app/kiosk/fake_phone.h"
#include "tests/unit/app/kiosk/fake_remote_query.h"
#include "tests/unit/app/kiosk/fake_requests.h"
#include "tests/unit/app/kiosk/fake_service.h"
#include "tests/unit/app/kiosk/fake_staff.h"
#include "tests/unit/app/kiosk/fake_visits.h"

namespace warmheart::test {

struct SetClock final : Clock {
  ClockReading reading{1'795'000'000'000, {1}, 60'000};  // November 2026
  ClockReading now() const override { return reading; }
  void pass(std::int64_t ms) {
    reading.wall_ms += ms;
    reading.boottime_ms += ms;
  }
};

inline StationView chaoyang() {
  StationView view;
  view.name = "望京西园暖心驿站";
  view.district_code = "110105";
  view.union_code = "CY001";
  view.controller_name = "朝阳区总工会";
  view.controller_phone = "010-10000000";
  view.unions = {{"CY001", "建外街道总工会", "Jianwai Street Union", "street", "光华路 1 号", "010-10000001", {"110105001"}},
                 {"CY026", "望京街道总工会", "Wangjing Street Union", "street", "阜通西大街 1 号", "010-10000026", {"110105026"}}};
  for (const char* language : {"zh", "en"}) {
    for (const char* id : {"notice", "id-number", "receiving-union", "sms"}) {
      const std::string text = std::string(language) + " " + id + " {controller} {union}";
      view.consents.push_back({id, "1", language, text, std::string(id) != "sms"});
    }
  }
  view.areas = std::make_shared<const Areas>(Areas::load(WARMHEART_SOURCE_DIR "/assets/areas").value());
  return view;
}

struct KioskFixture {
  SetClock clock;
  SystemRandom random;
  FakeService service;
  Sentences sentences{WARMHEART_SOURCE_DIR "/assets/sentences"};
  KioskConfig config;
  FakeVisits visits;
  FakeBookings bookings;
  FakeHelp help;
  FakeStaff staff;
  FakePhone phone;
  FakeRequests requests;
  FakeRemoteQuery remote_query;
  NoReceiptPrinter printing;
  NoReportExport sheets;
  NoIdReader reading;
  NoSpeechOutput speaking;
  std::unique_ptr<Backend> backend;

  KioskFixture() {
    if (!sentences.select(QStringLiteral("zh"))) std::abort();
    service.station = chaoyang();
    backend = std::make_unique<Backend>(BackendContext{.service = service, .visits = visits, .bookings = bookings, .help = help, .staff = staff, .phone = phone, .data_requests = requests, .remote_query = remote_query, .receipt_printer = printing, .report_export = sheets, .id_reader = reading, .speech = speaking, .clock = clock, .random = random, .sentences = sentences, .config = config});
  }
  JoinController& join() { return backend->join; }
  CardController& card() { return backend->card; }

  // A whole form that holds every rule; the person is invented.
  void fill() {
    JoinController& form = join();
    form.begin();
    for (const char* id : {"notice", "id-number"}) form.consents()->setGiven(QString::fromUtf8(id), true);
    form.setName(QStringLiteral("欧阳小明"));
    form.setDocumentNumber(QStringLiteral("110105 19990307 008X"));
    form.setMobile(QStringLiteral("138 0000 0001"));
    form.setOccupation(QStringLiteral("food-delivery"));
    form.setPlatform(QStringLiteral("美团"));
    form.setDistrictCode(QStringLiteral("110105"));
    form.setStreetCode(QStringLiteral("110105001"));
    form.setUnionConsentGiven(true);
    form.setSignatureDeclined(true);
  }
};

}  // namespace warmheart::test
