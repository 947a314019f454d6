-- A lease belongs to a device and an epoch (core/service/SLOTS.md, I8): in a new epoch nothing here may be sold any
-- more.
CREATE TABLE lease(
  id BLOB PRIMARY KEY,
  session BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  state TEXT NOT NULL,                     -- open, frozen, closed
  sell_boot_id BLOB NOT NULL,
  sell_until_ms INTEGER NOT NULL,          -- of that boot's clock
  hard_left INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX lease_session ON lease(session) WHERE state = 'open';

CREATE TABLE lease_place(
  lease BLOB NOT NULL,
  place INTEGER NOT NULL,
  state TEXT NOT NULL,                     -- unspent, spent, burnt, returned
  booking BLOB,
  PRIMARY KEY(lease, place)
) WITHOUT ROWID;

CREATE TABLE booking(
  id BLOB PRIMARY KEY,
  session BLOB NOT NULL,
  kind TEXT NOT NULL,
  period TEXT NOT NULL,                    -- what a person's limit counts by
  state TEXT NOT NULL,                     -- wanted, waiting, confirmed, cancelled, attended, missed
  place INTEGER NOT NULL,                  -- 0: none
  card BLOB,
  masked_name TEXT NOT NULL,
  look_up BLOB NOT NULL,                   -- Argon2id of short code and last four; zeros: found by card
  record BLOB NOT NULL,                    -- the newest record that speaks of it: saved, or received
  made_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX booking_look_up ON booking(look_up);
CREATE INDEX booking_card ON booking(card) WHERE card IS NOT NULL;
CREATE INDEX booking_session ON booking(session, state);

-- as the counter outside this file counts (I9)
ALTER TABLE station ADD COLUMN places_spent INTEGER NOT NULL DEFAULT 0;
-- when the first request of the checkpoint under way was sent, by boot clock
ALTER TABLE station ADD COLUMN staged_sent_boot_id BLOB NOT NULL DEFAULT x'';
ALTER TABLE station ADD COLUMN staged_sent_ms INTEGER NOT NULL DEFAULT 0;
