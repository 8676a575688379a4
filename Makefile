# Every target makes its own virtual environment first; nothing but Python 3.11 or later and make is needed.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: site preview test laws promises fuzz round check bench lint lock schemas scripts pictures docs dist installed sbom

site: $(VENV)/ready
	$(BIN)/dateline build

preview: $(VENV)/ready
	$(BIN)/dateline preview

test: $(VENV)/ready
	$(BIN)/python -m pytest -n auto

# All examples of every law, which takes an hour; DATELINE_LAWS=round takes some minutes (tests/laws.py).
laws: export DATELINE_LAWS ?= long
laws: $(VENV)/ready
	$(BIN)/python -m pytest -n auto -m law

# What SECURITY.md promises: each test passes, and fails without its protection (some minutes).
promises: $(VENV)/ready
	$(BIN)/python tests/promises.py $(WORDS)

# Bytes that nobody would write, ten minutes a reader: READER is one of those in tests/hostile/fuzz.py.
fuzz: $(VENV)/ready
	$(BIN)/python tests/hostile/fuzz.py $(or $(READER),entry) -max_total_time=$(or $(SECONDS),600)

# What another Python is asked for: the publication, into the folder OUTPUT, and the laws.
round: $(VENV)/ready
	$(BIN)/dateline build --no-cache --output $(OUTPUT)
	$(BIN)/python -m pytest -n auto -m law

check: $(VENV)/ready
	$(BIN)/dateline check

bench: $(VENV)/ready
	$(BIN)/python benchmarks/run.py $(or $(SIZE),10000) $(SHAPE)

lint: $(VENV)/ready
	$(BIN)/ruff format --check builder tests benchmarks tools
	$(BIN)/ruff check builder tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/zizmor --offline .github/workflows action.yml

# What is published: an archive of the sources and a wheel, the same bytes whenever and wherever they are built.
dist: $(VENV)/ready
	env -u SOURCE_DATE_EPOCH $(BIN)/python -m hatchling build
	$(BIN)/twine check --strict dist/*.whl dist/*.tar.gz

# Whether that can be installed, by pip, pipx and uv, with every supported Python that there is.
installed: dist
	.ci/installed

# What it is made of, for whoever has to know: CycloneDX, with the digests that an installation is held to.
sbom: $(VENV)/ready
	$(BIN)/python tools/sbom.py dist/dateline.cdx.json

# The JSON Schemas for editors, after a change of what readers ask for or of a table of fields in docs/.
schemas: $(VENV)/ready
	$(BIN)/python tools/schemas.py

# What is published of the theme's scripts, after a change of one (npm is needed).
scripts: $(VENV)/ready
	$(BIN)/python tools/scripts.py

# docs/ as a site of its own, in site-docs/public.
docs: $(VENV)/ready
	$(BIN)/python tools/docs.py
	$(BIN)/zensical build --strict

# The pictures of the README, of a real run and a real browser.
pictures: $(VENV)/ready
	$(BIN)/python tools/pictures.py

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev --extra build pyproject.toml -o requirements.lock

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
