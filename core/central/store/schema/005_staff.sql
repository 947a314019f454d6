CREATE TABLE staff(
  badge BLOB PRIMARY KEY,
  station BLOB NOT NULL,
  scope TEXT NOT NULL,                 -- of the feed: the station
  active INTEGER NOT NULL,
  added_ms INTEGER NOT NULL,
  body BLOB NOT NULL);                 -- a wire::StaffMember

CREATE TABLE staff_event(
  id BLOB PRIMARY KEY,
  badge BLOB NOT NULL,
  device BLOB NOT NULL,
  at_ms INTEGER NOT NULL,
  what TEXT NOT NULL);                 -- pin, help, locked-out
CREATE INDEX staff_event_badge ON staff_event(badge, at_ms);

-- Street pop-ups and meetings, with the tally that the station told at their end.
CREATE TABLE event(
  id BLOB PRIMARY KEY,
  device BLOB NOT NULL,
  station BLOB,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  place TEXT NOT NULL,
  started_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,           -- 0: it is on, as far as is known
  joins INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  people INTEGER NOT NULL);
CREATE INDEX event_started ON event(started_ms);
