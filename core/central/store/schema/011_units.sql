-- A seat, a charger, a microwave is a unit of a service; 0: none.
ALTER TABLE visit RENAME COLUMN place TO unit;
