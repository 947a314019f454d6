// All singletons of Warmheart.Backend, made before the QML engine and gone after it. One Backend at a time per process:
// the create() of each QML singleton takes its object from here.
#pragma once

#include "app/kiosk/backend/appearance_controller.h"
#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/booking_controller.h"
#include "app/kiosk/backend/bulletin_controller.h"
#include "app/kiosk/backend/card_controller.h"
#include "app/kiosk/backend/data_requests_controller.h"
#include "app/kiosk/backend/fault_controller.h"
#include "app/kiosk/backend/finder_controller.h"
#include "app/kiosk/backend/help_controller.h"
#include "app/kiosk/backend/idle_guard.h"
#include "app/kiosk/backend/join_controller.h"
#include "app/kiosk/backend/my_data_controller.h"
#include "app/kiosk/backend/phone_controller.h"
#include "app/kiosk/backend/printer_controller.h"
#include "app/kiosk/backend/queue_controller.h"
#include "app/kiosk/backend/reader_controller.h"
#include "app/kiosk/backend/scanner.h"
#include "app/kiosk/backend/staff_controller.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/backend/sync_controller.h"
#include "app/kiosk/backend/visit_controller.h"
#include "app/kiosk/backend/voice_controller.h"

class QQmlEngine;

namespace warmheart {

class Backend {
 public:
  explicit Backend(BackendContext given);
  ~Backend();
  Backend(const Backend&) = delete;
  Backend& operator=(const Backend&) = delete;

  static Backend& current();

  void updateDevices();  // reader and printer to the device page
  void updateScanner(const std::string& state);

  // Live language switch, and the sweep of the engine at Home; call after the engine is made.
  void attach(QQmlEngine& engine);

 private:
  BackendContext m_context;

 public:
  BackendRegistry registry;  // joined by every member below that holds something of a person or shows sentences
  AppearanceController appearance;
  IdleGuard idle;
  Scanner scanner;
  StationController station;
  BulletinController bulletin;
  SyncController sync;
  JoinController join;
  CardController card;
  VisitController visits;
  QueueController queue;
  FaultController faults;
  BookingController booking;
  HelpController help;
  FinderController finder;
  StaffController staff;
  PhoneController phone;
  DataRequestsController data_requests;
  MyDataController my_data;
  ReaderController reader;
  PrinterController printer;
  VoiceController voice;
};

}  // namespace warmheart
