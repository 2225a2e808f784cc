import type { ComposeNode } from './compose-node';
import type { ComposePlace } from './compose-place';
import type { Finding } from './finding';
import { type StartedCommand, startedCommand, wordText } from './started-command';

/** How a service is started, without the Infisical CLI. */
export interface Start {
  readonly entrypoint?: StartedCommand;
  readonly command?: StartedCommand;
  /** Where the Infisical CLI is called, which is taken out. */
  readonly cli?: ComposePlace;
}

/** What the entrypoint and the command of a service start, with what `infisical run` is told to run in its place. */
export function startOf(service: ComposeNode): Start {
  const [entrypoint, command] = ['entrypoint', 'command'].map((option) => startedCommand(service.get(option)));
  const inEntrypoint = entrypoint && behindInfisical(entrypoint);
  const isOpen = inEntrypoint !== undefined && entrypoint !== undefined && isWithoutCommand(entrypoint);
  const inCommand = command && (isOpen ? behindOptions(command) : behindInfisical(command));
  return {
    entrypoint: inEntrypoint ? nonEmpty(inEntrypoint) : entrypoint,
    command: inCommand ? nonEmpty(inCommand) : command,
    cli: (inEntrypoint ?? inCommand)?.place,
  };
}

function nonEmpty(command: StartedCommand): StartedCommand | undefined {
  return command.words.length > 0 || command.isScript ? command : undefined;
}

const CLI = /^(?:\S*\/)?infisical$|^@infisical\/cli(?:@[\w.^~-]+)?$/;
/** What fetches and starts a program, and is of no use without it. */
const LAUNCHER = /^(?:npx|pnpx|bunx|npm|pnpm|yarn|bun|exec)$/;
/** What installs the CLI when a container starts: the rest of the script may do more than that. */
const RUN = /(?:^|[\s;&|])(?:npx\s+(?:-y\s+)?)?(?:\S*\/)?infisical\s+run\b([^\n]*)/;

/** The command that the Infisical CLI is told to run; undefined where it is not called. */
function behindInfisical(command: StartedCommand): StartedCommand | undefined {
  const texts = command.words.map(wordText);
  const at = texts.findIndex((text) => CLI.test(text));
  if (at >= 0) {
    // `tini --` stays in front of what it starts.
    const before = LAUNCHER.test(texts[0]) ? [] : command.words.slice(0, at);
    const behind = behindOptions({ ...command, words: command.words.slice(at + 1) });
    return { ...behind, words: [...before, ...behind.words] };
  }
  const script = texts.findIndex((text) => RUN.test(text));
  return script < 0 ? undefined : inScript(command, texts[script]);
}

function inScript(command: StartedCommand, script: string): StartedCommand {
  const { index = 0, 0: call = '', 1: options = '' }: Partial<RegExpExecArray> = RUN.exec(script) ?? {};
  const [, behind = ''] = /\s--\s+(.*)$/.exec(options) ?? [];
  const own = behind.trim().split(/\s+/).filter(Boolean);
  // The image does that by itself.
  const words = own[0]?.includes('docker-entrypoint') ? [] : own.map((word) => [word]);
  const isMore = doesMore(script.slice(0, index), script.slice(index + call.length));
  const isScript = isMore || own.length === 0 || /[;&|<>"'`$(]/.test(behind);
  return { ...command, words: isScript ? [] : words, isScript };
}

/** What is there for the CLI alone: how it gets there, and its login. */
const FOR_CLI = /infisical|^(?:exec|set|apk|apt|apt-get|yum|dnf|curl|wget|bash|sh)\b|^INFISICAL_\w+=\S*$/i;

/** Whether a script has steps before or behind the call of the CLI. */
function doesMore(before: string, behind: string): boolean {
  const steps = before
    .replaceAll(/\\\n/g, ' ')
    .split(/&&|[;\n|&]/)
    .map((step) => step.trim());
  return behind.trim() !== '' || steps.some((step) => step !== '' && !FOR_CLI.test(step));
}

/** Options of `infisical run` that have no value behind them. */
const SWITCHES = /^--(?:silent|watch|recursive|expand|include-imports|secret-overriding)$/;

/** Whether a call of the CLI says only how to run what stands in the command. */
function isWithoutCommand({ words }: StartedCommand): boolean {
  const texts = words.map(wordText);
  const rest = texts.slice(texts.findIndex((text) => CLI.test(text)) + 1);
  return CLI.test(texts.find((text) => CLI.test(text)) ?? '') && !rest.includes('--') && ownCommand(rest) < 0;
}

/** `run --env=dev -- ./server`, `run ./server`, or `run --command "./server && x"`. */
function behindOptions(command: StartedCommand): StartedCommand {
  const { words } = command;
  const texts = words.map(wordText);
  const at = ownCommand(texts);
  if (at >= 0 && !texts.slice(0, at).includes('--')) {
    const text = texts[at];
    if (text.startsWith('--command='))
      return { ...command, words: [['sh'], ['-c'], [text.slice('--command='.length)]] };
    if (isCommandOption(text)) return { ...command, words: [['sh'], ['-c'], words[at + 1] ?? []] };
  }
  const separator = texts.indexOf('--');
  const from = separator >= 0 ? separator + 1 : at;
  return { ...command, words: from < 0 ? [] : words.slice(from) };
}

function isCommandOption(text: string): boolean {
  return text === '--command' || text === '-c';
}

/** Where the command of `infisical run` begins, or the option that has it; -1 where there is none. */
function ownCommand(texts: readonly string[]): number {
  for (let at = texts[0] === 'run' ? 1 : 0; at < texts.length; at++) {
    const text = texts[at];
    if (text === '--') return at + 1 < texts.length ? at + 1 : -1;
    if (isCommandOption(text) || text.startsWith('--command=') || !text.startsWith('-')) return at;
    if (!text.includes('=') && !SWITCHES.test(text)) at++;
  }
  return -1;
}

const CLI_IMAGE = /^(?:[\w.-]+(?::\d+)?\/(?:[\w.-]+\/)*)?infisical\/cli(?:[:@]|$)/;

/** Whether a service is nothing but the Infisical CLI: its keys come from `make up` instead. */
export function isCliService(service: ComposeNode): boolean {
  return CLI_IMAGE.test(service.get('image').text ?? '');
}

const FETCHED = /infisical-cli|install\b.*\binfisical|infisical.*\.(?:deb|apk|rpm|sh)\b|@infisical\/cli/;

/** Whether a service installs the Infisical CLI when it starts. */
export function fetchesCli(service: ComposeNode): boolean {
  const called = ['entrypoint', 'command'].flatMap((option) => startedCommand(service.get(option))?.words ?? []);
  return called.some((word) => FETCHED.test(wordText(word)));
}

/** A token of Infisical, of a service or an identity: nobody writes one by chance. */
const TOKEN = /\bst\.[0-9a-f][0-9a-f-]{7,}\.|\beyJ[\w-]{8,}\.[\w-]{8,}/i;
const SECRET_OPTION = /--(?:token|client-secret|password|jwt)(?:=|\s+)(?!\$)["']?[^\s"'$]/;

/** Where a token stands in a service in clear text, but for its variables. */
export function clearTokensIn(service: ComposeNode): Finding[] {
  const rest = service.entries.filter(({ name }) => name !== 'environment');
  return rest.flatMap(({ name, value }) => clearTokensBelow(value, name === 'command' || name === 'entrypoint'));
}

/** Where a token stands in a file in clear text, but for its services. */
export function clearTokensBeside(root: ComposeNode): Finding[] {
  return root.entries.filter(({ name }) => name !== 'services').flatMap(({ value }) => clearTokensBelow(value, false));
}

function clearTokensBelow(node: ComposeNode, isCommand: boolean, depth = 0): Finding[] {
  if (depth > 6) return [];
  const { raw } = node;
  if (raw !== undefined) return holdsClearToken(raw, isCommand) ? [clearToken(node.place)] : [];
  const items = node.isList ? node.items : node.entries.map(({ value }) => value);
  return items.flatMap((item) => clearTokensBelow(item, isCommand, depth + 1));
}

/** Whether a text has a token of Infisical, or gives its CLI a credential. */
export function holdsClearToken(text: string, isCommand = false): boolean {
  return TOKEN.test(text) || (isCommand && SECRET_OPTION.test(text));
}

export function clearToken(place: ComposePlace, variable?: string): Finding {
  const what = variable === undefined ? 'a token' : `the value of ${variable}`;
  const message = `${what} stands in the file in clear text, and whoever has the file has it: it must be revoked in Infisical; take it out here`;
  return { place, message };
}
