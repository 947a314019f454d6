-- The centre's root and feed key where another took the place of the one of enrolment (trusted_keys.h).
CREATE TABLE trusted_key(
  name TEXT PRIMARY KEY,                         -- root, feed
  ordinal INTEGER NOT NULL,
  public_key BLOB NOT NULL
) WITHOUT ROWID;
