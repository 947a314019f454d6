-- What had to be scanned so far. A partial index is used only where a statement repeats its condition word for word.
CREATE INDEX lease_device ON lease(device) WHERE state <> 'closed' AND state <> 'retired';
CREATE INDEX session_held ON session(id) WHERE held_incarnation <> 0;
CREATE UNIQUE INDEX booking_arrival ON booking(arrival);
CREATE INDEX booking_session ON booking(session, arrival);
CREATE INDEX help_case_opened ON help_case(opened_ms, id);
CREATE INDEX rider_request_application ON rider_request(application);
CREATE INDEX rider_request_listed ON rider_request((state = 'done' OR state = 'refused'), asked_ms);
CREATE INDEX console_session_begun ON console_session(begun_ms);
CREATE INDEX console_session_seen ON console_session(seen_ms);
CREATE INDEX console_session_user ON console_session(user_name);
CREATE INDEX feed_approved ON feed_value(changed_ms) WHERE key >= 'approved/' AND key < 'approved0' AND tombstone = 0;
-- Visits (10 to 19) are many, and about nobody.
CREATE INDEX raw_record_about ON raw_record(subject) WHERE subject IS NOT NULL AND kind NOT BETWEEN 10 AND 19;
-- The same uniqueness; found by the id alone, too.
DROP INDEX raw_record_id;
CREATE UNIQUE INDEX raw_record_id ON raw_record(id, device);
