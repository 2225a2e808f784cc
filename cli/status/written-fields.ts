import { fields, ownField } from '../../lib/json/json';
import type { Path } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import type { Difference } from '../comparison/difference';

/** Older words of the operator for the same field: by the canonical place, the place as it may be written. */
const OTHER_PLACES: readonly (readonly [canonical: Path, written: Path])[] = [
  [
    ['spec', 'syncConfig', 'resyncInterval'],
    ['spec', 'resyncInterval'],
  ],
  [
    ['spec', 'syncConfig', 'instantUpdates'],
    ['spec', 'instantUpdates'],
  ],
  [
    ['spec', 'managedKubeSecretReferences', 0],
    ['spec', 'managedSecretReference'],
  ],
];

/** A field as an object has it, were it written at another place than in the canonical form. */
export interface WrittenField {
  readonly path: Path;
  readonly value: unknown;
}

export function writtenField(manifest: Manifest, path: Path): WrittenField | undefined {
  const others = OTHER_PLACES.flatMap(([canonical, written]) =>
    canonical.every((part, index) => path[index] === part) ? [[...written, ...path.slice(canonical.length)]] : [],
  );
  const found = [path, ...others].find((place) => valueAt(manifest, place) !== undefined);
  return found && { path: found, value: valueAt(manifest, found) };
}

function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (Array.isArray(value) ? value[Number(part)] : ownField(fields(value), String(part))),
    tree,
  );
}

/** A block or a list that only one side has, by the fields that it has. */
export function eachField(difference: Difference): Difference[] {
  const { path } = difference;
  const [side, value] = 'was' in difference ? (['was', difference.was] as const) : (['is', difference.is] as const);
  if (('was' in difference && 'is' in difference) || typeof value !== 'object' || value === null) return [difference];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  if (entries.length === 0) return [difference];
  return entries.flatMap(([name, item]) => eachField({ path: [...path, name], [side]: item }));
}

/**
 * What an API server writes into each InfisicalSecret that does not say how often it asks: `resyncInterval` had these
 * defaults in the CRDs of operator v0.10.4 to v0.10.23.
 */
const DEFAULT_INTERVALS: readonly (readonly [path: Path, value: unknown])[] = [
  [['spec', 'resyncInterval'], 60],
  [['spec', 'syncConfig', 'resyncInterval'], '60s'],
];

/** The live object without the defaults of its CRD that nobody has declared. */
export function withoutCrdDefaults(found: Manifest, wanted: Manifest): Manifest {
  const added = DEFAULT_INTERVALS.filter(
    ([path, value]) => valueAt(found, path) === value && valueAt(wanted, path) === undefined,
  );
  if (found.kind !== 'InfisicalSecret' || added.length === 0) return found;
  const copy = structuredClone(found);
  for (const [path] of added) delete (valueAt(copy, path.slice(0, -1)) as Record<string, unknown>)[String(path.at(-1))];
  return copy;
}
