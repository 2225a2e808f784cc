import type { KeyRead } from '../record/read-place';
import { placesText } from '../record/read-place';
import { CLIENT, loginAdvice, loginVariable, TOKENS } from './login';
import { besideCompose, fileFrom } from './make-names';
import { echoCommand, makeLines, makeText, makeVariable, shellWord, shellWords } from './make-text';
import type { MakefileContents, Start } from './makefile-contents';

/**
 * `infisical run` gives its child every key of the folder, and any of them could steer docker, compose or a shell. So
 * the child is one awk, which no variable steers: it prints what the shell is to do of the declared keys, each an
 * assignment. That goes through a pipe of its own, in which nothing of the CLI stands. No value is on the disk, nor an
 * argument of a process.
 */
const VALUES = [
  'BEGIN { for (i = 2; i < ARGC; i++) { key = ARGV[i]; free = sub(/[?]$/, "", key);',
  'if (key in ENVIRON) { value = ENVIRON[key]; gsub("\\047", "\\047\\042\\047\\042\\047", value);',
  'print "export " key "=\\047" value "\\047" >"/dev/fd/3" }',
  'else if (free) print "infisical_absent=\\"$infisical_absent " key "\\"" >"/dev/fd/3";',
  'else print "echo the key " key " is missing in Infisical \\047(" ARGV[1] ")\\047 >&2; set -- missing" >"/dev/fd/3" } }',
].join(' ');

/** Several folders are read together since then; before, the last one alone was. */
const SEVERAL_PATHS = {
  since: 43_082,
  why: 'the Infisical CLI is older than 0.43.82, and reads one folder of several: install a newer one, https://infisical.com/docs/cli/overview',
};

/** `infisical run`, once for each of the reads: the variable `INFISICAL_READ` stops where a key is missing. */
export function startByCli(contents: MakefileContents): Start {
  const { makefile, domain, reads } = contents;
  const keys = [...new Set(reads.flatMap(({ names }) => [...names.keys()]))].sort();
  const isTogether = reads.some(({ from }) => from.length > 1);
  const isAnyOptional = reads.some(({ optional = [] }) => optional.length > 0);
  return {
    variables: [
      loginVariable(makefile, domain, isTogether ? SEVERAL_PATHS : undefined),
      '# Keys come from Infisical, never from the shell, and no other key of the folder comes with them.',
      makeVariable('INFISICAL_KEYS', shellWords(keys)),
      makeVariable('INFISICAL_VALUES', shellWord(VALUES)),
      makeLines('INFISICAL_REFUSED', refusedLines(contents)),
      makeLines('INFISICAL_READ', [
        'set +avx; $(INFISICAL_LOGIN);',
        'unset infisical_said infisical_values $(INFISICAL_KEYS); infisical_absent=;',
        'infisical_values=$$({ :;',
        ...reads.flatMap(readLines),
        '} 3>&1) || exit 1;',
        // The login is for the CLI alone.
        `unset ${shellWords([...TOKENS, ...CLIENT])};`,
        'eval "$$infisical_values"; [ "$${1-}" != missing ] || exit 1',
        ...(isAnyOptional ? absentLines(contents) : []),
      ]),
    ],
    command: (line) => `$(INFISICAL_COMPOSE); $(INFISICAL_READ); ${makeText(line)}`,
    check: `set --; $(INFISICAL_READ); echo ${makeText(shellWord(`every key exists (${placesText(reads.flatMap(({ from }) => from))})`))}`,
  };
}

function readLines({ from, names, optional = [] }: KeyRead): string[] {
  const [{ project, environment }] = from;
  const place = [
    `--env=${environment}`,
    `--projectId=${project.id}`,
    // Here the last one wins that has a key.
    ...from.map(({ path }) => `--path=${path}`).reverse(),
    ...(from.some(({ recursive }) => recursive) ? ['--recursive'] : []),
  ];
  const title = makeText(shellWord(placesText(from)));
  // One without which compose may start.
  const keys = [...names.keys()].map((key) => (optional.includes(key) ? `${key}?` : key));
  const asked = `$(INFISICAL_CLI) run ${makeText(shellWords(place))} $(INFISICAL_AT) --silent`;
  const program = `env LC_ALL=C awk $(INFISICAL_VALUES) ${title} ${makeText(shellWords(keys))}`;
  return [
    `infisical_at=${title};`,
    `infisical_said=$$(${asked} -- ${program} </dev/null 2>&1) || { $(INFISICAL_REFUSED); exit 1; };`,
    `case $$infisical_said in (*'last successful fetch'*) ${echoCommand('Infisical cannot be reached: these are the keys of the last time')};; esac;`,
  ];
}

/** A key that may be missing is missing then: compose would take it from a `.env`. */
function absentLines({ makefile, composeFile }: MakefileContents): string[] {
  const files = `.env ${fileFrom(makefile, besideCompose(composeFile, '.env'))}`;
  return [
    '; for infisical_at in $$infisical_absent; do',
    `if LC_ALL=C grep -Eqs "^[[:space:]]*(export[[:space:]]+)?$$infisical_at[[:space:]]*[=:]" ${files}; then`,
    'echo ".env has $$infisical_at, which Infisical does not have: take it out, or add the key there" >&2; exit 1; fi; done',
  ];
}

/**
 * Why no keys came, as far as the words of the CLI tell; they hold no value at that level. Each pattern has both of its
 * parentheses: the shell of macOS finds the end of `$(…)` by them.
 */
function refusedLines({ makefile, domain, caFile }: MakefileContents): string[] {
  const advice = loginAdvice(makefile);
  const [first = '', second = ''] = TOKENS;
  return [
    'echo "no keys came from $$infisical_at:" >&2; case $$infisical_said in',
    refusal(
      LARGE,
      'a value there has more than 128 KiB, which "infisical run" cannot hand on: cdk8s-infisical can, which runs where the local stack has no "runner"',
    ),
    refusal(LOGGED_OUT, `nobody is logged in to ${domain}: ${advice}`),
    `(*status-code=401*|*'oken has expired'*|*malformed*) if [ -n "$$\{${first}-}" ]; then ${echoCommand(refusedToken(domain, first))};`,
    `elif [ -n "$$\{${second}-}" ]; then ${echoCommand(refusedToken(domain, second))};`,
    `else ${echoCommand(`${domain} does not take your login any more: ${advice}`)}; fi;;`,
    refusal(['status-code=403'], 'the login may not read the values there: give it a role in Infisical that may'),
    refusal(['status-code=404'], `${domain} has no such project, environment or folder`),
    refusal(['status-code=429'], `${domain} was asked too often: wait a minute`),
    refusal(['status-code=5'], `${domain} has an error of its own: try again later`),
    refusal(
      UNTRUSTED,
      `the certificate of ${domain} is not trusted: ${caFile === undefined ? 'name the file of its authority as "caFile" in the local stack' : `no authority of ${caFile} has signed it`}`,
    ),
    refusal(UNREACHABLE, `${domain} cannot be reached`),
    "(*) printf '%s\\n' \"$$infisical_said\" | LC_ALL=C tr -cd '\\012\\040-\\176' >&2;; esac",
  ];
}

const LARGE = ['argument list too long'];
const LOGGED_OUT = ['login flow', 'must be logged in', 'session has expired', 'hosting option', 'complete your login'];
const UNTRUSTED = ['x509: ', 'tls: '];
const UNREACHABLE = ['no such host', 'connection refused', 'dial tcp', 'imeout', 'deadline exceeded', 'EOF'];

function refusal(words: readonly string[], sentence: string): string {
  return `(${words.map((word) => `*${shellWord(word)}*`).join('|')}) ${echoCommand(sentence)};;`;
}

function refusedToken(domain: string, name: string): string {
  return `${domain} does not take the token in ${name}: it has expired, or is of another Infisical`;
}
