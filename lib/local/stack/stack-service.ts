import type { IConstruct } from 'constructs';
import { grouped } from '../../collections/grouped';
import { declaredKeysIn } from '../../infisical/declared-keys';
import { type FoundKeyAccess, keyAccessesIn } from '../../infisical/key-access';
import { keysInWords } from '../compose/own-words/interpolation';
import type { LocalContainerProps } from '../local-container';
import type { LocalService } from '../local-service';
import { PodFinder } from '../pod/app-pods';
import { ownVariables } from '../pod/container-environment';
import { expandedWords } from '../pod/expanded-value';
import type { PodGap } from '../pod/pod-gap';
import { type PodPart, type PodService, type PodSibling, podServices } from '../pod/pod-services';
import { keyPlaces, type PlacesOf } from '../record/key-places';
import { applicationsIn, type LocalApp, localAppsIn, type RunningTime, runAppsIn } from './declared-app';
import { type KeyPart, keysIn, type LocalFile, type LocalValue, type LocalVariable, variablesOf } from './local-value';
import { kindsOf, type ServiceKinds } from './service-kinds';

/** A service of the stack, wherever it was declared. */
export interface StackService {
  readonly name: string;
  readonly props: LocalContainerProps;
  /** In the order of the container; the last one of a name counts. */
  readonly variables: readonly LocalVariable[];
  /** What is started, if it is not that of the image. */
  readonly entrypoint?: readonly LocalValue[];
  /** What it is started with, if it is not that of the image. */
  readonly command?: readonly LocalValue[];
  readonly files: readonly LocalFile[];
  /** The secret keys that its build and the words of compose refer to, by their names. */
  readonly composeKeys?: ReadonlyMap<string, KeyPart>;
  /** The values that the cluster has for variables which a laptop has of its own. */
  readonly replaced?: readonly LocalVariable[];
  /** What it has in the cluster, and a laptop cannot give it. */
  readonly gaps?: readonly PodGap[];
  /** Of what container it is, where that is another one than the application's own. */
  readonly part?: PodPart;
  /** The service whose network it has, as all containers of a pod have one. */
  readonly network?: string;
  /** The other containers of its pod, whether or not they run here. */
  readonly siblings?: readonly PodSibling[];
  /** The application that it is, unless it exists on a laptop only. */
  readonly app?: LocalApp;
  /** Absent where it runs until it is stopped. */
  readonly runs?: RunningTime;
  /** How the application gets its keys in the cluster. */
  readonly accesses: readonly FoundKeyAccess[];
  /** What its variables and files hold, as far as somebody says that. */
  readonly kinds?: ServiceKinds;
}

/** A service of an application of the cluster. */
export type AppService = StackService & { readonly app: LocalApp };

/**
 * The applications below the scopes that run on a laptop: their containers, as the finished pods have them, with all that
 * patches and other secrets add to them.
 */
export function appServices(scopes: readonly IConstruct[]): StackService[] {
  return servicesOfApps(scopes.flatMap(localAppsIn));
}

/** Every application below the scopes, as it is started without a container, which has no files of its own. */
export function runServices(scopes: readonly IConstruct[]): StackService[] {
  return startedApps(scopes.flatMap(applicationsIn));
}

/** The applications below the scopes that a `LocalRun` has, and that are no service. */
export function appsBesideServices(scopes: readonly IConstruct[]): StackService[] {
  return startedApps(scopes.flatMap(runAppsIn));
}

function startedApps(apps: readonly LocalApp[]): StackService[] {
  return servicesOfApps(apps).flatMap((service) => {
    if (service.part !== undefined) return [];
    const { name, variables, files, replaced, gaps = [], siblings, app, accesses, kinds } = service;
    const lacks = gaps.filter(({ subject }) => subject !== 'file' && subject !== 'files');
    const props = { env: app.local.env };
    return [{ name, props, variables, files, replaced, gaps: lacks, siblings, app, accesses, kinds }];
  });
}

function servicesOfApps(apps: readonly LocalApp[]): AppService[] {
  const [pods, placesOf] = [new PodFinder(), keyPlaces()];
  const injections = new Map<IConstruct, ReadonlyMap<unknown, readonly FoundKeyAccess[]>>();
  const injectedInto = ({ of, construct }: LocalApp) => {
    const { root } = construct.node;
    const known = injections.get(root) ?? grouped(keyAccessesIn(root), (access) => access.of);
    injections.set(root, known);
    return of === undefined ? [] : (known.get(of) ?? []);
  };
  const accessesOf = (app: LocalApp) => [
    ...keyAccessesIn(app.construct).filter(
      (access) => access.construct === app.construct && access.container === app.container,
    ),
    ...injectedInto(app).filter((access) => access.construct !== app.construct),
  ];
  return apps.flatMap((app) => {
    const services = servicesOf(app, pods, placesOf);
    const ofApp = declaredBy(services);
    return services.map((service) => {
      const accesses = accessesOf(service.app);
      const composeKeys = composeKeysOf(service.props, declaredBy([service]), ofApp);
      return { ...service, accesses, kinds: kindsOf(accesses), composeKeys };
    });
  });
}

/** A workload that cannot be rendered has no pod yet. */
function servicesOf(app: LocalApp, pods: PodFinder, placesOf: PlacesOf): PodService[] {
  const pod = pods.podOf(app.construct, app.of, (readFrom) => placesOf(readFrom, app.construct));
  const { failure } = pod?.workload.resource ?? {};
  const services = pod === undefined || failure !== undefined ? [] : podServices(app, pod);
  return services.length > 0 ? services : [unreadService(app, failure ?? 'it has no container')];
}

function unreadService(app: LocalApp, reason: string): PodService {
  const { local } = app;
  const name = local.name ?? app.name;
  const gaps: PodGap[] = [{ rule: 'L10', subject: 'workload', name, origin: reason }];
  return { name, props: { ...local }, variables: [], files: [], app, runs: app.runs, gaps };
}

/** The keys that a service uses, wherever it does. */
export function keysOfService({
  variables,
  entrypoint = [],
  command = [],
  files,
  composeKeys = new Map(),
}: Omit<StackService, 'accesses'>): KeyPart[] {
  const values = [...variablesOf(variables), ...files].map(({ value }) => value);
  return [...keysIn([...values, ...entrypoint, ...command]), ...composeKeys.values()];
}

type DeclaredKey = (key: string) => KeyPart | undefined;

/** The keys that services of an application declare, by their names. */
function declaredBy(services: readonly PodService[]): DeclaredKey {
  const declared = new Map(services.flatMap((service) => keysOfService(service).map((part) => [part.key, part])));
  return (key) => declared.get(key);
}

/**
 * The words of compose are about the container alone. What is built is the image, which others of the pod may have too.
 *
 * @param declared the key with its places; undefined where the container has not declared it
 * @param ofImage the same, where any container of the pod may have
 */
function composeKeysOf(
  { buildSecrets = {}, compose }: LocalContainerProps,
  declared: DeclaredKey,
  ofImage: DeclaredKey = declared,
): ReadonlyMap<string, KeyPart> {
  const keys = [
    ...Object.values(buildSecrets).map((key) => declared(key) ?? ofImage(key)),
    ...keysInWords(compose).map(declared),
  ];
  return new Map(keys.flatMap((part) => (part === undefined ? [] : [[part.key, part]])));
}

/** Services that only exist on a laptop; those that `order` names come first. */
export function backingServices(
  services: { readonly [name: string]: LocalService },
  order: readonly string[],
): StackService[] {
  const names = new Set([...order.filter((name) => Object.hasOwn(services, name)), ...Object.keys(services)]);
  return [...names].map((name) => {
    const props = services[name]._propsNamed(name);
    const [keys, mounted] = [declaredKeysIn(props.secretKeys), declaredKeysIn(props.secretFiles)];
    const ofKeys = keys.map(({ target: variable, key }) => ({ name: variable, value: [{ key }] }));
    const own = props.env ?? {};
    const variables = ownVariables(ofKeys, own);
    const replaced = ofKeys.filter((one) => Object.hasOwn(own, one.name));
    return {
      name,
      props,
      variables,
      replaced,
      entrypoint: props.entrypoint && expandedWords(props.entrypoint, variables),
      command: props.command && expandedWords(props.command, variables),
      files: mounted.map(({ target: path, key }) => ({ path, value: [{ key }] })),
      composeKeys: composeKeysOf(props, (key) => ({ key })),
      accesses: [],
      kinds: kindsOf([
        ...keys.map(({ target: variable, kind }) => ({ variable, kind })),
        ...mounted.map(({ target: file, kind }) => ({ file, kind })),
      ]),
    };
  });
}
