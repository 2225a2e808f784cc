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
INFISICAL_LOGIN = $(INFISICAL_NEEDED); \
	infisical_version=$$($(INFISICAL_CLI) --version </dev/null 2>/dev/null | LC_ALL=C awk '{ if (split($$NF, part, ".") == 3) print part[1] * 1000000 + part[2] * 1000 + int(part[3]) }'); \
	infisical_version=$${infisical_version:-999999999}; \
	if [ -z "$${INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN-}$${INFISICAL_TOKEN-}" ] && [ "$$infisical_version" -ge 43086 ]; then \
	case $$($(INFISICAL_CLI) login status --json $(INFISICAL_AT) </dev/null 2>/dev/null) in \
	(*'"sessions": []'*) echo 'nobody is logged in to https://app.infisical.com: run "make login", or set INFISICAL_TOKEN (make token)' >&2; exit 1;; \
	(*'"status": "expired"'*) echo 'your login has expired: run "make login", or set INFISICAL_TOKEN (make token)' >&2; exit 1;; \
	(*'"status": "rejected"'*) echo 'https://app.infisical.com does not take your login any more: run "make login", or set INFISICAL_TOKEN (make token)' >&2; exit 1;; \
	(*'"domain": "https://app.infisical.com"'*) ;; \
	(*'"domain": "'*) echo 'your login is for another Infisical than https://app.infisical.com: run "make login", or set INFISICAL_TOKEN (make token)' >&2; exit 1;; \
	esac; fi
# Keys come from Infisical, never from the shell, and no other key of the folder comes with them.
INFISICAL_KEYS := CORS_TRUSTED_ORIGINS DATABASE_URL DEV PORT POSTGRES_PASSWORD RABBITMQ_PASSWORD RABBITMQ_URL RABBITMQ_USER RATELIMIT_ENABLED RATELIMIT_MAX_BURST RATELIMIT_RPS
INFISICAL_VALUES := 'BEGIN { for (i = 2; i < ARGC; i++) { key = ARGV[i]; if (key in ENVIRON) { value = ENVIRON[key]; gsub("\047", "\047\042\047\042\047", value); print "export " key "=\047" value "\047" >"/dev/fd/3" } else print "echo the key " key " is missing in Infisical \047(" ARGV[1] ")\047 >&2; set -- missing" >"/dev/fd/3" } }'
INFISICAL_REFUSED = echo "no keys came from $$infisical_at:" >&2; case $$infisical_said in \
	(*'argument list too long'*) echo 'a value there has more than 128 KiB, which "infisical run" cannot hand on: cdk8s-infisical can, which runs where the local stack has no "runner"' >&2;; \
	(*'login flow'*|*'must be logged in'*|*'session has expired'*|*'hosting option'*|*'complete your login'*) echo 'nobody is logged in to https://app.infisical.com: run "make login", or set INFISICAL_TOKEN (make token)' >&2;; \
	(*status-code=401*) if [ -n "$${INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN-}" ]; then echo 'https://app.infisical.com does not take the token in INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN: it has expired, or is of another Infisical' >&2; \
	elif [ -n "$${INFISICAL_TOKEN-}" ]; then echo 'https://app.infisical.com does not take the token in INFISICAL_TOKEN: it has expired, or is of another Infisical' >&2; \
	else echo 'https://app.infisical.com does not take your login any more: run "make login", or set INFISICAL_TOKEN (make token)' >&2; fi;; \
	(*status-code=403*) echo 'the login may not read the values there: give it a role in Infisical that may' >&2;; \
	(*status-code=404*) echo 'https://app.infisical.com has no such project, environment or folder' >&2;; \
	(*status-code=429*) echo 'https://app.infisical.com was asked too often: wait a minute' >&2;; \
	(*status-code=5*) echo 'https://app.infisical.com has an error of its own: try again later' >&2;; \
	(*'x509: '*|*certificate*) echo 'the certificate of https://app.infisical.com is not trusted: name that of your authority in SSL_CERT_FILE' >&2;; \
	(*'no such host'*|*'connection refused'*|*'dial tcp'*|*imeout*|*'deadline exceeded'*|*EOF*) echo 'https://app.infisical.com cannot be reached' >&2;; \
	(*) printf '%s\n' "$$infisical_said" | LC_ALL=C tr -cd '\012\040-\176' >&2;; esac
INFISICAL_READ = set +avx; $(INFISICAL_LOGIN); \
	unset infisical_said infisical_values $(INFISICAL_KEYS); \
	infisical_values=$$({ :; \
	infisical_at=dev:/; \
	infisical_said=$$($(INFISICAL_CLI) run --env=dev --projectId=00000000-0000-4000-8000-000000000000 --path=/ $(INFISICAL_AT) --silent -- env LC_ALL=C awk $(INFISICAL_VALUES) dev:/ CORS_TRUSTED_ORIGINS DATABASE_URL DEV PORT POSTGRES_PASSWORD RABBITMQ_PASSWORD RABBITMQ_URL RABBITMQ_USER RATELIMIT_ENABLED RATELIMIT_MAX_BURST RATELIMIT_RPS </dev/null 2>&1) || { $(INFISICAL_REFUSED); exit 1; }; \
	case $$infisical_said in (*'last successful fetch'*) echo 'Infisical cannot be reached: these are the keys of the last time' >&2;; esac; \
	} 3>&1) || exit 1; \
	unset INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN INFISICAL_TOKEN INFISICAL_UNIVERSAL_AUTH_CLIENT_ID INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET; \
	eval "$$infisical_values"; [ "$${1-}" != missing ] || exit 1
ifneq (,$(filter token,$(MAKECMDGOALS)))
MAKEFLAGS += --no-print-directory
endif

.PHONY: help up down logs check login token
.DEFAULT_GOAL := help

help:
	@echo 'make up     start the stack with the keys of dev:/'
	@echo 'make down   stop it'
	@echo 'make logs   follow its logs'
	@echo 'make check  see whether every key exists, without showing a value'
	@echo 'make login  log in to Infisical in the browser'
	@echo 'make token  print a token of a machine identity, for CI: export INFISICAL_TOKEN=$$(make token)'

up:
	@$(INFISICAL_COMPOSE); $(INFISICAL_READ); exec "$$@" up --build

down:
	@$(INFISICAL_COMPOSE); exec "$$@" down

logs:
	@$(INFISICAL_COMPOSE); exec "$$@" logs --follow

check:
	@set --; $(INFISICAL_READ); echo 'every key exists (dev:/)'

login:
	@$(INFISICAL_NEEDED); exec $(INFISICAL_CLI) login $(INFISICAL_AT)

token:
	@if [ -z "$${INFISICAL_UNIVERSAL_AUTH_CLIENT_ID:+set}" ] || [ -z "$${INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET:+set}" ]; then echo 'set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET first' >&2; exit 1; fi; $(INFISICAL_NEEDED); exec $(INFISICAL_CLI) login --method=universal-auth --plain --silent $(INFISICAL_AT)
