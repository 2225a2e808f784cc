import { type Field, type Path, rawIn, textIn } from '../field';
import { shellCommands } from './shell-words';

/** A call of Infisical's command line in a container. */
export interface CliCall {
  readonly command: CliCommand;
  /** The values of each flag, by its long name: undefined where a value is not known before it runs. */
  readonly flags: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** What stands behind the command and is no flag. */
  readonly operands: readonly (string | undefined)[];
  /** Where the word `infisical` stands. */
  readonly at: Path;
  readonly lineInText?: number;
  /** The release that runs, as its package or its image is tagged: undefined where nothing tells. */
  readonly version?: string;
}

const COMMANDS = ['run', 'export', 'secrets get', 'secrets', 'agent', 'login'] as const;
type CliCommand = (typeof COMMANDS)[number];

/** A word of a command, as far as it is known before it runs. */
interface Word {
  readonly text: string;
  readonly isOpen: boolean;
  readonly at: Path;
  readonly lineInText?: number;
}

const PROGRAM = /(?:^|[\\/])infisical(?:\.exe)?$|(?:^|\/)@infisical\/cli(?:@[^/]*)?$/;
const OWN_IMAGE = /(?:^|\/)infisical\/cli(?:[:@]|$)/;
const IMAGE_TAG = /(?:^|\/)infisical\/cli:([^@]+)(?:@|$)/;
const PACKAGE_TAG = /@infisical\/cli@([^/]+)$/;
/** What runs the program that is named behind it, with what may stand between. */
const WRAPPERS = new Set(
  [
    'exec command eval nohup time timeout env sudo nice tini dumb-init gosu su-exec catatonit npx bunx pnpm yarn dlx',
    'if then else elif while until do ! { source .',
  ]
    .join(' ')
    .split(' '),
);
const OPTION_OR_VARIABLE = /^-|^\w+=|^\d+[smhd]?$/;

function isWrapper(word: string): boolean {
  return WRAPPERS.has(word.slice(word.lastIndexOf('/') + 1)) || OPTION_OR_VARIABLE.test(word);
}

/** What only names programs, and runs none. */
const MENTIONING = new Set(['echo', 'printf', 'logger', 'grep', 'pgrep', 'pkill', 'killall', 'test', '[']);

/** What the kubelet runs in a container besides its program. */
const HOOKS = [
  ...['postStart', 'preStop'].map((name) => ['lifecycle', name]),
  ...['startupProbe', 'readinessProbe', 'livenessProbe'].map((name) => [name]),
].map((place) => [...place, 'exec', 'command']);

const SHELL_FLAG = /^-[a-z]*c$/i;
const MAX_DEPTH = 4;

/** The calls of Infisical's command line in what a container runs. */
export function cliCallsIn(container: Field): CliCall[] {
  const image = textIn(container.raw, 'image') ?? '';
  const words = [...wordsAt(container, ['command']), ...wordsAt(container, ['args'])];
  if (OWN_IMAGE.test(image) && !container.at('command').isGiven) words.unshift(programOf(container));
  const calls = callsOf(words);
  for (const name of ['script', 'source']) {
    const text = textIn(container.raw, name);
    if (text !== undefined) calls.push(...callsInScript({ text, isOpen: false, at: container.at(name).path }, 0));
  }
  for (const place of HOOKS) calls.push(...callsOf(wordsAt(container, place)));
  const [, tag] = calls.length === 0 ? [] : (IMAGE_TAG.exec(image) ?? []);
  return tag === undefined ? calls : calls.map((call) => ({ version: tag, ...call }));
}

/** What the image of the command line itself runs. */
function programOf(container: Field): Word {
  const at = container.at('args').isGiven ? container.at('args').path : container.at('image').path;
  return { text: 'infisical', isOpen: false, at };
}

const NO_WORDS: readonly Word[] = [];

function wordsAt(container: Field, place: readonly string[]): readonly Word[] {
  let { raw } = container;
  for (const name of place) raw = rawIn(raw, name);
  if (!Array.isArray(raw)) return NO_WORDS;
  return container
    .at(...place)
    .items()
    .flatMap((field) => (typeof field.raw === 'string' ? [{ text: field.raw, isOpen: false, at: field.path }] : []));
}

/** The calls of a command that no shell reads, and of the scripts in it. */
function callsOf(words: readonly Word[]): CliCall[] {
  if (words.length === 0) return [];
  return [
    ...callIn(words, words.findIndex(({ text }) => PROGRAM.test(text)) + 1),
    ...words.filter(({ text }) => /\s/.test(text.trim())).flatMap((word) => callsInScript(word, 0)),
  ];
}

function callsInScript(script: Word, depth: number): CliCall[] {
  if (depth > MAX_DEPTH || !/infisical/i.test(script.text)) return [];
  return shellCommands(script.text).flatMap((command) => {
    const words = command.map(({ text, isOpen, line }) => {
      return { text, isOpen, at: script.at, lineInText: (script.lineInText ?? 0) + line };
    });
    const inner = words.filter((word, i) => i > 0 && SHELL_FLAG.test(words[i - 1].text) && /\s/.test(word.text));
    const isMention = MENTIONING.has(words.find(({ text }) => !isWrapper(text))?.text ?? '');
    // Whatever stands before it may start it: a script that waits for a database, xargs, an entrypoint.
    const program = isMention ? -1 : words.findIndex(({ text }) => PROGRAM.test(text));
    const own = program < 0 ? [] : callIn(words, program + 1);
    return own.length > 0 ? own : inner.flatMap((word) => callsInScript(word, depth + 1));
  });
}

/** The call whose program is named right before a word. */
function callIn(words: readonly Word[], from: number): CliCall[] {
  if (from === 0 && !PROGRAM.test(words[0]?.text ?? '')) return [];
  const start = Math.max(from, 1);
  const { flags, operands } = read(words.slice(start));
  const [first, second] = operands;
  const twoWords = `${first ?? ''} ${second ?? ''}`;
  const command = COMMANDS.find((one) => one === twoWords) ?? COMMANDS.find((one) => one === first);
  if (command === undefined) return [];
  // Of those of `secrets`, only these ask for keys.
  if (command === 'secrets' && operands.length > 1) return [];
  const { at, lineInText, text } = words[start - 1];
  const [, version] = PACKAGE_TAG.exec(text) ?? [];
  const told = { command, flags, operands: operands.slice(command.split(' ').length), at, lineInText };
  return [version === undefined ? told : { ...told, version }];
}

const SHORT: Readonly<Record<string, string>> = {
  e: 'env',
  c: 'command',
  t: 'tags',
  l: 'log-level',
  f: 'format',
  o: 'output-file',
  h: 'help',
};
/** Flags that need no value. */
const SWITCHES = new Set(
  'expand include-imports recursive secret-overriding watch silent telemetry plain raw-value interactive clear-domains help verbose'.split(
    ' ',
  ),
);

function read(words: readonly Word[]): {
  flags: Map<string, (string | undefined)[]>;
  operands: (string | undefined)[];
} {
  const flags = new Map<string, (string | undefined)[]>();
  const operands: (string | undefined)[] = [];
  for (let i = 0; i < words.length && words[i].text !== '--'; i++) {
    const { text, isOpen } = words[i];
    const [, long, short, given] = /^(?:--([\w-]+)|-([A-Za-z]))(?:=?([\s\S]+))?$/.exec(text) ?? [];
    const name = long ?? (short === undefined ? undefined : (SHORT[short] ?? short));
    if (name === undefined) {
      operands.push(isOpen ? undefined : text);
      continue;
    }
    const known = flags.get(name) ?? [];
    flags.set(name, known);
    if (given !== undefined || (isOpen && text.includes('='))) known.push(isOpen ? undefined : given);
    else if (SWITCHES.has(name)) known.push('true');
    else if (words[++i] !== undefined) known.push(words[i].isOpen ? undefined : words[i].text);
  }
  return { flags, operands };
}
