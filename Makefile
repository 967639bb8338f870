# Everything a newcomer types. `make help` lists it.
PYTHON ?= python3
BIN := .venv/bin
LOCK_FLAGS := --no-strip-extras --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --quiet
PIP := $(BIN)/pip --disable-pip-version-check --quiet

.PHONY: help run test lint wheel soak lock clean
help: ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | sort

run: .venv/run ## Play a whole case with the real flows, from docs_in to docs_out
	$(BIN)/review-flows demo

test: .venv/dev lint wheel ## All checks; pytest last
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

lint: .venv/dev ## ruff, mypy, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --config pyproject.toml

wheel: .venv/dev ## Build the wheel, install it elsewhere, run it there
	$(BIN)/python tests/wheel_check.py

soak: .venv/dev ## The long tests: kills, power cuts, full disks, tampering, backups, load (about two hours)
	$(BIN)/python -m pytest -q -m soak
	$(BIN)/python tests/bench/race_soak.py 1000
	$(BIN)/python tests/bench/race_soak.py 1000 --postgresql
	$(BIN)/python tests/soak/kill_soak.py
	$(BIN)/python tests/soak/power_soak.py
	$(BIN)/python tests/soak/full_disk_soak.py
	$(BIN)/python tests/soak/tamper_soak.py
	$(BIN)/python tests/soak/backup_soak.py
	$(BIN)/python tests/soak/users_soak.py
	$(BIN)/python tests/soak/postgresql_soak.py
	$(BIN)/python tests/soak/prefect_soak.py

lock: .venv/dev ## Compile both lock files anew
	$(BIN)/uv pip compile pyproject.toml --extra build --extra postgresql $(LOCK_FLAGS) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev $(LOCK_FLAGS) -o requirements-dev.lock

clean: ## Remove what was built; what was played or worked here stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	$(PYTHON) -m venv .venv

.venv/run: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --no-deps --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q models review_flows
	@touch $@

.venv/dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q models review_flows
	@touch $@ .venv/run
