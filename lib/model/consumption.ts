import { grouped } from '../collections/grouped';
import { remembered } from '../text/remembered';
import { isSubstituted } from '../text/substitution';
import { addressOf } from './address';
import { perApp } from './app-model';
import { deliveriesOf } from './delivery/deliveries';
import type { Kind } from './kinds';
import { type ManagedObject, managedAddress, writtenKeys } from './operator-resource';
import { referrersOf } from './referrers';
import { isUnplaced } from './resource';
import type { ObjectUse, Workload } from './workloads';

/** A workload, or what else names Secrets, and a managed object of its namespace that it uses. */
export interface Consumption {
  readonly workload: Workload;
  readonly object: ManagedObject;
  /** At least one. */
  readonly uses: readonly ObjectUse[];
}

export const consumptionsOf = perApp((app): Consumption[] => {
  const users = [...app.workloads, ...referrersOf(app)];
  const used = users.map(({ uses }) => usesByName(uses));
  const usersOfName = new Map<string, number>();
  for (const names of used) for (const name of names.keys()) usersOfName.set(name, (usersOfName.get(name) ?? 0) + 1);
  const all = grouped(app.managedObjects, ({ kind, name }) => `${kind} ${name.value ?? ''}`);
  const objects = new Map([...all].map(([name, objects]) => [name, byNamespace(objects, usersOfName.get(name) ?? 0)]));
  const found: Consumption[] = [];
  users.forEach((workload, i) => {
    for (const [name, uses] of used[i]) {
      for (const object of objects.get(name)?.(workload.namespace) ?? []) found.push({ workload, object, uses });
    }
  });
  return found;
});

function usesByName(uses: readonly ObjectUse[]): Map<string, ObjectUse[]> {
  const groups = new Map<string, ObjectUse[]>();
  let last: ObjectUse[] | undefined;
  for (const use of uses) {
    // Those of one object mostly stand together.
    if (last?.[0].name !== use.name || last[0].kind !== use.kind) {
      const name = `${use.kind} ${use.name}`;
      last = groups.get(name) ?? [];
      if (last.length === 0) groups.set(name, last);
    }
    last.push(use);
  }
  return groups;
}

/** So many writers of one Secret are looked at: rule M5 tells of each that is not the first. */
export const MOST_WRITERS = 10;

/** So many pairs of a user and an object of one name are looked at where no namespace is known: more are too many. */
const MOST_PAIRS = 100_000;
const LEAST_MEANT = 100;

/** The objects that may be in a namespace: what names none gets one from whoever applies it, and that can be any. */
function byNamespace(
  objects: readonly ManagedObject[],
  users: number,
): (namespace: string | undefined) => readonly ManagedObject[] {
  if (objects.length === 1) {
    const own = knownNamespace(objects[0].namespace.value);
    return (namespace) => {
      const known = knownNamespace(namespace);
      return known === undefined || own === undefined || known === own ? objects : [];
    };
  }
  const order = new Map(objects.map((object, i) => [object, i]));
  const places = grouped(objects, ({ namespace }) => knownNamespace(namespace.value));
  const mostMeant = Math.max(LEAST_MEANT, Math.floor(MOST_PAIRS / users));
  const anywhere = (places.get(undefined) ?? []).slice(0, mostMeant);
  const all = objects.slice(0, mostMeant);
  const inNamespace = remembered((namespace): readonly ManagedObject[] => {
    const own = (places.get(namespace) ?? []).slice(0, MOST_WRITERS);
    if (anywhere.length === 0) return own;
    return [...own, ...anywhere].sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
  });
  return (namespace) => {
    const known = knownNamespace(namespace);
    return known === undefined ? all : inNamespace(known);
  };
}

/** A namespace that is filled in later can be any, too. */
function knownNamespace(namespace: string | undefined): string | undefined {
  return namespace && !isSubstituted(namespace) ? namespace : undefined;
}

export const usersByObject = perApp((app) => grouped(consumptionsOf(app), ({ object }) => object));

export const objectsByWriter = perApp((app) => grouped(app.managedObjects, ({ owner }) => owner.resource));

/**
 * The managed objects that are the only source of their data: one writer, whichever controller that is, and no manifest of
 * the app's own. What may be in any namespace may be the same object.
 */
export const soleObjectsOf = perApp((app): ReadonlySet<ManagedObject> => {
  const sources = new Map<string, ManagedObject | undefined>();
  const anywhere = new Map<string, number>();
  const addAnywhere = (kind: Kind, name: string | undefined) => {
    const address = addressOf(kind, { name });
    anywhere.set(address, (anywhere.get(address) ?? 0) + 1);
  };
  for (const resource of app.resources) {
    const { kind, metadata } = resource.manifest;
    if (kind !== 'Secret' && kind !== 'ConfigMap') continue;
    sources.set(addressOf(kind, metadata), undefined);
    if (isUnplaced(resource)) addAnywhere(kind, metadata.name);
  }
  for (const { kind, name, namespace } of deliveriesOf(app).flatMap(({ written }) => written)) {
    sources.set(addressOf(kind, { name, namespace }), undefined);
    if (namespace === undefined) addAnywhere(kind, name);
  }
  for (const object of app.managedObjects) {
    const address = managedAddress(object);
    sources.set(address, sources.has(address) ? undefined : object);
    if (knownNamespace(object.namespace.value) === undefined) addAnywhere(object.kind, object.name.value);
  }
  return new Set(
    [...sources.values()].flatMap((object) => {
      if (object === undefined) return [];
      const others = anywhere.get(addressOf(object.kind, { name: object.name.value })) ?? 0;
      return others > (knownNamespace(object.namespace.value) === undefined ? 1 : 0) ? [] : object;
    }),
  );
});

/** Each use with all that it may be a use of. */
export const consumptionsByUse = perApp((app) => {
  const each = consumptionsOf(app).flatMap((consumption) => consumption.uses.map((use) => ({ use, consumption })));
  return new Map(
    [...grouped(each, ({ use }) => use)].map(([use, all]) => [use, all.map(({ consumption }) => consumption)]),
  );
});

/** Where nobody knows the namespace of a use, the keys of all objects of that name: it may be any. */
export const keysAnywhere = perApp((app): ReadonlyMap<ObjectUse, Pick<ReadonlySet<string>, 'has'>> => {
  const found = new Map<ObjectUse, Pick<ReadonlySet<string>, 'has'>>();
  const consumptions = consumptionsOf(app);
  for (let i = 0, end = 0; i < consumptions.length; i = end) {
    const { uses } = consumptions[i];
    while (consumptions[end]?.uses === uses) end++;
    // Nearly all uses are those of one object.
    if (end - i < 2) continue;
    const objects = consumptions.slice(i, end).map(({ object }) => object);
    if (new Set(objects.map(managedAddress)).size < 2) continue;
    const keys = objects.map(writtenKeys);
    const isUnknown = keys.includes(undefined);
    const has = isUnknown ? { has: () => true } : new Set(keys.flatMap((some) => [...(some ?? [])]));
    for (const use of uses) found.set(use, has);
  }
  return found;
});

/**
 * Whether the operator finds this use when it looks for the workloads to restart. It knows init containers and
 * ConfigMaps since v1beta1.
 */
export function isSeenByAutoReload({ via, init }: ObjectUse, { owner, kind }: ManagedObject): boolean {
  if (owner.generation === 'v1alpha1' && (init || kind === 'ConfigMap')) return false;
  return via === 'env' || via === 'envFrom' || via === 'volume';
}

/** Whether an object of a kind that runs no pods names it: what that does with it, and when, nobody here knows. */
export function isReference({ via }: ObjectUse): boolean {
  return via === 'reference';
}
