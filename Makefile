# Made by cdk8s-infisical from your cdk8s program: change that instead.

# Where this file is, for the shell.
INFISICAL_FOLDER := $(subst ','\'',$(dir $(lastword $(MAKEFILE_LIST))))
# Whichever of the two there is.
INFISICAL_COMPOSE = if docker compose version >/dev/null 2>&1; then set -- docker compose; \
	elif docker-compose version >/dev/null 2>&1; then set -- docker-compose; \
	else echo 'docker compose is missing: https://docs.docker.com/compose/install' >&2; exit 1; fi; \
	set -- "$$@" --file '$(INFISICAL_FOLDER)compose.yaml'
# The developer's shell decides neither which Infisical is asked, nor what is logged of its answer.
INFISICAL_CLI := env -u INFISICAL_API_URL -u INFISICAL_DOMAIN -u LOG_DESTINATION -u LOG_FORMAT -u LOG_LEVEL -u TOKEN INFISICAL_DISABLE_UPDATE_CHECK=true infisical
INFISICAL_AT := --domain=https://app.infisical.com --log-level=error
INFISICAL_NEEDED = command -v infisical >/dev/null || { echo 'the Infisical CLI is missing: https://infisical.com/docs/cli/overview' >&2; exit 1; }
# That of node_modules, here or above, else that of PATH: nothing is downloaded.
INFISICAL_PROGRAM = infisical_at=$$(CDPATH= cd -- '$(INFISICAL_FOLDER)' && pwd) || exit 1; \
	while [ -n "$$infisical_at" ] && [ ! -x "$$infisical_at/node_modules/.bin/cdk8s-infisical" ]; do infisical_at=$${infisical_at%/*}; done; \
	infisical_at=$$infisical_at/node_modules/.bin/cdk8s-infisical; \
	[ -x "$$infisical_at" ] || infisical_at=$$(command -v cdk8s-infisical) || { echo 'cdk8s-infisical is missing: run "npm install", or put the program in PATH; where there is no Node, write "runner: LocalRunner.INFISICAL_CLI" in the local stack' >&2; exit 1; }

.PHONY: help up down logs check login token
.DEFAULT_GOAL := help

help:
	@echo 'make up     start the stack with the keys of dev:/'
	@echo 'make down   stop it'
	@echo 'make logs   follow its logs'
	@echo 'make check  see whether every key exists, without showing a value'
	@echo 'make login  log in to Infisical in the browser'
	@echo 'make token  print a token of a machine identity, for CI: export INFISICAL_TOKEN=$$(make -s token)'

up:
	@$(INFISICAL_PROGRAM); $(INFISICAL_COMPOSE); exec "$$infisical_at" run --stack --compose '$(INFISICAL_FOLDER)compose.yaml' -- "$$@" up --build

down:
	@$(INFISICAL_COMPOSE); exec "$$@" down

logs:
	@$(INFISICAL_COMPOSE); exec "$$@" logs --follow

check:
	@$(INFISICAL_PROGRAM); exec "$$infisical_at" run --stack --compose '$(INFISICAL_FOLDER)compose.yaml' --check

login:
	@$(INFISICAL_NEEDED); exec $(INFISICAL_CLI) login $(INFISICAL_AT)

token:
	@if [ -z "$${INFISICAL_UNIVERSAL_AUTH_CLIENT_ID:+set}" ] || [ -z "$${INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET:+set}" ]; then echo 'set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET first' >&2; exit 1; fi; $(INFISICAL_NEEDED); exec $(INFISICAL_CLI) login --method=universal-auth --plain --silent $(INFISICAL_AT)
