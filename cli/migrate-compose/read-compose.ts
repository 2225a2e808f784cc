import { LineCounter, YAMLParseError } from 'yaml';
import type { TextPlace } from '../../lib/text/place-in-text';
import { sizeProblem, strictDocument } from '../yaml/strict-documents';
import { problemOf, problemText } from '../yaml/yaml-problem';
import { ComposeNode, type Entry } from './compose-node';
import type { Finding } from './finding';
import { isServiceName, KnownWords } from './known-words';
import { FILE_OPTIONS, SERVICE_OPTIONS } from './options';
import { type ServiceProps, ServiceReader, wordsOf } from './service-props';
import { type ComposeVariables, variablesOf } from './variables';

/** What a service of a compose file takes, and what replaces it. Nothing that can hold a credential is in it. */
export interface ComposeService extends ComposeVariables, ServiceProps {
  readonly name: string;
  /** Where the Infisical CLI or a token of it is written into the service. */
  readonly hardCoded: readonly string[];
  /** Whether the Infisical CLI gives it every secret of the project. */
  readonly getsEverything: boolean;
}

export interface ComposeFile {
  readonly services: readonly ComposeService[];
  /** Known options of the file itself that are not taken over. */
  readonly leftOut: readonly string[];
  readonly findings: readonly Finding[];
}

const TAKEN_OVER: ReadonlySet<string> = new Set([
  'build',
  'image',
  'command',
  'entrypoint',
  'working_dir',
  'ports',
  'volumes',
  'depends_on',
  'environment',
  'healthcheck',
  'restart',
  'hostname',
  'env_file',
]);
/** The stack makes these by itself, or has no need of them. */
const MADE = ['services', 'version', 'name', 'volumes', 'networks'];

/**
 * The services of a compose file.
 *
 * @throws if the text is no compose file, with line and column
 */
export function readCompose(text: string, file: string): ComposeFile {
  try {
    return composeFileIn(parseCompose(text, file), file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'it is nested too deep, or its aliases (*) expand without end';
    throw new Error(problemText(file, { line: 1, column: 1, message }));
  }
}

function parseCompose(text: string, file: string): ComposeNode {
  const lines = new LineCounter();
  const tooLarge = sizeProblem(text);
  if (tooLarge !== undefined) throw new Error(problemText(file, { line: 1, column: 1, message: tooLarge }));
  try {
    return ComposeNode.root(
      strictDocument(text, lines, { merge: true, stringKeys: true, uniqueKeys: false }, 'any'),
      lines,
    );
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new Error(problemText(file, problemOf(error, lines)));
  }
}

function composeFileIn(root: ComposeNode, file: string): ComposeFile {
  const services = root.get('services');
  if (!services.isMap || services.entries.length === 0) {
    throw new Error(`${file}: this is no compose file: it has no services`);
  }
  const refused = services.entries.map(serviceProblem).find((problem) => problem !== undefined);
  if (refused) throw new Error(`${file}:${refused.place.line}:${refused.place.column}: ${refused.message}`);
  const names = new Set(services.entries.map(({ name }) => name));
  const words = new KnownWords(names);
  return {
    services: services.entries.map((entry) => readService(entry, words, names)),
    ...leftOutOf(root.entries, MADE, FILE_OPTIONS),
  };
}

function serviceProblem({ name, place, value }: Entry): Finding | undefined {
  if (!isServiceName(name)) {
    const message = `the name of a service must be up to 63 letters, digits, ".", "_" and "-", found ${name.length} characters that are none`;
    return { place, message };
  }
  return value.isMap ? undefined : { place, message: `the service "${name}" must be a map of options` };
}

function readService({ name, value: service }: Entry, words: KnownWords, names: ReadonlySet<string>): ComposeService {
  const { findings: ofVariables, ...variables } = variablesOf(service.get('environment'));
  const behind = commandBehindInfisical(service.get('entrypoint')) ?? commandBehindInfisical(service.get('command'));
  const read = new ServiceReader(service, words, names).read(behind);
  const rest = leftOutOf(service.entries, [...TAKEN_OVER], SERVICE_OPTIONS);
  return {
    name,
    ...variables,
    ...read,
    hardCoded: hardCodedIn(service, variables, behind !== undefined),
    getsEverything: behind !== undefined,
    leftOut: [...rest.leftOut, ...read.leftOut],
    findings: [...ofVariables, ...read.findings, ...rest.findings].sort(byPlace),
  };
}

function hardCodedIn(service: ComposeNode, { infisical }: ComposeVariables, isCalled: boolean): string[] {
  const called = [...wordsOf(service.get('entrypoint')), ...wordsOf(service.get('command'))];
  const isFetched = called.some((word) => /infisical-cli|install .*infisical/.test(word));
  return [
    ...infisical.map((variable) => `the variable ${variable}`),
    ...(isCalled ? ['the call of infisical run in its entrypoint'] : []),
    ...(isFetched ? ['the installation of the Infisical CLI when it starts'] : []),
    ...(service.get('env_file').isEmpty ? [] : ['the env_file, with values on the disk']),
  ];
}

function byPlace({ place: a }: Finding, { place: b }: Finding): number {
  return a.line - b.line || a.column - b.column;
}

/** What is not read, by name where the name is one that compose knows. */
function leftOutOf(entries: readonly Entry[], read: readonly string[], known: ReadonlySet<string>) {
  const leftOut: string[] = [];
  const findings: Finding[] = [];
  for (const { name, place } of entries) {
    if (read.includes(name) || name.startsWith('x-')) continue;
    if (known.has(name)) leftOut.push(name);
    else findings.push({ place, message: 'this option is none that compose knows: it is left out' });
  }
  return { leftOut, findings };
}

/** The command that the Infisical CLI is told to run; undefined where it is not called. */
function commandBehindInfisical(node: ComposeNode): { words: string[]; place: TextPlace } | undefined {
  const command = wordsOf(node);
  const at = command.indexOf('infisical');
  if (at >= 0) {
    const separator = command.indexOf('--', at);
    return { words: separator < 0 ? [] : command.slice(separator + 1), place: node.place };
  }
  const script = command.find((word) => /\binfisical run\b/.test(word));
  if (script === undefined) return undefined;
  const [, behind = ''] = /\binfisical run\b[^\n]*? -- ([^\n]*)/.exec(script) ?? [];
  const own = behind.trim().split(/\s+/).filter(Boolean);
  // The image does that by itself.
  return { words: own[0]?.includes('docker-entrypoint') ? [] : own, place: node.place };
}
