# Two commands on a fresh machine: `make demo` and `make test`. Both set up what they need in .venv/.
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
SOURCES := src tests $(wildcard bench)
# What the two environments are made from; a change makes them anew.
PARTS := pyproject.toml scripts/setup.sh $(wildcard package.json package-lock.json)

.PHONY: demo test check bench bench-peers setup clean

demo: $(VENV)/.ready
	@scripts/demo.sh

test: check
	$(BIN)/python -m pytest -n $(WORKERS)

check: $(VENV)/.dev-ready
	$(BIN)/ruff format --check --quiet $(SOURCES)
	$(BIN)/ruff check --quiet $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/marsad lexicon check

bench: $(VENV)/.dev-ready
	$(BIN)/python bench/throughput.py

# Beside other readers of Arabic dates: installs them into .venv-peers/ (bench/README.md).
bench-peers: $(VENV)/.dev-ready
	@scripts/bench_peers.sh
	$(BIN)/python bench/compare_times.py

setup: $(VENV)/.dev-ready

# The environment of the tests serves the demonstration too: it is not made twice.
$(VENV)/.ready: requirements/run.txt $(PARTS)
	@scripts/setup.sh $(VENV) run
	@touch $@

$(VENV)/.dev-ready: requirements/dev.txt $(PARTS)
	@scripts/setup.sh $(VENV) dev
	@touch $@ $(VENV)/.ready

clean:
	rm -rf $(VENV) node_modules demo-output
