// A Backend over tests/kiosk_fakes that answer by hand, with a clock set by hand, the real sentences and the real names
// of streets.
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
#include "tests/kiosk_fakes/fake_bookings.h"
#include "tests/kiosk_fakes/fake_clock.h"
#include "tests/kiosk_fakes/fake_data_requests.h"
#include "tests/kiosk_fakes/fake_help.h"
#include "tests/kiosk_fakes/fake_kiosk.h"
#include "tests/kiosk_fakes/fake_phone.h"
#include "tests/kiosk_fakes/fake_remote_query.h"
#include "tests/kiosk_fakes/fake_staff.h"
#include "tests/kiosk_fakes/fake_visits.h"

namespace warmheart::test {

inline void add_consent_text(StationView& view, const char* id, const char* language, const std::string& text,
                             bool required = true) {
  wire::ConsentText& added = view.mirror.consent_texts.emplace_back();
  added.set_id(id);
  added.set_version("1");
  added.set_language(language);
  added.set_text(text);
  added.set_required(required);
}

inline void add_union(StationView& view, const char* code, const char* name, const char* name_en, const char* address,
                      const char* phone, const char* street) {
  wire::ReceivingUnion& added = view.mirror.unions.emplace_back();
  added.set_code(code);
  added.set_name(name);
  added.set_name_en(name_en);
  added.set_kind("street");
  added.set_address(address);
  added.set_phone(phone);
  added.add_streets(street);
}

// A station with two unions and short texts, so that a test can say what stands in them.
inline StationView chaoyang(std::shared_ptr<const Areas> areas) {
  StationView view;
  wire::StationAssignment& here = view.mirror.station;
  here.set_name("望京西园暖心驿站");
  here.set_district_code("110105");
  here.set_street_code("110105026");
  here.set_union_code("CY001");
  here.set_controller_name("朝阳区总工会");
  here.set_controller_phone("010-10000000");
  add_union(view, "CY001", "建外街道总工会", "Jianwai Street Union", "光华路 1 号", "010-10000001", "110105001");
  add_union(view, "CY026", "望京街道总工会", "Wangjing Street Union", "阜通西大街 1 号", "010-10000026", "110105026");
  for (const char* language : {"zh", "en"}) {
    for (const char* id : {"notice", "id-number", "receiving-union", "sms"}) {
      add_consent_text(view, id, language, std::string(language) + " " + id + " {controller} {union}",
                       std::string(id) != "sms");
    }
  }
  view.areas = std::move(areas);
  return view;
}

struct KioskFixture {
  FakeClock clock;
  SystemRandom random;
  FakeKiosk service{WARMHEART_SOURCE_DIR};
  Sentences sentences{WARMHEART_SOURCE_DIR "/assets/sentences"};
  KioskConfig config;
  FakeVisits visits;
  FakeBookings bookings;
  FakeHelp help{WARMHEART_SOURCE_DIR};
  FakeStaff staff;
  FakePhone phone;
  FakeDataRequests data_requests;
  FakeRemoteQuery remote_query;
  NoReceiptPrinter receipt_printer;
  NoReportExport report_export;
  NoIdReader id_reader;
  NoSpeechOutput speech;
  std::unique_ptr<Backend> backend;

  KioskFixture() {
    if (!sentences.select(QStringLiteral("zh"))) std::abort();
    service.station = chaoyang(service.station.areas);
    service.by_hand = visits.by_hand = bookings.by_hand = help.by_hand = staff.by_hand = true;
    phone.by_hand = data_requests.by_hand = remote_query.by_hand = true;
    staff.now = {};
    backend = std::make_unique<Backend>(BackendContext{.service = service,
                                                       .visits = visits,
                                                       .bookings = bookings,
                                                       .help = help,
                                                       .staff = staff,
                                                       .phone = phone,
                                                       .data_requests = data_requests,
                                                       .remote_query = remote_query,
                                                       .receipt_printer = receipt_printer,
                                                       .report_export = report_export,
                                                       .id_reader = id_reader,
                                                       .speech = speech,
                                                       .clock = clock,
                                                       .random = random,
                                                       .sentences = sentences,
                                                       .config = config});
  }
  JoinController& join() { return backend->join; }
  CardController& card() { return backend->card; }

  // A whole form that holds every rule; the person is invented.
  void fill() {
    JoinController& form = join();
    form.begin();
    for (const char* id : {"notice", "id-number"}) form.consents()->setGiven(QString::fromUtf8(id), true);
    form.identity()->setName(QStringLiteral("欧阳小明"));
    form.identity()->setDocumentNumber(QStringLiteral("110105 19990307 008X"));
    form.identity()->setMobile(QStringLiteral("138 0000 0001"));
    form.work()->setOccupation(QStringLiteral("food-delivery"));
    form.work()->setPlatform(QStringLiteral("美团"));
    form.work()->setDistrictCode(QStringLiteral("110105"));
    form.work()->setStreetCode(QStringLiteral("110105001"));
    form.receivingUnion()->setConsentGiven(true);
    form.signing()->setDeclined(true);
  }
};

}  // namespace warmheart::test
