-- Keyed hash of the query code; NULL: from before this column; empty: the person was erased.
ALTER TABLE application ADD COLUMN code_hash BLOB;
CREATE INDEX application_code ON application(code_hash) WHERE code_hash IS NOT NULL;
CREATE INDEX application_without_code ON application(id) WHERE code_hash IS NULL;

-- Wrong last-four tries at a card, a query code or a device; too many close it for an hour.
DROP TABLE phone_try;
CREATE TABLE rider_try(
  door BLOB PRIMARY KEY, wrong INTEGER NOT NULL, closed_until_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL);
