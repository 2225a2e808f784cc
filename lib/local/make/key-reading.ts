import { makeText, makeVariable, shellWord, shellWords } from './make-text';
import { NOT_FOR_THE_CLI } from './steering-names';

/** Folders that are read in one go: of two with one key, the last one wins. */
export interface FolderRead {
  readonly paths: readonly string[];
  /** The names under which compose gets the keys, by key. */
  readonly names: ReadonlyMap<string, string>;
}

export interface KeyReading {
  readonly projectId: string;
  readonly environment: string;
  /** Which keys are read together, and from where. */
  readonly reads: readonly FolderRead[];
  /** Base URL of Infisical. */
  readonly domain: string;
}

/**
 * `infisical run` gives its child every key of the folder, and any of them could steer docker, compose or a shell. So
 * the child is one awk, which no variable steers: it prints the declared keys as assignments of the shell, each in a
 * line that begins with a mark ("$1" is a line feed). No value is on the disk, nor an argument of a process.
 */
const QUOTED = 'gsub("\\047", "\\047\\042\\047\\042\\047", text); gsub("\\n", "\\047\\042$1\\042\\047", text); ';
const VALUES =
  'BEGIN { print ""; for (i = 2; i < ARGC; i++) if (ARGV[i] in ENVIRON) { text = ENVIRON[ARGV[i]]; ' +
  `${QUOTED}print ARGV[1] " " ARGV[i] "=\\047" text "\\047; export " ARGV[i] } }`;
const MISSING = 'BEGIN { print ""; for (i = 2; i < ARGC; i++) if (!(ARGV[i] in ENVIRON)) print ARGV[1] " " ARGV[i] }';

/** For one of several reads: the awk is told the read, and a key as `key:name` where compose knows it by a name. */
const VALUES_AT =
  'BEGIN { print ""; for (i = 3; i < ARGC; i++) { n = split(ARGV[i], part, ":"); if (part[1] in ENVIRON) { ' +
  `text = ENVIRON[part[1]]; ${QUOTED}print ARGV[1] " " part[n] "=\\047" text "\\047; export " part[n] } } }`;
const MISSING_AT =
  'BEGIN { print ""; for (i = 3; i < ARGC; i++) { split(ARGV[i], part, ":"); ' +
  'if (!(part[1] in ENVIRON)) print ARGV[1] " the key " part[1] " is missing in Infisical (" ARGV[2] ")" } }';

/** What the CLI itself prints there is nothing for a shell: only lines with the mark count, and only if all went well. */
const MARKED =
  'BEGIN { mark = ARGV[1] " "; ARGC = 1; status = 1 } $0 == mark "end 0" { status = 0; next } ' +
  'index($0, mark) == 1 { print substr($0, length(mark) + 1) } END { exit status }';

/** The variables that the recipes need to ask for keys. */
export function readingVariables({ projectId, environment, reads, domain }: KeyReading): string[] {
  const cli = ['env', ...NOT_FOR_THE_CLI.flatMap((name) => ['-u', name]), 'infisical'];
  const isOne = isByName(reads);
  const run = ({ paths }: FolderRead) => {
    const place = [`--env=${environment}`, `--projectId=${projectId}`, ...paths.map((path) => `--path=${path}`)];
    return `$(INFISICAL_CLI) run ${makeText(shellWords(place))} $(INFISICAL_AT) --silent -- env LC_ALL=C awk`;
  };
  return [
    "# The developer's shell decides neither which Infisical is asked, nor what is logged of its answer.",
    makeVariable('INFISICAL_CLI', shellWords(cli)),
    makeVariable('INFISICAL_AT', shellWords([`--domain=${domain}`, '--log-level=error'])),
    ...reads.map((read, i) => `${numberedVariable('INFISICAL_RUN', i, reads)} := ${run(read)}`),
    '# Keys come from Infisical, never from the shell, and no other key of the folder comes with them.',
    makeVariable('INFISICAL_KEYS', shellWords(keysAndNames(reads))),
    ...(isOne
      ? []
      : reads.map((read, i) => makeVariable(numberedVariable('INFISICAL_KEYS', i, reads), keysAt(read, environment)))),
    makeVariable('INFISICAL_VALUES', shellWord(isOne ? VALUES : VALUES_AT)),
    makeVariable('INFISICAL_MISSING', shellWord(isOne ? MISSING : MISSING_AT)),
    makeVariable('INFISICAL_MARKED', `env LC_ALL=C awk ${shellWord(MARKED)}`),
  ];
}

/**
 * The beginning of a recipe that has what the program prints of all reads in a variable.
 *
 * @param otherwise what the shell does where one of the reads gives nothing
 */
export function askRecipe(
  reads: readonly FolderRead[],
  variable: string,
  program: 'VALUES' | 'MISSING',
  otherwise: string,
) {
  // The mark is the number of the shell's process.
  const programs = reads.map(
    (_, i) =>
      `$(${numberedVariable('INFISICAL_RUN', i, reads)}) $(INFISICAL_${program}) $$$$ $(${numberedVariable('INFISICAL_KEYS', i, reads)}) </dev/null`,
  );
  return (
    `@set +avx; unset ${variable} $(INFISICAL_KEYS); ${variable}=$$({ ${programs.join(' && ')}; ` +
    `status=$$?; echo; echo "$$$$ end $$status"; } | $(INFISICAL_MARKED) $$$$) || { ${otherwise}; exit 1; }; `
  );
}

/** What no shell may have: the keys, and the names by which compose knows them. */
function keysAndNames(reads: readonly FolderRead[]): string[] {
  return [...new Set(reads.flatMap(({ names }) => [...names].flat()))].sort();
}

/** The words that the programs are told of one of several reads: where it is, and its keys. */
function keysAt({ paths, names }: FolderRead, environment: string): string {
  const keys = [...names].map(([key, name]) => (key === name ? key : `${key}:${name}`));
  return shellWords([`${environment}:${paths.join(', ')}`, ...keys]);
}

function numberedVariable(variable: string, index: number, reads: readonly FolderRead[]): string {
  return isByName(reads) ? variable : `${variable}_${index + 1}`;
}

/** Whether it is one read of which compose knows all keys by their names. */
export function isByName(reads: readonly FolderRead[]): boolean {
  return reads.length === 1 && [...reads[0].names].every(([key, name]) => key === name);
}
