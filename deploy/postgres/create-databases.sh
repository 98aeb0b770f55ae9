#!/bin/bash
# Run once by the postgres image, on an empty volume: roles and databases for Backhaul and for Temporal, so that neither
# can read the other's and none is a superuser. Backhaul's schema belongs to a role of its own, which migrates it; the
# service uses another, which cannot rewrite the audit trail (`backhaul migrate` gives it its rights).
set -euo pipefail

psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv owner_password BACKHAUL_OWNER_PASSWORD
\getenv backhaul_password BACKHAUL_DB_PASSWORD
\getenv temporal_password TEMPORAL_DB_PASSWORD

CREATE ROLE backhaul_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE backhaul LOGIN PASSWORD :'backhaul_password';
CREATE ROLE temporal LOGIN PASSWORD :'temporal_password';

CREATE DATABASE backhaul OWNER backhaul_owner;
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;

REVOKE ALL ON DATABASE backhaul, temporal, temporal_visibility FROM PUBLIC;
GRANT CONNECT ON DATABASE backhaul TO backhaul;
SQL
