import type { IConstruct } from 'constructs';
import { grouped } from '../../collections/grouped';
import { type FoundKeyAccess, keyAccessesIn } from '../../infisical/key-access';
import type { LocalContainerProps, LocalService } from '../local-service';
import { keyPlaces, type PlacesOf } from '../record/key-places';
import { expandedValue } from './cluster-command';
import { type DeclaredApp, type LocalRun, localAppsIn } from './declared-app';
import {
  type KeyPart,
  keysIn,
  type LocalFile,
  type LocalValue,
  type LocalVariable,
  literalValue,
  variablesOf,
} from './local-value';

type LocalApp = DeclaredApp & { readonly construct: IConstruct };

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
  /** The application that it is, unless it exists on a laptop only. */
  readonly app?: LocalApp;
  /** Absent where it runs until it is stopped. */
  readonly runs?: LocalRun;
  /** How the application gets its keys in the cluster. */
  readonly accesses: readonly FoundKeyAccess[];
}

/**
 * The applications below the scopes that run on a laptop, with the keys that they declare, and those that secrets inject
 * into their container.
 */
export function appServices(scopes: readonly IConstruct[]): StackService[] {
  const injections = new Map<IConstruct, ReadonlyMap<unknown, readonly FoundKeyAccess[]>>();
  const injectedInto = ({ of, construct }: LocalApp) => {
    const { root } = construct.node;
    const known = injections.get(root) ?? grouped(keyAccessesIn(root), (access) => access.of);
    injections.set(root, known);
    return of === undefined ? [] : (known.get(of) ?? []);
  };
  const placesOf = keyPlaces();
  return scopes.flatMap(localAppsIn).map((app) => {
    const own = keyAccessesIn(app.construct).filter(
      (access) => access.construct === app.construct && access.container === app.container,
    );
    const others = injectedInto(app).filter((access) => access.construct !== app.construct);
    return appService(app, [...own, ...others], placesOf);
  });
}

function appService(app: LocalApp, accesses: readonly FoundKeyAccess[], placesOf: PlacesOf): StackService {
  const { local, started } = app;
  const variables = [
    ...accesses.flatMap((access) =>
      access.variable === undefined ? [] : [{ name: access.variable, value: [keyPartOf(access, placesOf)] }],
    ),
    ...literalVariables({ ...app.env, ...local.env }),
  ];
  const values = new Map(variables.map(({ name, value }) => [name, value]));
  const expanded = (texts: readonly string[] | undefined) =>
    texts?.map((text) => expandedValue(text, (variable) => values.get(variable)));
  return {
    name: local.name ?? app.name,
    props: {
      ...local,
      image: local.image ?? (local.buildContext === undefined ? app.image : undefined),
      workingDir: local.workingDir ?? app.workingDir,
    },
    variables,
    entrypoint: local.command === undefined ? expanded(started.command) : undefined,
    command: local.command === undefined ? expanded(started.args) : local.command.map(literalValue),
    files: [],
    app,
    runs: app.runs,
    accesses,
  };
}

function literalVariables(env: { readonly [variable: string]: string }): LocalVariable[] {
  return Object.entries(env).map(([name, text]) => ({ name, value: literalValue(text) }));
}

function keyPartOf({ key, readFrom, construct }: FoundKeyAccess, placesOf: PlacesOf): KeyPart {
  return readFrom === undefined ? { key } : { key, places: placesOf(readFrom, construct) };
}

/** The keys that a service uses, wherever it does. */
export function keysOfService({ variables, entrypoint = [], command = [], files }: StackService): KeyPart[] {
  const values = [...variablesOf(variables), ...files].map(({ value }) => value);
  return keysIn([...values, ...entrypoint, ...command]);
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
    const variables = [
      ...keys.map(([variable, key]) => ({ name: variable, value: [{ key }] })),
      ...literalVariables(props.env ?? {}),
    ];
    return { name, props, variables, command: props.command?.map(literalValue), files: [], accesses: [] };
  });
}
