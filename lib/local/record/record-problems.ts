import type { ProjectEnvironment } from '../../gitops';
import { urlProblem } from '../../model/host';
import { looksLikeCredential } from '../../text/credential-text';
import { quotedText } from '../../text/key-name';
import { isUuid } from '../../text/uuid';
import type { ParityProblem } from '../stack/parity-problem';
import { keysOfService, type StackService } from '../stack/stack-service';
import type { KeyReads } from './key-reads';
import type { ReadPlace } from './read-place';
import { hostsOf, type RecordProps, type RecordSetting } from './record-setting';

/** What a record of names cannot say, or a reader of it could not use. */
export function recordProblems(
  { host }: Pick<RecordProps, 'host'>,
  setting: RecordSetting,
  reads: KeyReads,
  services: readonly StackService[],
  own: ProjectEnvironment | undefined,
): ParityProblem[] {
  const hosts = [...new Set([...(own === undefined ? [] : [own.host.url]), ...hostsOf(services)])];
  const places = reads.all.flatMap(({ from }) => from);
  const messages = [
    ...(host === undefined ? hostProblems(hosts) : []),
    ...projectProblems(places, setting),
    ...environmentProblems([setting.environment, ...places.map(({ environment }) => environment)]),
    ...tagProblems(places),
    ...(setting.paths ?? []).flatMap((path) =>
      isPath(path) ? [] : [`the secret path ${quotedText(path)} must look like "/a/b"`],
    ),
    ...domainProblems(setting, hostsOf(services)),
  ];
  return [...messages.map((message): ParityProblem => ({ rule: 'L7', message })), ...pathProblems(services, setting)];
}

function hostProblems(hosts: readonly string[]): string[] {
  if (hosts.length < 2) return [];
  const shown = hosts.map((one) => quotedText(one).replaceAll('"', '')).join(', ');
  return [`the applications read from ${hosts.length} hosts (${shown}): a laptop can read from one, name it`];
}

/** Where an id stands in the place of a slug, that is told with the source. */
function projectProblems(places: readonly ReadPlace[], { projects }: RecordSetting): string[] {
  const read = [...new Map(places.map(({ project }) => [project.id ?? project.slug, project])).values()];
  return read.flatMap((project) => {
    const { id, slug } = project;
    if (id === undefined && slug !== undefined && isUuid(slug)) return [];
    if (id !== undefined && isSlug(id)) return [];
    const remedy = 'the Infisical CLI does not know slugs';
    if (id !== undefined) return [`the project id ${quotedText(id)} is none: set projectId, ${remedy}`];
    return project === projects.own
      ? [`there is no project id: set projectId, ${remedy}`]
      : [
          `there is no id of the project ${quotedText(slug ?? '')}: set projectId in its InfisicalProject or in the source, ${remedy}`,
        ];
  });
}

function environmentProblems(environments: readonly string[]): string[] {
  return [...new Set(environments)].flatMap((environment) =>
    isSlug(environment) ? [] : [`the environment ${quotedText(environment)} must be letters, digits, "_" and "-"`],
  );
}

function tagProblems(places: readonly ReadPlace[]): string[] {
  return [...new Set(places.flatMap(({ tags = [] }) => tags))].flatMap((tag) =>
    isSlug(tag) ? [] : [`the tag ${quotedText(tag)} must be letters, digits, "_" and "-"`],
  );
}

/** What the sources say of a host that is none is told with them. */
function domainProblems({ domain }: RecordSetting, hosts: readonly string[]): string[] {
  const isTold = urlProblem(domain) !== undefined && hosts.includes(domain);
  return isTold || /^https?:\/\/[\w.:/-]+$/.test(domain)
    ? []
    : [`the host ${quotedText(domain)} must be a URL such as "https://secrets.example.com"`];
}

/** Where the cluster reads what a laptop cannot. */
function pathProblems(services: readonly StackService[], { paths }: RecordSetting): ParityProblem[] {
  if (paths !== undefined) return [];
  return services.flatMap((service) => {
    const read = keysOfService(service).flatMap(({ places = [] }) => places.map(({ path }) => path));
    return [...new Set(read)].flatMap((path): ParityProblem[] => {
      const message = `the service ${quotedText(service.name)} reads the secret path ${quotedText(path)}, which must look like "/a/b"`;
      return isPath(path) ? [] : [{ rule: 'L7', construct: service.app?.construct, message }];
    });
  });
}

/** Whether it can stand in a command as it is. */
export function isPath(text: string): boolean {
  return /^\/[\w/-]*$/.test(text) && !looksLikeCredential(text);
}

export function isSlug(text: string): boolean {
  return /^[\w-]+$/.test(text) && !looksLikeCredential(text);
}
