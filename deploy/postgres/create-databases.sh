#!/bin/bash
# Run once by the postgres image, on an empty volume: a role and databases for Backhaul and for Temporal, so that
# neither can read the other's and neither is a superuser.
set -euo pipefail

psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv backhaul_password BACKHAUL_DB_PASSWORD
\getenv temporal_password TEMPORAL_DB_PASSWORD

CREATE ROLE backhaul LOGIN PASSWORD :'backhaul_password';
CREATE ROLE temporal LOGIN PASSWORD :'temporal_password';

CREATE DATABASE backhaul OWNER backhaul;
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;

REVOKE ALL ON DATABASE backhaul, temporal, temporal_visibility FROM PUBLIC;
SQL
