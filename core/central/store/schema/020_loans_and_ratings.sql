-- A loan is a visit whose unit is out until it is returned; ends_ms is when it is due.
ALTER TABLE visit ADD COLUMN loan TEXT;                          -- four digits; NULL: nothing was lent
ALTER TABLE visit ADD COLUMN ended_how TEXT NOT NULL DEFAULT '';
CREATE INDEX visit_loan ON visit(day) WHERE loan IS NOT NULL;

-- Numbers for full services, by the day on which they were taken.
CREATE TABLE queue_total(
  station BLOB NOT NULL,
  day INTEGER NOT NULL,
  service TEXT NOT NULL,
  served INTEGER NOT NULL,
  lapsed INTEGER NOT NULL,
  given_up INTEGER NOT NULL,
  waited_ms INTEGER NOT NULL,          -- of those that were served: from taking a number to its call
  PRIMARY KEY(station, day, service));
CREATE INDEX queue_total_day ON queue_total(day);

-- Faces, about nobody.
CREATE TABLE rating_total(
  station BLOB NOT NULL,
  day INTEGER NOT NULL,
  about TEXT NOT NULL,                 -- service, case
  code TEXT NOT NULL,                  -- of the service, or of the kind of case
  good INTEGER NOT NULL,
  fair INTEGER NOT NULL,
  poor INTEGER NOT NULL,
  PRIMARY KEY(station, day, about, code));
CREATE INDEX rating_total_day ON rating_total(day);

CREATE TABLE fault(
  id BLOB PRIMARY KEY,
  device BLOB NOT NULL,
  station BLOB NOT NULL,
  item TEXT NOT NULL,                  -- the code of a service, or OTHER
  what TEXT NOT NULL,                  -- broken, empty, dirty
  reported_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,           -- 0: not yet
  how TEXT NOT NULL,
  staff BLOB);
CREATE INDEX fault_open ON fault(reported_ms) WHERE ended_ms = 0;

ALTER TABLE help_case ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0;  -- how often its rider did so
