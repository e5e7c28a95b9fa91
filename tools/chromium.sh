#!/bin/sh
# Finds a Chromium for the browser tests (CHROMIUM, the system's, an installed browser) or installs the system's.
set -eu
for candidate in "${CHROMIUM:-}" /usr/bin/chromium chromium chromium-browser google-chrome; do
  if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1; then
    exit 0
  fi
done
echo "No Chromium found; installing the system's package."
if command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null
else
  echo "Install Chromium with this system's package manager, or set CHROMIUM to its path." >&2
  exit 1
fi
