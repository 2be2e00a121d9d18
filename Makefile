# Two commands: `make run` starts Binôme, `make test` proves it. Each makes the environment it needs by itself.
#   PYTHON=python3.13   another interpreter for the environment (after `make clean`)
#   JOBS=1              processes that `make test` spreads over
#   ARGS='-k slots'     more arguments for pytest, for the benchmarks or for the locking tool

PYTHON ?= python3
# One more than there are processors: many tests wait for a program, a socket or a second to pass.
JOBS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
UV := uv==0.13.9

.NOTPARALLEL:
.PHONY: help install figures run test quick check lock clean

help:
	@echo "make run      start Binôme; without a token, on this machine only, with its own Telegram"
	@echo "make test     run every test"
	@echo "make quick    run what needs no database, no browser and no bot: half a minute"
	@echo "make check    read the code: ruff and mypy"
	@echo "make install  make .venv with the command .venv/bin/binome"
	@echo "make figures  add what draws Monday's figures"
	@$(if $(wildcard benchmarks/__main__.py),echo "make bench    measure what docs/ publishes")
	@echo "make lock     write the locked versions anew (ARGS=--upgrade for newer ones)"
	@echo "make clean    remove what these commands made; never data/"

install: $(VENV)/.installed
	@echo "Ready: $(BIN)/binome"

figures: $(VENV)/.installed
	@$(PIP) install --require-hashes -r requirements.txt -r requirements-figures.txt
	@echo "Ready: from the next start on, Monday's figures come with a picture"

run: $(VENV)/.installed
	@exec $(BIN)/binome run

PYTEST = $(BIN)/python -m pytest --dist worksteal

test: $(VENV)/.installed-test
	$(PYTEST) --numprocesses $(JOBS) --maxprocesses 5 $(ARGS)

# The pure rooms, the house itself and its documents. Hypothesis tries fewer examples. Left out are, of matching, the tests
# that play many rounds or start processes, and of words those that draw or write a whole language anew.
QUICK = $(filter-out $(SLOW:%=tests/%.py),$(wildcard tests/mentoring tests/understanding tests/documents \
  tests/texts/test_*.py tests/matching/test_*.py)) \
  tests/test_house.py tests/test_shapes.py tests/test_docs.py tests/bot/test_commands.py
SLOW = $(addprefix matching/test_,offer_cache what_if round rounds worker) \
  $(addprefix texts/test_,figures_drawing languages overlay)
# What takes long to load, and none of them needs.
UNLOADED = postgres databases prepared browsers empty_databases towns

quick: $(VENV)/.installed-test
	$(PYTEST) --numprocesses auto --maxprocesses 4 --hypothesis-profile quick $(UNLOADED:%=-p no:tests.%) \
	  $(QUICK) $(ARGS)

check: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

ifneq ($(wildcard benchmarks/__main__.py),)
.PHONY: bench
bench: $(VENV)/.installed-test
	$(BIN)/python -m benchmarks $(ARGS)
endif

# The stamps are made last: an installation that was interrupted starts again.
$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Binôme needs Python 3.11 or newer, and there is no $(PYTHON): sudo apt install python3-venv make" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Binôme needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
	       "Name a newer one: make PYTHON=python3.12 run" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make a virtual environment: sudo apt install python3-venv make" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version) (5 seconds)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.libraries: requirements.txt $(VENV)/.made
	@echo "Installing the locked libraries into $(VENV) (160 MB, about a minute)"
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

# Without isolation: the builder is the locked setuptools, not one fetched for the occasion.
$(VENV)/.installed: pyproject.toml $(VENV)/.libraries
	@echo "Installing the command $(BIN)/binome (5 seconds)"
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-test: requirements-test.txt $(VENV)/.installed
	@echo "Installing what the tests need into $(VENV), a PostgreSQL included (100 MB, about a minute)"
	@$(PIP) install --require-hashes -r requirements-test.txt
	@touch $@

# One resolution for every Python and platform; the others keep to the versions of the first, and the figures' holds
# only what it adds.
LOCK = $(VENV)-lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
  --fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
  --custom-compile-command 'make lock' $(ARGS)

lock: $(VENV)-lock/.made
	$(LOCK) --group build --extra postgres --output-file requirements.txt
	$(LOCK) --extra figures --constraint requirements.txt --output-file requirements-figures.txt \
	  $$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements.txt)
	$(LOCK) --group build --extra test --constraint requirements.txt --output-file requirements-test.txt

$(VENV)-lock/.made: Makefile
	@echo "Making $(VENV)-lock with the locking tool (20 MB, some seconds)"
	@$(PYTHON) -m venv $(VENV)-lock
	@$(VENV)-lock/bin/python -m pip --quiet --disable-pip-version-check install $(UV)
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-lock build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
