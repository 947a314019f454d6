-- The highest head of the audit that each device has sent back as a witness (core/central/stations/audit_witness.h).
CREATE TABLE audit_witness(
  device BLOB PRIMARY KEY,
  seq INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  head BLOB NOT NULL,
  signature BLOB NOT NULL);

-- Backups that were put back by word: the rows from here on were written anew, and devices may hold heads of those that
-- stood there before.
CREATE TABLE audit_restart(
  from_seq INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  lost_seq INTEGER NOT NULL);          -- the highest head of before that a device has shown; 0: none
INSERT INTO audit_restart(from_seq, at_ms, lost_seq)
  SELECT seq, at_ms, 0 FROM audit WHERE what = 'audit-went-back' OR what = 'restored';

-- What each device has spent of a day (net/sync/PROTOCOL.md "Pace"): one row, of the last day on which it spoke.
CREATE TABLE device_day(
  device BLOB PRIMARY KEY,
  day INTEGER NOT NULL,                -- since 1970, UTC
  requests INTEGER NOT NULL,
  records INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  epochs BLOB NOT NULL);               -- 8 bytes each, big-endian
