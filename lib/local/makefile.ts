import { MADE } from './compose-file';
import { makeRule, makeText, makeVariable, shellWord, shellWords } from './make-text';
import { NOT_FOR_THE_CLI } from './steering-names';

/** What the recipes need to know. */
export interface MakefileContents {
  readonly projectId: string;
  readonly environment: string;
  /** In the order of the CLI: of two with one key, the last one wins. */
  readonly paths: readonly string[];
  /** Base URL of Infisical. */
  readonly domain: string;
  /** Every secret key that a service gets: names of variables. */
  readonly keys: readonly string[];
  /** The keys without which compose does not even read its file. */
  readonly requiredKeys: readonly string[];
  readonly composeFile: string;
}

/**
 * `infisical run` gives its child every key of the folder, and any of them could steer docker, compose or a shell. So
 * the child is one awk, which no variable steers: it prints the declared keys as assignments of the shell, each in a
 * line that begins with a mark ("$1" is a line feed). No value is on the disk, nor an argument of a process.
 */
const VALUES =
  'BEGIN { print ""; for (i = 2; i < ARGC; i++) if (ARGV[i] in ENVIRON) { text = ENVIRON[ARGV[i]]; ' +
  'gsub("\\047", "\\047\\042\\047\\042\\047", text); gsub("\\n", "\\047\\042$1\\042\\047", text); ' +
  'print ARGV[1] " " ARGV[i] "=\\047" text "\\047; export " ARGV[i] } }';
const MISSING = 'BEGIN { print ""; for (i = 2; i < ARGC; i++) if (!(ARGV[i] in ENVIRON)) print ARGV[1] " " ARGV[i] }';

/** What the CLI itself prints there is nothing for a shell: only lines with the mark count, and only if all went well. */
const MARKED =
  'BEGIN { mark = ARGV[1] " "; ARGC = 1; status = 1 } $0 == mark "end 0" { status = 0; next } ' +
  'index($0, mark) == 1 { print substr($0, length(mark) + 1) } END { exit status }';

/** The keys that compose would read from a `.env`, in all the spellings that it knows. */
const IN_ENV_FILE =
  'BEGIN { for (i = 1; i < ARGC; i++) keys[ARGV[i]]; ARGC = 1 } ' +
  '{ line = $0; sub(/^[^A-Za-z0-9_#]+/, "", line); sub(/^export[^A-Za-z0-9_#]+/, "", line); ' +
  'if (match(line, /^[A-Za-z0-9_]+/) && (substr(line, 1, RLENGTH) in keys) && ' +
  'substr(line, RLENGTH + 1) ~ /^[^A-Za-z0-9_#]*[=:]/) print substr(line, 1, RLENGTH) }';

/** The Makefile that starts the stack. */
export function makefile(contents: MakefileContents): string {
  return [
    `# ${MADE}`,
    '',
    ...variables(contents),
    '',
    '.DEFAULT_GOAL := help',
    '.PHONY: help up down logs check login token need-infisical need-compose need-no-env',
    ...[...targets(contents), ...needs(contents)].map((rule) => `\n${rule}`),
    '',
  ].join('\n');
}

function variables({ projectId, environment, paths, domain, keys, requiredKeys, composeFile }: MakefileContents) {
  const place = [`--env=${environment}`, `--projectId=${projectId}`, ...paths.map((path) => `--path=${path}`)];
  const cli = ['env', ...NOT_FOR_THE_CLI.flatMap((name) => ['-u', name]), 'infisical'];
  return [
    'INFISICAL_HASH := \\#',
    '# Whichever of the two there is.',
    'COMPOSE := $(shell if docker compose version >/dev/null 2>&1; then echo docker compose; else echo docker-compose; fi)',
    `COMPOSE += --file ${makeText(shellWord(composeFile))}`,
    "# The developer's shell decides neither which Infisical is asked, nor what is logged of its answer.",
    makeVariable('INFISICAL_CLI', shellWords(cli)),
    makeVariable('INFISICAL_AT', shellWords([`--domain=${domain}`, '--log-level=error'])),
    `INFISICAL_RUN := $(INFISICAL_CLI) run ${makeText(shellWords(place))} $(INFISICAL_AT) --silent -- env LC_ALL=C awk`,
    '# Keys come from Infisical, never from the shell, and no other key of the folder comes with them.',
    makeVariable('INFISICAL_KEYS', shellWords(keys)),
    makeVariable('INFISICAL_VALUES', shellWord(VALUES)),
    makeVariable('INFISICAL_MISSING', shellWord(MISSING)),
    makeVariable('INFISICAL_MARKED', `env LC_ALL=C awk ${shellWord(MARKED)}`),
    '# Stopping and showing logs needs no keys, yet compose wants a value for each that is renamed.',
    makeVariable('WITHOUT_KEYS', shellWords(['env', ...requiredKeys.map((key) => `${key}=unused`)])),
  ];
}

function targets({ environment, paths }: MakefileContents): string[] {
  const place = `${environment}:${paths.join(', ')}`;
  const help = [
    `make up      start the stack with the keys of ${place}`,
    'make down    stop it',
    'make logs    follow its logs',
    'make check   see whether every key exists, without showing a value',
    'make login   log in to Infisical in the browser',
    'make token   print a token of a machine identity, for CI',
  ];
  const refused = `no keys came from ${place} in Infisical, for the reason above: where that is the login, run "make login", or set INFISICAL_TOKEN (make token)`;
  const missing = `is missing in Infisical (${place})`;
  // The mark is the number of the shell's process.
  const asked = (variable: string, program: string) =>
    `@set +avx; unset ${variable} $(INFISICAL_KEYS); ${variable}=$$({ $(INFISICAL_RUN) $(INFISICAL_${program}) $$$$ $(INFISICAL_KEYS) </dev/null; ` +
    `status=$$?; echo; echo "$$$$ end $$status"; } | $(INFISICAL_MARKED) $$$$) || { ${says(refused)}; exit 1; }; `;
  return [
    makeRule(
      'help',
      [],
      help.map((line) => `@echo ${makeText(shellWord(line))}`),
    ),
    makeRule(
      'up',
      ['need-no-env', 'need-compose', 'need-infisical'],
      [
        `${asked('_values', 'VALUES')}set -- "$$(echo; echo .)"; set -- "$$\{1%.}"; eval "$$_values" && exec $(COMPOSE) up --build`,
      ],
    ),
    makeRule('down', ['need-compose'], ['$(WITHOUT_KEYS) $(COMPOSE) down']),
    makeRule('logs', ['need-compose'], ['$(WITHOUT_KEYS) $(COMPOSE) logs --follow']),
    makeRule(
      'check',
      ['need-infisical'],
      [
        `${asked('_missing', 'MISSING')}for key in $$_missing; do echo the key "$$key" ${makeText(shellWord(missing))} >&2; done; [ -z "$$_missing" ]`,
        `@echo ${makeText(shellWord(`every key exists in ${place}`))}`,
      ],
    ),
    makeRule('login', ['need-infisical'], ['$(INFISICAL_CLI) login $(INFISICAL_AT)']),
    makeRule('token', ['need-infisical'], tokenRecipe()),
  ];
}

function tokenRecipe(): string[] {
  const client = ['INFISICAL_UNIVERSAL_AUTH_CLIENT_ID', 'INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET'];
  // A shell that is told to print what it does prints this as well.
  const unset = client.map((name) => `[ -z "$$\{${name}:+set}" ]`).join(' || ');
  return [
    `@if ${unset}; then ${says(`set ${client.join(' and ')} first`)}; exit 1; fi`,
    '@$(INFISICAL_CLI) login --method=universal-auth --plain --silent $(INFISICAL_AT)',
  ];
}

/** What must be there, or must not. */
function needs({ composeFile }: MakefileContents): string[] {
  const without = (command: string, message: string) => [`@${command} || { ${says(message)}; exit 1; }`];
  // Compose looks where it is called, and beside its file.
  const files = [...new Set(['.env', composeFile.replace(/[^/]*$/, '.env')])];
  const found = `$$(LC_ALL=C awk ${makeText(shellWord(IN_ENV_FILE))} $(INFISICAL_KEYS) <"$$file")`;
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

function says(message: string): string {
  return `echo ${makeText(shellWord(message))} >&2`;
}
