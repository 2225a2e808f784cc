import type { Code } from '../typescript/code';
import type { ComposeNode, Entry } from './compose-node';
import type { ComposePlace } from './compose-place';
import type { ComposeSecrets } from './compose-secrets';
import type { Finding } from './finding';
import type { Start } from './infisical-cli';
import { isImage, type KnownWords } from './known-words';
import { BUILD_OPTIONS, HEALTH_CHECK_OPTIONS } from './options';
import { hasReference, type StartedCommand, wordText } from './started-command';

/** Props of a service that the library knows, and what to look at. */
export interface ServiceProps {
  readonly props: { [prop: string]: Code };
  readonly findings: readonly Finding[];
  /** Known options that are not taken over. */
  readonly leftOut: readonly string[];
}

const PORT_NUMBER = '(?:6553[0-5]|655[0-2]\\d|65[0-4]\\d{2}|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})';
const PORTS = new RegExp(
  `^(?:(?:127\\.0\\.0\\.1|0\\.0\\.0\\.0):)?(?:${PORT_NUMBER}(?:-${PORT_NUMBER})?:)?${PORT_NUMBER}(?:-${PORT_NUMBER})?(?:/(?:tcp|udp))?$`,
);
const RESTART = /^(?:no|always|unless-stopped|on-failure(?::\d{1,2})?)$/;
const MOUNT_MODE = /^(?:ro|rw|z|Z|cached|delegated|consistent)(?:,(?:ro|rw|z|Z|cached|delegated))*$/;
const STOP_CONDITION = /^\s*["']?CMD(?:-SHELL)?["']?\s*$/;

/** Reads what a service is made of; what may hold a credential is marked by the line that it stands in. */
export class ServiceReader {
  private readonly findings: Finding[] = [];
  private readonly leftOut: string[] = [];

  public constructor(
    private readonly service: ComposeNode,
    private readonly words: KnownWords,
    private readonly services: ReadonlySet<string>,
    /** What the secrets of its build are. */
    protected readonly secrets: ComposeSecrets,
  ) {}

  /** @param start what it is started with, without the Infisical CLI */
  public read(start: Start): ServiceProps {
    const { service } = this;
    const props: { [prop: string]: Code } = {
      ...this.build(service.get('build')),
      image: this.text('image', isImage),
      entrypoint: this.command('the entrypoint', start.entrypoint),
      command: this.command('the command', start.command),
      workingDir: this.text('working_dir', (text) => this.words.isPath(text)),
      ports: this.list('ports', (item) => this.port(item)),
      volumes: this.list('volumes', (item) => this.volume(item)),
      dependsOn: this.dependsOn(service.get('depends_on')),
      healthCheck: this.healthCheck(service.get('healthcheck')),
      restart: this.text('restart', (text) => RESTART.test(text)),
      hostname: this.text('hostname', (text) => this.isHostname(text)),
    };
    const given = Object.entries(props).filter(([, value]) => value !== undefined);
    return { props: Object.fromEntries(given), findings: this.findings, leftOut: this.leftOut };
  }

  private build(build: ComposeNode): { [prop: string]: Code } {
    if (build.isEmpty) return {};
    const isPath = (text: string) => this.words.isPath(text);
    if (!build.isMap) return { buildContext: this.shown('build', build, isPath) };
    this.readOthers('build', build.entries, ['context', 'dockerfile', 'target'], BUILD_OPTIONS);
    const of = (option: string, isKnown: (text: string) => boolean) => {
      const node = build.get(option);
      return node.isEmpty ? undefined : this.shown(`build.${option}`, node, isKnown);
    };
    const dockerfile = of('dockerfile', isPath);
    return {
      buildContext: of('context', isPath) ?? '.',
      dockerfile: dockerfile === 'Dockerfile' ? undefined : dockerfile,
      buildTarget: of('target', (text) => this.words.isName(text)),
    };
  }

  private command(what: string, command: StartedCommand | undefined): Code {
    if (command === undefined) return undefined;
    const { words, place, cutAt } = command;
    if (cutAt !== undefined) {
      const message = `compose is no shell: it reads ${what} up to "${cutAt}" and drops the rest; write ['sh', '-c', '…'] for a script`;
      this.findings.push({ place, message });
    }
    const isShown = !command.isRefused && !command.isScript && cutAt === undefined && this.words.isCommand(words);
    return isShown && !words.some(hasReference) ? words.map(wordText) : [this.gap(what, place)];
  }

  private healthCheck(check: ComposeNode): Code {
    if (check.isEmpty) return undefined;
    this.readOthers('healthcheck', check.entries, ['test'], HEALTH_CHECK_OPTIONS);
    const test = check.get('test');
    if (test.isEmpty) return undefined;
    const [kind = '', ...words] = test.isList
      ? test.items.map(({ text }) => text ?? '')
      : ['CMD-SHELL', test.text ?? ''];
    if (!STOP_CONDITION.test(kind)) return { test: [this.gap('the health check', test.place)] };
    const isKnown = this.words.isCommand(words.flatMap((word) => word.split(' ')));
    return { test: [kind, ...(isKnown ? words : [this.gap('the health check', test.place)])] };
  }

  private port(item: ComposeNode): string | undefined {
    if (!item.isMap) return item.text !== undefined && PORTS.test(item.text) ? item.text : undefined;
    const of = (option: string) => item.get(option).text;
    const published = of('published');
    const protocol = of('protocol');
    const port = `${published === undefined ? '' : `${published}:`}${of('target') ?? ''}${protocol === undefined ? '' : `/${protocol}`}`;
    const others = item.entries.filter(({ name }) => !['target', 'published', 'protocol'].includes(name));
    return others.length === 0 && PORTS.test(port) ? port : undefined;
  }

  private volume(item: ComposeNode): string | undefined {
    const [source, target, mode, ...more] = (item.text ?? '').split(':');
    const isKnown =
      more.length === 0 &&
      this.words.isPath(source) &&
      (target === undefined || this.words.isPath(target)) &&
      (mode === undefined || MOUNT_MODE.test(mode));
    return isKnown ? item.text : undefined;
  }

  private dependsOn(node: ComposeNode): Code {
    const wanted = node.isList
      ? node.items.map(({ text, place }) => ({ name: text ?? '', place }))
      : node.entries.map(({ name, place }) => ({ name, place }));
    const known = wanted.filter(({ name }) => this.words.isName(name));
    for (const { place } of wanted.filter((one) => !known.includes(one))) {
      this.findings.push({ place, message: 'depends_on names no service of this file: it is left out' });
    }
    return known.length > 0 ? [...new Set(known.map(({ name }) => name))] : undefined;
  }

  private isHostname(text: string): boolean {
    const [name, ...domain] = text.split('.');
    return this.services.has(name) && ['', 'local', 'localhost', 'internal'].includes(domain.join('.'));
  }

  private text(option: string, isKnown: (text: string) => boolean): Code {
    const node = this.service.get(option);
    return node.isEmpty ? undefined : this.shown(option, node, isKnown);
  }

  private list(option: string, read: (item: ComposeNode) => string | undefined): Code {
    const node = this.service.get(option);
    if (node.isEmpty) return undefined;
    const items = node.isList ? node.items : [node];
    const entries = items.map((item) => read(item) ?? this.gap(`an entry of ${option}`, item.place));
    return entries.length > 0 ? entries : undefined;
  }

  private shown(option: string, node: ComposeNode, isKnown: (text: string) => boolean): string {
    const { text } = node;
    return text !== undefined && isKnown(text) ? text : this.gap(option, node.place);
  }

  /** What stands in the code instead: it says where to look, and nothing takes it for what belongs there. */
  private gap(what: string, place: ComposePlace): string {
    const mark = `${GAP}${place.line} of the compose file>`;
    this.findings.push({
      place,
      message: `${what} is not repeated, because it could hold a credential: write it where "${mark}" stands, and a secret key for each credential in it`,
    });
    return mark;
  }

  private readOthers(
    option: string,
    entries: readonly Entry[],
    taken: readonly string[],
    known: ReadonlySet<string>,
  ): void {
    for (const { name, place } of entries) {
      if (taken.includes(name)) continue;
      if (known.has(name)) this.leftOut.push(`${option}.${name}`);
      else this.findings.push({ place, message: `${option} has an option that compose does not know: it is left out` });
    }
  }
}

const GAP = '<line ';

/** Whether something in the code is still to be filled in. */
export function hasGap(code: Code): boolean {
  if (typeof code === 'string') return code.startsWith(GAP);
  return typeof code === 'object' && code !== null && Object.values(code).some(hasGap);
}
