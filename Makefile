# One command for everything that must hold: make check
BIN := $(if $(wildcard .venv/bin/python),.venv/bin/,)

.PHONY: check format lint types contracts test pages self docs

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
