#!/bin/sh
# Installs another Streamlit, with the newest streamlit-folium, beside the atlas and runs tests/upstream against them.
# Usage: tools/upgrade.sh [LATEST|VERSION]. What it installs lies in .cache/upgrade and is thrown away at the next call.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-LATEST}
venv=.cache/upgrade
rest=.cache/upgrade.in
case "$wanted" in LATEST) streamlit=streamlit ;; *) streamlit="streamlit==$wanted" ;; esac

rm -rf "$venv"
mkdir -p .cache
"${PYTHON:-python3}" -m venv "$venv"
# What the atlas runs on but for these two, and what the tests need.
grep -Ev '^(#|streamlit(-folium)?==)' requirements/app.in > "$rest"
grep -E '^(pytest|hypothesis)==' requirements/dev.in >> "$rest"
install() { "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$rest" "$streamlit" streamlit-folium; }
if ! install; then
  echo "It does not go with the versions in requirements/app.in (see above): tried here with those that fit it."
  sed -i 's/==[^;]*//' "$rest"
  install
fi
echo "The atlas runs on: $(grep -E '^streamlit' requirements/app.in | tr '\n' ' ')"
echo "Tried here:        $("$venv/bin/python" -m pip freeze | grep -E '^streamlit' | tr '\n' ' ')"
if "$venv/bin/python" -m pytest -o addopts="-q --import-mode=importlib -p no:cacheprovider" --tb=line tests/upstream; then
  echo "Nothing that docs/upstream.md lists has changed. Put the versions into requirements/app.in, then: make lock test"
else
  echo "The rows of docs/upstream.md that name these tests no longer hold."
  exit 1
fi
