CREATE TABLE rider_request(
  id BLOB PRIMARY KEY,                     -- of the record
  application BLOB NOT NULL,
  ask TEXT NOT NULL,                       -- withdraw, leave, stop-texts, erase
  asked_ms INTEGER NOT NULL
);
CREATE INDEX rider_request_application ON rider_request(application);
