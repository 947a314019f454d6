-- Things that are out. A row goes when its visit ends.
CREATE TABLE loan(
  visit BLOB PRIMARY KEY,
  number TEXT NOT NULL UNIQUE                    -- four digits, by which it is returned
) WITHOUT ROWID;

-- Numbers for services that are full.
CREATE TABLE queue_number(
  id BLOB PRIMARY KEY,
  day INTEGER NOT NULL,                          -- in China, from 1970-01-01
  service TEXT NOT NULL,
  number INTEGER NOT NULL,                       -- from 1 each day, over all services
  taken_ms INTEGER NOT NULL,
  state TEXT NOT NULL,                           -- open, served, lapsed, left
  ends_ms INTEGER NOT NULL DEFAULT 0,            -- a unit is held for it until then; 0: it was not called
  called_ms INTEGER NOT NULL DEFAULT 0,
  boot_id BLOB NOT NULL DEFAULT x'',             -- our clocks when it was called
  boottime_ms INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE UNIQUE INDEX queue_number_day ON queue_number(day, number);
CREATE INDEX queue_number_open ON queue_number(day, number) WHERE state = 'open';

CREATE TABLE fault(
  id BLOB PRIMARY KEY,
  item TEXT NOT NULL,                            -- the code of a service, or OTHER
  what TEXT NOT NULL,                            -- broken, empty, dirty
  reported_ms INTEGER NOT NULL,
  state TEXT NOT NULL,                           -- open, done, not-found
  staff BLOB
) WITHOUT ROWID;
CREATE INDEX fault_open ON fault(reported_ms) WHERE state = 'open';
CREATE UNIQUE INDEX fault_once ON fault(item, what) WHERE state = 'open';

-- Which answer of a case was rated, and which did not help: by the moment when it was given.
CREATE TABLE case_answer(
  help_case BLOB PRIMARY KEY,
  rated_ms INTEGER NOT NULL DEFAULT 0,
  reopened_ms INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
