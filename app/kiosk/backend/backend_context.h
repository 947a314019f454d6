// What controllers are given, once, when they are made. The composition root owns the things and outlives everybody.
#pragma once

namespace warmheart {

class RemoteQueryService;
class Clock;
class HelpService;
class IdReader;
class KioskService;
class BookingService;
class PhoneService;
class ReceiptPrinter;
class Random;
class DataRequestService;
class VisitService;
class Sentences;
class ReportExport;
class SpeechOutput;
class StaffService;
struct KioskConfig;

struct BackendContext {
  KioskService& service;
  VisitService& visits;
  BookingService& bookings;
  HelpService& help;
  StaffService& staff;
  PhoneService& phone;
  DataRequestService& data_requests;
  RemoteQueryService& remote_query;
  ReceiptPrinter& receipt_printer;
  ReportExport& report_export;
  IdReader& id_reader;
  SpeechOutput& speech;
  const Clock& clock;
  Random& random;
  Sentences& sentences;
  const KioskConfig& config;
};

}  // namespace warmheart
