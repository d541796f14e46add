# `make demo` reads an example article, `make test` checks everything; both make .venv first.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test lint types layers docs unit chromium package

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
	$(BIN)/python docs/check.py README.md docs/*.md docs/howto/*.md docs/images/*.svg
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

unit: .venv/installed chromium
	$(BIN)/pytest -n 2

# The wheel and the sdist, each installed and tried in an empty environment.
package: .venv/installed
	rm -rf build dist
	$(BIN)/python -m build --outdir dist
	for built in dist/*; do \
		$(PYTHON) -m venv --clear build/empty && \
		build/empty/bin/pip install --quiet "$$built" && \
		build/empty/bin/python tests/packaged.py dist || exit 1; \
	done

# The browser that the tests of the web app drive: Debian's.
chromium:
	@command -v chromium >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium; \
	else echo "SKIPPED ALOUD: no chromium here, so no page is opened in a browser"; fi

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/pip install --quiet --editable ".[web,batch]" --group dev
	touch $@
