# The commands of the atlas; each sets up what it needs.
PYTHON ?= python3
STREAMLIT ?= LATEST
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run check test lint bench faults data texts site light pictures lock audit sbom upgrade container chromium engines postgis nginx clean

run: $(VENV)/app.stamp
	$(BIN)/streamlit run dashboard.py --server.port 8501

# What two minutes tell: style, types, the library, the pages without a browser.
check: lint
	$(BIN)/python -m pytest tests/unit tests/app tests/upstream -m "not exhaustive"

# Everything. Tests that need nginx or PostgreSQL install them themselves.
test: lint chromium engines
	$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m geo.build.npm eslint --max-warnings 0 .
	$(BIN)/python -m geo.build.npm tsc

bench: $(VENV)/dev.stamp chromium
	$(BIN)/python -m pytest tools/bench
	$(BIN)/python -m tools.bench

faults: $(VENV)/dev.stamp chromium
	$(BIN)/python -m pytest tools/faults
	$(BIN)/python -m tools.faults

data: $(VENV)/dev.stamp
	$(BIN)/python -m geo.build all
	$(BIN)/python -m geo.build reference
	$(BIN)/python -m tools.icons
	$(BIN)/python -m tools.citation

texts: $(VENV)/dev.stamp
	$(BIN)/python -m pages.shared.language.catalogues

site: $(VENV)/app.stamp
	$(BIN)/python -m pages.shared.light

# The light edition for a web server beside the atlas: deploy/nginx.conf looks for it here.
light: $(VENV)/app.stamp
	$(BIN)/python -m pages.shared.light --all light --served /

pictures: $(VENV)/dev.stamp chromium
	$(BIN)/python -m tools.pictures

lock: $(VENV)/dev.stamp
	$(BIN)/python -m tools.lock

audit: $(VENV)/dev.stamp
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements-dev.txt
	$(BIN)/npm audit

sbom: $(VENV)/dev.stamp
	$(BIN)/python -m tools.sbom sbom.cdx.json

upgrade:
	@PYTHON=$(PYTHON) sh tools/upgrade.sh $(STREAMLIT)

# As root on a Debian machine: builds and runs the image without registry and engine; about five minutes.
container: $(VENV)/dev.stamp
	$(BIN)/python -m tools.container

chromium:
	@sh tools/chromium.sh

engines:
	@sh tools/engines.sh

postgis:
	@sh tools/postgis.sh

nginx:
	@sh tools/nginx.sh

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit("The atlas needs Python 3.11 or newer; set PYTHON=..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/app.stamp: requirements.txt $(VENV)/python.stamp
	$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements-postgis.txt $(VENV)/app.stamp
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .cache
