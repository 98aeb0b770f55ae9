#!/bin/sh
# Brings Temporal's two databases to the schema of this version of the server. Safe to run again, and needed again
# after the version went up. The tool takes host, user, password and plugin from SQL_* variables.
set -eu

migrate() { # database, folder of the schema inside the tool
  temporal-sql-tool --db "$1" setup-schema --version 0.0 # leaves a newer version as it is
  temporal-sql-tool --db "$1" update-schema --schema-name "$2"
}

migrate temporal postgresql/v12/temporal
migrate temporal_visibility postgresql/v12/visibility
