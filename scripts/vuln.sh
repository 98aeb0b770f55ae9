#!/usr/bin/env bash
# Looks for known vulnerabilities in the code that Backhaul calls, its dependencies' and Go's own, with govulncheck.
# The database is the Go vulnerability database as tools/vulndb/go.mod pins it: it comes through the module proxy like
# everything else, and the same commit gives the same answer. To ask a newer one first:
#
#   go -C tools/vulndb get -tool golang.org/x/vulndb/cmd/indexdb@latest
#
# Go's own packages are those of the toolchain that go.mod names, with which releases are built. Where the database or
# that toolchain cannot be had, nothing is checked, and it says so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

unchecked() {
  echo "NOT CHECKED: $1"
  exit 0
}

toolchain=$(awk '$1 == "toolchain" { print $2 }' go.mod)
source=$(go -C tools/vulndb mod download -json golang.org/x/vulndb | sed -n 's/^\t"Dir": "\(.*\)",*$/\1/p') \
  || unchecked "the vulnerability database cannot be downloaded."
GOTOOLCHAIN=$toolchain go version >/dev/null 2>&1 || unchecked "$toolchain, which go.mod names, cannot be downloaded."

# Built once for each version of the database.
database=$PWD/bin/vulndb/$(basename "$source")
if [ ! -f "$database/index/db.json" ]; then
  rm -rf bin/vulndb
  go -C tools/vulndb tool indexdb -vulns "$source/data/osv" -out "$database.part"
  mv "$database.part" "$database"
fi
echo "$(basename "$source"): $(find "$database/ID" -name '*.json' | wc -l) known vulnerabilities; $toolchain"
GOTOOLCHAIN=$toolchain go tool -modfile="$PWD/tools/go.mod" govulncheck -db "file://$database" ./...
