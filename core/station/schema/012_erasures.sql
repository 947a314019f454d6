-- Records of riders who were erased: their payloads go once the centre has acknowledged them.
CREATE TABLE erased_record(id BLOB PRIMARY KEY) WITHOUT ROWID;

-- What was deleted leaves the file, too. 0: nothing has to; 1: the file is to be written anew; 2: its log is to be cut.
ALTER TABLE station ADD COLUMN rewriting INTEGER NOT NULL DEFAULT 0;
