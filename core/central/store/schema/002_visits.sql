CREATE TABLE visit(
  id BLOB PRIMARY KEY,
  device BLOB NOT NULL,
  station BLOB,
  district_code TEXT NOT NULL,
  day INTEGER NOT NULL,                -- in China, by the device's best idea of the time
  service TEXT NOT NULL,
  occupation TEXT NOT NULL,
  people INTEGER NOT NULL,
  card BLOB,                           -- NULL: no card was shown
  place INTEGER NOT NULL,
  registered_ms INTEGER NOT NULL,
  ends_ms INTEGER NOT NULL,
  event BLOB,
  by_staff INTEGER NOT NULL,
  state TEXT NOT NULL);                -- counted, live, ended, voided
CREATE INDEX visit_live ON visit(station, service) WHERE state = 'live';

-- Totals per station and day, so that no row is hot (sync.md 8).
CREATE TABLE visit_total(
  station BLOB NOT NULL,
  day INTEGER NOT NULL,
  service TEXT NOT NULL,
  person_times INTEGER NOT NULL,
  scanned_times INTEGER NOT NULL,
  PRIMARY KEY(station, day, service));
CREATE INDEX visit_total_day ON visit_total(day);

-- 人: a card counts once, however often it was shown.
CREATE TABLE visit_card(
  card BLOB NOT NULL,
  station BLOB NOT NULL,
  day INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  PRIMARY KEY(card, station, day));
CREATE INDEX visit_card_day ON visit_card(day, station, card) WHERE visits > 0;

CREATE TABLE service_request(
  id BLOB PRIMARY KEY,
  device BLOB NOT NULL,
  station BLOB,
  service TEXT NOT NULL,
  visit BLOB NOT NULL,
  asked_ms INTEGER NOT NULL,
  taken_up_ms INTEGER NOT NULL,        -- 0: not yet
  how TEXT NOT NULL,
  staff BLOB);
