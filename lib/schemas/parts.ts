import { Field } from '../model/field';
import { objectOf, type Resource } from '../model/resource';
import type { FieldType } from './field-types';
import { type Decoder, fieldsOf, kindDeclarationOf, type PartType } from './part-types';

/** A part of an object of which the API server knows which fields it has: a container, a probe, the object itself. */
export interface Part {
  readonly resource: Resource;
  readonly type: PartType;
  readonly decoder: Decoder;
  readonly field: Field;
  /** What it stands in; absent for the object itself. */
  readonly holder?: Part;
}

/**
 * The parts of an object, what holds others before them. Of a kind that nobody here knows, only its metadata is a part; what
 * could not be rendered has no others, either.
 */
function* partsOf(resource: Resource): Generator<Part> {
  const field = objectOf(resource);
  const known = resource.failure === undefined ? kindDeclarationOf(resource.manifest) : undefined;
  if (known === undefined) {
    const metadata = field.at('metadata');
    if (metadata.isObject) yield { resource, type: 'ObjectMeta', decoder: 'kubernetes', field: metadata };
    return;
  }
  yield* partsFrom({ resource, type: known.type, decoder: known.decoder, field });
}

/** One after the other, as there are many. */
export function* partsOfAll(resources: readonly Resource[]): Generator<Part> {
  for (const resource of resources) yield* partsOf(resource);
}

function* partsFrom(part: Part): Generator<Part> {
  yield part;
  const { raw } = part.field;
  const declared = fieldsOf(part.type);
  for (const name of Object.keys(raw as object)) {
    const declaration = declared.get(name);
    // What has no fields of its own needs no look.
    if (declaration === undefined || isLeaf(declaration.type)) continue;
    yield* partsAt(part, part.field.at(name), declaration.type);
  }
}

function* partsAt(holder: Part, field: Field, type: FieldType): Generator<Part> {
  switch (type.shape) {
    case 'part':
      if (!field.isObject) return;
      yield* partsFrom({
        resource: holder.resource,
        type: type.type as PartType,
        decoder: type.type === 'ObjectMeta' ? 'kubernetes' : holder.decoder,
        field,
        holder,
      });
      return;
    case 'list':
      if (isLeaf(type.of)) return;
      for (const item of field.items()) yield* partsAt(holder, asDecoded(item, holder.decoder), type.of);
      return;
    case 'map':
      if (isLeaf(type.of)) return;
      for (const [, entry] of field.entries()) yield* partsAt(holder, entry, type.of);
  }
}

/** Go makes an empty part of a null in a list. */
function asDecoded(item: Field, decoder: Decoder): Field {
  return item.raw === null && decoder === 'kubernetes' ? Field.of({}, item.path) : item;
}

function isLeaf(type: FieldType): boolean {
  return type.shape === 'scalar' || type.shape === 'word';
}
