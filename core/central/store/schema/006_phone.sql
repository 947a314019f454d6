CREATE TABLE handoff(
  id BLOB PRIMARY KEY,
  device BLOB NOT NULL,
  station BLOB,
  district_code TEXT NOT NULL,
  most INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,         -- 0: only the kiosk has told of it so far
  opened INTEGER NOT NULL,
  filled INTEGER NOT NULL,
  masked_name TEXT NOT NULL,
  changed_ms INTEGER NOT NULL);

-- Each phone that has opened one: a reload is not another phone.
CREATE TABLE handoff_phone(handoff BLOB NOT NULL, phone BLOB NOT NULL, PRIMARY KEY(handoff, phone));

-- Wrong last-four tries for a card; five close its door for an hour.
CREATE TABLE phone_try(card BLOB PRIMARY KEY, wrong INTEGER NOT NULL, closed_until_ms INTEGER NOT NULL);
