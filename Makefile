# Two commands do everything, their own set-up included: make site, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
UV := --universal --generate-hashes --no-header --no-annotate --quiet
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r

# Installs what is locked, in seconds by uv, from where pip would fetch it; by pip where uv cannot be had or fails.
define install
	$(BIN)/uv --version >/dev/null 2>&1 || $(PIP) requirements-uv.txt || true
	UV_DEFAULT_INDEX="$${PIP_INDEX_URL:-$$($(BIN)/pip config get global.index-url 2>/dev/null)}" \
	$(BIN)/uv pip install --python $(BIN)/python --quiet --require-hashes -r $(1) || $(PIP) $(1)
endef

# A program that is begun a hundred times is not to be compiled each time, even where Python is told to keep nothing.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help site test check serve bench lock clean

help: ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | expand -t 10

site: $(VENV)/site.stamp ## Check the logs in datasets/ and publish them to site/
	$(BIN)/python build_site.py build $(ARGS)

check: $(VENV)/site.stamp ## Check the logs and publish nothing
	$(BIN)/python build_site.py check $(ARGS)

serve: $(VENV)/site.stamp ## Publish, and show the site at http://127.0.0.1:8000/
	$(BIN)/python build_site.py serve $(ARGS)

test: $(VENV)/test.stamp ## Lint, check types and run every test, those in a browser too
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy & types=$$!; tests/install_tools.sh $(BIN)/python; wait $$types
	$(BIN)/pytest --numprocesses auto --dist worksteal $(ARGS)

bench: $(VENV)/test.stamp ## Measure speed and memory, and write benchmarks/RESULTS.md
	PYTHONPATH=. $(BIN)/python benchmarks/run.py $(ARGS)

lock: ## Lock the requirements anew, with hashes
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/pip install --quiet uv
	echo uv | $(VENV)/lock/bin/uv pip compile - $(UV) --output-file requirements-uv.txt
	$(VENV)/lock/bin/uv pip compile pyproject.toml --group dev $(UV) --output-file requirements-dev.txt
	$(VENV)/lock/bin/uv pip compile pyproject.toml --constraint requirements-dev.txt $(UV) --output-file requirements.txt

clean: ## Remove what was made, but not the site
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/site.stamp: requirements.txt
	$(PYTHON) -c "import sys; sys.exit('Python 3.11 or newer is needed: try  make PYTHON=python3.11 ' + '$(MAKECMDGOALS)' if sys.version_info < (3, 11) else 0)"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(call install,requirements.txt)
	touch $@

$(VENV)/test.stamp: requirements-dev.txt $(VENV)/site.stamp
	$(call install,requirements-dev.txt)
	touch $@
