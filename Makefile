# The verbs of this checkout; `make` alone lists them. CONTRIBUTING.md says more.

PORT ?= 8000

# The first Python that is new enough; where none is, bootstrap.py says so.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done || echo python3)

.PHONY: help run test test-fast test-slow quality bench lint format clean environment

help:  ## List these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run:  ## Serve the site with demo content on http://127.0.0.1:8000/ (another port: PORT=8001)
	@$(PYTHON) dev/bootstrap.py run $(PORT)

test: environment  ## Everything that must hold before a change is merged
	@.venv/bin/python -m dev.check all

test-fast: environment  ## Style, migrations and the suite on SQLite, without a browser
	@.venv/bin/python -m dev.check fast

test-slow: environment  ## The outage and race tests, which take their time
	@.venv/bin/python -m dev.check slow

quality:  ## Lighthouse, the Nu checker and axe on the readers' pages (one alone: ONLY=nu)
	@$(PYTHON) dev/bootstrap.py quality
	@.venv/bin/python -m dev.quality $(ONLY)

bench:  ## What the site takes, measured; 20 minutes (a part: ONLY=views; to try: ROUNDS=1 SCALE=0.1)
	@$(PYTHON) dev/bootstrap.py bench
	@ROUNDS=$(ROUNDS) SCALE=$(SCALE) .venv/bin/python -m bench $(ONLY)

lint: environment  ## Style alone
	@.venv/bin/python -m dev.check lint

format: environment  ## Let ruff put the code in order
	@.venv/bin/python -m ruff check --fix .
	@.venv/bin/python -m ruff format .

clean:  ## Remove the environment and the caches; var/, with the database, stays
	rm -rf .venv .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@$(PYTHON) dev/bootstrap.py environment
