# Every target sets up what it needs in $(VENV), from hashed locks, with Python alone. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help demo test check gate docs bench soak lock clean

PYTHON ?= python3
VENV ?= .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check -qq
BENCH_REPORTS ?= 10000
SOAK_INPUTS ?= 2000
SOAK_KILLS ?= 500

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 12

demo: $(VENV)/core.ready ## make the sample case, read it, print its disputed questions
	$(VENV)/bin/closewatch demo

test: $(VENV)/test.ready ## run every test and doctest
	$(VENV)/bin/python -m pytest -q -n auto

check: $(VENV)/check.ready ## lint, format, types, house rules, docs and doctests
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/python -m pytest -q tests/test_house.py tests/docs src

gate: $(VENV)/test.ready ## measure the quality floors and fail below any of them
	$(VENV)/bin/python lab/gate.py

docs: $(VENV)/test.ready ## check that every command, code, term and link in the docs holds
	$(VENV)/bin/python -m pytest -q tests/docs

bench: $(VENV)/core.ready ## reports a second and peak memory of add (BENCH_REPORTS=10000)
	$(VENV)/bin/python lab/bench/add.py --count $(BENCH_REPORTS)

soak: $(VENV)/test.ready ## the full counts of mutated inputs, kills and load; prints its figures
	$(VENV)/bin/python lab/soak_inputs.py --count $(SOAK_INPUTS) --seed 1
	$(VENV)/bin/python lab/soak_kills.py --count $(SOAK_KILLS) --seed 1
	$(VENV)/bin/python lab/bench/add.py --count $(BENCH_REPORTS)

lock: ## write the hashed locks anew (needs uv on the PATH)
	requirements/lock

clean: ## remove what the targets made here
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# One environment for all targets: core < test < check. A changed lock brings it up to date.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Closewatch wants Python 3.11 or later, found " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/%.ready: requirements/%.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements/$*.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@
