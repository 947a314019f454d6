-- The number of the kek that a key is wrapped under (core/record/KEYS.md).
ALTER TABLE person_key ADD COLUMN kek INTEGER NOT NULL DEFAULT 1;
CREATE INDEX person_key_kek ON person_key(kek, person);
