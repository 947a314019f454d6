-- What the journal's rows are found by is a position: place is no word for it.
ALTER TABLE journal RENAME COLUMN place TO position;
ALTER TABLE acknowledgement RENAME COLUMN place TO position;
ALTER TABLE parked RENAME COLUMN place TO position;
