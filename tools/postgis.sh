#!/bin/sh
# Finds PostgreSQL with PostGIS for the test of the database, or installs the system's packages.
set -eu
if ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  exit 0
fi
echo "No PostGIS found; installing the system's packages."
if command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql postgis postgresql-postgis >/dev/null
else
  echo "Install PostgreSQL with PostGIS with this system's package manager." >&2
  exit 1
fi
