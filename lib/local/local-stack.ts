import type { IConstruct } from 'constructs';
import { InfisicalHost } from '../infisical';
import { looksLikeCredential } from '../infisical/credential-text';
import { quotedName, quotedText } from '../infisical/key-name';
import { soundProps } from '../validation/prop-types';
import type { FindingRecord } from '../validation/report/finding-record';
import { remember } from '../validation/report/reported';
import { Severity } from '../validation/rule';
import { asLine } from '../validation/shown';
import { silenceReason } from '../validation/silence';
import { composeFile } from './compose-file';
import { isWritable } from './compose-yaml';
import type { LocalService } from './local-service';
import { makefile } from './makefile';
import { folderProblem, strangerProblem, writeOwn } from './own-file';
import { orderProblems, type ParityProblem, parityErrors, parityWarnings, pathsOf } from './parity';
import { LOCAL_STACK_PROPS } from './prop-types';
import { appServices, backingServices, contentOf, type StackService } from './stack-service';

/**
 * Properties of a `LocalStack`.
 */
export interface LocalStackProps {
  /**
   * Slug of the environment whose keys developers get.
   *
   * @default "dev"
   */
  readonly environment?: string;

  /**
   * Id of the project. `infisical run` does not know slugs.
   *
   * @default - the `projectId` of the applications' sources
   */
  readonly projectId?: string;

  /**
   * Secret paths to read. Of two that have a key, the last one wins.
   *
   * @default - those of the applications' sources
   */
  readonly paths?: string[];

  /**
   * Where Infisical runs.
   *
   * @default - the host of the applications' secrets
   */
  readonly host?: InfisicalHost;

  /**
   * Services that only exist on a laptop, by their names. Java's `Map.of` and Go's maps have no order, and with the first
   * the same program writes another compose file from run to run: give `serviceOrder` there.
   *
   * @default - none
   */
  readonly services?: { [name: string]: LocalService };

  /**
   * Names of `services` that come before the others, in this order. Each must exist (rule L6).
   *
   * @default - the order of `services`
   */
  readonly serviceOrder?: string[];

  /**
   * Folder of the files: the root of the project.
   *
   * @default "."
   */
  readonly folder?: string;

  /**
   * Name of the compose file.
   *
   * @default "compose.yaml"
   */
  readonly composeFile?: string;

  /**
   * Name of the Makefile. Where a project has one of its own, take `infisical.mk` and include it there.
   *
   * @default "Makefile"
   */
  readonly makefile?: string;
}

/**
 * The same applications on a laptop: a compose file in which each service gets its own secret keys and no others, a
 * Makefile that starts it under `infisical run`, and the CLI's own `.infisical.json`. No value stands in any of them.
 *
 * The services are those applications in the scopes that have the prop `local`, and `services`.
 */
export class LocalStack {
  private readonly scopes: readonly IConstruct[];
  private readonly props: LocalStackProps;
  private readonly faults: readonly ParityProblem[];
  private readonly kept: FindingRecord[] = [];

  /**
   * @param scopes apps or charts with the applications. An application that stands in several, one for each
   * environment, must be the same in all (rule L5).
   */
  public constructor(scopes: IConstruct[], props: LocalStackProps = {}) {
    const { sound, faults } = soundProps(props, LOCAL_STACK_PROPS);
    this.scopes = scopes;
    this.props = sound;
    this.faults = faults;
  }

  /**
   * The files by their names. Warnings are printed at the end of the process.
   *
   * @throws with all mistakes at once (rules L1, L3, L5, L6, L7, L9, L10)
   */
  public files(): { [name: string]: string } {
    const { services: own = {}, serviceOrder = [] } = this.props;
    const all = [...this.scopes.flatMap(appServices), ...backingServices(own, serviceOrder)];
    const services = [...new Map(all.map((service) => [service.name, service])).values()];
    const keys = [...new Set(services.flatMap((service) => [...service.keys.values()]))].sort();
    const setting = this.setting(services);
    this.fail([
      ...this.faults,
      ...differences(all),
      ...unwritable(services),
      ...parityErrors(services),
      ...orderProblems(serviceOrder, Object.keys(own)),
      ...setting.problems,
    ]);
    for (const problem of parityWarnings(this.scopes, services)) this.print(problem);
    const { composeFile: compose = 'compose.yaml', makefile: make = 'Makefile' } = this.props;
    const { projectId, environment, paths } = setting;
    const requiredKeys = keys.filter((key) => services.some((service) => isRenamed(service, key)));
    const json = { workspaceId: projectId, defaultEnvironment: environment, gitBranchToEnvironmentMapping: null };
    return {
      [compose]: composeFile(services, `${environment}:${paths.join(', ')}`),
      [make]: makefile({ ...setting, keys, requiredKeys, composeFile: compose }),
      '.infisical.json': `${JSON.stringify(json, null, 2)}\n`,
    };
  }

  /**
   * Writes the files. One that is as it should be is left alone.
   *
   * @throws with all mistakes at once, and where a file is there that somebody else wrote (rule L7); nothing is written
   * then
   */
  public synth(): void {
    const folder = this.props.folder ?? '.';
    const files = Object.entries(this.files());
    const outside = folderProblem(folder);
    const strangers =
      outside === undefined ? files.map(([name, text]) => strangerProblem(folder, name, text)) : [outside];
    this.fail(strangers.filter((message) => message !== undefined).map((message) => ({ rule: 'L7', message })));
    writeOwn(folder, Object.fromEntries(files));
  }

  private setting(services: readonly StackService[]) {
    const origins = services.flatMap(({ accesses }) => accesses.flatMap(({ origin }) => origin ?? []));
    const ids = new Set(origins.flatMap(({ sources }) => sources.flatMap((source) => source.projectId ?? [])));
    const hosts = new Set(origins.map(({ host }) => host));
    const found = pathsOf(services);
    const setting = {
      projectId: this.props.projectId ?? [...ids][0] ?? '',
      environment: this.props.environment ?? 'dev',
      paths: this.props.paths ?? (found.length > 0 ? found : ['/']),
      domain: this.props.host?.url ?? [...hosts][0] ?? InfisicalHost.cloudUs().url,
    };
    const several = (what: string, values: ReadonlySet<string>, given: unknown) =>
      given === undefined && values.size > 1
        ? [
            `the applications read from ${values.size} ${what} (${[...values].map(shownPlace).join(', ')}): a laptop can read from one, name it`,
          ]
        : [];
    const problems = [
      ...several('projects', ids, this.props.projectId),
      ...several('hosts', hosts, this.props.host),
      ...settingProblems(setting),
      ...[this.props.composeFile, this.props.makefile].flatMap(fileNameProblem),
      ...sameNameProblem(this.props),
    ];
    return { ...setting, problems: problems.map((message) => ({ rule: 'L7', message })) };
  }

  private fail(problems: readonly ParityProblem[]): void {
    const lines = problems.flatMap((problem) => (this.isSilenced(problem) ? [] : [this.line(problem)]));
    if (lines.length > 0) {
      throw new Error(`The local stack has the following errors:\n  ${[...new Set(lines)].join('\n  ')}`);
    }
  }

  private print(problem: ParityProblem): void {
    if (!this.isSilenced(problem)) this.keep(problem, Severity.WARNING);
  }

  private isSilenced(problem: ParityProblem): boolean {
    const { construct, rule } = problem;
    const reason = construct && silenceReason(construct, rule);
    if (construct === undefined || reason === undefined) return false;
    this.keep(problem, Severity.WARNING, reason);
    return true;
  }

  private keep({ construct, rule, message }: ParityProblem, severity: Severity, silencedBecause?: string): void {
    const path = (construct ?? this.scopes[0])?.node.path || 'local stack';
    const silenced = silencedBecause === undefined ? {} : { silencedBecause };
    this.kept.push({ severity, rule, path, message: asLine(message), ...silenced });
    remember(this, this.kept);
  }

  private line({ construct, message, rule }: ParityProblem): string {
    return asLine(`[${construct?.node.path || 'local stack'}] ${message} (${rule})`);
  }
}

function isRenamed({ keys }: StackService, key: string): boolean {
  return [...keys].some(([variable, one]) => one === key && variable !== key);
}

/** What would become part of a shell command must be harmless there. */
function settingProblems({
  projectId,
  environment,
  paths,
  domain,
}: {
  projectId: string;
  environment: string;
  paths: string[];
  domain: string;
}): string[] {
  const problems: string[] = [];
  if (!isSlug(projectId)) {
    const found = projectId === '' ? 'there is no project id' : `the project id ${quotedText(projectId)} is none`;
    problems.push(`${found}: set projectId, infisical run does not know slugs`);
  }
  if (!isSlug(environment)) {
    problems.push(`the environment ${quotedText(environment)} must be letters, digits, "_" and "-"`);
  }
  for (const path of paths) {
    if (!/^\/[\w/-]*$/.test(path) || looksLikeCredential(path)) {
      problems.push(`the secret path ${quotedText(path)} must look like "/a/b"`);
    }
  }
  if (!/^https?:\/\/[\w.:/-]+$/.test(domain)) {
    problems.push(`the host ${quotedText(domain)} must be a URL such as "https://secrets.example.com"`);
  }
  return problems;
}

function isSlug(text: string): boolean {
  return /^[\w-]+$/.test(text) && !looksLikeCredential(text);
}

/** A project or a host, in a list of them. */
function shownPlace(text: string): string {
  return quotedText(text).replaceAll('"', '');
}

function fileNameProblem(name: string | undefined): string[] {
  return name === undefined || /^\w[\w.-]*(\/(?!\.\.?(\/|$))[\w.-]+)*$/.test(name)
    ? []
    : [`the file name ${quotedText(name)} must be like "dev/compose.yaml"`];
}

/** Half a character, or a NUL, would come out as something else or stop whoever reads the file. */
function unwritable(services: readonly StackService[]): ParityProblem[] {
  const isFaulty = (part: unknown): boolean => {
    if (typeof part === 'string') return !isWritable(part);
    return typeof part === 'object' && part !== null && Object.entries(part).flat().some(isFaulty);
  };
  return services.flatMap(({ name, props, env, app }) =>
    Object.entries({ ...props, env }).flatMap(([prop, value]) => {
      if (!isFaulty(value)) return [];
      const message = `${prop} of the service ${quotedName(name)} has a character that no file can hold (NUL, or half of one): take it out`;
      return [{ rule: 'L10', construct: app?.construct, message }];
    }),
  );
}

function sameNameProblem({
  composeFile: compose = 'compose.yaml',
  makefile: make = 'Makefile',
}: LocalStackProps): string[] {
  return compose === make ? [`the compose file and the Makefile are both called "${make}": give one another name`] : [];
}

function differences(services: readonly StackService[]): ParityProblem[] {
  const first = new Map<string, StackService>();
  return services.flatMap((service) => {
    const { name, app } = service;
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, service);
      return [];
    }
    if (other.app !== undefined && app !== undefined && contentOf(other) === contentOf(service)) return [];
    const path = other.app?.construct.node.path ?? 'the services of the stack';
    const message = `the service "${name}" is also declared by [${path}], with other contents: make both the same, or give one another name`;
    return [{ rule: 'L5', construct: app?.construct, message }];
  });
}
