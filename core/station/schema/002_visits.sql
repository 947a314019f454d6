CREATE TABLE visit(
  id BLOB PRIMARY KEY,
  day INTEGER NOT NULL,                    -- in China, from 1970-01-01
  service TEXT NOT NULL,
  occupation TEXT NOT NULL,
  people INTEGER NOT NULL,
  card BLOB,                               -- a random number; NULL: no card was shown
  staff BLOB,                              -- badge id; NULL: the rider
  registered_ms INTEGER NOT NULL,
  boot_id BLOB NOT NULL,                   -- our clocks then: the undo window, and when a place ends, count by them
  boottime_ms INTEGER NOT NULL,
  ends_ms INTEGER NOT NULL,                -- 0: it holds no place
  state TEXT NOT NULL                      -- counted (no place), live, ended, voided
) WITHOUT ROWID;
CREATE INDEX visit_day ON visit(day, service);
CREATE INDEX visit_live ON visit(service) WHERE state = 'live';
CREATE INDEX visit_card ON visit(card) WHERE card IS NOT NULL;

-- The numbers that a live visit holds: a group holds as many as it has heads.
CREATE TABLE visit_place(
  service TEXT NOT NULL,
  place INTEGER NOT NULL,
  visit BLOB NOT NULL,
  PRIMARY KEY(service, place)
) WITHOUT ROWID;
CREATE INDEX visit_place_visit ON visit_place(visit);

CREATE TABLE service_request(
  id BLOB PRIMARY KEY,
  service TEXT NOT NULL,
  visit BLOB NOT NULL,
  asked_ms INTEGER NOT NULL,
  state TEXT NOT NULL,                     -- open, done, not-possible, voided
  staff BLOB
) WITHOUT ROWID;
CREATE INDEX service_request_open ON service_request(asked_ms) WHERE state = 'open';
CREATE INDEX service_request_visit ON service_request(visit);
