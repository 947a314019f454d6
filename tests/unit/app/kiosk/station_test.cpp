// The controllers over the real store thread and the real StationStore in a folder of its own.
#include <catch2/catch.hpp>
#include <future>

#include <QtTest/QTest>

#include "app/kiosk/service/id_reader.h"
#include "app/kiosk/service/local_booking_service.h"
#include "app/kiosk/service/local_data_request_service.h"
#include "app/kiosk/service/local_help_service.h"
#include "app/kiosk/service/local_kiosk_service.h"
#include "app/kiosk/service/local_phone_service.h"
#include "app/kiosk/service/local_staff_service.h"
#include "app/kiosk/service/local_visit_service.h"
#include "app/kiosk/service/receipt_printer.h"
#include "app/kiosk/service/remote_query_client.h"
#include "app/kiosk/service/report_export.h"
#include "app/kiosk/service/speech_output.h"
#include "app/kiosk/service/store_thread.h"
#include "core/member/query_code.h"
#include "tests/unit/app/kiosk/kiosk_fixture.h"
#include "tests/unit/core/station/station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const Areas> beijing() {
  return std::make_shared<const Areas>(Areas::load(WARMHEART_SOURCE_DIR "/assets/areas").value());
}

struct RealKiosk {
  Station station;
  SystemRandom random;
  Sentences sentences{WARMHEART_SOURCE_DIR "/assets/sentences"};
  KioskConfig config;
  std::atomic<int> saved = 0;
  StoreThread store;
  StoreClient client;
  LocalKioskService service;
  LocalVisitService visits;
  LocalBookingService bookings;
  LocalHelpService help;
  LocalStaffService staff;
  LocalPhoneService phone;
  LocalDataRequestService data_requests;
  RemoteQueryClient::Ask centre = [](wire::AskRequest, const QueryCallback& then) {
    then(fail(ErrorCode::unavailable, "no network"));
  };
  RemoteQueryClient remote_query{
      client, [this](wire::AskRequest question, QueryCallback then) { centre(std::move(question), std::move(then)); }};
  NoReceiptPrinter receipt_printer;
  NoReportExport report_export;
  NoIdReader id_reader;
  NoSpeechOutput speech;
  std::unique_ptr<Backend> backend;

  RealKiosk()
      : store(
            [this] {
              return StationStore::open({station.folder, {}}, station.identity, station.clock, station.random,
                                        station.log);
            },
            station.log),
        client(store, station.log, [this] { ++saved; }),
        service(client, station.identity.device, beijing(), station.clock, random, station.log),
        visits(client),
        bookings(client, station.identity.device, random),
        help(client, station.identity.device, random),
        staff(client, [] { return DeviceFacts(); }),
        phone(
            client, [] { return std::string("centre.example.org"); }, 8443),
        data_requests(client) {
    if (!sentences.select(QStringLiteral("zh"))) std::abort();
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
                                                       .clock = station.clock,
                                                       .random = random,
                                                       .sentences = sentences,
                                                       .config = config});
    store.start([this] { service.mirror_moved(); });
  }
  ~RealKiosk() {
    if (!store.stop(5s)) std::abort();
  }

  // A feed as the centre sends it, so that there is a union and there are texts.
  void publish() {
    wire::FeedPage page = station.page(1);
    wire::FeedValue value;
    value.mutable_station()->set_name("望京驿站");
    value.mutable_station()->set_union_code("CY001");
    Station::change(page, "station", value, 1);
    value.Clear();
    value.mutable_union_()->set_code("CY001");
    value.mutable_union_()->set_name("建外街道总工会");
    value.mutable_union_()->add_streets("110105001");
    Station::change(page, "union/CY001", value, 1);
    for (const char* id : {"notice", "id-number", "receiving-union"}) {
      value.Clear();
      value.mutable_consent_text()->set_id(id);
      value.mutable_consent_text()->set_version("1");
      value.mutable_consent_text()->set_language("zh");
      value.mutable_consent_text()->set_text("告知 {union}");
      value.mutable_consent_text()->set_required(true);
      Station::change(page, std::string("consent/") + id + "/zh", value, 1);
    }
    value.Clear();
    value.mutable_service()->set_code("REST");
    value.mutable_service()->set_units(2);
    value.mutable_service()->set_minutes(30);
    Station::change(page, "service/REST", value, 1);
    value.Clear();
    value.mutable_case_kind()->set_code("legal-advice");
    value.mutable_case_kind()->set_due_hours(48);
    value.mutable_case_kind()->add_topics("contract");
    Station::change(page, "case-kind/legal-advice", value, 1);
    value.Clear();
    const Uuid session = Uuid::make(station.clock, random);
    value.mutable_session()->set_session_id(string_of(session.bytes()));
    value.mutable_session()->set_kind("training");
    value.mutable_session()->set_title("急救培训");
    value.mutable_session()->set_starts_ms(station.clock.reading.wall_ms + 240ll * 3'600'000);
    value.mutable_session()->set_ends_ms(value.session().starts_ms() + 3'600'000);
    value.mutable_session()->set_capacity(20);
    value.mutable_session()->set_state("open");
    Station::change(page, "session/" + to_hex(session.bytes()), value, 1);
    store.post([this, page](StationStore& it) {
      if (!it.store_answer(station.with_page(it, page))) std::abort();
    });
    service.mirror_moved();
  }

  void fill() {
    JoinController& form = backend->join;
    form.begin();
    for (const char* id : {"notice", "id-number"}) form.consents()->setGiven(QString::fromUtf8(id), true);
    form.identity()->setName(QStringLiteral("张伟"));
    form.identity()->setDocumentNumber(QStringLiteral("11010519990307008X"));
    form.identity()->setMobile(QStringLiteral("13800000001"));
    form.work()->setOccupation(QStringLiteral("courier"));
    form.work()->setDistrictCode(QStringLiteral("110105"));
    form.work()->setStreetCode(QStringLiteral("110105001"));
    form.receivingUnion()->setConsentGiven(true);
    form.signing()->setDeclined(true);
  }
};

}  // namespace

TEST_CASE("a rider joins: one record in the real store, a card that checks, a code that finds") {
  RealKiosk kiosk;
  kiosk.publish();
  Backend& it = *kiosk.backend;
  REQUIRE(QTest::qWaitFor([&] { return it.station.canJoin(); }));
  CHECK(it.station.name() == u"望京驿站");

  kiosk.fill();
  REQUIRE(it.join.goNext(JoinController::Step::SignStep));
  it.join.submit();
  it.join.submit();
  REQUIRE(QTest::qWaitFor([&] { return it.join.state() == JoinController::State::Saved; }));
  CHECK(kiosk.saved == 1);
  CHECK(it.join.saved()->maskedName() == u"张*");
  const QString code = it.join.saved()->queryCodeShown();
  const QString card = it.join.saved()->cardText();
  CHECK(code.size() == 11);
  CHECK(card.startsWith(u"WH1:"));
  CHECK(card.size() <= 240);
  CHECK(it.join.saved()->delivery() == static_cast<int>(SyncController::Delivery::SavedHere));

  it.card.search()->setCode(code);
  it.card.search()->setLastFour(QStringLiteral("0001"));
  it.card.find();
  REQUIRE(QTest::qWaitFor([&] { return it.card.lookUp() == CardController::LookUp::Found; }));
  CHECK(it.card.status() == CardController::Status::Submitted);
  CHECK(it.card.statusMaskedName() == u"张*");

  it.card.search()->setLastFour(QStringLiteral("0002"));
  it.card.find();
  REQUIRE(QTest::qWaitFor([&] { return it.card.lookUp() == CardController::LookUp::LookUpFailed; }));
}

TEST_CASE("a visit is saved in the real store, with its unit") {
  RealKiosk kiosk;
  kiosk.publish();
  VisitController& page = kiosk.backend->visits;
  REQUIRE(QTest::qWaitFor([&] { return page.services()->count() == 1; }));
  page.choose(QStringLiteral("REST"));
  page.take(QStringLiteral("courier"));
  REQUIRE(QTest::qWaitFor([&] { return page.state() == VisitController::State::Done; }));
  CHECK(kiosk.saved == 1);
  CHECK(page.unitText().contains(u'1'));
  CHECK_FALSE(page.untilText().isEmpty());
  REQUIRE(QTest::qWaitFor([&] { return page.unitsInUse()->count() == 1; }));
  page.giveBack(QStringLiteral("REST/1"));
  CHECK(QTest::qWaitFor([&] { return page.unitsInUse()->count() == 0; }));
}

TEST_CASE("without a network a training is put on the waiting list, found again by its slip, and cancelled") {
  RealKiosk kiosk;
  kiosk.publish();
  BookingController& page = kiosk.backend->booking;
  page.browse(false);
  REQUIRE(QTest::qWaitFor([&] { return page.sessions()->count() == 1; }));
  page.choose(page.sessions()->data(page.sessions()->index(0), Qt::UserRole + 1).toString());
  page.beginIdentity();
  CHECK_FALSE(page.takeIdentity());
  page.identity()->setName(QStringLiteral("张伟"));
  page.identity()->setDocumentNumber(QStringLiteral("11010519990307008X"));
  page.identity()->setMobile(QStringLiteral("13800000001"));
  REQUIRE(page.takeIdentity());
  page.book();
  REQUIRE(QTest::qWaitFor([&] { return page.state() == BookingController::State::Booked; }));
  CHECK(kiosk.saved == 1);
  CHECK(page.slip()->stateText() == kiosk.sentences.text("check.state.waiting"));
  CHECK(page.slip()->name() == u"张*");
  const QString code = page.slip()->codeShown();
  CHECK(code.size() == 11);

  CHECK(page.slip()->given());

  page.wipe();
  CardController& card = kiosk.backend->card;
  card.search()->setCode(code);
  card.search()->setLastFour(QStringLiteral("0002"));
  card.find();
  REQUIRE(QTest::qWaitFor([&] { return card.lookUp() == CardController::LookUp::LookUpFailed; }));
  CHECK_FALSE(page.slip()->cancellable());
  card.search()->setLastFour(QStringLiteral("0001"));
  card.find();
  REQUIRE(QTest::qWaitFor([&] { return card.lookUp() == CardController::LookUp::FoundBooking; }));
  CHECK(page.slip()->codeShown() == code);
  CHECK_FALSE(page.slip()->given());
  REQUIRE(page.slip()->cancellable());
  page.cancel();
  CHECK(QTest::qWaitFor([&] { return page.slip()->stateText() == kiosk.sentences.text("check.state.cancelled"); }));
  CHECK(kiosk.saved == 4);  // the booking, two look-ups (one may have closed them), the cancellation
}

TEST_CASE("a case without a name is opened in the real store and found again by its number") {
  RealKiosk kiosk;
  kiosk.publish();
  HelpController& page = kiosk.backend->help;
  REQUIRE(QTest::qWaitFor([&] { return page.available(); }));
  page.choose(QStringLiteral("legal-advice"));
  page.setTopic(QStringLiteral("contract"));
  page.submit();
  REQUIRE(QTest::qWaitFor([&] { return page.state() == HelpController::State::Opened; }));
  CHECK(kiosk.saved == 1);
  const QString number = page.numberShown();
  CHECK(number.size() == 11);
  REQUIRE(page.secret().size() == 4);
  const QString secret(page.secret().constData(), 4);  // its own copy: what the page had is overwritten

  page.wipe();
  CardController& card = kiosk.backend->card;
  card.search()->setCode(number);
  card.search()->setLastFour(secret == u"0000" ? QStringLiteral("0001") : QStringLiteral("0000"));
  card.find();
  REQUIRE(QTest::qWaitFor([&] { return card.lookUp() == CardController::LookUp::LookUpFailed; }));
  CHECK(card.lookUpSentence() == kiosk.sentences.text("error.find.here-only"));
  CHECK(page.state() == HelpController::State::Editing);

  card.search()->setLastFour(secret);
  card.find();
  REQUIRE(QTest::qWaitFor([&] { return card.lookUp() == CardController::LookUp::FoundCase; }));
  CHECK(page.state() == HelpController::State::Opened);
  CHECK(page.stageText() == kiosk.sentences.text("help.saved"));
  CHECK(page.numberShown().isEmpty());
}

TEST_CASE("everything is saved in the order it was asked, and the end comes within its bound") {
  auto kiosk = std::make_unique<RealKiosk>();
  kiosk->publish();
  REQUIRE(QTest::qWaitFor([&] { return kiosk->backend->station.canJoin(); }));
  kiosk->fill();
  kiosk->backend->join.submit();
  const auto begun = std::chrono::steady_clock::now();
  kiosk.reset();
  CHECK(std::chrono::steady_clock::now() - begun < 5s);
}

TEST_CASE("what needs an Argon2id waits for it beside the store, and no other question waits with it") {
  RealKiosk kiosk;
  std::promise<void> hash_is_made;
  kiosk.client.prepare([made = hash_is_made.get_future().share()] { made.wait(); });
  bool found = false, answered = false;
  kiosk.service.find("000000000", "0001", [&](const Result<FoundView>& result) { found = result.has_value(); });
  kiosk.visits.open_requests([&](const Result<std::vector<ServiceRequest>>&) { answered = true; });
  CHECK(QTest::qWaitFor([&] { return answered; }));
  CHECK_FALSE(found);
  hash_is_made.set_value();
  CHECK(QTest::qWaitFor([&] { return found; }));
}

TEST_CASE("a store that cannot be opened says so on the screen and is tried again") {
  NullLog log;
  std::atomic<bool> broken = true;
  Station station;
  StoreThread store(
      [&]() -> Result<StationStore> {
        if (broken) return fail(ErrorCode::disk_full, "database or disk is full");
        return StationStore::open({station.folder, {}}, station.identity, station.clock, station.random, station.log);
      },
      log);
  SystemRandom random;
  StoreClient client(store, log, [] {});
  LocalKioskService service(client, station.identity.device, beijing(), station.clock, random, log);
  Sentences sentences{WARMHEART_SOURCE_DIR "/assets/sentences"};
  REQUIRE(sentences.select(QStringLiteral("zh")));
  const KioskConfig config;
  LocalVisitService visits(client);
  LocalBookingService bookings(client, station.identity.device, random);
  LocalHelpService help(client, station.identity.device, random);
  LocalStaffService staff(client, [] { return DeviceFacts(); });
  LocalPhoneService phone(
      client, [] { return std::string("centre.example.org"); }, 8443);
  LocalDataRequestService data_requests(client);
  RemoteQueryClient remote_query(
      client, [](wire::AskRequest, const QueryCallback& then) { then(fail(ErrorCode::unavailable, "no network")); });
  NoReceiptPrinter receipt_printer;
  NoReportExport report_export;
  NoIdReader id_reader;
  NoSpeechOutput speech;
  Backend backend(BackendContext{.service = service,
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
                                 .clock = station.clock,
                                 .random = random,
                                 .sentences = sentences,
                                 .config = config});
  store.start([&] { service.mirror_moved(); });
  REQUIRE(QTest::qWaitFor([&] { return !backend.station.problem().isEmpty(); }));
  CHECK(backend.station.problem() == sentences.text("error.store.disk-full"));
  CHECK_FALSE(backend.station.canJoin());
  broken = false;
  CHECK(QTest::qWaitFor([&] { return backend.station.problem().isEmpty(); }, 8000));
  CHECK(store.stop(5s));
}

TEST_CASE(
    "an application made at another station: the centre tells it, its rider corrects it here, the record waits in this "
    "journal") {
  RealKiosk kiosk;
  kiosk.publish();
  const Uuid elsewhere = Uuid::make(kiosk.station.clock, kiosk.random);
  std::vector<wire::AskRequest> asked;
  kiosk.centre = [&](wire::AskRequest question, const QueryCallback& then) {
    asked.push_back(question);
    wire::AskAnswer answer;
    answer.set_masked_name("李*");
    answer.set_occupation("courier");
    answer.mutable_status()->set_application_id(string_of(elsewhere.bytes()));
    answer.mutable_status()->set_state("returned");
    answer.mutable_status()->add_fields("mobile");
    answer.mutable_status()->set_decided_at_ms(5);
    answer.mutable_my_data()->set_name("李明");
    then(answer);
  };
  CardController& card = kiosk.backend->card;
  card.search()->setCode(QString::fromStdString(make_query_code(kiosk.random)));
  card.search()->setLastFour(QStringLiteral("0001"));
  card.find();
  REQUIRE(QTest::qWaitFor([&] { return card.lookUp() == CardController::LookUp::Found; }));
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].status().proof().last_four() == "0001");
  REQUIRE(card.canCorrect());
  card.beginCorrection();
  kiosk.backend->join.identity()->setMobile(QStringLiteral("13800000009"));
  card.submitCorrection();
  REQUIRE(QTest::qWaitFor([&] { return kiosk.backend->join.state() == JoinController::State::Saved; }));
  CHECK(kiosk.saved == 2);  // a look-up may have written that look-ups are closed; the correction

  kiosk.backend->my_data.begin();
  REQUIRE(QTest::qWaitFor([&] { return kiosk.backend->my_data.state() == MyDataController::State::Shown; }));
  CHECK(kiosk.backend->my_data.name() == u"李*");
  CHECK(asked.back().has_my_data());
}
