#!/usr/bin/env bash
# Runs the walk of README.md against a running instance, word for word, so that
# what the README says is what was tried.
set -euo pipefail
cd "$(dirname "$0")/.."
script=$(awk '/^<!-- walk -->/ { found = 1 } found && /^```$/ { exit } found && !/^<!--|^```bash/ { print }' README.md)
[ -n "$script" ] || { echo "README.md has no walk any more" >&2; exit 1; }
BASE=${BASE:-http://${BACKHAUL_HTTP_ADDR:-127.0.0.1:8080}}
curl -sSf "$BASE/readyz" >/dev/null || { echo "nothing is ready at $BASE: start it with 'make run'" >&2; exit 1; }
eval "$script"
