# Two commands on a fresh machine: `make demo` and `make test`. Both set up what they need in .venv/.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.PHONY: demo test check bench setup clean

demo: $(VENV)/.ready
	scripts/demo.sh

test: $(VENV)/.dev-ready
	$(BIN)/python -m pytest -n 2

check: $(VENV)/.dev-ready
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/marsad lexicon check

bench: $(VENV)/.dev-ready
	$(BIN)/python bench/throughput.py

setup: $(VENV)/.dev-ready

$(VENV)/.ready: requirements/run.txt pyproject.toml package-lock.json scripts/setup.sh
	scripts/setup.sh $(VENV) run
	touch $@

$(VENV)/.dev-ready: requirements/dev.txt pyproject.toml package-lock.json scripts/setup.sh
	scripts/setup.sh $(VENV) dev
	touch $@ $(VENV)/.ready

clean:
	rm -rf $(VENV) node_modules demo-output
