# Every command of the project. `make help` lists them; continuous integration calls `make test` and nothing else.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

PY := .venv/bin/python
CLIENT := chinwag/web/dist/index.html
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -type f ! -name '*.tsbuildinfo' ! -name '*.test.*' -print 2>/dev/null)
# The tests start hundreds of interpreters: without their caches each would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE
# What the fast tests leave out; whole folders besides, so that nobody needs to read them, and walks over all methods.
QUICK_FOLDERS := $(patsubst %,--ignore=tests/%,browser clients examples faults fuzz packaging scripts security services web)
QUICK_FOLDERS += $(patsubst %,--ignore=tests/contract/test_%.py,bad_input hidden_things matrix)
QUICK := not postgres and not redis and not browser and not faults and not slow and not clients
ARGS ?=

.PHONY: help setup run test quick fuzz check lint bench dist docs lock

help: ## List these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

setup: .venv/.ready $(CLIENT) ## Prepare everything below this folder: Python packages and the web client
	@:

.venv/.ready: requirements/dev.txt pyproject.toml scripts/venv
	@./scripts/venv
	@touch $@

web/node_modules/.ready: web/package.json web/package-lock.json
	@./scripts/need-node
	@echo "Installing the locked packages of the web client"
	@cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(CLIENT): web/node_modules/.ready $(WEB_SOURCES) chinwag/emoticons/standard.json
	@echo "Building the web client"
	@cd web && npm run --silent build -- --logLevel warn
	@touch $@

run: setup ## Start a demo server (ARGS="--port 9000" for other flags)
	@.venv/bin/chinwag serve --demo --data ./data $(ARGS)

test: setup ## Run all that a change must pass; ends with `N passed, N failed`
	@$(PY) scripts/run_tests.py $(ARGS)

quick: .venv/.ready ## Run the fast tests: SQLite only, no browser, no faults, no walks over all methods; about a minute
	@$(PY) -m pytest -q -n $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist worksteal -m "$(QUICK)" $(QUICK_FOLDERS) $(ARGS)

fuzz: .venv/.ready ## Send generated requests to every method for ten minutes (CHINWAG_FUZZ_S, CHINWAG_FUZZ_SEED)
	@CHINWAG_FUZZ_S=$${CHINWAG_FUZZ_S:-600} CHINWAG_FUZZ_SEED=$${CHINWAG_FUZZ_SEED:-$$(date +%s)} \
	  $(PY) -m pytest -q -s tests/fuzz $(ARGS)

check: .venv/.ready web/node_modules/.ready ## Run the linters and type checkers of both languages
	@$(PY) scripts/run_checks.py

lint: .venv/.ready web/node_modules/.ready ## Put the code into shape where a tool can do it
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format .
	@cd web && npm run --silent format

bench: setup ## Measure against the reference server and print the ratios
	@$(PY) -m bench $(ARGS)

dist: setup ## Build the wheel, with the web client inside, into dist/
	@rm -rf dist
	@$(PY) -m build --wheel --no-isolation --outdir dist . >/dev/null
	@$(PY) scripts/check_wheel.py dist/*.whl

docs: .venv/.ready ## Write the generated reference anew: executed examples for /docs, then the pages of docs/reference
	@$(PY) scripts/write_reference.py
	@$(PY) scripts/write_docs.py

lock: ## Pin the Python dependencies anew from requirements/*.in (ARGS=--upgrade for newer ones)
	@./scripts/lock $(ARGS)
