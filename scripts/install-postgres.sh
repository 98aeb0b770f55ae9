#!/usr/bin/env bash
# Makes sure that PostgreSQL's server programs are on this machine: `backhaul dev` and the tests start a private server
# from them. Where they are missing, Debian's package is installed if we may; elsewhere this says what to install.
# It never starts a server and never touches one that exists.
set -euo pipefail

# The same places that devstack looks in (devstack/postgres_find.go).
has_server() {
  [ -n "${BACKHAUL_PG_BIN:-}" ] && return 0
  command -v initdb >/dev/null && return 0
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ||
    compgen -G '/usr/pgsql-*/bin/initdb' >/dev/null ||
    compgen -G '/opt/homebrew/opt/postgresql@*/bin/initdb' >/dev/null ||
    compgen -G '/usr/local/opt/postgresql@*/bin/initdb' >/dev/null ||
    compgen -G '/Applications/Postgres.app/Contents/Versions/*/bin/initdb' >/dev/null
}

explain() {
  cat >&2 <<'TEXT'
PostgreSQL 14 or newer is needed and was not found. Install its server, then run make again:
  Debian, Ubuntu   sudo apt-get install postgresql
  Fedora, RHEL     sudo dnf install postgresql-server postgresql-contrib
  macOS            brew install postgresql@17
It need not be started. If it is installed in an unusual place, set BACKHAUL_PG_BIN to the folder that holds initdb.
TEXT
  exit 1
}

has_server && exit 0
command -v apt-get >/dev/null || explain

sudo=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null && sudo -n true 2>/dev/null || explain
  sudo=(sudo -n)
fi

# apt_get keeps apt's many words for the case that it fails.
apt_get() {
  local said
  said=$("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" 2>&1) || {
    printf '%s\napt-get %s failed.\n' "$said" "$*" >&2
    exit 1
  }
}

echo 'Installing PostgreSQL (apt-get install postgresql) ...'
apt_get update
config=/etc/postgresql-common/createcluster.conf
if [ ! -e "$config" ]; then
  # Debian's package would make and start a server on port 5432 that nobody asked for. Its settings must say no before
  # the server package is configured; a machine that has such settings already keeps them.
  apt_get install -y --no-install-recommends postgresql-common
  "${sudo[@]}" sed -i -E 's/^#?\s*create_main_cluster\s*=.*/create_main_cluster = false/' "$config"
fi
apt_get install -y --no-install-recommends postgresql
has_server || explain
