-- Lost and found. Nothing of a person.
CREATE TABLE found_item(
  id BLOB PRIMARY KEY,
  number INTEGER NOT NULL,                 -- on its tag
  kind TEXT NOT NULL,
  place TEXT NOT NULL,
  found_ms INTEGER NOT NULL,
  state TEXT NOT NULL,                     -- here, handed-over, sent-on, mistake
  closed_ms INTEGER NOT NULL               -- 0: it is here
) WITHOUT ROWID;
CREATE UNIQUE INDEX found_item_number ON found_item(number);
CREATE INDEX found_item_here ON found_item(found_ms) WHERE state = 'here';
