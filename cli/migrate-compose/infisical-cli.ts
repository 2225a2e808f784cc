import type { ComposeNode } from './compose-node';
import type { ComposePlace } from './compose-place';
import type { Finding } from './finding';
import type { Template } from './interpolation';
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
  const inCommand = command && behindInfisical(command);
  return {
    entrypoint: inEntrypoint ? nonEmpty(inEntrypoint) : entrypoint,
    command: inCommand ? nonEmpty(inCommand) : command,
    cli: (inEntrypoint ?? inCommand)?.place,
  };
}

function nonEmpty(command: StartedCommand): StartedCommand | undefined {
  return command.words.length > 0 ? command : undefined;
}

const CLI = /^(?:\S*\/)?infisical$/;
/** What installs the CLI when a container starts: the rest of the script may do more than that. */
const RUN = /(?:^|[\s;&|])(?:npx\s+(?:-y\s+)?)?(?:\S*\/)?infisical\s+run\b([^\n]*)/;

/** The command that the Infisical CLI is told to run; undefined where it is not called. */
function behindInfisical(command: StartedCommand): StartedCommand | undefined {
  const texts = command.words.map(wordText);
  const at = texts.findIndex((text) => CLI.test(text));
  if (at >= 0) {
    const rest = command.words.slice(at + 1);
    return { ...command, words: behindOptions(rest, texts.slice(at + 1)) };
  }
  const script = texts.findIndex((text) => RUN.test(text));
  if (script < 0) return undefined;
  const [, options = ''] = RUN.exec(texts[script]) ?? [];
  const [, behind = ''] = /\s--\s+(.*)$/.exec(options) ?? [];
  const own = behind.trim().split(/\s+/).filter(Boolean);
  // The image does that by itself.
  const words = own[0]?.includes('docker-entrypoint') ? [] : own.map((word) => [word]);
  return { ...command, words, isScript: words.length > 0 && /[;&|<>"'`$(]/.test(behind) };
}

/** `--env=dev -- ./server`, or `--command "./server && x"`. */
function behindOptions(words: readonly Template[], texts: readonly string[]): readonly Template[] {
  const separator = texts.indexOf('--');
  if (separator >= 0) return words.slice(separator + 1);
  const script = texts.findIndex((text) => text === '--command' || text === '-c');
  const inline = texts.find((text) => text.startsWith('--command='));
  if (inline !== undefined) return [['sh'], ['-c'], [inline.slice('--command='.length)]];
  return script >= 0 && words[script + 1] !== undefined ? [['sh'], ['-c'], words[script + 1]] : [];
}

const CLI_IMAGE = /^(?:docker\.io\/|registry\.hub\.docker\.com\/)?infisical\/cli(?:[:@]|$)/;

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
  const rest = service.entries.filter(({ name }) => name !== 'environment' && !name.startsWith('x-'));
  return rest.flatMap(({ name, value }) => clearTokensBelow(value, name === 'command' || name === 'entrypoint'));
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
