# Each command sets up what it needs. The work is in tools/; Python 3.11+ and make are all that must be there.
PYTHON ?= python3
GO = @$(PYTHON) tools/go.py

.PHONY: help run test check bench bench-flags bench-register bench-resolution lock manage
.DEFAULT_GOAL := help

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' Makefile

run: ## Set everything up and serve the hub on 127.0.0.1:8000 (PORT, DATABASE_URL, REDIS_URL are honoured)
	$(GO) run

test: ## Run the whole test suite (ARGS="tests/contracts -k dates" for a part of it)
	$(GO) test $(ARGS)

check: ## Lint, types, layers, templates, migrations, deployment settings, locks
	$(GO) check

bench: ## Measure speed against the targets of docs/architecture.md (ARGS="flags 10000" for one)
	$(GO) bench $(ARGS)

bench-flags: ## Measure the flag job, against DuckDB, at 10,000 to 1,000,000 contracts (ARGS=10000 for one)
	$(GO) bench flags $(ARGS)

bench-register: ## Measure the register's pages, against Datasette and a plain admin (ARGS=10000)
	$(GO) bench register $(ARGS)

bench-resolution: ## Measure how suppliers' names are resolved, against splink (ARGS="5000 --labelled FILE")
	$(GO) bench resolution $(ARGS)

lock: ## Write the lock files anew from pyproject.toml and package.json (ARGS=--upgrade for newer versions)
	$(GO) lock $(ARGS)

manage: ## Django's manage.py on the local installation (ARGS=createsuperuser)
	$(GO) manage $(ARGS)
