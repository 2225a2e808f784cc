# Made by cdk8s-infisical from your cdk8s program: change that instead.

INFISICAL_HASH := \#
# Whichever of the two there is.
COMPOSE := $(shell if docker compose version >/dev/null 2>&1; then echo docker compose; else echo docker-compose; fi)
COMPOSE += --file compose.yaml
# The developer's shell decides neither which Infisical is asked, nor what is logged of its answer.
INFISICAL_CLI := env -u INFISICAL_API_URL -u INFISICAL_DOMAIN -u LOG_DESTINATION -u LOG_FORMAT -u LOG_LEVEL -u TOKEN infisical
INFISICAL_AT := --domain=https://app.infisical.com --log-level=error
INFISICAL_RUN := $(INFISICAL_CLI) run --env=dev --projectId=00000000-0000-4000-8000-000000000000 --path=/ $(INFISICAL_AT) --silent -- env LC_ALL=C awk
# Keys come from Infisical, never from the shell, and no other key of the folder comes with them.
INFISICAL_KEYS := CORS_TRUSTED_ORIGINS DATABASE_URL DEV PORT POSTGRES_PASSWORD RABBITMQ_PASSWORD RABBITMQ_URL RABBITMQ_USER RATELIMIT_ENABLED RATELIMIT_MAX_BURST RATELIMIT_RPS
INFISICAL_VALUES := 'BEGIN { print ""; for (i = 2; i < ARGC; i++) if (ARGV[i] in ENVIRON) { text = ENVIRON[ARGV[i]]; gsub("\047", "\047\042\047\042\047", text); gsub("\n", "\047\042$$1\042\047", text); print ARGV[1] " " ARGV[i] "=\047" text "\047; export " ARGV[i] } }'
INFISICAL_MISSING := 'BEGIN { print ""; for (i = 2; i < ARGC; i++) if (!(ARGV[i] in ENVIRON)) print ARGV[1] " " ARGV[i] }'
INFISICAL_MARKED := env LC_ALL=C awk 'BEGIN { mark = ARGV[1] " "; ARGC = 1; status = 1 } $$0 == mark "end 0" { status = 0; next } index($$0, mark) == 1 { print substr($$0, length(mark) + 1) } END { exit status }'
# Stopping and showing logs needs no keys, yet compose wants a value for each that is renamed.
WITHOUT_KEYS := env RABBITMQ_PASSWORD=unused RABBITMQ_USER=unused

.DEFAULT_GOAL := help
.PHONY: help up down logs check login token need-infisical need-compose need-no-env

help:
	@echo 'make up      start the stack with the keys of dev:/'
	@echo 'make down    stop it'
	@echo 'make logs    follow its logs'
	@echo 'make check   see whether every key exists, without showing a value'
	@echo 'make login   log in to Infisical in the browser'
	@echo 'make token   print a token of a machine identity, for CI'

up: need-no-env need-compose need-infisical
	@set +avx; unset _values $(INFISICAL_KEYS); _values=$$({ $(INFISICAL_RUN) $(INFISICAL_VALUES) $$$$ $(INFISICAL_KEYS) </dev/null; status=$$?; echo; echo "$$$$ end $$status"; } | $(INFISICAL_MARKED) $$$$) || { echo 'no keys came from dev:/ in Infisical, for the reason above: where that is the login, run "make login", or set INFISICAL_TOKEN (make token)' >&2; exit 1; }; set -- "$$(echo; echo .)"; set -- "$${1%.}"; eval "$$_values" && exec $(COMPOSE) up --build

down: need-compose
	$(WITHOUT_KEYS) $(COMPOSE) down

logs: need-compose
	$(WITHOUT_KEYS) $(COMPOSE) logs --follow

check: need-infisical
	@set +avx; unset _missing $(INFISICAL_KEYS); _missing=$$({ $(INFISICAL_RUN) $(INFISICAL_MISSING) $$$$ $(INFISICAL_KEYS) </dev/null; status=$$?; echo; echo "$$$$ end $$status"; } | $(INFISICAL_MARKED) $$$$) || { echo 'no keys came from dev:/ in Infisical, for the reason above: where that is the login, run "make login", or set INFISICAL_TOKEN (make token)' >&2; exit 1; }; for key in $$_missing; do echo the key "$$key" 'is missing in Infisical (dev:/)' >&2; done; [ -z "$$_missing" ]
	@echo 'every key exists in dev:/'

login: need-infisical
	$(INFISICAL_CLI) login $(INFISICAL_AT)

token: need-infisical
	@if [ -z "$${INFISICAL_UNIVERSAL_AUTH_CLIENT_ID:+set}" ] || [ -z "$${INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET:+set}" ]; then echo 'set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET first' >&2; exit 1; fi
	@$(INFISICAL_CLI) login --method=universal-auth --plain --silent $(INFISICAL_AT)

need-infisical:
	@command -v infisical >/dev/null || { echo 'the Infisical CLI is missing: https://infisical.com/docs/cli/overview' >&2; exit 1; }

need-compose:
	@$(COMPOSE) version >/dev/null 2>&1 || { echo 'docker compose is missing: https://docs.docker.com/compose/install' >&2; exit 1; }

need-no-env:
	@set -f; IFS=,; for file in .env $$COMPOSE_ENV_FILES; do [ -f "$$file" ] || continue; keys=$$(LC_ALL=C awk 'BEGIN { for (i = 1; i < ARGC; i++) keys[ARGV[i]]; ARGC = 1 } { line = $$0; sub(/^[^A-Za-z0-9_$(INFISICAL_HASH)]+/, "", line); sub(/^export[^A-Za-z0-9_$(INFISICAL_HASH)]+/, "", line); if (match(line, /^[A-Za-z0-9_]+/) && (substr(line, 1, RLENGTH) in keys) && substr(line, RLENGTH + 1) ~ /^[^A-Za-z0-9_$(INFISICAL_HASH)]*[=:]/) print substr(line, 1, RLENGTH) }' $(INFISICAL_KEYS) <"$$file") || exit 1; [ -z "$$keys" ] || { unset IFS; echo compose would take $$keys from "$$file" where Infisical has none: remove them from it >&2; exit 1; }; done
