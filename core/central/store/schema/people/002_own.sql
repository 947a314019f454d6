CREATE TABLE centre_identity(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  id BLOB NOT NULL);
