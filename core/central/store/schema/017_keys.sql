-- Under which key a row stands, by its number (core/record/KEYS.md): rows of before stand under the first.
ALTER TABLE person ADD COLUMN id_hash INTEGER NOT NULL DEFAULT 1;       -- of number_hash
CREATE INDEX person_id_hash ON person(id_hash, id);
ALTER TABLE application ADD COLUMN code_key INTEGER NOT NULL DEFAULT 1; -- of code_hash
CREATE INDEX application_code_key ON application(code_key, id);
ALTER TABLE second_factor ADD COLUMN kek INTEGER NOT NULL DEFAULT 1;
ALTER TABLE recovery_code ADD COLUMN kek INTEGER NOT NULL DEFAULT 1;
-- The newest feed key that a kiosk is known to trust: its answers are signed by that one until it knows the next.
ALTER TABLE device ADD COLUMN feed_ordinal INTEGER NOT NULL DEFAULT 1;

-- What was made of an older kek and is still needed, under the present one.
CREATE TABLE kept_key(
  purpose TEXT NOT NULL,
  number INTEGER NOT NULL,               -- of the kek that it was made of
  sealed BLOB NOT NULL,
  kek INTEGER NOT NULL,                  -- that it stands under
  PRIMARY KEY(purpose, number));

-- Older keks and id-hash keys that nothing here stands under any more; a backup may.
CREATE TABLE unneeded_key(
  name TEXT NOT NULL,
  number INTEGER NOT NULL,
  since_ms INTEGER NOT NULL,
  PRIMARY KEY(name, number));

-- Card keys that sign no more, until the last card they have signed ends.
CREATE TABLE retiring_card_key(
  key_id BLOB PRIMARY KEY,
  until_ms INTEGER NOT NULL);
