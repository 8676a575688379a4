# Every target makes its own virtual environment first; nothing but Python 3.11 or later and make is needed.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN = .venv/bin

.PHONY: site preview test laws promises fuzz check bench lint lock

site: .venv/ready
	$(BIN)/dateline build

preview: .venv/ready
	$(BIN)/dateline preview

test: .venv/ready
	$(BIN)/python -m pytest -n auto

# All examples of every law, which takes an hour; DATELINE_LAWS=round takes two minutes (tests/laws.py).
laws: export DATELINE_LAWS ?= long
laws: .venv/ready
	$(BIN)/python -m pytest -n auto -m law

# What SECURITY.md promises: each test passes, and fails without its protection (a quarter of an hour).
promises: .venv/ready
	$(BIN)/python tests/promises.py $(WORDS)

# Bytes that nobody would write, ten minutes a reader: READER is one of those in tests/hostile/fuzz.py.
fuzz: .venv/ready
	$(BIN)/python tests/hostile/fuzz.py $(or $(READER),entry) -max_total_time=$(or $(SECONDS),600)

check: .venv/ready
	$(BIN)/dateline check

bench: .venv/ready
	$(BIN)/python benchmarks/run.py $(or $(SIZE),10000) $(SHAPE)

lint: .venv/ready
	$(BIN)/ruff format --check builder tests benchmarks
	$(BIN)/ruff check builder tests benchmarks
	$(BIN)/mypy

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev --extra build pyproject.toml -o requirements.lock

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
