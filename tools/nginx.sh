#!/bin/sh
# Finds an nginx for the tests of replicas (NGINX, or the system's) or installs the system's.
set -eu
for candidate in "${NGINX:-}" nginx /usr/sbin/nginx; do
  if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1; then
    exit 0
  fi
done
echo "No nginx found; installing the system's package."
if command -v apt-get >/dev/null 2>&1; then
  # The package would start a server of its own, which the tests do not need.
  apt-get update -qq && RUNLEVEL=1 apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
else
  echo "Install nginx with this system's package manager, or set NGINX to its path." >&2
  exit 1
fi
