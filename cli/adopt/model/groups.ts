import { grouped } from '../../../lib/collections/grouped';
import { addressOf } from '../../../lib/model/address';
import { Field } from '../../../lib/model/field';
import { managedAddress } from '../../../lib/model/operator-resource';
import { ChartNames } from './chart-names';
import type { Adopted } from './selection';

/** Objects that become one chart. */
export interface Group {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly objects: readonly Adopted[];
}

/** More than this in one namespace is a chart for each application. */
const SMALL = 24;

/**
 * The objects chart by chart: a namespace with few of them is one, else each application is, with all that shares its
 * secrets, and those that belong to no application are together.
 */
export function groupsOf(objects: readonly Adopted[]): Group[] {
  const components = connectedObjects(objects).map(componentOf);
  const byNamespace = grouped(components, ({ namespace }) => namespace);
  const groups = [...byNamespace].flatMap(([namespace, own]) => {
    const all = own.flatMap((one) => one.objects);
    if (own.length > 1 && all.length <= SMALL) return [{ namespace, objects: all, preferred: namespaceName(own) }];
    const [applications, alone] = partedByFit(own, ({ objects }) => objects.some(({ uses }) => uses.length > 0));
    const rest = { namespace, objects: alone.flatMap((one) => one.objects), preferred: namespaceName(own) };
    return [
      ...(alone.length > 1 ? [rest] : alone.map((one) => ({ ...one, preferred: nameOf(one, all.length) }))),
      ...applications.map((one) => ({ ...one, preferred: nameOf(one, all.length) })),
    ];
  });
  return withNames(groups);
}

/** Those that fit, and all others. */
function partedByFit<T>(all: readonly T[], fits: (one: T) => boolean): [T[], T[]] {
  return [all.filter(fits), all.filter((one) => !fits(one))];
}

/** The namespace, whose secrets that no application here uses are together. */
function namespaceName([first]: readonly Component[]): string {
  return first.namespace ?? nameOf(first, 1);
}

interface Component {
  readonly namespace: string | undefined;
  readonly objects: readonly Adopted[];
}

function componentOf(objects: readonly Adopted[]): Component {
  const [first] = objects.filter(({ uses }) => uses.length > 0);
  const namespaces = objects.map(({ read }) => read.manifest.metadata.namespace);
  // A chart would give its namespace to an object that has none.
  const some = namespaces.includes(undefined) ? undefined : (first ?? objects[0]).read.manifest.metadata.namespace;
  return { namespace: some, objects };
}

function nameOf({ namespace, objects }: Component, inNamespace: number): string {
  if (namespace !== undefined && inNamespace <= SMALL) return namespace;
  const workloads = objects.filter(({ uses }) => uses.length > 0);
  const [first] = workloads.length === 1 ? workloads : objects;
  return first.read.manifest.metadata.name ?? 'chart';
}

/** Names that no two charts share; the namespace tells two of them apart if it can. */
function withNames(groups: readonly (Component & { readonly preferred: string })[]): Group[] {
  const names = new ChartNames();
  return groups.map(({ namespace, objects, preferred }) => {
    const further = namespace === undefined ? [] : [`${namespace}-${preferred}`];
    return { name: names.take(preferred, ...further), namespace, objects };
  });
}

/** Objects that share a managed object are together, in the order in which they were read. */
function connectedObjects(objects: readonly Adopted[]): Adopted[][] {
  const parents = objects.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  };
  const first = new Map<string, number>();
  for (const [index, object] of objects.entries()) {
    for (const address of addressesOf(object)) {
      const other = first.get(address);
      if (other === undefined) first.set(address, index);
      else parents[Math.max(root(index), root(other))] = Math.min(root(index), root(other));
    }
  }
  return [...grouped(objects.keys(), root).values()].map((indices) => indices.map((index) => objects[index]));
}

function addressesOf({ read, writes, uses }: Adopted): string[] {
  const managed = [...writes, ...uses].map(managedAddress);
  return [...managed, ...generatorsOf(read.manifest)];
}

/** A push and its generators are declared in one place. */
function generatorsOf(manifest: Adopted['read']['manifest']): string[] {
  if (manifest.kind === 'ClusterGenerator') return [addressOf('ClusterGenerator', { name: manifest.metadata.name })];
  if (manifest.kind !== 'InfisicalPushSecret') return [];
  const generators = Field.of(manifest).at('spec', 'push', 'generators').items();
  return generators.map((one) => addressOf('ClusterGenerator', { name: one.text('generatorRef', 'name').value }));
}
