import { MADE } from '../compose/compose-file';
import { askRecipe, type FolderRead, isByName, type KeyReading, readingVariables } from './key-reading';
import { makeRule, makeText, makeVariable, shellWord, shellWords } from './make-text';

/** The keys that compose would read from a `.env`, in all the spellings that it knows. */
const IN_ENV_FILE =
  'BEGIN { for (i = 1; i < ARGC; i++) keys[ARGV[i]]; ARGC = 1 } ' +
  '{ line = $0; sub(/^[^A-Za-z0-9_#]+/, "", line); sub(/^export[^A-Za-z0-9_#]+/, "", line); ' +
  'if (match(line, /^[A-Za-z0-9_]+/) && (substr(line, 1, RLENGTH) in keys) && ' +
  'substr(line, RLENGTH + 1) ~ /^[^A-Za-z0-9_#]*[=:]/) print substr(line, 1, RLENGTH) }';

export interface MakefileContents extends KeyReading {
  readonly paths: readonly string[];
  /** The names without which compose does not even read its file. */
  readonly required: readonly string[];
  readonly composeFile: string;
  /** The services that end by themselves. */
  readonly runs: readonly string[];
}

export function makefile(contents: MakefileContents): string {
  return [
    `# ${MADE}`,
    '',
    ...variableLines(contents),
    '',
    '.DEFAULT_GOAL := help',
    `.PHONY: ${['help', 'up', ...contents.runs.map(runTarget), 'down logs check login token need-infisical need-compose need-no-env'].join(' ')}`,
    ...[...targetLines(contents), ...requirementLines(contents)].map((rule) => `\n${rule}`),
    '',
  ].join('\n');
}

function variableLines({ required, composeFile, ...reading }: MakefileContents): string[] {
  return [
    'INFISICAL_HASH := \\#',
    '# Whichever of the two there is.',
    'COMPOSE := $(shell if docker compose version >/dev/null 2>&1; then echo docker compose; else echo docker-compose; fi)',
    `COMPOSE += --file ${makeText(shellWord(composeFile))}`,
    ...readingVariables(reading),
    '# Stopping and showing logs needs no keys, yet compose wants a value for each that is renamed.',
    makeVariable('WITHOUT_KEYS', shellWords(['env', ...required.map((name) => `${name}=unused`)])),
  ];
}

function targetLines({ environment, paths, reads, runs }: MakefileContents): string[] {
  const place = `${environment}:${paths.join(', ')}`;
  const refused = `no keys came from ${place} in Infisical, for the reason above: where that is the login, run "make login", or set INFISICAL_TOKEN (make token)`;
  const keys = (variable: string, program: 'VALUES' | 'MISSING') =>
    askRecipe(reads, variable, program, echoCommand(refused));
  const withKeys = (target: string, command: string) =>
    makeRule(
      target,
      ['need-no-env', 'need-compose', 'need-infisical'],
      [`${keys('_values', 'VALUES')}set -- "$$(echo; echo .)"; set -- "$$\{1%.}"; eval "$$_values" && ${command}`],
    );
  return [
    makeRule('help', [], helpRecipe(place, runs)),
    withKeys('up', 'exec $(COMPOSE) up --build'),
    // An image that is not built is no error.
    ...runs.map((name) => withKeys(runTarget(name), `$(COMPOSE) build ${name} && exec $(COMPOSE) run --rm ${name}`)),
    makeRule('down', ['need-compose'], ['$(WITHOUT_KEYS) $(COMPOSE) down']),
    makeRule('logs', ['need-compose'], ['$(WITHOUT_KEYS) $(COMPOSE) logs --follow']),
    makeRule(
      'check',
      ['need-infisical'],
      [
        `${keys('_missing', 'MISSING')}${missingCommand(place, reads)}`,
        `@echo ${makeText(shellWord(`every key exists in ${place}`))}`,
      ],
    ),
    makeRule('login', ['need-infisical'], ['$(INFISICAL_CLI) login $(INFISICAL_AT)']),
    makeRule('token', ['need-infisical'], tokenRecipe()),
  ];
}

function runTarget(service: string): string {
  return `run-${service}`;
}

function helpRecipe(place: string, runs: readonly string[]): string[] {
  return [
    `make up      start the stack with the keys of ${place}`,
    ...runs.map((name) => `make ${runTarget(name)}   run the service ${name} by itself, until it ends`),
    'make down    stop it',
    'make logs    follow its logs',
    'make check   see whether every key exists, without showing a value',
    'make login   log in to Infisical in the browser',
    'make token   print a token of a machine identity, for CI',
  ].map((line) => `@echo ${makeText(shellWord(line))}`);
}

/** Of one read, the program prints the keys alone. */
function missingCommand(place: string, reads: readonly FolderRead[]): string {
  if (!isByName(reads)) return `[ -z "$$_missing" ] || { printf '%s\\n' "$$_missing" >&2; exit 1; }`;
  const missing = makeText(shellWord(`is missing in Infisical (${place})`));
  return `for key in $$_missing; do echo the key "$$key" ${missing} >&2; done; [ -z "$$_missing" ]`;
}

function tokenRecipe(): string[] {
  const client = ['INFISICAL_UNIVERSAL_AUTH_CLIENT_ID', 'INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET'];
  // A shell that is told to print what it does prints this as well.
  const unset = client.map((name) => `[ -z "$$\{${name}:+set}" ]`).join(' || ');
  return [
    `@if ${unset}; then ${echoCommand(`set ${client.join(' and ')} first`)}; exit 1; fi`,
    '@$(INFISICAL_CLI) login --method=universal-auth --plain --silent $(INFISICAL_AT)',
  ];
}

/** What must be there, or must not. */
function requirementLines({ composeFile, reads }: MakefileContents): string[] {
  const without = (command: string, message: string) => [`@${command} || { ${echoCommand(message)}; exit 1; }`];
  // Compose looks where it is called, and beside its file.
  const files = [...new Set(['.env', composeFile.replace(/[^/]*$/, '.env')])];
  const names = [...new Set(reads.flatMap((one) => [...one.names.values()]))].sort();
  const read = isByName(reads) ? '$(INFISICAL_KEYS)' : makeText(shellWords(names));
  const found = `$$(LC_ALL=C awk ${makeText(shellWord(IN_ENV_FILE))} ${read} <"$$file")`;
  return [
    makeRule(
      'need-infisical',
      [],
      without(
        'command -v infisical >/dev/null',
        'the Infisical CLI is missing: https://infisical.com/docs/cli/overview',
      ),
    ),
    makeRule(
      'need-compose',
      [],
      without(
        '$(COMPOSE) version >/dev/null 2>&1',
        'docker compose is missing: https://docs.docker.com/compose/install',
      ),
    ),
    makeRule(
      'need-no-env',
      [],
      [
        `@set -f; IFS=,; for file in ${makeText(shellWords(files))} $$COMPOSE_ENV_FILES; do [ -f "$$file" ] || continue; keys=${found} || exit 1; [ -z "$$keys" ] || { unset IFS; echo compose would take $$keys from "$$file" where Infisical has none: remove them from it >&2; exit 1; }; done`,
      ],
    ),
  ];
}

function echoCommand(message: string): string {
  return `echo ${makeText(shellWord(message))} >&2`;
}
