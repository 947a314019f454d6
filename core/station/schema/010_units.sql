-- A seat, a charger, a microwave is a unit of a service.
ALTER TABLE visit_place RENAME TO visit_unit;
ALTER TABLE visit_unit RENAME COLUMN place TO unit;
DROP INDEX visit_place_visit;
CREATE INDEX visit_unit_visit ON visit_unit(visit);
