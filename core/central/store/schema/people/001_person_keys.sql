CREATE TABLE person_key(
  person BLOB PRIMARY KEY,
  wrapped BLOB NOT NULL);
