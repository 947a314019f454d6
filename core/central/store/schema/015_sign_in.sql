-- Second factors, where logins come from, wrong tries by door, openings by user. Logins of before end: none of them has
-- shown a second factor. Wrong tries of before are forgotten once.
ALTER TABLE console_user ADD COLUMN disabled_ms INTEGER NOT NULL DEFAULT 0;  -- 0: enabled

CREATE TABLE second_factor(
  user_name TEXT PRIMARY KEY REFERENCES console_user(name),
  seed BLOB,                             -- sealed; NULL: none stands yet
  offered BLOB,                          -- the next one, sealed, until a code of it confirms it
  last_step INTEGER NOT NULL);           -- the newest step of `seed` that was accepted
CREATE TABLE recovery_code(              -- those that are not used up
  user_name TEXT NOT NULL REFERENCES console_user(name),
  code_hash BLOB NOT NULL,
  PRIMARY KEY(user_name, code_hash));

DELETE FROM console_session;
ALTER TABLE console_session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE console_session ADD COLUMN enrolling INTEGER NOT NULL DEFAULT 0;  -- 1: by password alone

DROP TABLE sign_in_try;
CREATE TABLE sign_in_try(                -- by name as typed, hashed: unknown names are counted too
  name_hash BLOB NOT NULL,
  door TEXT NOT NULL,                    -- from:ADDRESS, browser:ID, or empty: the name from wherever
  failures INTEGER NOT NULL,
  locked_until_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY(name_hash, door));
CREATE INDEX sign_in_try_last ON sign_in_try(last_ms);

CREATE TABLE opening_count(              -- of whole applications, an hour at a time
  user_name TEXT PRIMARY KEY,
  since_ms INTEGER NOT NULL,
  openings INTEGER NOT NULL);

ALTER TABLE enrolment_code ADD COLUMN at_once INTEGER NOT NULL DEFAULT 0;  -- 1: its device serves without an approval
