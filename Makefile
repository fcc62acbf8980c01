# Two commands for everybody: `make demo` and `make test`. The rest is for those who work on the program.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test quick long check lint types layers docs bench scale template zips supply clean

demo: $(READY)
	@$(BIN)/e911audit audit sample_data --as-of 2026-11-09 --cutover 2026-11-28 -o exceptions.xlsx --store sqlite:///$(VENV)/demo.db --fail-on never
	@echo "The exception workbook is $(CURDIR)/exceptions.xlsx"

test: $(READY)
	$(BIN)/python -m pytest --numprocesses auto

quick: $(READY)
	$(BIN)/python -m pytest --numprocesses auto -m "not slow"

long: $(READY)
	E911AUDIT_LONG=1 $(BIN)/python -m pytest --numprocesses auto tests/reliability --junitxml=$(VENV)/goals.xml
	E911AUDIT_LONG=1 $(BIN)/python -m tables.goals $(VENV)/goals.xml docs/reliability.md

check: lint types layers
	$(BIN)/python -m pytest --numprocesses auto --cov --cov-report=term-missing:skip-covered
	$(BIN)/python -m docs.generate --check

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

docs: $(READY)
	$(BIN)/python -m docs.generate

template: $(READY)
	$(BIN)/e911audit template templates

zips: $(READY)
	$(BIN)/python -m tables.zips
	$(BIN)/python -m tables.area_codes

supply: $(READY)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,bench,fleet,postgresql]'
	-$(BIN)/python -m pip install --quiet --constraint constraints.txt pip-audit
	$(BIN)/python -m tables.supply

bench: $(READY)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python bench/run.py --sizes 1000,10000,100000,1000000 --peers plain,tuned,floor,again --parts --write docs/performance.md

# Needs a PostgreSQL database: make scale POSTGRESQL=postgresql+psycopg://user@host/database
scale: $(READY)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[bench,fleet,postgresql]'
	$(BIN)/python bench/scale.py --postgresql $(POSTGRESQL) --write docs/scale.md

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf $(VENV) exceptions.xlsx audit.db
