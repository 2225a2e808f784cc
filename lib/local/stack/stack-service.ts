import type { IConstruct } from 'constructs';
import { grouped } from '../../collections/grouped';
import { type FoundKeyAccess, keyAccessesIn } from '../../infisical/key-access';
import { ownField } from '../../json/json';
import { folderPath, ROOT } from '../../model/folder';
import { keysInWords } from '../compose/own-words/interpolation';
import type { LocalContainerProps, LocalService } from '../local-service';
import { expandedValue } from './cluster-command';
import { type DeclaredApp, type LocalRun, localAppsIn } from './declared-app';
import {
  type KeyPart,
  type KeyPlace,
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
  /** The secret keys that its build and the words of compose refer to, by their names. */
  readonly composeKeys: ReadonlyMap<string, KeyPart>;
  /** The application that it is, unless it exists on a laptop only. */
  readonly app?: LocalApp;
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
  const { local, started } = app;
  const variables = [
    ...accesses.flatMap((access) =>
      access.variable === undefined ? [] : [{ name: access.variable, value: [keyPartOf(access)] }],
    ),
    ...literalVariables({ ...app.env, ...local.env }),
  ];
  const declared = new Map(accesses.map((access) => [access.key, keyPartOf(access)]));
  const isStartedAlike = local.command === undefined && local.entrypoint === undefined;
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
    entrypoint: local.entrypoint?.map(literalValue) ?? (isStartedAlike ? expanded(started.command) : undefined),
    command: isStartedAlike ? expanded(started.args) : local.command?.map(literalValue),
    files: [],
    composeKeys: composeKeysOf(local, (key) => declared.get(key)),
    app,
    runs: app.runs,
    accesses,
  };
}

function literalVariables(env: { readonly [variable: string]: string }): LocalVariable[] {
  return Object.entries(env).map(([name, text]) => ({ name, value: literalValue(text) }));
}

function keyPartOf({ key, readFrom }: FoundKeyAccess): KeyPart {
  return readFrom === undefined ? { key } : { key, places: readFrom.sources.map(placeOf) };
}

function placeOf({ projectId, projectSlug, environment, path = ROOT, recursive }: Source): KeyPlace {
  return { project: { id: projectId, slug: projectSlug }, environment, path: folderPath(path), recursive };
}

type Source = NonNullable<FoundKeyAccess['readFrom']>['sources'][number];

/** The keys that a service uses, wherever it does. */
export function keysOfService({
  variables,
  entrypoint = [],
  command = [],
  files,
  composeKeys,
}: StackService): KeyPart[] {
  const values = [...variablesOf(variables), ...files].map(({ value }) => value);
  return [...keysIn([...values, ...entrypoint, ...command]), ...composeKeys.values()];
}

/** @param declared the key with its places; undefined where nobody has declared it */
function composeKeysOf(
  { buildSecrets = {}, compose }: LocalContainerProps,
  declared: (key: string) => KeyPart | undefined,
): ReadonlyMap<string, KeyPart> {
  const keys = [...Object.values(buildSecrets), ...keysInWords(compose)];
  return new Map(keys.flatMap((key) => declared(key) ?? []).map((part) => [part.key, part]));
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
    const variables = [
      ...keys.map(([variable, key]) => ({ name: variable, value: [{ key }] })),
      ...literalVariables(props.env ?? {}),
    ];
    return {
      name,
      props,
      variables,
      entrypoint: props.entrypoint?.map(literalValue),
      command: props.command?.map(literalValue),
      files: Object.entries(props.secretFiles ?? {}).map(([path, key]) => ({ path, value: [{ key }] })),
      composeKeys: composeKeysOf(props, (key) => ({ key })),
      accesses: [],
    };
  });
}
