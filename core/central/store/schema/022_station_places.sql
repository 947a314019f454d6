-- How a station is found, and its network for riders (wire::StationPlace). Millionths of a degree by WGS 84; NULL: not
-- known.
ALTER TABLE station ADD COLUMN name_en TEXT NOT NULL DEFAULT '';
ALTER TABLE station ADD COLUMN host_en TEXT NOT NULL DEFAULT '';
ALTER TABLE station ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE station ADD COLUMN address_en TEXT NOT NULL DEFAULT '';
ALTER TABLE station ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE station ADD COLUMN landmark TEXT NOT NULL DEFAULT '';
ALTER TABLE station ADD COLUMN landmark_en TEXT NOT NULL DEFAULT '';
ALTER TABLE station ADD COLUMN defibrillator TEXT NOT NULL DEFAULT '';
ALTER TABLE station ADD COLUMN defibrillator_en TEXT NOT NULL DEFAULT '';
ALTER TABLE station ADD COLUMN latitude_e6 INTEGER;
ALTER TABLE station ADD COLUMN longitude_e6 INTEGER;
ALTER TABLE station ADD COLUMN wifi_network TEXT NOT NULL DEFAULT '';
ALTER TABLE station ADD COLUMN wifi_password TEXT NOT NULL DEFAULT '';
ALTER TABLE station ADD COLUMN controller_name_en TEXT NOT NULL DEFAULT '';
