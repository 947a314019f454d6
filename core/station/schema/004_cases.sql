CREATE TABLE help_case(
  id BLOB PRIMARY KEY,
  kind TEXT NOT NULL,
  masked_name TEXT NOT NULL,               -- "": nobody was named
  look_up BLOB NOT NULL,                   -- Argon2id of number and last four together
  opened_ms INTEGER NOT NULL,
  due_ms INTEGER NOT NULL,
  called INTEGER NOT NULL,                 -- the rider was called back from here
  record BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX help_case_look_up ON help_case(look_up);
