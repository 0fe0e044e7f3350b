# `make demo` shows the main job, `make tour` a program's whole year, `make test` runs every check.
# All build .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif

.PHONY: demo tour test lint docs pictures bench faults fuzz clean

demo: $(VENV)/.installed
	$(BIN)/mentorkit match programs/emerging-leaders.yaml

tour: $(VENV)/.installed
	$(BIN)/python docs/tour.py

test: $(VENV)/.installed-dev lint
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.installed-dev
	$(BIN)/python docs/generate.py

pictures: $(VENV)/.installed-dev
	$(BIN)/python docs/pictures.py

bench: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python -m benchmarks.engine
	$(BIN)/python -m benchmarks.whole_commands
	$(BIN)/python -m benchmarks.check_speed
	$(BIN)/python -m benchmarks.report_page

faults: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.faults

fuzz: $(VENV)/.installed-dev
	MENTORKIT_FUZZ_SECONDS=600 MENTORKIT_FUZZ_ROUND=$$(date +%s) $(BIN)/python -m pytest tests/properties/test_fuzz_check.py
	MENTORKIT_INSTANCES=10000 $(BIN)/python -m pytest tests/properties --hypothesis-profile=long \
		--ignore=tests/properties/test_fuzz_check.py

clean:
	rm -rf $(VENV)

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mentorkit needs Python 3.11 or newer; name one: make PYTHON=python3.12 demo")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@
