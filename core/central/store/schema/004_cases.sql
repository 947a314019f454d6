CREATE TABLE help_case(
  id BLOB PRIMARY KEY,
  number_hash BLOB NOT NULL,           -- keyed: the number opens a case together with the last four
  kind TEXT NOT NULL,
  topic TEXT NOT NULL,
  state TEXT NOT NULL,                 -- received, dispatched, handled, called-back, closed
  union_name TEXT NOT NULL,            -- who has it; empty until it was handed over
  answer TEXT NOT NULL,                -- a sentence for the rider: never a person's data
  person BLOB,                         -- NULL: nobody was named and nothing was written
  masked_name TEXT NOT NULL,
  sealed BLOB NOT NULL,                -- a CaseOpened under the person's key
  call_back INTEGER NOT NULL,
  outcome TEXT NOT NULL,               -- of the call: satisfied, not-satisfied, not-reached
  device BLOB NOT NULL,
  station BLOB,
  scope TEXT NOT NULL,
  opened_ms INTEGER NOT NULL,
  due_ms INTEGER NOT NULL,
  handled_ms INTEGER NOT NULL,         -- 0: not yet
  changed_ms INTEGER NOT NULL);
CREATE INDEX help_case_open ON help_case(due_ms) WHERE state <> 'closed';
CREATE INDEX help_case_person ON help_case(person) WHERE person IS NOT NULL;
