CREATE TABLE meta(
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL);

-- ---------------------------------------------------------------- who connects
CREATE TABLE station(
  id BLOB PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  host TEXT NOT NULL,
  district_code TEXT NOT NULL,
  street_code TEXT NOT NULL,
  opening_hours TEXT NOT NULL,
  union_code TEXT NOT NULL,
  controller_name TEXT NOT NULL,
  controller_phone TEXT NOT NULL);

CREATE TABLE enrolment_code(
  code_hash BLOB PRIMARY KEY,
  station BLOB NOT NULL REFERENCES station(id),
  made_ms INTEGER NOT NULL,
  ends_ms INTEGER NOT NULL,
  used_ms INTEGER,
  device BLOB,
  machine_digest BLOB);

CREATE TABLE device(
  id BLOB PRIMARY KEY,
  station BLOB NOT NULL REFERENCES station(id),
  state TEXT NOT NULL,
  machine TEXT NOT NULL,
  card_public_key BLOB NOT NULL,
  certificate_fingerprint TEXT NOT NULL DEFAULT '',
  certificate_ends_ms INTEGER NOT NULL DEFAULT 0,
  enrolled_ms INTEGER NOT NULL,
  last_contact_ms INTEGER NOT NULL DEFAULT 0,
  version TEXT NOT NULL DEFAULT '',
  waiting INTEGER NOT NULL DEFAULT 0,
  disk_free_mib INTEGER NOT NULL DEFAULT 0,
  clock_unproven INTEGER NOT NULL DEFAULT 0);
CREATE INDEX device_station ON device(station);

CREATE TABLE revocation(
  device BLOB PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  by_whom TEXT NOT NULL,
  reason TEXT NOT NULL);

CREATE TABLE alarm(
  code TEXT NOT NULL,
  device BLOB NOT NULL,
  subject TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY(code, device, subject));
CREATE INDEX alarm_time ON alarm(at_ms);

-- ---------------------------------------------------------------- what devices sent, as it travelled
CREATE TABLE device_epoch(
  device BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,            -- of this device's epochs, by arrival
  acked_seq INTEGER NOT NULL,
  acked_hash BLOB NOT NULL,
  applied_seq INTEGER NOT NULL,
  newest_ms INTEGER NOT NULL,          -- when rows last came
  last_contact_ms INTEGER NOT NULL,
  contacts INTEGER NOT NULL,
  PRIMARY KEY(device, epoch));
CREATE INDEX epoch_behind ON device_epoch(device, ordinal) WHERE applied_seq < acked_seq;

CREATE TABLE raw_record(
  device BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  id BLOB,                             -- NULL: unreadable, or a pointer to the row that has the id
  kind INTEGER NOT NULL,
  header BLOB NOT NULL,
  payload BLOB,                        -- NULL: a stub, too large, or a pointer
  digest BLOB NOT NULL,
  hash BLOB NOT NULL,
  stub_reason TEXT NOT NULL,
  pointer_id BLOB,                     -- the id that is held at another position
  state TEXT NOT NULL,                 -- new, applied, parked, waiting, pointer
  code TEXT NOT NULL,                  -- why it is parked
  subject BLOB,                        -- what it is about, or waits for
  received_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  PRIMARY KEY(device, epoch, seq));
CREATE UNIQUE INDEX raw_record_id ON raw_record(device, id);
CREATE INDEX raw_record_parked ON raw_record(device, epoch, seq) WHERE state = 'parked';
CREATE INDEX raw_record_waiting ON raw_record(subject) WHERE state = 'waiting';

-- ---------------------------------------------------------------- people and their applications
CREATE TABLE person(
  id BLOB PRIMARY KEY,
  number_hash BLOB NOT NULL UNIQUE,
  made_ms INTEGER NOT NULL);

CREATE TABLE application(
  id BLOB PRIMARY KEY,
  person BLOB NOT NULL REFERENCES person(id),
  state TEXT NOT NULL,
  union_code TEXT NOT NULL,
  device BLOB NOT NULL,
  station BLOB,
  district_code TEXT NOT NULL,
  masked_name TEXT NOT NULL,
  occupation TEXT NOT NULL,
  sealed BLOB NOT NULL,                -- an ApplicationSubmitted under the person's key
  card_number BLOB NOT NULL,
  manual_review INTEGER NOT NULL,
  signature_missing INTEGER NOT NULL,
  submitted_ms INTEGER NOT NULL,
  received_ms INTEGER NOT NULL,
  returned_fields TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  decided_by TEXT NOT NULL DEFAULT '',
  decided_ms INTEGER NOT NULL DEFAULT 0,
  approved_ms INTEGER NOT NULL DEFAULT 0,
  resolution_person TEXT NOT NULL DEFAULT '',
  resolution TEXT NOT NULL DEFAULT '',
  final_card TEXT NOT NULL DEFAULT '',
  assigned_to TEXT NOT NULL DEFAULT '',
  assigned_ms INTEGER NOT NULL DEFAULT 0);
CREATE INDEX application_person ON application(person);
CREATE INDEX application_union ON application(union_code, state, received_ms, id);
CREATE INDEX application_state ON application(state, received_ms, id);
CREATE INDEX application_received ON application(received_ms, id);
CREATE UNIQUE INDEX one_membership ON application(person) WHERE state = 'approved';

CREATE TABLE pending_decision(
  application BLOB PRIMARY KEY REFERENCES application(id),
  action TEXT NOT NULL,
  fields TEXT NOT NULL,
  reason TEXT NOT NULL,
  union_code TEXT NOT NULL,
  person TEXT NOT NULL,
  resolution TEXT NOT NULL,
  by_user TEXT NOT NULL,
  decided_ms INTEGER NOT NULL,
  undo_until_ms INTEGER NOT NULL);
CREATE INDEX pending_due ON pending_decision(undo_until_ms);

CREATE TABLE application_history(
  application BLOB NOT NULL REFERENCES application(id),
  ordinal INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  what TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY(application, ordinal));

CREATE TABLE receiving_union(
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind TEXT NOT NULL);

-- ---------------------------------------------------------------- feed
CREATE TABLE feed_counter(
  scope TEXT PRIMARY KEY,
  position INTEGER NOT NULL);
CREATE TABLE feed_value(
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  value BLOB NOT NULL,
  tombstone INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  PRIMARY KEY(scope, key));
CREATE UNIQUE INDEX feed_position ON feed_value(scope, position);

-- ---------------------------------------------------------------- people of the console, and what they did
CREATE TABLE console_user(
  name TEXT PRIMARY KEY,
  shown_name TEXT NOT NULL,
  role TEXT NOT NULL,
  union_code TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_ms INTEGER NOT NULL);
CREATE TABLE sign_in_try(                -- by name as typed, hashed: unknown names are counted too
  name_hash BLOB PRIMARY KEY,
  failures INTEGER NOT NULL,
  locked_until_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL);
CREATE TABLE console_session(
  token_hash BLOB PRIMARY KEY,
  user_name TEXT NOT NULL REFERENCES console_user(name),
  csrf TEXT NOT NULL,
  begun_ms INTEGER NOT NULL,
  seen_ms INTEGER NOT NULL);

CREATE TABLE audit(
  seq INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash BLOB NOT NULL);
CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN RAISE EXCEPTION ''the audit is append-only'' USING ERRCODE = ''integrity_constraint_violation''; END';
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_kept();
CREATE TRIGGER audit_kept BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_kept();
CREATE TRIGGER audit_whole BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept();
