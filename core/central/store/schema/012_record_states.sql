-- A raw record is written once. What becomes of it are rows of other tables: of the records up to the watermark those
-- are applied that are neither parked, nor waiting, nor a pointer.
CREATE TABLE device_applied(             -- the watermark, apart from the head that store moves
  device BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  applied_seq INTEGER NOT NULL,          -- each record up to here has been dealt with
  PRIMARY KEY(device, epoch));

CREATE TABLE parked_record(
  device BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  code TEXT NOT NULL,                    -- why
  parked_ms INTEGER NOT NULL,
  PRIMARY KEY(device, epoch, seq));

CREATE TABLE waiting_record(
  device BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  subject BLOB,                          -- for what; NULL: for nothing any more, apply takes it next
  received_ms INTEGER NOT NULL,
  PRIMARY KEY(device, epoch, seq));
CREATE INDEX waiting_subject ON waiting_record(subject, received_ms) WHERE subject IS NOT NULL;
CREATE INDEX waiting_due ON waiting_record(received_ms) WHERE subject IS NULL;

CREATE TABLE pointer_record(             -- its id is held at another position
  device BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  id BLOB NOT NULL,
  PRIMARY KEY(device, epoch, seq));

CREATE TABLE record_subject(             -- what a record is about, for erasure; visits are many, and about nobody
  subject BLOB NOT NULL,
  device BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY(subject, device, epoch, seq));

-- A record that was put back in line had moved its watermark back: what is applied behind it stays applied.
INSERT INTO device_applied(device, epoch, applied_seq)
  SELECT e.device, e.epoch, coalesce((SELECT max(r.seq) FROM raw_record r WHERE r.device = e.device AND
    r.epoch = e.epoch AND r.seq > e.applied_seq AND r.state IN ('applied', 'waiting')), e.applied_seq)
  FROM device_epoch e;
INSERT INTO parked_record(device, epoch, seq, code, parked_ms)
  SELECT device, epoch, seq, CASE code WHEN 'wrong-place' THEN 'header-mismatch' ELSE code END, changed_ms
  FROM raw_record WHERE state = 'parked';
INSERT INTO waiting_record(device, epoch, seq, subject, received_ms)
  SELECT device, epoch, seq, subject, received_ms FROM raw_record WHERE state = 'waiting';
INSERT INTO waiting_record(device, epoch, seq, subject, received_ms)
  SELECT r.device, r.epoch, r.seq, NULL, r.received_ms FROM raw_record r JOIN device_applied a
    ON a.device = r.device AND a.epoch = r.epoch WHERE r.state = 'new' AND r.seq <= a.applied_seq;
INSERT INTO pointer_record(device, epoch, seq, id)
  SELECT device, epoch, seq, pointer_id FROM raw_record WHERE pointer_id IS NOT NULL;
INSERT INTO record_subject(subject, device, epoch, seq)
  SELECT subject, device, epoch, seq FROM raw_record WHERE subject IS NOT NULL AND kind NOT BETWEEN 10 AND 19;

DROP INDEX epoch_behind;
ALTER TABLE device_epoch DROP COLUMN applied_seq;
DROP INDEX raw_record_parked;
DROP INDEX raw_record_waiting;
DROP INDEX raw_record_about;
ALTER TABLE raw_record DROP COLUMN state;
ALTER TABLE raw_record DROP COLUMN code;
ALTER TABLE raw_record DROP COLUMN subject;
ALTER TABLE raw_record DROP COLUMN pointer_id;
ALTER TABLE raw_record DROP COLUMN changed_ms;
