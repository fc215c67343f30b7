# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
# What people do daily. Everything is installed into .venv, from hash-pinned locks, and only when missing.

SHELL := /bin/bash
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

# the first Python on the PATH that is new enough and can make virtual environments
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" $(can_make_venv) 2>/dev/null && echo "$$python" && break; done)
can_make_venv := -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))'
UV ?= uv

venv := .venv/bin/python
pip := $(venv) -m pip --quiet --disable-pip-version-check --no-input
projects := pyproject.toml $(wildcard examples/*/pyproject.toml)
editables := --editable . $(patsubst %/pyproject.toml,--editable %,$(wildcard examples/*/pyproject.toml))
axe := tests/browser/node_modules/.package-lock.json
provider := tests/identity/provider/node_modules/.package-lock.json

# files stay with one worker, in their order: a page's tests share one server, and browser tests come last
PYTEST_FLAGS ?= --numprocesses auto --dist loadfile --no-loadscope-reorder

.PHONY: help
help: ## show this list (the default)
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: .venv/installed ## start a runtime with the example interlinkers and open it
	@.venv/bin/interlink demo

.PHONY: test
test: .venv/installed-dev $(axe) $(provider) ## run all tests (what is missing on this machine is skipped, with the reason)
	@$(venv) -m pytest $(PYTEST_FLAGS)

.PHONY: lint
lint: .venv/installed-dev ## check style, types, the direction of imports and licences
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@$(venv) -m mypy
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/reuse lint --quiet || .venv/bin/reuse lint --lines

.PHONY: docs
docs: .venv/installed-dev ## build the documentation into docs/_build/html; a warning is an error
	@$(venv) -m sphinx --fail-on-warning --keep-going --quiet --builder html docs docs/_build/html
	@echo "docs/_build/html/index.html"

.PHONY: bench
bench: .venv/installed-dev ## measure, and compare with the numbers in docs/performance.md
	@for file in $(wildcard benchmarks/bench_*.py); do echo "$$file" && $(venv) "$$file" || exit 1; done

.PHONY: fuzz
fuzz: .venv/installed-dev ## fuzz for long, with new examples each time
	@FUZZ_EXAMPLES=2000 $(venv) -m pytest $(PYTEST_FLAGS) tests/trust/fuzz

.PHONY: torture
torture: .venv/installed-dev ## kill, fill, lock and confuse the runtime under load, with twenty seeds
	@$(venv) -m tests.torture --seeds 20

.PHONY: mutants
mutants: .venv/installed-dev ## put every wrong interlinker and host to every check, and print which caught which
	@$(venv) -m tests.conformance.mutants

.PHONY: lock
lock: ## renew the locks from pyproject.toml and examples/*/pyproject.toml (needs uv)
	@rm -f requirements.lock requirements-dev.lock
	@$(lock) --output-file requirements.lock
	@$(lock) --group dev --group docs --constraint requirements.lock --output-file requirements-dev.lock

.PHONY: clean
clean: ## remove everything that was made here
	@rm -rf .venv dist build docs/_build tests/browser/node_modules tests/identity/provider/node_modules test-output
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests examples docs -name __pycache__ -type d -prune -exec rm -rf {} +

# no configuration of this machine may leak into the locks: another index, a folder of wheels, a local path
lock = printf '.[all]' | env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
	UV_NO_CONFIG=1 $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-package interlink \
	--group build - $(wildcard examples/*/pyproject.toml)

$(venv):
	@"$(PYTHON)" $(can_make_venv) 2>/dev/null || \
	{ echo "INTERLINK needs Python 3.11 or newer with its venv module (Debian: apt install python3-venv)" >&2; exit 1; }
	@echo "making .venv with $$($(PYTHON) --version)"
	@"$(PYTHON)" -m venv .venv

.venv/installed: requirements.lock $(projects) | $(venv)
	@echo "installing what INTERLINK needs (once, about half a minute)"
	@$(pip) install --require-hashes --requirement requirements.lock
	@$(pip) install --no-deps --no-build-isolation $(editables)
	@$(venv) -m compileall -q src examples
	@touch $@

.venv/installed-dev: requirements-dev.lock requirements.lock $(projects) | $(venv)
	@echo "installing what developing INTERLINK needs (once, about a minute)"
	@$(pip) install --require-hashes --requirement requirements-dev.lock
	@$(pip) install --no-deps --no-build-isolation $(editables)
	@$(venv) -m compileall -q src examples
	@touch .venv/installed $@

$(axe): tests/browser/package.json tests/browser/package-lock.json
	@if ! command -v npm >/dev/null; then echo "npm is missing: accessibility tests with axe are skipped"; \
	else npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --silent \
	|| echo "npm could not install axe-core: accessibility tests with axe are skipped"; fi

$(provider): tests/identity/provider/package.json tests/identity/provider/package-lock.json
	@if ! command -v npm >/dev/null; then echo "npm is missing: tests with the OpenID provider are skipped"; \
	else npm ci --prefix tests/identity/provider --ignore-scripts --no-audit --no-fund --silent \
	|| echo "npm could not install oidc-provider: its tests are skipped"; fi
