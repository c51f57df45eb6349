# Every target sets up what it needs in $(VENV), from hashed locks, with Python alone; three have environments of their own under $(VENVS).
# `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help demo serve test check gate picture docs test-browser screenshots dossier-pictures digests referees bench bench-read bench-quick bench-figures bench-copies bench-desk bench-publish bench-dossier bench-watch fuzz-figures soak soak-dossier soak-watch lock clean

PYTHON ?= python3
VENV ?= .venv
VENVS ?= .venvs
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check -qq
BENCH_REPORTS ?= 10000
FUZZ ?= 1000000
BENCH_WORDS ?= 800000
DESK_REPORTS ?= 20000
PUBLISHED_STATEMENTS ?= 1000000
SOAK_INPUTS ?= 2000
SOAK_KILLS ?= 500
SOAK_BYTES ?= 1000
WATCH_FEEDS ?= 1000
SOAK_WATCH ?= 200

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 16

demo: $(VENV)/core.ready ## make the sample case, read it, print its disputed questions
	$(VENV)/bin/closewatch demo

serve: $(VENV)/core.ready ## the same, and open it in the browser (http://127.0.0.1:8765)
	$(VENV)/bin/closewatch demo --serve

test: $(VENV)/test.ready ## run every test and doctest
	$(VENV)/bin/python -m pytest -q -n auto

check: $(VENV)/check.ready ## lint, format, types, house rules, docs and doctests
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/python -m pytest -q tests/test_house.py tests/docs src

gate: $(VENV)/test.ready ## measure the quality floors and fail below any of them
	$(VENV)/bin/python lab/gate.py

picture: $(VENV)/core.ready ## put the question of the README there again as the demo prints it today
	$(VENV)/bin/python lab/picture.py

docs: $(VENV)/test.ready ## check that every command, code, term and link in the docs holds
	$(VENV)/bin/python -m pytest -q tests/docs

test-browser: $(VENVS)/browser/ready ## save pages with a real browser and take them in (needs chromium; as root on Debian installs it)
	tests/browser/chromium
	tests/browser/axe $(VENVS)/browser
	$(VENVS)/browser/bin/python -m pytest -q tests/browser

screenshots: $(VENVS)/browser/ready ## pictures of every page of the desk, light and dark, wide and narrow, into out/screenshots
	tests/browser/chromium
	$(VENVS)/browser/bin/python lab/screenshots.py

dossier-pictures: $(VENVS)/browser/ready ## pictures of the dossier of the sample case, page and PDF, into out/dossier
	tests/browser/chromium
	$(VENVS)/browser/bin/python lab/dossier_pictures.py

digests: $(VENV)/core.ready ## the digests of the sample case as text and HTML into out/digests, with pictures where test-browser is set up
	$(VENV)/bin/python lab/digests.py
	if [ -x $(VENVS)/browser/bin/python ]; then $(VENVS)/browser/bin/python lab/digests.py --pictures; fi

referees: $(VENVS)/referees/ready ## hold Closewatch against other people's implementations of each format
	$(VENVS)/referees/bin/python -m pytest -q tests/referees

bench: $(VENV)/core.ready ## reports a second and peak memory of add (BENCH_REPORTS=10000)
	$(VENV)/bin/python lab/bench/add.py --count $(BENCH_REPORTS)

bench-read: $(VENV)/core.ready $(VENVS)/bench-read/ready ## words a second and peak memory of read beside spaCy and textacy (BENCH_WORDS=800000)
	$(VENV)/bin/python lab/bench/read.py --words $(BENCH_WORDS) --peers $(VENVS)/bench-read/bin/python

bench-quick: $(VENV)/core.ready ## the same in short; the others only where bench-read has set them up
	$(VENV)/bin/python lab/bench/read.py --quick --peers $(VENVS)/bench-read/bin/python

bench-figures: $(VENV)/core.ready ## figures a second, import and memory beside other readers of numbers
	$(VENV)/bin/python lab/bench/figures.py --environments $(VENVS)/bench-figures

bench-copies: $(VENV)/core.ready ## planted copies found, and texts a second, beside rensa and datasketch
	$(VENV)/bin/python lab/bench/copies.py --environments $(VENVS)/bench-copies

bench-desk: $(VENV)/core.ready $(VENVS)/bench-desk/ready ## every page of the desk on a large case, beside Datasette (DESK_REPORTS=20000)
	$(VENV)/bin/python lab/bench/desk.py --reports $(DESK_REPORTS) --peers $(VENVS)/bench-desk/bin/python

bench-publish: $(VENV)/core.ready ## CSV, Parquet and Excel of a large case: seconds and peak memory beside plain sqlite3 to csv (PUBLISHED_STATEMENTS=1000000)
	$(VENV)/bin/python lab/bench/publish.py --statements $(PUBLISHED_STATEMENTS)

bench-dossier: $(VENV)/core.ready ## a dossier of fifty questions over a large case: seconds and peak memory (DESK_REPORTS=20000)
	$(VENV)/bin/python lab/bench/dossier.py --reports $(DESK_REPORTS)

bench-watch: $(VENV)/test.ready $(VENVS)/bench-watch/ready ## a watch over many feeds: seconds until all is captured, memory, what it takes when idle; beside feedparser (WATCH_FEEDS=1000)
	$(VENV)/bin/python lab/bench/watch.py --feeds $(WATCH_FEEDS) --peers $(VENVS)/bench-watch/bin/python

bench-paint: $(VENVS)/browser/ready ## first paint and bytes of every page of the desk in a real browser (needs chromium)
	tests/browser/chromium
	$(VENVS)/browser/bin/python lab/bench/paint.py

fuzz-figures: $(VENV)/test.ready ## random and mutated strings through the reader of figures, and the slowest long ones (FUZZ=1000000)
	$(VENV)/bin/python lab/figures/fuzz.py --count $(FUZZ) --seed 1

soak: $(VENV)/test.ready ## the full counts of mutated inputs, kills and load, and one very long report; prints its figures
	$(VENV)/bin/python lab/soak_inputs.py --count $(SOAK_INPUTS) --seed 1
	$(VENV)/bin/python lab/soak_kills.py --count $(SOAK_KILLS) --seed 1
	$(VENV)/bin/python lab/soak_passwords.py
	$(VENV)/bin/python lab/steady.py
	$(VENV)/bin/python lab/bench/add.py --count $(BENCH_REPORTS)

soak-dossier: $(VENV)/test.ready ## random bytes changed in a signed dossier, page and PDF, and what people would try; all has to be found (SOAK_BYTES=1000)
	$(VENV)/bin/python lab/soak_dossier.py --count $(SOAK_BYTES) --seed 1
	$(VENV)/bin/python lab/soak_dossier.py --count $(SOAK_BYTES) --seed 2 --ending pdf

soak-watch: $(VENV)/test.ready ## kill -9 of the watch at random instants while reports arrive and servers fail: nothing is lost, nobody is told twice (SOAK_WATCH=200)
	$(VENV)/bin/python lab/soak_watch.py --count $(SOAK_WATCH) --seed 1

lock: ## write the hashed locks anew (needs uv on the PATH)
	requirements/lock

clean: ## remove what the targets made here
	rm -rf $(VENV) $(VENVS) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# One environment for all targets: core < test < check. A changed lock brings it up to date.
$(VENV)/bin/python $(VENVS)/browser/bin/python $(VENVS)/referees/bin/python $(VENVS)/bench-read/bin/python $(VENVS)/bench-desk/bin/python $(VENVS)/bench-watch/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Closewatch wants Python 3.11 or later, found " + sys.version.split()[0])'
	$(PYTHON) -m venv $(@:%/bin/python=%)

$(VENV)/%.ready: requirements/%.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements/$*.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# What read, the desk and the watch are compared with. Wheels alone, and Closewatch is not among them: it runs in its own environment there too.
$(VENVS)/bench-read/ready $(VENVS)/bench-desk/ready $(VENVS)/bench-watch/ready: $(VENVS)/%/ready: requirements/%.txt | $(VENVS)/%/bin/python
	$(VENVS)/$*/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --only-binary :all: -r $<
	@touch $@

# What the referees need of the system stands before their environment is made.
.PHONY: referee-tools
referee-tools:
	@tests/referees/tools
$(VENVS)/referees/ready: | referee-tools

# The environments that stand beside it. Some referees come as source only: they are built with what source.txt locks.
$(VENVS)/%/ready: requirements/%.txt requirements/source.txt pyproject.toml | $(VENVS)/%/bin/python
	$(VENVS)/$*/bin/python -m pip --disable-pip-version-check -qq install --require-hashes -r requirements/source.txt
	$(VENVS)/$*/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --no-build-isolation -r requirements/$*.txt
	$(VENVS)/$*/bin/python -m pip --disable-pip-version-check -qq install --no-deps --no-build-isolation -e .
	@touch $@
