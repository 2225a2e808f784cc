import type { Field, Path } from '../model/field';
import type { FieldType } from './field-types';
import { fieldsOf } from './part-types';
import type { Part } from './parts';
import { typeProblem } from './type-problem';

/** What one thing is called at different places of the operator's resources, and by others who synchronize secrets. */
const SAME: readonly (readonly string[])[] = [
  ['envSlug', 'environmentSlug', 'environment'],
  ['secretsPath', 'secretPath', 'path'],
  ['resyncInterval', 'refreshInterval', 'syncInterval', 'interval'],
  ['syncConfig', 'syncOptions'],
  ['hostAPI', 'address', 'host', 'siteUrl'],
  ['caRef', 'caCertificate'],
  ['secretType', 'type'],
  ['secretName', 'name'],
  ['secretNamespace', 'namespace'],
  ['tagSlugs', 'tags'],
];

/**
 * Where the value of a field that a part does not have belongs: the one place of the object that has a field of that name,
 * and nothing in it yet.
 */
export function placeOfField(part: Part, name: string, raw: unknown): Path | undefined {
  const names = part.decoder === 'operator' ? (SAME.find((group) => group.includes(name)) ?? [name]) : [name];
  const own = names.find((one) => {
    const declared = fieldsOf(part.type).get(one);
    return declared !== undefined && !part.field.at(one).isGiven && typeProblem(raw, declared.type) === undefined;
  });
  if (own !== undefined) return part.field.at(own).path;
  let root = part;
  while (root.holder !== undefined) root = root.holder;
  const places = names.flatMap((one) => placesOf(root).get(one) ?? []);
  const found = places.filter(({ type }) => typeProblem(raw, type) === undefined);
  // First what is inside, then what is lacking, and last what would have to be made first.
  const rank = ({ field, holds, isRequired }: Place) =>
    (isInside(field, part.field) ? 4 : 0) + (holds ? 2 : 0) + (isRequired ? 1 : 0);
  const best = Math.max(...found.map(rank));
  const candidates = found.filter((place) => rank(place) === best);
  return candidates.length === 1 ? candidates[0].field.path : undefined;
}

function isInside({ holder }: Field, outer: Field): boolean {
  const [path, outerPath] = [holder?.path ?? [], outer.path];
  return outerPath.every((key, i) => key === path[i]);
}

/** A field that an object could have, and has not. */
interface Place {
  readonly field: Field;
  readonly type: FieldType;
  /** Whether what it stands in is there already. */
  readonly holds: boolean;
  readonly isRequired: boolean;
}

/** More of one name are as good as many: none of them is meant. */
const MOST = 20;
const KNOWN = new WeakMap<Field, ReadonlyMap<string, readonly Place[]>>();

/** All of them by their names: a hostile object has many fields that are none. */
function placesOf({ field, type, decoder }: Part): ReadonlyMap<string, readonly Place[]> {
  const known = KNOWN.get(field);
  if (known !== undefined) return known;
  const places = new Map<string, Place[]>();
  const look = (holder: Field, of: string) => {
    for (const [name, { type: own, isRequired }] of fieldsOf(of)) {
      const place = holder.at(name);
      const alike = places.get(name) ?? [];
      if (!place.isGiven && alike.length < MOST) {
        places.set(name, [...alike, { field: place, type: own, holds: holder.isGiven, isRequired }]);
      }
      for (const inner of heldBy(place, own)) {
        // Kubernetes has the same few names everywhere: what is not there is not meant. Of two steps nobody would think.
        const mayBeMade = decoder === 'operator' && holder.isGiven && !inner.field.isGiven;
        if (inner.field.isObject || mayBeMade) look(inner.field, inner.type);
      }
    }
  };
  look(field, type);
  KNOWN.set(field, places);
  return places;
}

function heldBy(field: Field, type: FieldType): { readonly field: Field; readonly type: string }[] {
  if (type.shape === 'part') return [{ field, type: type.type }];
  if (type.shape !== 'list' || type.of.shape !== 'part') return [];
  const { type: item } = type.of;
  return field.items().map((one) => ({ field: one, type: item }));
}
