# One command for everything that must hold: make check
BIN := $(if $(wildcard .venv/bin/python),.venv/bin/,)

.PHONY: check format lint types contracts test pages self docs coverage mutants

check: format lint types contracts pages test self

format:
	$(BIN)ruff format --check .

lint:
	$(BIN)ruff check .

# once more as for Windows: a call that is POSIX's alone is an error there
types:
	$(BIN)mypy
	$(BIN)mypy --platform win32 --cache-dir .mypy_cache/win32

contracts:
	$(BIN)lint-imports

pages:
	PYTHONPATH=src $(BIN)python -m tools.write_docs --check

test:
	$(BIN)python -m pytest -q -n 2

self:
	$(BIN)wuye check .

docs:
	PYTHONPATH=src $(BIN)python -m tools.write_docs

# Nightly: pip install -e ".[dev,test,measure]" first. COVERED names a part of the tests.
COVERED ?= tests/unit/auditing tests/unit/domain tests/auditing tests/store tests/services tests/cli
coverage:
	rm -rf build/coverage
	mkdir -p build/coverage
	$(BIN)coverage run -m pytest -q $(COVERED)
	$(BIN)coverage combine -q
	$(BIN)coverage report

# MUTANTS='*__mutmut_*3 *__mutmut_*7' is a fifth of them
MUTANTS ?=
mutants:
	rm -rf mutants
	TEST_DEPTH=5 $(BIN)mutmut run --max-children 1 $(MUTANTS)
	$(BIN)mutmut export-cicd-stats
	$(BIN)python -m tools.mutation_score
