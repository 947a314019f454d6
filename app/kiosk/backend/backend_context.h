// What controllers are given, once, when they are made. The composition root owns the things and outlives everybody.
#pragma once

namespace warmheart {

class RemoteQueryService;
class Clock;
class HelpService;
class IdReading;
class KioskService;
class PlaceService;
class PhoneService;
class Printing;
class Random;
class DataRequestService;
class VisitService;
class Sentences;
class SheetKeeping;
class Speaking;
class StaffService;
struct KioskConfig;

struct BackendContext {
  KioskService& service;
  VisitService& visits;
  PlaceService& places;
  HelpService& help;
  StaffService& staff;
  PhoneService& phone;
  DataRequestService& data_requests;
  RemoteQueryService& remote_query;
  Printing& printing;
  SheetKeeping& sheets;
  IdReading& id_reading;
  Speaking& speaking;
  const Clock& clock;
  Random& random;
  Sentences& sentences;
  const KioskConfig& config;
};

}  // namespace warmheart
