-- Whether a session is past follows from ends_ms and the time; state says open or cancelled alone. ended: the feed has
-- been told so.
ALTER TABLE session ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
UPDATE session SET ended = 1, state = CASE
  WHEN encode(id, 'hex') IN (SELECT replace(subject, '-', '') FROM audit WHERE what = 'session-cancelled')
  THEN 'cancelled' ELSE 'open' END WHERE state = 'past';
DROP INDEX session_open;
CREATE INDEX session_open ON session(starts_ms) WHERE ended = 0;
