-- One row: what this file belongs to, and what is known of time and of the centre.
CREATE TABLE station(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  device BLOB NOT NULL,
  good_ms INTEGER NOT NULL DEFAULT 0,            -- highest authenticated server time; 0: never
  good_wall_ms INTEGER NOT NULL DEFAULT 0,       -- our clocks at that moment
  good_boot_id BLOB NOT NULL DEFAULT x'',
  good_boottime_ms INTEGER NOT NULL DEFAULT 0,
  centre_incarnation INTEGER NOT NULL DEFAULT 0,
  audit_head BLOB NOT NULL DEFAULT x'',
  audit_signature BLOB NOT NULL DEFAULT x'',
  mirror_incarnation INTEGER NOT NULL DEFAULT 0, -- of the checkpoint shown; 0: none yet
  mirror_as_of_ms INTEGER NOT NULL DEFAULT 0,
  staging INTEGER NOT NULL DEFAULT 0,            -- a checkpoint is being staged
  staged_full INTEGER NOT NULL DEFAULT 0,
  staged_incarnation INTEGER NOT NULL DEFAULT 0,
  look_up_failures INTEGER NOT NULL DEFAULT 0,   -- wrong tries since the moment below
  look_up_boot_id BLOB NOT NULL DEFAULT x'',
  look_up_boottime_ms INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE epoch(
  no INTEGER PRIMARY KEY,                        -- 1, 2, … in the order they were opened here
  epoch INTEGER NOT NULL UNIQUE,                 -- the random 64 bits of the wire
  head_seq INTEGER NOT NULL DEFAULT 0,
  head_hash BLOB NOT NULL,
  acked_seq INTEGER NOT NULL DEFAULT 0,
  acked_hash BLOB NOT NULL,
  pruned_seq INTEGER NOT NULL DEFAULT 0
);

-- place = (epoch.no << 40) | seq: the journal is one B-tree in its own order, and an append touches its last page.
CREATE TABLE journal(
  place INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  kind INTEGER NOT NULL,
  header BLOB NOT NULL,
  payload BLOB,                                  -- sealed; NULL in a stub
  digest BLOB NOT NULL,
  hash BLOB NOT NULL,
  stub TEXT NOT NULL DEFAULT ''
);
CREATE INDEX journal_id ON journal(id);

-- When the centre acknowledged up to here, by its own time: what pruning counts from.
CREATE TABLE acknowledgement(place INTEGER PRIMARY KEY, server_ms INTEGER NOT NULL);

CREATE TABLE parked(place INTEGER PRIMARY KEY, code TEXT NOT NULL);

CREATE TABLE application(
  id BLOB PRIMARY KEY,
  look_up BLOB NOT NULL,
  card_number BLOB NOT NULL UNIQUE,
  card_text TEXT NOT NULL,
  card_expires_ms INTEGER NOT NULL,
  masked_name TEXT NOT NULL,
  occupation TEXT NOT NULL,
  union_code TEXT NOT NULL,
  language TEXT NOT NULL,
  submitted_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX application_look_up ON application(look_up);

CREATE TABLE consent(
  application_id BLOB NOT NULL,
  text_id TEXT NOT NULL,
  version TEXT NOT NULL,
  text_hash BLOB NOT NULL,
  language TEXT NOT NULL,
  given INTEGER NOT NULL,
  PRIMARY KEY(application_id, text_id)
) WITHOUT ROWID;

CREATE TABLE correction(
  record_id BLOB PRIMARY KEY,
  application_id BLOB NOT NULL,
  decided_at_ms INTEGER NOT NULL                 -- which return it answers
) WITHOUT ROWID;
CREATE INDEX correction_application ON correction(application_id);

CREATE TABLE feed_value(
  key TEXT NOT NULL,
  scope TEXT NOT NULL,
  position INTEGER NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY(key, scope)
) WITHOUT ROWID;
CREATE TABLE feed_cursor(scope TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE staged_value(
  key TEXT NOT NULL,
  scope TEXT NOT NULL,
  position INTEGER NOT NULL,
  value BLOB,                                    -- NULL: a tombstone
  PRIMARY KEY(key, scope)
) WITHOUT ROWID;
CREATE TABLE staged_cursor(scope TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
