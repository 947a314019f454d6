-- What a kiosk has said of its certificate: which authority has signed it, and which list of roots it keeps
-- (net/sync/PROTOCOL.md "New roots").
ALTER TABLE device ADD COLUMN authority_id BLOB;
ALTER TABLE device ADD COLUMN roots_ordinal INTEGER NOT NULL DEFAULT 0;
