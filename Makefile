# Two commands for a fresh machine with Python 3.11 or newer, pip and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
  BIN := $(VENV)/Scripts
endif
READY := $(VENV)/ready

.PHONY: demo test check bench clean

demo: $(VENV)/ready-demo  ## run the main job on the bundled corpus
	$(BIN)/storylens demo demo

test: $(READY) check  ## all checks and tests
	$(BIN)/python -m pytest -q

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)  ## figures with their baselines, printed as ratios
	$(BIN)/python -m benchmarks

$(VENV)/bin-made:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'storylens needs Python 3.11 or newer: make PYTHON=python3.12 ...')"
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/ready-demo: $(VENV)/bin-made pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(READY): $(VENV)/ready-demo
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[dev,notebook]"
	touch $@

clean:
	rm -rf $(VENV) demo
