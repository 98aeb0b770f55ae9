#!/usr/bin/env bash
# Makes sure that there is a Chromium for the tests of the console (console/playwright.config.ts looks in the same
# places). Where it is missing, Debian's package is installed if we may; elsewhere this says what to install. Playwright
# never downloads a browser of its own.
set -euo pipefail

has_chromium() {
  [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ] && return 0
  command -v /usr/bin/chromium >/dev/null || command -v /usr/bin/chromium-browser >/dev/null ||
    command -v /usr/bin/google-chrome >/dev/null || [ -x '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' ]
}

explain() {
  cat >&2 <<'TEXT'
Chromium is needed to test the console and was not found. Install it, then run make again:
  Debian           sudo apt-get install chromium
  Ubuntu           sudo snap install chromium, and CHROMIUM=/snap/bin/chromium
  Fedora           sudo dnf install chromium, and CHROMIUM=/usr/bin/chromium-browser
  macOS            brew install --cask google-chrome
If it is installed in an unusual place, set CHROMIUM to its path.
TEXT
  exit 1
}

has_chromium && exit 0
command -v apt-get >/dev/null || explain

sudo=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null && sudo -n true 2>/dev/null || explain
  sudo=(sudo -n)
fi

echo 'Installing Chromium and fonts for Chinese (apt-get install chromium fonts-noto-cjk) ...'
said=$({ "${sudo[@]}" apt-get -qq update &&
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-noto-cjk; } 2>&1) || {
  printf '%s\n' "$said" >&2
  explain
}
has_chromium || explain
