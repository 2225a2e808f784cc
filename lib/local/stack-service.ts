import type { IConstruct } from 'constructs';
import { type FoundKeyAccess, keyAccessesIn } from '../infisical/key-access';
import { type DeclaredApp, localAppsIn } from './declared-app';
import type { LocalContainerProps, LocalService } from './local-service';

/** A service of the stack, wherever it was declared. */
export interface StackService {
  readonly name: string;
  readonly props: LocalContainerProps;
  /** Secret keys by the variables that take them. */
  readonly keys: ReadonlyMap<string, string>;
  readonly env: { readonly [variable: string]: string };
  /** The application that it is, unless it exists on a laptop only. */
  readonly app?: DeclaredApp & { readonly construct: IConstruct };
  /** How the application gets its keys in the cluster. */
  readonly accesses: readonly FoundKeyAccess[];
}

/** The applications below the scope that run on a laptop. */
export function appServices(scope: IConstruct): StackService[] {
  return localAppsIn(scope).map((app) => {
    const accesses = keyAccessesIn(app.construct).filter(
      (access) => access.construct === app.construct && access.container === app.container,
    );
    const keys = accesses.flatMap(({ variable, key }) => (variable === undefined ? [] : [[variable, key] as const]));
    const { local } = app;
    return {
      name: local.name ?? app.name,
      props: { ...local, image: local.image ?? (local.buildContext === undefined ? app.image : undefined) },
      keys: new Map(keys),
      env: { ...app.env, ...local.env },
      app,
      accesses,
    };
  });
}

/** Services that only exist on a laptop; those that `order` names come first. */
export function backingServices(
  services: { readonly [name: string]: LocalService },
  order: readonly string[],
): StackService[] {
  const names = new Set([...order.filter((name) => Object.hasOwn(services, name)), ...Object.keys(services)]);
  return [...names].map((name) => {
    const { _props: props } = services[name];
    const { secretKeys = [] } = props;
    const keys = Array.isArray(secretKeys) ? secretKeys.map((key) => [key, key] as const) : Object.entries(secretKeys);
    return { name, props, keys: new Map(keys), env: props.env ?? {}, accesses: [] };
  });
}
