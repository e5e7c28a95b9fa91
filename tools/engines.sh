#!/bin/sh
# Finds Firefox, WebKit and the screen that nobody sees for the tests of engines, or installs the system's packages.
set -eu
missing=""
for pair in firefox-esr:firefox-esr WebKitWebDriver:webkit2gtk-driver Xvfb:xvfb; do
  command -v "${pair%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
done
[ -n "$missing" ] || exit 0
echo "Not found, so installed:$missing."
if command -v apt-get >/dev/null 2>&1; then
  # shellcheck disable=SC2086 # several packages
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "Install them with this system's package manager; without them \`make test\` cannot ask Firefox and WebKit." >&2
  exit 1
fi
