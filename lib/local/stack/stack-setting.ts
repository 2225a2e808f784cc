import type { ProjectEnvironment } from '../../gitops';
import { InfisicalHost, type InfisicalSource } from '../../infisical';
import type { SecretSources } from '../../infisical/key-access';
import { urlProblem } from '../../model/host';
import { looksLikeCredential } from '../../text/credential-text';
import { quotedText } from '../../text/key-name';
import { isUuid } from '../../text/uuid';
import type { LocalStackProps } from '../local-stack-props';
import { pathsOf } from '../record/secret-paths';
import type { ParityProblem } from './parity';
import { LAPTOP } from './stack-scopes';
import type { StackService } from './stack-service';

/** Where the keys of a laptop come from, and the names of its files. */
export interface StackSetting {
  readonly projectId: string;
  readonly projectSlug?: string;
  /** Slug of the environment. */
  readonly environment: string;
  /** In the order of the CLI: of two with one key, the last one wins. */
  readonly paths: readonly string[];
  /** Base URL of Infisical. */
  readonly domain: string;
  readonly composeFile: string;
  readonly makefile: string;
  /** What stands beside the services, in the words of compose. */
  readonly compose: object;
}

/** What was told, else what the environment of a project says, else what the applications do in the cluster. */
export function settingOf(
  props: LocalStackProps,
  services: readonly StackService[],
  own: ProjectEnvironment | undefined,
): StackSetting {
  const secretSources = secretSourcesOf(services);
  const sources = secretSources.flatMap((one) => one.sources);
  const found = pathsOf(services);
  const ids = sources.flatMap(({ projectId }) => projectId ?? []);
  const [host] = secretSources.map((one) => one.host);
  const wanted = props.environment === own?.name ? undefined : props.environment;
  return {
    projectId: props.projectId ?? own?.project.projectId ?? ids[0] ?? '',
    projectSlug: slugOf(props, sources, own),
    environment: wanted ?? own?.slug ?? LAPTOP,
    paths: props.paths ?? (found.length > 0 ? found : ['/']),
    domain: props.host?.url ?? own?.host.url ?? host ?? InfisicalHost.cloudUs().url,
    composeFile: props.composeFile ?? 'compose.yaml',
    makefile: props.makefile ?? 'Makefile',
    compose: props.compose ?? {},
  };
}

export function settingProblems(
  props: LocalStackProps,
  services: readonly StackService[],
  own: ProjectEnvironment | undefined,
): ParityProblem[] {
  const setting = settingOf(props, services, own);
  const secretSources = secretSourcesOf(services);
  const hosts = [...(own === undefined ? [] : [own.host.url]), ...secretSources.map(({ host }) => host)];
  const sources = secretSources.flatMap((one) => one.sources);
  const projects = projectsOf(sources, own);
  return [
    ...(props.projectId === undefined ? severalProblem('projects', projects, own && titlesIn(own)) : []),
    ...(props.host === undefined ? severalProblem('hosts', hosts) : []),
    ...shellProblems(setting, props.paths ?? [], secretSources),
    ...[props.composeFile, props.makefile].flatMap(fileNameProblem),
    ...sameNameProblem(setting),
  ]
    .map((message): ParityProblem => ({ rule: 'L7', message }))
    .concat(props.paths === undefined ? pathProblems(services) : []);
}

/** Where the cluster reads what a laptop cannot. */
function pathProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap((service) =>
    pathsOf([service]).flatMap((path) => {
      const message = `the service ${quotedText(service.name)} reads the secret path ${quotedText(path)}, which must look like "/a/b"`;
      return isPath(path) ? [] : [{ rule: 'L7', construct: service.app?.construct, message }];
    }),
  );
}

function secretSourcesOf(services: readonly StackService[]) {
  return services.flatMap(({ accesses }) => accesses.flatMap(({ readFrom }) => readFrom ?? []));
}

/** Only where the id and the slug are known to be those of one project. */
function slugOf(
  { projectId }: LocalStackProps,
  sources: readonly InfisicalSource[],
  own: ProjectEnvironment | undefined,
): string | undefined {
  const { project } = own ?? {};
  const isOther = projectId !== undefined && project?.projectId !== undefined && project.projectId !== projectId;
  const told = isOther ? undefined : (project?.projectSlug ?? project?.catalogue?.projectSlug);
  const read = new Set(sources.flatMap(({ projectSlug }) => projectSlug ?? []));
  const slug = told ?? (read.size === 1 && !isOther ? [...read][0] : undefined);
  return slug !== undefined && isSlug(slug) ? slug : undefined;
}

/** What sources may call the project of an environment. */
export function namesOfProject({ project }: ProjectEnvironment): string[] {
  const { projectId, projectSlug, catalogue } = project;
  return [projectSlug, catalogue?.projectSlug, projectId].filter((name) => name !== undefined);
}

/** The projects that are read, one text each. */
function projectsOf(sources: readonly InfisicalSource[], own: ProjectEnvironment | undefined): string[] {
  const ids = sources.flatMap(({ projectId }) => projectId ?? []);
  if (own === undefined) return ids;
  const ownNames = namesOfProject(own);
  const [name = ''] = ownNames;
  return [
    name,
    ...sources.map((source) => {
      const read = source.projectId ?? source.projectSlug ?? name;
      return ownNames.includes(read) ? name : read;
    }),
  ];
}

/** The project of an environment as users know it: an id tells nobody which one it is. */
function titlesIn(own: ProjectEnvironment): (name: string) => string {
  const [first] = namesOfProject(own);
  const { projectSlug, catalogue } = own.project;
  return (name) => (name === first ? (projectSlug ?? catalogue?._title() ?? name) : name);
}

function severalProblem(what: string, values: readonly string[], shown = (value: string) => value): string[] {
  const different = [...new Set(values)];
  if (different.length < 2) return [];
  return [
    `the applications read from ${different.length} ${what} (${different.map((value) => shownPlace(shown(value))).join(', ')}): a laptop can read from one, name it`,
  ];
}

/** What would become part of a shell command must be harmless there. */
function shellProblems(
  { projectId, environment, domain }: StackSetting,
  paths: readonly string[],
  secretSources: readonly SecretSources[],
): string[] {
  const problems: string[] = [];
  // What the sources say is told with them: an id in the place of a slug, a host that is none.
  const hasIdAsSlug = secretSources.some(({ sources }) => sources.some(({ projectSlug = '' }) => isUuid(projectSlug)));
  const isToldHost = urlProblem(domain) !== undefined && secretSources.some(({ host }) => host === domain);
  if (!isSlug(projectId) && !(projectId === '' && hasIdAsSlug)) {
    const found = projectId === '' ? 'there is no project id' : `the project id ${quotedText(projectId)} is none`;
    problems.push(`${found}: set projectId, infisical run does not know slugs`);
  }
  if (!isSlug(environment)) {
    problems.push(`the environment ${quotedText(environment)} must be letters, digits, "_" and "-"`);
  }
  problems.push(...paths.flatMap(pathProblem));
  if (!isToldHost && !/^https?:\/\/[\w.:/-]+$/.test(domain)) {
    problems.push(`the host ${quotedText(domain)} must be a URL such as "https://secrets.example.com"`);
  }
  return problems;
}

function pathProblem(path: string): string[] {
  return isPath(path) ? [] : [`the secret path ${quotedText(path)} must look like "/a/b"`];
}

/** Whether it can stand in a command as it is. */
export function isPath(text: string): boolean {
  return /^\/[\w/-]*$/.test(text) && !looksLikeCredential(text);
}

export function isSlug(text: string): boolean {
  return /^[\w-]+$/.test(text) && !looksLikeCredential(text);
}

/** A project or a host, in a list of them. */
function shownPlace(text: string): string {
  return quotedText(text).replaceAll('"', '');
}

export function isFileName(name: string): boolean {
  return /^\w[\w.-]*(\/(?!\.\.?(\/|$))[\w.-]+)*$/.test(name);
}

function fileNameProblem(name: string | undefined): string[] {
  return name === undefined || isFileName(name)
    ? []
    : [`the file name ${quotedText(name)} must be like "dev/compose.yaml"`];
}

function sameNameProblem({ composeFile, makefile }: StackSetting): string[] {
  return composeFile === makefile
    ? [`the compose file and the Makefile are both called "${makefile}": give one another name`]
    : [];
}
