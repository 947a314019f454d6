-- A numbered unit of a session's capacity is a slot.
ALTER TABLE lease_place RENAME TO lease_slot;
ALTER TABLE lease_slot RENAME COLUMN place TO slot;
ALTER TABLE booking RENAME COLUMN place TO slot;
ALTER TABLE station RENAME COLUMN places_spent TO slots_spent;

-- A code of the centre's has another name.
UPDATE parked SET code = 'header-mismatch' WHERE code = 'wrong-place';
