# Made by cdk8s-infisical from your cdk8s program: change that instead.

# Whichever of the two there is.
COMPOSE := $(shell if docker compose version >/dev/null 2>&1; then echo docker compose; else echo docker-compose; fi)
COMPOSE += --file compose.yaml
# Keys come from Infisical, never from the developer's shell; TOKEN would be taken for the CLI's own.
WITH_KEYS := env -u CORS_TRUSTED_ORIGINS -u DATABASE_URL -u DEV -u PORT -u POSTGRES_PASSWORD -u RABBITMQ_PASSWORD -u RABBITMQ_URL -u RABBITMQ_USER -u RATELIMIT_ENABLED -u RATELIMIT_MAX_BURST -u RATELIMIT_RPS -u TOKEN infisical run --env=dev --projectId=00000000-0000-4000-8000-000000000000 --path=/ --silent --
# Stopping and showing logs needs no keys, yet compose wants a value for each that is renamed.
WITHOUT_KEYS := env RABBITMQ_PASSWORD=unused RABBITMQ_USER=unused

.DEFAULT_GOAL := help
.PHONY: help up down logs check login token need-infisical need-compose need-login need-no-env

help:
	@echo 'make up      start the stack with the keys of dev:/'
	@echo 'make down    stop it'
	@echo 'make logs    follow its logs'
	@echo 'make check   see whether every key exists, without showing a value'
	@echo 'make login   log in to Infisical in the browser'
	@echo 'make token   print a token of a machine identity, for CI'

up: need-no-env need-compose need-login
	$(WITH_KEYS) $(COMPOSE) up --build

down: need-compose
	$(WITHOUT_KEYS) $(COMPOSE) down

logs: need-compose
	$(WITHOUT_KEYS) $(COMPOSE) logs --follow

check: need-login
	@$(WITH_KEYS) sh -c 'missing=0; for key in CORS_TRUSTED_ORIGINS DATABASE_URL DEV PORT POSTGRES_PASSWORD RABBITMQ_PASSWORD RABBITMQ_URL RABBITMQ_USER RATELIMIT_ENABLED RATELIMIT_MAX_BURST RATELIMIT_RPS; do printenv "$$key" >/dev/null || { echo "the key $$key is missing in Infisical (dev:/)" >&2; missing=1; }; done; exit $$missing'
	@echo 'every key exists in dev:/'

login: need-infisical
	infisical login

token: need-infisical
	@if [ -z "$$INFISICAL_UNIVERSAL_AUTH_CLIENT_ID" ] || [ -z "$$INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET" ]; then echo 'set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET first' >&2; exit 1; fi
	@infisical login --method=universal-auth --plain --silent

need-infisical:
	@command -v infisical >/dev/null || { echo 'the Infisical CLI is missing: https://infisical.com/docs/cli/overview' >&2; exit 1; }

need-compose:
	@$(COMPOSE) version >/dev/null 2>&1 || { echo 'docker compose is missing: https://docs.docker.com/compose/install' >&2; exit 1; }

need-no-env:
	@set -- $$(grep -soE '^(export )?(CORS_TRUSTED_ORIGINS|DATABASE_URL|DEV|PORT|POSTGRES_PASSWORD|RABBITMQ_PASSWORD|RABBITMQ_URL|RABBITMQ_USER|RATELIMIT_ENABLED|RATELIMIT_MAX_BURST|RATELIMIT_RPS)=' .env); [ $$# -eq 0 ] || { echo "compose would take keys from .env where Infisical has none: remove $$* from it" >&2; exit 1; }

need-login: need-infisical
	@$(WITH_KEYS) true </dev/null || { echo 'Infisical does not let you read dev:/: run "make login", or set INFISICAL_TOKEN (make token)' >&2; exit 1; }
