-- a CorrectionAsked under the person's key; empty once decided
ALTER TABLE rider_request ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';
