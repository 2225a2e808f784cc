import { NAMES_OF_CLOUD_US } from '../../model/host';
import { besideCompose, fileFrom, targetIn } from './make-names';
import { echoCommand, makeLines, makeText, makeVariable, shellWord, shellWords } from './make-text';
import type { MakefileContents } from './makefile-contents';
import { NOT_FOR_THE_CLI } from './steering-names';

/** With what a machine identity gets a token. */
export const CLIENT = ['INFISICAL_UNIVERSAL_AUTH_CLIENT_ID', 'INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET'];

/** What the CLI takes a token from, the first one that is set. */
export const TOKENS = ['INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN', 'INFISICAL_TOKEN'];

type CliContents = Pick<MakefileContents, 'makefile' | 'composeFile' | 'domain' | 'caFile'>;

/** The CLI, and which Infisical it asks. */
export function cliVariables({ makefile, composeFile, domain, caFile }: CliContents): string[] {
  const unset = NOT_FOR_THE_CLI.flatMap((name) => ['-u', name]);
  const words = ['env', ...unset, 'INFISICAL_DISABLE_UPDATE_CHECK=true'];
  const authority =
    caFile === undefined ? [] : [`SSL_CERT_FILE=${fileFrom(makefile, besideCompose(composeFile, caFile))}`];
  return [
    "# The developer's shell decides neither which Infisical is asked, nor what is logged of its answer.",
    `INFISICAL_CLI := ${[...words, ...authority, 'infisical'].join(' ')}`,
    makeVariable('INFISICAL_AT', shellWords([`--domain=${domain}`, '--log-level=error'])),
    makeLines('INFISICAL_NEEDED', [
      `command -v infisical >/dev/null || { ${echoCommand('the Infisical CLI is missing: https://infisical.com/docs/cli/overview')}; exit 1; }`,
    ]),
  ];
}

export function loginRecipe(): string {
  return '$(INFISICAL_NEEDED); exec $(INFISICAL_CLI) login $(INFISICAL_AT)';
}

export function tokenRecipe(): string {
  const unset = CLIENT.map((name) => `[ -z "$$\{${name}:+set}" ]`).join(' || ');
  return `if ${unset}; then ${echoCommand(`set ${CLIENT.join(' and ')} first`)}; exit 1; fi; $(INFISICAL_NEEDED); exec $(INFISICAL_CLI) login --method=universal-auth --plain --silent $(INFISICAL_AT)`;
}

/** How a user logs in, for messages. */
export function loginAdvice(makefile: string): string {
  return `run "make ${targetIn(makefile, 'login')}", or set INFISICAL_TOKEN (make -s ${targetIn(makefile, 'token')})`;
}

/**
 * The variable `INFISICAL_LOGIN`: sees whether somebody is logged in, where the CLI can tell; else it would ask with a
 * menu. Of a token, Infisical itself says whether it is good.
 *
 * @param needed the version of the CLI without which the keys would be wrong, as a number, and what for
 */
export function loginVariable(makefile: string, domain: string, needed: { since: number; why: string } | undefined) {
  const advice = loginAdvice(makefile);
  const stop = (message: string) => `${echoCommand(message)}; exit 1`;
  const told = TOKENS.map((name) => `$$\{${name}-}`).join('');
  const tooOld = needed && [`[ "$$infisical_version" -ge ${needed.since} ] || { ${stop(needed.why)}; };`];
  return makeLines('INFISICAL_LOGIN', [
    '$(INFISICAL_NEEDED);',
    `infisical_version=$$($(INFISICAL_CLI) --version </dev/null 2>/dev/null | LC_ALL=C awk ${makeText(VERSION)});`,
    'infisical_version=$${infisical_version:-999999999};',
    ...(tooOld ?? []),
    `if [ -z "${told}" ] && [ "$$infisical_version" -ge ${STATUS_SINCE} ]; then`,
    'case $$($(INFISICAL_CLI) login status --json $(INFISICAL_AT) </dev/null 2>/dev/null) in',
    `(*'"sessions": []'*) ${stop(`nobody is logged in to ${domain}: ${advice}`)};;`,
    `(*'"status": "expired"'*) ${stop(`your login has expired: ${advice}`)};;`,
    `(*'"status": "rejected"'*) ${stop(`${domain} does not take your login any more: ${advice}`)};;`,
    `(${namesOf(domain)
      .map((name) => `*${makeText(shellWord(`"domain": "${name}"`))}*`)
      .join('|')}) ;;`,
    `(*'"domain": "'*) ${stop(`your login is for another Infisical than ${domain}: ${advice}`)};;`,
    'esac; fi',
  ]);
}

function namesOf(domain: string): readonly string[] {
  return NAMES_OF_CLOUD_US.includes(domain) ? NAMES_OF_CLOUD_US : [domain];
}

/** `infisical login status` is there since 0.43.86; before, "status" began a login. */
const STATUS_SINCE = 43_086;

/** The version as a number; nothing where it is none, as of what somebody built. */
const VERSION = `'{ if (split($NF, part, ".") == 3) print part[1] * 1000000 + part[2] * 1000 + int(part[3]) }'`;
