import {
  Call,
  type Code,
  isNode,
  NewExpression,
  type Node,
  nodesIn,
  Reference,
  Shared,
  Variable,
} from '../../../typescript/code';
import { textOf } from '../../../typescript/source-file';
import { library } from '../../draft/expressions';
import { classOf, type Declaration } from '../declarations';

type Props = { [prop: string]: Code };

/** What all environments have in common, and what each has of its own, as props of a project and its environments. */
export interface ProjectProps {
  readonly project: Props;
  /** By the name of the environment. */
  readonly environments: ReadonlyMap<string, Props>;
}

export interface EnvironmentDeclarations {
  readonly name: string;
  readonly namespaces: readonly (string | undefined)[];
  readonly declarations: readonly Declaration[];
}

/** By which prop a construct is told where in Infisical it reads or writes. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['SyncedSecret', 'source'],
  ['DynamicSecret', 'location'],
  ['PushedSecret', 'destination'],
]);

/** Where a secret reads that says no host. */
const CLOUD = new Call(library('InfisicalHost.cloudUs'));

/** The project of Infisical that the declarations are of, as most of them have it. */
export function projectProps(environments: readonly EnvironmentDeclarations[]): ProjectProps {
  const all = environments.map((environment) => ({
    ...environment,
    resources: environment.declarations.flatMap((one) => placedProps(one) ?? []),
  }));
  const resources = all.flatMap((one) => one.resources);
  const hosts = resources.map(({ props }) => props.host ?? CLOUD);
  const auths = all.map((one) => mostCommon(one.resources.flatMap(({ props }) => props.auth ?? [])));
  const isOneLogin = auths.every((auth) => auth !== undefined && isSameCode(auth, auths[0]));
  const generations = resources.map(({ props }) => props.generation);
  const host = mostCommon(hosts);
  const slug = mostCommon(resources.flatMap(({ place }) => place.projectSlug ?? []));
  const isOfOneGeneration =
    generations.length > 0 && generations.every((one) => one && isSameCode(one, generations[0]));
  return {
    project: withoutAbsent({
      projectSlug: slug,
      projectId: slug === undefined ? mostCommon(resources.flatMap(({ place }) => place.projectId ?? [])) : undefined,
      host: host === undefined || isSameCode(host, CLOUD) ? undefined : host,
      auth: isOneLogin ? auths[0] : undefined,
      generation: isOfOneGeneration ? generations[0] : undefined,
    }),
    environments: new Map(
      all.map((one, index) => {
        const slug = mostCommon(one.resources.flatMap(({ place }) => place.environment ?? []));
        const namespace = mostCommon(one.namespaces.flatMap((namespace) => namespace ?? []));
        const auth = isOneLogin ? undefined : auths[index];
        return [one.name, withoutAbsent({ slug: slug === one.name ? undefined : slug, namespace, auth })];
      }),
    ),
  };
}

function placedProps(one: Declaration): { readonly props: Props; readonly place: Props } | undefined {
  const place = PLACES.get(classOf(one));
  const props = one.code instanceof NewExpression ? one.code.args.at(-1) : undefined;
  if (place === undefined || !isPlain(props)) return undefined;
  return { props, place: isPlain(props[place]) ? props[place] : {} };
}

/** The declaration without what its environment says. */
export function withoutProjectProps(
  one: Declaration,
  environment: string,
  { project, environments }: ProjectProps,
): Declaration {
  const { code } = one;
  const name = PLACES.get(classOf(one));
  const found = placedProps(one);
  if (!(code instanceof NewExpression) || found === undefined || name === undefined) return one;
  const own = environments.get(environment) ?? {};
  const told: Props = { ...project, auth: own.auth ?? project.auth };
  const slug = own.slug ?? environment;
  const { projectSlug, projectId, environment: _slug, ...rest } = found.place;
  const isOfProject =
    (projectSlug ?? projectId) !== undefined &&
    projectSlug === project.projectSlug &&
    projectId === project.projectId &&
    found.place.environment === slug;
  const place = isOfProject ? placeOf(rest, name) : { [name]: found.props[name] };
  const props = Object.entries(found.props).flatMap(([prop, value]): [string, Code][] => {
    if (prop === name) return Object.entries(place);
    const common = ['host', 'auth', 'generation'].includes(prop) ? told[prop] : undefined;
    const isTold = common !== undefined && isSameCode(value, common);
    return isTold ? [] : [[prop, value]];
  });
  const isOfCloud = project.host !== undefined && found.props.host === undefined && found.props.auth !== undefined;
  const host: Props = isOfCloud ? { host: CLOUD } : {};
  return {
    ...one,
    code: new NewExpression(code.type, ...code.args.slice(0, -1), { ...host, ...Object.fromEntries(props) }),
  };
}

function placeOf(rest: Props, name: string): Props {
  const names = Object.keys(rest);
  if (names.length === 0) return {};
  return names.length === 1 && names[0] === 'path' ? { secretPath: rest.path } : { [name]: rest };
}

function isPlain(code: Code): code is Props {
  return typeof code === 'object' && code !== null && !Array.isArray(code) && !isNode(code);
}

function mostCommon<T extends Code>(all: readonly T[]): T | undefined {
  const counts = new Map<string, { value: T; count: number }>();
  for (const value of all.filter(isFree)) {
    const text = textOf(new Shared('', value));
    counts.set(text, { value, count: (counts.get(text)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.value;
}

function isFree(code: Code): boolean {
  return nodesIn(code).every((node: Node) => !(node instanceof Variable || node instanceof Reference));
}

function isSameCode(some: Code, other: Code): boolean {
  return textOf(new Shared('', some)) === textOf(new Shared('', other));
}

function withoutAbsent(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}
