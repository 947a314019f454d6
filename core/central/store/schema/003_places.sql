-- Each place is in exactly one state, so that I1 (capacity = pool + open leases + booked + retired) is a count.
CREATE TABLE session(
  id BLOB PRIMARY KEY,
  scope TEXT NOT NULL,                 -- of the feed: all, or a district
  district_code TEXT NOT NULL,         -- "": every district
  kind TEXT NOT NULL,
  capacity INTEGER NOT NULL,
  starts_ms INTEGER NOT NULL,
  ends_ms INTEGER NOT NULL,
  state TEXT NOT NULL,                 -- open, cancelled, past
  body BLOB NOT NULL,                  -- a wire::Session
  held_settling INTEGER NOT NULL DEFAULT 0,    -- all have told: what was put aside until then is applied now
  -- restored under this one: nothing is granted until every device has told (core/service/SLOTS.md)
  held_incarnation INTEGER NOT NULL DEFAULT 0);
CREATE INDEX session_open ON session(starts_ms) WHERE state <> 'past';

CREATE TABLE place(
  session BLOB NOT NULL,
  number INTEGER NOT NULL,
  state TEXT NOT NULL,                 -- pool, leased, booked, retired
  lease BLOB,                          -- the last that held it
  booking BLOB,
  PRIMARY KEY(session, number));
CREATE INDEX place_state ON place(session, state, number);
CREATE UNIQUE INDEX place_booking ON place(booking) WHERE booking IS NOT NULL;

CREATE TABLE lease(
  id BLOB PRIMARY KEY,
  session BLOB NOT NULL,
  device BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  scope TEXT NOT NULL,                 -- where the feed tells it: the device's station
  state TEXT NOT NULL,                 -- open, recalled, frozen, closed, retired
  granted_ms INTEGER NOT NULL,
  want BLOB,
  body BLOB NOT NULL);                 -- a wire::Lease
CREATE INDEX lease_open ON lease(session, device) WHERE state <> 'closed' AND state <> 'retired';

CREATE TABLE booking(
  id BLOB PRIMARY KEY,
  arrival INTEGER NOT NULL,            -- the order in which they arrived: waiting lists and limits go by it
  session BLOB NOT NULL,
  kind TEXT NOT NULL,
  period TEXT NOT NULL,
  state TEXT NOT NULL,                 -- waiting, wanted, confirmed, cancelled, needs-you, attended, missed
  reason TEXT NOT NULL,
  place INTEGER NOT NULL,              -- 0: none
  person BLOB,                         -- NULL: a card that no application of ours carries
  card BLOB,
  masked_name TEXT NOT NULL,
  sealed BLOB NOT NULL,                -- a RiderIdentity under the person's key; empty for a card
  device BLOB NOT NULL,
  scope TEXT NOT NULL,
  made_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL);
CREATE INDEX booking_waiting ON booking(session, arrival) WHERE state = 'waiting' OR state = 'wanted';
CREATE INDEX booking_person ON booking(person, kind, period) WHERE person IS NOT NULL;
CREATE INDEX booking_card ON booking(card, kind, period) WHERE card IS NOT NULL;

CREATE INDEX application_card ON application(card_number);
-- it has flipped to this one and nothing waits at it
ALTER TABLE device ADD COLUMN told_incarnation INTEGER NOT NULL DEFAULT 0;
