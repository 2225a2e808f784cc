import { dirname } from 'node:path/posix';
import { grouped } from '../../../lib/collections/grouped';
import { sortedNaturally } from '../../../lib/collections/natural-order';
import { fields } from '../../../lib/json/json';
import { scalarText } from '../../../lib/json/scalar';
import { environmentKey } from '../../../lib/model/environment-order';
import type { Manifest } from '../../../lib/model/manifest';
import { type PlannedField, plannedFields } from './planned-fields';
import { restartsPods } from './restarts';
import { traitsOf } from './traits';

/** The objects of each file of an output folder, by its path in there: `prod/shop.k8s.yaml`. */
export type ObjectsByFile = ReadonlyMap<string, readonly Manifest[]>;

/** What becomes of the objects of an output folder. */
export interface Plan {
  /** Environment by environment, as these follow one another: dev, staging, prod. */
  readonly objects: readonly PlannedObject[];
}

export interface PlannedObject {
  readonly change: 'added' | 'changed' | 'removed';
  /** The folder of its file; empty for a file that is in none. */
  readonly environment: string;
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Whether pods of it that run are replaced. */
  readonly restartsPods: boolean;
  /** What is otherwise; of an added object what tells most of it, of a removed one nothing. */
  readonly fields: readonly PlannedField[];
}

/**
 * What is otherwise in the objects of two states of an output folder, environment by environment; an object that only
 * stands in another file is none. Nothing in it may be a credential.
 */
export function planBetween(before: ObjectsByFile, after: ObjectsByFile): Plan {
  const [was, is] = [placedIn(before), placedIn(after)];
  const changed = [...is].flatMap(([id, now]) => {
    const old = was.get(id);
    return old === undefined ? [addedObject(now)] : changedObject(old, now);
  });
  const removed = [...was].flatMap(([id, old]) => (is.has(id) ? [] : [objectOf('removed', old)]));
  const inFiles = grouped([...changed, ...removed], ({ file }) => file);
  const files = sortedNaturally([...new Set([...before.keys(), ...after.keys()])], (file) =>
    [environmentKey(environmentOf(file)), file].join('\0'),
  );
  return { objects: files.flatMap((file) => inFiles.get(file) ?? []) };
}

interface Placed {
  readonly file: string;
  readonly manifest: Manifest;
}

/** By who they are; two of one identity are told apart by their order. */
function placedIn(objects: ObjectsByFile): Map<string, Placed> {
  const all = [...objects].flatMap(([file, manifests]) => manifests.map((manifest) => ({ file, manifest })));
  const placed = new Map<string, Placed>();
  for (const [id, alike] of grouped(all, identityOf)) {
    for (const [index, one] of alike.entries()) placed.set(`${id}${index}`, one);
  }
  return placed;
}

/** Another version of the API is another form of the same object. */
function identityOf({ file, manifest }: Placed): string {
  const { apiVersion, kind, namespace, name } = namesOf(manifest);
  const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
  return JSON.stringify([environmentOf(file), group, kind, namespace, name]);
}

function environmentOf(file: string): string {
  return dirname(file).replace(/^\.$/, '');
}

function namesOf({ apiVersion, kind, metadata }: Manifest) {
  const { namespace, name } = fields(metadata);
  return {
    apiVersion: scalarText(apiVersion),
    kind: scalarText(kind),
    ...(namespace !== undefined && namespace !== null && { namespace: scalarText(namespace) }),
    name: scalarText(name),
  };
}

function objectOf(change: PlannedObject['change'], { file, manifest }: Placed): PlannedObject {
  return { change, environment: environmentOf(file), file, ...namesOf(manifest), restartsPods: false, fields: [] };
}

function addedObject(now: Placed): PlannedObject {
  return { ...objectOf('added', now), fields: traitsOf(now.manifest) };
}

function changedObject(old: Placed, now: Placed): PlannedObject[] {
  const { fields: own, changes } = plannedFields(old.manifest, now.manifest);
  if (own.length === 0) return [];
  return [{ ...objectOf('changed', now), restartsPods: restartsPods(now.manifest, changes), fields: own }];
}
