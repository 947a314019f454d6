-- How long this machine was on, over all boots: what lock-outs and rights are measured by, for no clock set back
-- changes it.
CREATE TABLE uptime(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  awake_ms INTEGER NOT NULL,
  boot_id BLOB NOT NULL,
  boottime_ms INTEGER NOT NULL,            -- as counted last
  contact_awake_ms INTEGER NOT NULL,       -- awake_ms when the centre answered last
  boots_since_contact INTEGER NOT NULL
);
INSERT INTO uptime VALUES(1, 0, x'', 0, 0, 0);

CREATE TABLE staff_try(
  badge BLOB PRIMARY KEY,
  wrong INTEGER NOT NULL,                  -- in a row
  locked_until_awake_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE event(
  id BLOB PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  place TEXT NOT NULL,
  started_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL                -- 0: it is on
) WITHOUT ROWID;
CREATE UNIQUE INDEX event_on ON event(ended_ms) WHERE ended_ms = 0;

ALTER TABLE visit ADD COLUMN event BLOB;
ALTER TABLE application ADD COLUMN event BLOB;
