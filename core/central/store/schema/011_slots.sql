-- A seat, a charger, a microwave is a unit of a service; 0: none.
ALTER TABLE visit RENAME COLUMN place TO unit;

-- A numbered unit of a session's capacity is a slot.
ALTER TABLE place RENAME TO slot;
DROP INDEX place_state;
DROP INDEX place_booking;
CREATE INDEX slot_state ON slot(session, state, number);
CREATE UNIQUE INDEX slot_booking ON slot(booking) WHERE booking IS NOT NULL;
ALTER TABLE booking RENAME COLUMN place TO slot;
UPDATE alarm SET code = 'slot-not-held' WHERE code = 'place-not-held';
