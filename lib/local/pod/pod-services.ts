import { lastOfEach } from '../../collections/last-of-each';
import { isPlusWorkload } from '../../evaluation/held-workload';
import type { Workload } from '../../model/workloads';
import type { LocalContainerProps } from '../local-container';
import type { LocalApp, RunningTime } from '../stack/declared-app';
import type { LocalFile, LocalValue, LocalVariable } from '../stack/local-value';
import type { FoundPod } from './app-pods';
import { expandedWords } from './expanded-value';
import { containersOf, type PodContainer } from './pod-containers';
import { fieldValueIn } from './pod-fields';
import type { PodGap } from './pod-gap';
import { networkProps, podNetwork, withoutNetworkProps } from './pod-network';

/** A container of an application's pod that is a service of its own. */
export interface PodPart {
  /** The name of the application's service. */
  readonly of: string;
  readonly container: string;
  /** Whether it ends before the application starts, and not runs beside it. */
  readonly isInit: boolean;
  /** Whether compose starts it only with a CronJob. */
  readonly isOnDemand: boolean;
}

/** Another container of the pod of an application, whether or not it runs on a laptop. */
export interface PodSibling {
  readonly name: string;
  /** What cdk8s-plus has for it. */
  readonly construct?: object;
}

/** A container of an application as a service. */
export interface PodService {
  readonly name: string;
  readonly props: LocalContainerProps;
  readonly variables: readonly LocalVariable[];
  readonly entrypoint?: readonly LocalValue[];
  readonly command?: readonly LocalValue[];
  readonly files: readonly LocalFile[];
  /** The values that the cluster has for variables which a laptop has of its own. */
  readonly replaced?: readonly LocalVariable[];
  readonly gaps: readonly PodGap[];
  /** Absent for the container that is the application. */
  readonly part?: PodPart;
  /** The service whose network, and so `localhost`, it has; absent where it has one of its own. */
  readonly network?: string;
  readonly siblings?: readonly PodSibling[];
  readonly app: LocalApp;
  readonly runs?: RunningTime;
}

/** What an application is on a laptop: one service for each of its containers, its own the first. */
export function podServices(app: LocalApp, { workload, objects }: FoundPod): PodService[] {
  const { local } = app;
  const name = local.name ?? app.name;
  const own = mainContainer(app, workload);
  const ownOf = (container: string) => (container === own ? local : local.containers?.[container]);
  const left = new Set(local.withoutContainers);
  const all = containersOf(workload, { objects, fieldValue: fieldValueIn(workload, name) }, ownOf);
  const constructs = constructsIn(workload);
  const running = withSharedFolders(
    all.filter((container) => container.name === own || !left.has(container.name)),
    name,
  ).map((container) => ({ ...container, construct: constructs.get(container.name) }));
  const main = running.find((container) => container.name === own);
  if (main === undefined) return [];
  const network = podNetwork(app, running, main);
  const nameOf = ({ name: container }: PodContainer) => (container === own ? name : `${name}-${container}`);
  const namesOf = (container: PodContainer | undefined) => (container === undefined ? [] : [nameOf(container)]);
  const placed = (container: RunningContainer): Placed => ({
    name: nameOf(container),
    container,
    waits: namesOf(network.before(container)),
    network: namesOf(network.joined(container))[0],
    ownsNetwork: network.owner === container,
  });
  const siblings = all.filter((one) => one.name !== own);
  return [
    {
      ...mainService(app, placed(main)),
      siblings: siblings.map((one) => ({ name: one.name, construct: constructs.get(one.name) })),
    },
    ...running.filter((one) => one !== main).map((part) => partService(app, placed(part), main, name)),
  ];
}

/** The container that is the application: the one that was declared, or the first where patches took it away. */
function mainContainer(app: LocalApp, { pod }: Workload): string {
  const names = pod.containers.flatMap((container) => container.text('name').value ?? []);
  return names.includes(app.container) ? app.container : (names[0] ?? app.container);
}

interface RunningContainer extends PodContainer {
  /** The folders that it shares with others, as volumes of compose. */
  readonly shared: readonly string[];
  /** What cdk8s-plus has for it. */
  readonly construct?: object;
}

function constructsIn({ resource }: Workload): ReadonlyMap<string, object> {
  const { construct } = resource;
  const all = isPlusWorkload(construct) ? [...construct.containers, ...construct.initContainers] : [];
  return new Map(all.map((container) => [container.name, container]));
}

/** An empty folder that one container alone has is a folder of that container, on a laptop. */
function withSharedFolders(containers: readonly PodContainer[], name: string) {
  const users = new Map<string, number>();
  for (const { folders } of containers) {
    for (const volume of new Set(folders.map((folder) => folder.volume)))
      users.set(volume, (users.get(volume) ?? 0) + 1);
  }
  return containers.map((container) => ({
    ...container,
    shared: container.folders.flatMap(({ volume, path }) =>
      (users.get(volume) ?? 0) > 1 ? [`${volumeName(name, volume)}:${path.replaceAll('$', '$$$$')}`] : [],
    ),
  }));
}

/** A name that compose takes for that of a volume. */
function volumeName(service: string, volume: string): string {
  return `${service}-${volume}`.replaceAll(/[^\w.-]/g, '-');
}

interface Placed {
  readonly name: string;
  readonly container: RunningContainer;
  readonly waits: readonly string[];
  readonly network?: string;
  /** Whether the other containers of its pod join its network. */
  readonly ownsNetwork: boolean;
}

function mainService(app: LocalApp, { name, container, waits, network, ownsNetwork }: Placed): PodService {
  const local = ownsNetwork ? app.local : withoutNetworkProps(app.local);
  const image = local.image ?? (local.buildContext === undefined ? container.image : undefined);
  return {
    name,
    props: { ...local, ...processOf({ ...local, image }, container, [...(local.dependsOn ?? []), ...waits]) },
    ...startOf(local, container),
    app,
    network,
    runs: app.runs,
  };
}

function partService(
  app: LocalApp,
  { name, container: part, waits, network, ownsNetwork }: Placed,
  main: RunningContainer,
  of: string,
): PodService {
  const { local, runs } = app;
  const own: LocalContainerProps = local.containers?.[part.name] ?? {};
  // What is built for the application is what runs in the other containers of its image.
  const built = part.image === main.image ? { ...buildOf(local), ...own } : own;
  const image = built.image ?? (built.buildContext === undefined ? part.image : undefined);
  const first = part.role === 'init' ? (local.dependsOn ?? []) : [];
  const process = processOf({ ...own, image }, part, [...first, ...waits, ...(own.dependsOn ?? [])]);
  const shared = ownsNetwork ? networkOf(app, own, of) : own;
  return {
    name,
    // Compose starts what it needs with it only where that is in its profiles.
    props: { profiles: local.profiles, ...built, ...shared, ...process },
    ...startOf(own, part),
    app: { ...app, container: part.name, of: part.construct },
    part: { of, container: part.name, isInit: part.role === 'init', isOnDemand: runs === 'on demand' },
    network,
  };
}

/** What the pod has as its network, in the container that has it, and the name by which others reach the application. */
function networkOf({ local }: LocalApp, own: LocalContainerProps, name: string): LocalContainerProps {
  const { ports = [], networkAliases = [], extraHosts, hostname, compose } = networkProps(local);
  return {
    ...own,
    ports: [...(own.ports ?? []), ...ports],
    networkAliases: [...new Set([name, ...(own.networkAliases ?? []), ...networkAliases])],
    extraHosts: { ...own.extraHosts, ...extraHosts },
    hostname: hostname ?? own.hostname,
    compose: { ...own.compose, ...compose },
  };
}

/** Where an image comes from. */
function buildOf(local: LocalContainerProps): LocalContainerProps {
  const { buildContext, dockerfile, buildTarget, buildArgs, buildSecrets, image, platform } = local;
  return { buildContext, dockerfile, buildTarget, buildArgs, buildSecrets, image, platform };
}

function processOf(
  { image, volumes = [], workingDir }: LocalContainerProps,
  container: RunningContainer,
  dependsOn: readonly string[],
): LocalContainerProps {
  const places = new Set(volumes.map((volume) => volume.split(':')[1]));
  const shared = container.shared.filter((volume) => !places.has(volume.split(':')[1]));
  return {
    image,
    volumes: [...volumes, ...shared],
    workingDir: workingDir ?? container.workingDir,
    dependsOn: lastOfEach(dependsOn, (one) => one),
  };
}

function startOf({ entrypoint, command }: LocalContainerProps, container: RunningContainer) {
  const { variables, replaced, files, links } = container;
  const isOwn = command !== undefined || entrypoint !== undefined;
  const started = isOwn
    ? {
        entrypoint: entrypoint && expandedWords(entrypoint, variables),
        command: command && expandedWords(command, variables),
      }
    : { entrypoint: container.command, command: container.args };
  return { variables, replaced, files, gaps: [...container.gaps, ...(isOwn ? [] : links)], ...started };
}
