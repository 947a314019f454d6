CREATE TABLE rider_request(
  id BLOB PRIMARY KEY,
  ask TEXT NOT NULL,                   -- leave, stop-texts, erase
  application BLOB NOT NULL,
  state TEXT NOT NULL,                 -- received, under-review, done, refused
  reason TEXT NOT NULL,
  agreed_by TEXT NOT NULL,             -- the first of two, for an erasure
  scope TEXT NOT NULL,
  asked_ms INTEGER NOT NULL,
  effective_ms INTEGER NOT NULL,       -- leaving: when it becomes true; 0: when somebody decides
  changed_ms INTEGER NOT NULL);
CREATE INDEX rider_request_open ON rider_request(effective_ms) WHERE state = 'under-review';
