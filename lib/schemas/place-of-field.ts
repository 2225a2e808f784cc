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
  const found = [...placesIn(root.field, root.type, { names, raw, part })];
  // What would have to be made first is where it is meant only if there is nothing else.
  const [here, others] = [found.filter(({ holds }) => holds), found.filter(({ holds }) => !holds)];
  const candidates = here.length > 0 ? here : others;
  return candidates.length === 1 ? candidates[0].path : undefined;
}

interface Wanted {
  readonly names: readonly string[];
  readonly raw: unknown;
  readonly part: Part;
}

interface Place {
  readonly path: Path;
  /** Whether what it stands in is there already. */
  readonly holds: boolean;
}

function* placesIn(field: Field, type: string, wanted: Wanted): Generator<Place> {
  const { names, raw, part } = wanted;
  for (const [name, { type: own }] of fieldsOf(type)) {
    const place = field.at(name);
    if (names.includes(name) && !place.isGiven && typeProblem(raw, own) === undefined) {
      yield { path: place.path, holds: field.isGiven };
    }
    for (const inner of heldBy(place, own)) {
      // Kubernetes has the same few names everywhere: what is not there is not meant. Of two steps nobody would think.
      if (inner.field.isObject || (part.decoder === 'operator' && field.isGiven && !inner.field.isGiven)) {
        yield* placesIn(inner.field, inner.type, wanted);
      }
    }
  }
}

function heldBy(field: Field, type: FieldType): { readonly field: Field; readonly type: string }[] {
  if (type.shape === 'part') return [{ field, type: type.type }];
  if (type.shape !== 'list' || type.of.shape !== 'part') return [];
  const { type: item } = type.of;
  return field.items().map((one) => ({ field: one, type: item }));
}
