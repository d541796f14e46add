# `make demo` reads an example article, `make test` checks everything; both make .venv first, with the versions of
# constraints.txt. `make renew` makes that file anew.
PYTHON ?= python3
BIN = .venv/bin
INSTALL = $(BIN)/pip install --quiet --constraint constraints.txt

.PHONY: demo test lint types layers docs unit rules chromium package renew

demo: .venv/demo
	$(BIN)/sayso read --format table examples/harbour.txt $(wildcard ../shared/examples/*)

test: lint types layers docs unit

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/test
	$(BIN)/mypy

layers: .venv/test
	$(BIN)/lint-imports

docs: .venv/test
	$(BIN)/python docs/check.py README.md docs/*.md docs/howto/*.md docs/images/*.svg
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

unit: .venv/test chromium
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

# What each rule of English is worth on the texts that were read by hand.
rules: .venv/test
	$(BIN)/python benchmarks/rules.py ../shared

# The wheel and the sdist, each installed and tried in an empty environment.
package: .venv/test
	rm -rf build dist
	$(BIN)/python -m build --no-isolation --outdir dist
	for built in dist/*; do \
		$(PYTHON) -m venv --clear build/empty && \
		build/empty/bin/pip install --quiet --constraint constraints.txt "$$built" && \
		build/empty/bin/python tests/packaged.py dist || exit 1; \
	done

# The browser that the tests of the web app drive: Debian's.
chromium:
	@command -v chromium >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium; \
	else echo "SKIPPED ALOUD: no chromium here, so no page is opened in a browser"; fi

# What reading needs. pip first: an old one does not pin what sayso is built with.
.venv/demo: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(INSTALL) pip
	$(INSTALL) --build-constraint constraints.txt --editable .
	touch $@

.venv/test: .venv/demo
	$(INSTALL) --build-constraint constraints.txt --editable ".[web,batch]" --group dev
	touch $@

# The newest of everything, kept in constraints.txt, and all tests on it.
renew:
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --upgrade --editable ".[web,batch]" --group dev
	echo "# What 'make demo' and 'make test' install. 'make renew' wrote it, with $$($(BIN)/python -V)." > constraints.txt
	$(BIN)/pip freeze --all --exclude-editable >> constraints.txt
	touch .venv/demo .venv/test
	$(MAKE) test
