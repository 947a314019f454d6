// The composition root that the kiosk and its driver share: everything behind the screen, made in order, stopped in
// reverse within bounds. Make it after QGuiApplication and before the QML engine.
#pragma once

#include <memory>
#include <mutex>

#include "app/kiosk/backend/backend.h"
#include "app/kiosk/device/escpos_printer.h"
#include "app/kiosk/device/id_card_reader.h"
#include "app/kiosk/device/pdf_reports.h"
#include "app/kiosk/device/serial_scanner.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/program/config.h"
#include "app/kiosk/service/local_booking_service.h"
#include "app/kiosk/service/local_data_request_service.h"
#include "app/kiosk/service/local_help_service.h"
#include "app/kiosk/service/local_kiosk_service.h"
#include "app/kiosk/service/local_phone_service.h"
#include "app/kiosk/service/local_staff_service.h"
#include "app/kiosk/service/local_visit_service.h"
#include "app/kiosk/service/receipt_printer.h"
#include "app/kiosk/service/remote_query_client.h"
#include "app/kiosk/service/store_thread.h"
#include "app/kiosk/voice/espeak_voice.h"
#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/person/areas.h"
#include "net/sync/sync_runner.h"

namespace warmheart {

class Kiosk {
 public:
  // Not enrolled, an identity that cannot be read, sentences or names of streets that are missing or broken: an Error
  // whose `what` is a sentence for the operator, and `reason` one of start_problem.h.
  static Result<std::unique_ptr<Kiosk>> make(KioskConfig config, const Clock& clock, Random& random, Log& log);
  ~Kiosk();

  Backend& backend() { return *m_backend; }
  Sentences& sentences() { return *m_sentences; }

  // The network is not needed for the first frame: call it after that.
  void start_sync();

  // False: a thread did not end in time, and the process should end at once. Nothing saved is at risk.
  bool stop();

 private:
  // What is read from files before anything is made of it.
  struct Installed {
    DeviceIdentity identity;
    StationIdentity station;
    std::unique_ptr<Sentences> sentences;
    std::shared_ptr<const Areas> areas;
  };
  static Result<Installed> read_files(const KioskConfig& config);

  Kiosk(KioskConfig config, Installed installed, const Clock& clock, Random& random, Log& log);
  void build(const StationIdentity& station, std::shared_ptr<const Areas> areas);
  std::string phones_host() const;
  void wake_sync();
  void ask_centre(wire::AskRequest question, QueryCallback then);

  const KioskConfig m_config;
  const Clock& m_clock;
  Random& m_random;
  Log& m_log;
  DeviceIdentity m_identity;
  std::unique_ptr<Sentences> m_sentences;
  std::unique_ptr<StoreThread> m_store;
  std::unique_ptr<StoreClient> m_client;
  std::unique_ptr<LocalKioskService> m_service;
  std::unique_ptr<LocalVisitService> m_visits;
  std::unique_ptr<LocalBookingService> m_bookings;
  std::unique_ptr<LocalHelpService> m_help;
  std::unique_ptr<LocalStaffService> m_staff;
  std::unique_ptr<LocalPhoneService> m_phone;
  std::unique_ptr<LocalDataRequestService> m_requests;
  std::unique_ptr<RemoteQueryClient> m_remote_query;
  std::unique_ptr<ReceiptPrinter> m_receipt_printer;
  std::unique_ptr<ReportExport> m_report_export;
  std::unique_ptr<IdReader> m_id_reader;
  std::unique_ptr<SpeechOutput> m_speech;
  std::unique_ptr<SerialScanner> m_scanner;  // none: a scanner types like a keyboard, or there is none
  std::unique_ptr<Backend> m_backend;
  std::mutex m_sync_mutex;
  std::shared_ptr<SyncRunner> m_sync;  // woken by the store thread
};

}  // namespace warmheart
