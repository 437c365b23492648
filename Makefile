# The verbs of the project. `make run` and `make test` set everything up by themselves.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
LINT := .venv/bin
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: set-up-tests set-up-proof run test check fix soak bench interop a11y hub installer gallery translations pictures set-up

set-up:
	@$(PYTHON) packaging/set_up.py

run: set-up ## open the app; with no screen, play the demo partnership and leave pictures in demo-output/
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(PY) -m desktop; \
	else \
		$(OFFSCREEN) $(PY) -m demo --output demo-output; \
	fi

set-up-tests:
	@$(PYTHON) packaging/set_up.py --for-tests

test: set-up-tests ## every test, small numbers, fixed seeds: a file at a time on each processor, then what measures time, alone
	@$(OFFSCREEN) PYTHONHASHSEED=0 $(PY) -m pytest -q -n auto --maxprocesses=4 --dist=loadfile -m "not soak and not interop and not a11y and not alone"
	@$(OFFSCREEN) PYTHONHASHSEED=0 $(PY) -m pytest -q -m "alone and not soak and not interop and not a11y"

check: set-up ## formatting, lint, types, the import contract
	@$(LINT)/ruff format --check .
	@$(LINT)/ruff check .
	@$(LINT)/mypy
	@$(LINT)/lint-imports

fix: set-up ## format, and mend what the linter can mend
	@$(LINT)/ruff format .
	@$(LINT)/ruff check --fix .

set-up-proof:
	@$(PYTHON) packaging/set_up.py --for-tests --for-proof

soak: set-up-proof ## the full numbers of the bars; keeps its log in docs/evidence/
	@mkdir -p docs/evidence
	@bash -o pipefail -c '$(OFFSCREEN) PYTHONHASHSEED=0 GUARDBOOK_SOAK=1 $(PY) -m pytest -v -m soak --timeout=7200 2>&1 | tee docs/evidence/soak.log'

bench: set-up-proof ## speed and size as ratios in one run
	@$(OFFSCREEN) $(PY) -m benchmarks

interop: ## against other people's implementations (needs Node)
	@$(PYTHON) packaging/set_up.py --for-interop
	@$(PY) -m pytest -q tests/interop

a11y: set-up ## the app by ear: Orca on a display of its own (needs Debian's orca, at-spi2-core and python3-pyatspi)
	@$(PYTHON) packaging/set_up.py --for-tests --for-a11y
	@$(PY) -m pytest -q tests/a11y

gallery: set-up ## every part of the pages, in every state, palette and text size
	@$(PY) -m desktop.ui.gallery

translations: set-up ## bring the Qt Linguist files up to date: make translations LANGUAGES="cy pl"
	@$(PY) packaging/translations.py $(LANGUAGES)

hub: set-up ## a hub on this machine, for a small area that begins today: SQLite and a folder
	@test -e guardbook-hub/hub.json || $(PY) -m hub --folder guardbook-hub init --name "Our area" --address http://127.0.0.1:8470
	@$(PY) -m hub --folder guardbook-hub serve

pictures: set-up ## the pictures of the README and the guide, from the play and the samples (demo/shown.py lists them)
	@$(OFFSCREEN) $(PY) -m demo --output demo-output --pictures docs/pictures

installer: set-up ## a Linux build that runs without Python
	@$(PY) build_installer.py
