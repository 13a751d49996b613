# The doors of this project; what they do stands in bin/.  `make help` lists them.

VENV := .venv
PY := $(VENV)/bin/python
WERKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test beproeving lint check bench migratie vergrendel

help: ## deze lijst
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.ketens ## de app met demogegevens op http://127.0.0.1:8000 (PORT=8001 make run voor een andere poort)
	@bin/start

test: $(VENV)/.ketens-dev ## alle tests, met een echte PostgreSQL en een echte browser (ARGS='-k wachtlijst')
	@bin/systeem
	$(PY) -m pytest -n $(WERKERS) $(ARGS)

beproeving: export KETENS_BEPROEVING = 1
beproeving: test ## de lange uitgave van de tests: alles op beide databases, elk formulier, elke waarde

lint: $(VENV)/.ketens-dev ## opmaak, stijl, typen en de richting van imports
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

check: lint test ## alles wat CI draait

bench: $(VENV)/.ketens-dev ## metingen naast een ondergrens
	$(PY) -m bench $(ARGS)

migratie: $(VENV)/.ketens-dev ## een nieuwe genummerde migratie uit de modellen (NAAM=tweede_telefoon)
	@test -n "$(NAAM)" || { echo "Geef een naam: make migratie NAAM=tweede_telefoon"; exit 2; }
	$(VENV)/bin/ketens migratie "$(NAAM)"

vergrendel: ## de afhankelijkheden opnieuw vastzetten in requirements*.txt (ARGS=--upgrade voor nieuwere)
	@bin/vergrendel $(ARGS)

# The stamps tell which lock file .venv was filled from, so that a second `make run` starts at once.
$(VENV)/.ketens: requirements.txt pyproject.toml bin/omgeving
	@bin/omgeving requirements.txt
	@touch $@

$(VENV)/.ketens-dev: requirements-dev.txt requirements.txt pyproject.toml bin/omgeving
	@bin/omgeving requirements-dev.txt
	@touch $@ $(VENV)/.ketens
