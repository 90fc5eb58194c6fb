# Two commands do everything: `make run` and `make test`. Both start from nothing but Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501
# Python keeps what it compiled, whatever the shell says: tests start many processes, and each would compile anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test lint bench clean

run: .venv/.run
	$(BIN)/monitor run --port $(PORT)

test: .venv/.test
	$(BIN)/python -m pytest

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/monitor check data

bench: .venv/.test
	$(BIN)/python bench/run.py

.venv/.run: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/.test: .venv/.run
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[test]"
	-$(BIN)/python -m pytest --collect-only -n 0 > /dev/null  # compiles the tests once, not in each worker
	touch $@

clean:
	rm -rf .venv build dist *.egg-info src/*.egg-info .pytest_cache .ruff_cache .hypothesis
