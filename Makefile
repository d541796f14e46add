# `make demo` reads an example article, `make test` checks everything; both make .venv first.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test lint types layers docs unit

demo: .venv/installed
	$(BIN)/sayso read --format table examples/harbour.txt $(wildcard ../shared/examples/*)

test: lint types layers docs unit

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed
	$(BIN)/mypy

layers: .venv/installed
	$(BIN)/lint-imports

docs: .venv/installed
	$(BIN)/cog --check --check-fail-msg="run: .venv/bin/cog -r README.md docs/*.md" README.md docs/*.md

unit: .venv/installed
	$(BIN)/pytest -n 2

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/pip install --quiet --editable ".[web]" --group dev
	touch $@
