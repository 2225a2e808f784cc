import { MADE } from './compose-file';

/** What the recipes need to know. All of it has been checked to be harmless in a shell and in make. */
export interface MakefileContents {
  readonly projectId: string;
  readonly environment: string;
  /** In the order of the CLI: of two with one key, the last one wins. */
  readonly paths: readonly string[];
  /** Base URL, where it is not the CLI's own default. */
  readonly domain?: string;
  /** Every secret key that a service gets. */
  readonly keys: readonly string[];
  /** The keys without which compose does not even read its file. */
  readonly requiredKeys: readonly string[];
  readonly composeFile: string;
}

/** The Makefile that starts the stack. */
export function makefile(contents: MakefileContents): string {
  const { projectId, environment, paths, domain, keys, requiredKeys, composeFile } = contents;
  const atDomain = domain === undefined ? '' : ` --domain=${domain}`;
  const flags = [
    `--env=${environment}`,
    `--projectId=${projectId}`,
    ...paths.map((path) => `--path=${path}`),
    '--silent',
  ];
  const place = `${environment}:${paths.join(', ')}`;
  return `# ${MADE}

# Whichever of the two there is.
COMPOSE := $(shell if docker compose version >/dev/null 2>&1; then echo docker compose; else echo docker-compose; fi)
COMPOSE += --file ${composeFile}
# Keys come from Infisical, never from the developer's shell; TOKEN would be taken for the CLI's own.
WITH_KEYS := env${keys.map((key) => ` -u ${key}`).join('')}${keys.includes('TOKEN') ? '' : ' -u TOKEN'} infisical run ${flags.join(' ')}${atDomain} --
# Stopping and showing logs needs no keys, yet compose wants a value for each that is renamed.
WITHOUT_KEYS := env${requiredKeys.map((key) => ` ${key}=unused`).join('')}

.DEFAULT_GOAL := help
.PHONY: help up down logs check login token need-infisical need-compose need-login need-no-env

help:
\t@echo 'make up      start the stack with the keys of ${place}'
\t@echo 'make down    stop it'
\t@echo 'make logs    follow its logs'
\t@echo 'make check   see whether every key exists, without showing a value'
\t@echo 'make login   log in to Infisical in the browser'
\t@echo 'make token   print a token of a machine identity, for CI'

up: need-no-env need-compose need-login
\t$(WITH_KEYS) $(COMPOSE) up --build

down: need-compose
\t$(WITHOUT_KEYS) $(COMPOSE) down

logs: need-compose
\t$(WITHOUT_KEYS) $(COMPOSE) logs --follow

check: need-login
\t@$(WITH_KEYS) sh -c 'missing=0; for key in ${keys.join(' ')}; do printenv "$$key" >/dev/null || { echo "the key $$key is missing in Infisical (${place})" >&2; missing=1; }; done; exit $$missing'
\t@echo 'every key exists in ${place}'

login: need-infisical
\tinfisical login${atDomain}

token: need-infisical
\t@if [ -z "$$INFISICAL_UNIVERSAL_AUTH_CLIENT_ID" ] || [ -z "$$INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET" ]; then echo 'set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET first' >&2; exit 1; fi
\t@infisical login --method=universal-auth --plain --silent${atDomain}

need-infisical:
\t@command -v infisical >/dev/null || { echo 'the Infisical CLI is missing: https://infisical.com/docs/cli/overview' >&2; exit 1; }

need-compose:
\t@$(COMPOSE) version >/dev/null 2>&1 || { echo 'docker compose is missing: https://docs.docker.com/compose/install' >&2; exit 1; }

need-no-env:
\t@set -- $$(grep -soE '^(export )?(${keys.join('|')})=' .env); [ $$# -eq 0 ] || { echo "compose would take keys from .env where Infisical has none: remove $$* from it" >&2; exit 1; }

need-login: need-infisical
\t@$(WITH_KEYS) true </dev/null || { echo 'Infisical does not let you read ${place}: run "make login", or set INFISICAL_TOKEN (make token)' >&2; exit 1; }
`;
}
