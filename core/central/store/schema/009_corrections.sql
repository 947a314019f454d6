ALTER TABLE rider_request ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';  -- a CorrectionAsked under the person's key; empty once decided
