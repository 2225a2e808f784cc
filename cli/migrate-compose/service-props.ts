import { SERVICE_FIELDS } from '../../lib/local/compose/specification/service-fields';
import type { Code } from '../typescript/code';
import { ComposeNode } from './compose-node';
import type { ComposePlace } from './compose-place';
import type { ComposeSecrets } from './compose-secrets';
import type { Finding } from './finding';
import type { Start } from './infisical-cli';
import { referencesIn, withDefaults } from './interpolation';
import { isNameOfSecret, isVariableName, type KnownWords } from './known-words';
import { mapOf, splitField } from './props-of-words';
import { hasReference, type StartedCommand, wordInCompose, wordText } from './started-command';
import { EXTENSION, gapAt, unshown, WordsWriter } from './words-writer';

/** Props of a service that the library knows, and what to look at. */
export interface ServiceProps {
  readonly props: { [prop: string]: Code };
  readonly findings: readonly Finding[];
  /** What is not taken over, with its place. */
  readonly leftOut: readonly Finding[];
}

/** Fields that are read with others, or whose values are. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...['environment', 'env_file', 'extends', 'secrets', 'entrypoint', 'command'],
]);

/** Reads what a service is made of; what may hold a credential is marked by the line that it stands in. */
export class ServiceReader {
  private readonly findings: Finding[] = [];
  private readonly writer: WordsWriter;
  private readonly props: { [prop: string]: Code } = {};
  private readonly words: { [field: string]: Code } = {};

  public constructor(
    private readonly service: ComposeNode,
    private readonly known: KnownWords,
    /** What the secrets of its build are. */
    private readonly secrets: ComposeSecrets,
    /** Names of the configs that the stack has. */
    private readonly configs: ReadonlySet<string>,
  ) {
    this.writer = new WordsWriter(known);
  }

  /** @param start what it is started with, without the Infisical CLI */
  public read(start: Start): ServiceProps {
    for (const { name, place, value } of this.service.entries) {
      if (ELSEWHERE.has(name) || isNothing(name, value)) continue;
      if (name.startsWith('x-')) this.writer.leftOut.push({ place, message: EXTENSION });
      else if (Object.hasOwn(SERVICE_FIELDS, name)) this.take(name, value);
      else this.findings.push({ place, message: unknownOption(name) });
    }
    this.start('entrypoint', start.entrypoint);
    this.start('command', start.command);
    const compose = Object.keys(this.words).length > 0 ? { compose: this.words } : {};
    return {
      props: { ...inOrder(this.props), ...compose },
      findings: [...this.findings, ...this.writer.findings, ...this.unwaited()],
      leftOut: this.writer.leftOut,
    };
  }

  private take(field: string, value: ComposeNode): void {
    if (field === 'build') this.tellKeysOfArguments(value.get('args'));
    const node = this.taken(field, value);
    const code = node && this.writer.code(node, SERVICE_FIELDS[field], field);
    if (code === undefined) return;
    const { props, words } = splitField(field, withNamedKeys(field, code));
    Object.assign(this.props, props);
    if (words !== undefined) this.words[field] = words;
  }

  /** What of a field stays in the words of compose. */
  private taken(field: string, value: ComposeNode): ComposeNode | undefined {
    if (field === 'build') return this.buildWithoutSecrets(value);
    if (field === 'depends_on') return this.dependencies(value);
    return field === 'configs' ? this.knownConfigs(value) : value;
  }

  private knownConfigs(configs: ComposeNode): ComposeNode | undefined {
    const isUnknown = (item: ComposeNode) => !this.configs.has((item.isMap ? item.get('source') : item).text ?? '');
    const unknown = configs.items.filter(isUnknown);
    this.writer.leftOut.push(...unknown.map(({ place }) => ({ place, message: NO_CONFIG })));
    if (unknown.length === 0) return configs;
    const known = configs.items.filter((item) => !unknown.includes(item));
    return known.length > 0 ? ComposeNode.list(configs.place, known) : undefined;
  }

  /** A secret of a build that is a key; what else it is stays in the words of compose. */
  private buildWithoutSecrets(build: ComposeNode): ComposeNode {
    const keys: [string, string][] = [];
    for (const item of build.get('secrets').items) {
      const source = item.isMap ? item.get('source').text : item.text;
      const id = (item.isMap ? item.get('target').text : undefined) ?? source ?? '';
      const key = source === undefined ? undefined : this.secrets.keyOf(source);
      if (key !== undefined && isNameOfSecret(id)) keys.push([id, key]);
      else this.writer.leftOut.push({ place: item.place, message: OTHER_SECRET });
    }
    if (keys.length > 0) this.props.buildSecrets = Object.fromEntries(keys);
    return build.isMap ? build.without((name) => name === 'secrets') : build;
  }

  /** A key in an argument of a build is in the image, whoever has it. */
  private tellKeysOfArguments(args: ComposeNode): void {
    const named = args.isList
      ? args.items.map((node) => ({ node, passed: node.text?.includes('=') ? undefined : node.text }))
      : args.entries.map(({ name, value, place }) => ({
          node: value.isEmpty ? ComposeNode.nothing(place) : value,
          passed: value.isEmpty ? name : undefined,
        }));
    for (const { node, passed } of named) {
      const template = withDefaults(node.template ?? []);
      const keys = passed === undefined ? referencesIn(template).map(({ name }) => name) : [passed];
      if (keys.length > 0 && keys.every(isVariableName)) {
        this.findings.push({ place: node.place, message: inTheImage(keys) });
      }
    }
  }

  private dependencies(node: ComposeNode): ComposeNode {
    const isUnknown = (name: string | undefined) => name === undefined || !this.known.isName(name);
    return node.without(isUnknown);
  }

  /** Names that are no words: they name no service of the file. */
  private unwaited(): Finding[] {
    const node = this.service.get('depends_on');
    const names = node.isList
      ? node.items.map(({ text, place }) => ({ name: text ?? '', place }))
      : node.entries.map(({ name, place }) => ({ name, place }));
    return names
      .filter(({ name }) => !this.known.isName(name))
      .map(({ place }) => ({ place, message: 'depends_on names no service of this file: it is left out' }));
  }

  private start(field: 'entrypoint' | 'command', command: StartedCommand | undefined): void {
    if (command === undefined) return;
    const what = `the ${field}`;
    const { words, place, cutAt } = command;
    if (cutAt !== undefined) {
      const message = `compose is no shell: it reads ${what} up to "${cutAt}" and drops the rest; write ['sh', '-c', '…'] for a script`;
      this.findings.push({ place, message });
    }
    const isShown = !command.isRefused && !command.isScript && cutAt === undefined && this.known.isCommand(words);
    if (!isShown) this.props[field] = [this.gap(what, place)];
    // No word at all takes away what the image has.
    else if (words.length === 0 || words.some(hasReference)) this.words[field] = words.map(wordInCompose);
    else this.props[field] = words.map(wordText);
  }

  private gap(what: string, place: ComposePlace): string {
    this.findings.push({ place, message: unshown(what, gapAt(place)) });
    return gapAt(place);
  }
}

/** A field in which nothing is written is as good as none. */
function isNothing(field: string, value: ComposeNode): boolean {
  return value.isEmpty && Object.hasOwn(SERVICE_FIELDS, field) && !SERVICE_FIELDS[field].simple.includes('nothing');
}

/** People forget to indent the options of a health check. */
function unknownOption(name: string): string {
  return Object.hasOwn(SERVICE_FIELDS.healthcheck.fields ?? {}, name)
    ? `${name} belongs below healthcheck, further to the right: it is left out`
    : 'this option is none that compose knows: it is left out';
}

function inTheImage(keys: readonly string[]): string {
  return `${keys.join(', ')} becomes an argument of the build, which whoever has the image can read: where it is a secret, name it in buildSecrets, and take it out of the arguments`;
}

const NO_CONFIG =
  'configs[]: this config is left out, or there is none: where it is a key of Infisical, name that in secretFiles';
const OTHER_SECRET =
  'build.secrets[]: this secret is no key of Infisical: put its value there, and name the key in buildSecrets';

/** `- NPM_TOKEN` has its value from the shell: here it is a key. */
function withNamedKeys(field: string, code: Code): Code {
  if (field === 'build') return withKeysIn(code, 'args');
  if (field !== 'post_start' && field !== 'pre_stop') return code;
  return Array.isArray(code) ? code.map((hook) => withKeysIn(hook, 'environment')) : code;
}

function withKeysIn(code: Code, field: string): Code {
  const { [field]: assignments, ...others } = mapOf(code) ?? {};
  return assignments === undefined ? code : { ...others, [field]: withKeys(assignments) };
}

function withKeys(assignments: Code): Code {
  if (Array.isArray(assignments)) {
    return assignments.map((item) => (typeof item === 'string' && isVariableName(item) ? `${item}=\${${item}}` : item));
  }
  const entries = Object.entries(mapOf(assignments) ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, value === null ? `\${${name}}` : value]));
}

/** The order in which people write them. */
const ORDER = [
  ...['buildContext', 'dockerfile', 'buildTarget', 'buildArgs', 'buildSecrets', 'image', 'platform', 'user'],
  ...['entrypoint', 'command', 'workingDir', 'ports', 'volumes', 'tmpfs', 'dependsOn', 'waitsFor', 'healthCheck'],
  ...['restart', 'hostname', 'networkAliases', 'extraHosts', 'labels', 'capAdd', 'init', 'stopGracePeriod', 'profiles'],
];

function inOrder(props: { [prop: string]: Code }): { [prop: string]: Code } {
  return Object.fromEntries(ORDER.flatMap((prop) => (props[prop] === undefined ? [] : [[prop, props[prop]]])));
}
