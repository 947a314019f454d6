-- Lost and found, as stations have told.
CREATE TABLE found_item(
  id BLOB PRIMARY KEY,
  device BLOB NOT NULL,
  station BLOB,
  kind TEXT NOT NULL,
  place TEXT NOT NULL,
  number INTEGER NOT NULL,
  found_ms INTEGER NOT NULL,
  state TEXT NOT NULL,                 -- here, handed-over, sent-on, mistake
  closed_ms INTEGER NOT NULL);         -- 0: it lies there
CREATE INDEX found_item_found ON found_item(found_ms);
