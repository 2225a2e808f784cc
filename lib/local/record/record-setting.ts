import type { ProjectEnvironment } from '../../gitops';
import { InfisicalHost } from '../../infisical';
import { LocalRunner } from '../local-runner';
import { keysOfService, type StackService } from '../stack/stack-service';
import { type KnownProjects, knownProjects } from './known-projects';

/** What a record of names is told. */
export interface RecordProps {
  readonly environment?: string;
  readonly projectId?: string;
  readonly host?: InfisicalHost;
  readonly caFile?: string;
  readonly paths?: readonly string[];
  readonly runner?: LocalRunner;
}

/** Where the keys of a laptop come from. */
export interface RecordSetting {
  /** Slug of the environment. */
  readonly environment: string;
  readonly projects: KnownProjects;
  /** Base URL of Infisical. */
  readonly domain: string;
  readonly caFile?: string;
  /** Paths that are read as one for all services, if somebody names them; the last one that has a key wins. */
  readonly paths?: readonly string[];
  readonly runner: LocalRunner;
}

/** The environment of whom nobody says which. */
export const LAPTOP = 'dev';

/** What was told, else what the environment of a project says, else what the applications do in the cluster. */
export function recordSetting(
  props: RecordProps,
  services: readonly StackService[],
  own: ProjectEnvironment | undefined,
): RecordSetting {
  const [host] = hostsOf(services);
  const wanted = props.environment === own?.name ? undefined : props.environment;
  const read = services.flatMap(keysOfService).flatMap(({ places = [] }) => places.map(({ project }) => project));
  return {
    environment: wanted ?? own?.slug ?? LAPTOP,
    projects: knownProjects(props.projectId, read, own),
    domain: props.host?.url ?? own?.host.url ?? host ?? InfisicalHost.cloudUs().url,
    caFile: props.caFile,
    paths: props.paths,
    runner: props.runner ?? LocalRunner.CDK8S_INFISICAL,
  };
}

/** The hosts that the applications read from in the cluster. */
export function hostsOf(services: readonly StackService[]): string[] {
  return services.flatMap(({ accesses }) => accesses.flatMap(({ readFrom }) => readFrom?.host ?? []));
}
