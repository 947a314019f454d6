-- A card number stands once. Rows that repeat one beside the first to arrive are marked, and bound by no rule.
ALTER TABLE application ADD COLUMN card_repeated INTEGER NOT NULL DEFAULT 0;
UPDATE application SET card_repeated = 1 WHERE EXISTS(
  SELECT 1 FROM application o WHERE o.card_number = application.card_number AND
  (o.received_ms < application.received_ms OR (o.received_ms = application.received_ms AND o.id < application.id)));
CREATE UNIQUE INDEX application_card_once ON application(card_number) WHERE card_repeated = 0 AND card_number <> x'';

-- Keys of cards, by their ids, whatever scope publishes them.
CREATE INDEX feed_card_key ON feed_value(key) WHERE key >= 'card-key/' AND key < 'card-key0' AND tombstone = 0;

ALTER TABLE rider_try ADD COLUMN closings INTEGER NOT NULL DEFAULT 0;  -- in a row: each lasts twice as long
CREATE INDEX rider_try_last ON rider_try(last_ms);

-- 0: it came without the query code and the last four; whoever decides asks the rider
ALTER TABLE rider_request ADD COLUMN proven INTEGER NOT NULL DEFAULT 0;

UPDATE handoff SET expires_ms = changed_ms + 10800000 WHERE expires_ms = 0;
CREATE INDEX handoff_expires ON handoff(expires_ms);
CREATE INDEX handoff_device ON handoff(device, expires_ms);
