#!/bin/sh
# Creates Backhaul's namespace unless it is there. Closed workflows stay readable in Temporal for the retention time;
# the returns themselves are in PostgreSQL for good. The CLI takes the address from TEMPORAL_ADDRESS.
set -eu

if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  echo "namespace $TEMPORAL_NAMESPACE is there"
else
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$TEMPORAL_RETENTION"
fi
