import type { IConstruct } from 'constructs';
import { grouped } from '../../collections/grouped';
import { type FoundKeyAccess, keyAccessesIn } from '../../infisical/key-access';
import { ownField } from '../../json/json';
import type { LocalContainerProps, LocalService } from '../local-service';
import type { ClusterCommand } from './cluster-command';
import { type DeclaredApp, type LocalRun, localAppsIn } from './declared-app';

type LocalApp = DeclaredApp & { readonly construct: IConstruct };

/** A service of the stack, wherever it was declared. */
export interface StackService {
  readonly name: string;
  readonly props: LocalContainerProps;
  /** Secret keys by the variables that take them. */
  readonly keys: ReadonlyMap<string, string>;
  readonly env: { readonly [variable: string]: string };
  /** The application that it is, unless it exists on a laptop only. */
  readonly app?: LocalApp;
  /** What it is started with as in the cluster; absent where the laptop has a command of its own. */
  readonly started?: ClusterCommand;
  /** Absent where it runs until it is stopped. */
  readonly runs?: LocalRun;
  /** How the application gets its keys in the cluster. */
  readonly accesses: readonly FoundKeyAccess[];
}

/**
 * The applications below the scopes that run on a laptop, with the keys that they declare, and those that secrets of the
 * same project inject into their container: `infisical run` reads one project.
 *
 * @param project the names of the project that the laptop reads, if they are known
 */
export function appServices(scopes: readonly IConstruct[], project: readonly string[]): StackService[] {
  const injections = new Map<IConstruct, ReadonlyMap<unknown, readonly FoundKeyAccess[]>>();
  const injectedInto = ({ of, construct, local }: LocalApp) => {
    const { root } = construct.node;
    const known = injections.get(root) ?? grouped(keyAccessesIn(root), (access) => access.of);
    injections.set(root, known);
    const isFree = ({ variable }: FoundKeyAccess) =>
      variable !== undefined && ownField(local.env ?? {}, variable) === undefined;
    return of === undefined ? [] : (known.get(of) ?? []).filter(isFree);
  };
  return scopes.flatMap(localAppsIn).map((app) => {
    const own = keyAccessesIn(app.construct).filter(
      (access) => access.construct === app.construct && access.container === app.container,
    );
    const names = project.length > 0 ? project : own.flatMap(projectsOf);
    return appService(app, [
      ...own,
      ...injectedInto(app).filter((access) => projectsOf(access).every((one) => names.includes(one))),
    ]);
  });
}

function appService(app: LocalApp, accesses: readonly FoundKeyAccess[]): StackService {
  const keys = accesses.flatMap(({ variable, key }) => (variable === undefined ? [] : [[variable, key] as const]));
  const { local } = app;
  return {
    name: local.name ?? app.name,
    props: {
      ...local,
      image: local.image ?? (local.buildContext === undefined ? app.image : undefined),
      workingDir: local.workingDir ?? app.workingDir,
    },
    keys: new Map(keys),
    env: { ...app.env, ...local.env },
    app,
    started: local.command === undefined ? app.started : undefined,
    runs: app.runs,
    accesses,
  };
}

/** The projects that a key is read from, by whatever they are named. */
function projectsOf({ readFrom }: FoundKeyAccess): string[] {
  return (readFrom?.sources ?? []).map(({ projectId, projectSlug }) => projectId ?? projectSlug ?? '');
}

/** Services that only exist on a laptop; those that `order` names come first. */
export function backingServices(
  services: { readonly [name: string]: LocalService },
  order: readonly string[],
): StackService[] {
  const names = new Set([...order.filter((name) => Object.hasOwn(services, name)), ...Object.keys(services)]);
  return [...names].map((name) => {
    const props = services[name]._propsNamed(name);
    const { secretKeys = [] } = props;
    const keys = Array.isArray(secretKeys) ? secretKeys.map((key) => [key, key] as const) : Object.entries(secretKeys);
    return { name, props, keys: new Map(keys), env: props.env ?? {}, accesses: [] };
  });
}
