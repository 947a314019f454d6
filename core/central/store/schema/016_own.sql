-- Which centre this file belongs to: the same random id stands in person-keys.db and in keys/centre.identity.
CREATE TABLE centre_identity(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  id BLOB NOT NULL);

-- The last moment at which the centre's clock agreed with all it knew (core/central/start/clock.h).
CREATE TABLE clock_witness(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  wall_ms INTEGER NOT NULL,
  boot_id BLOB NOT NULL,
  boottime_ms INTEGER NOT NULL);

-- What each kiosk's own clock says: the wall clock that it would show at our boot time 0 of this boot.
ALTER TABLE device ADD COLUMN clock_boot_id BLOB NOT NULL DEFAULT x'';
ALTER TABLE device ADD COLUMN clock_base_ms INTEGER NOT NULL DEFAULT 0;
