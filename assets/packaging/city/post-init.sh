#!/bin/sh
# Patroni's post_init, run once with the new cluster's address: the centre's roles and databases. Holds passwords: 0700.
# Person keys stand in a database and a role of their own, so that no dump of the first holds them.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --dbname "$1" <<'SQL'
-- Patroni before 3.0.4 may wait for ever on a query of its own in strict mode.
ALTER ROLE postgres SET synchronous_commit = local;
CREATE ROLE warmheart LOGIN PASSWORD '@warmheart_password@';
CREATE ROLE warmheart_people LOGIN PASSWORD '@people_password@';
CREATE DATABASE warmheart OWNER warmheart TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
CREATE DATABASE warmheart_people OWNER warmheart_people TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
REVOKE CONNECT, TEMPORARY ON DATABASE warmheart FROM PUBLIC;
REVOKE CONNECT, TEMPORARY ON DATABASE warmheart_people FROM PUBLIC;
SQL
