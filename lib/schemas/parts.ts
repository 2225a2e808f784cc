import { Field } from '../model/field';
import { podPlaceIn } from '../model/pods';
import { objectOf, type Resource } from '../model/resource';
import type { FieldType } from './field-types';
import { type Decoder, kindDeclarationOf, type OwnField, ownFieldsOf, type PartType } from './part-types';
import { isOfType } from './type-problem';

/** A part of an object of which the API server knows which fields it has: a container, a probe, the object itself. */
export class Part {
  private known: Field | undefined = undefined;
  /** Whether all its fields are known to every release, and of their types, as those of nearly all parts are. */
  public isOrdinary = true;

  public constructor(
    public readonly resource: Resource,
    public readonly type: PartType,
    public readonly decoder: Decoder,
    /** What stands there: an object. */
    public readonly raw: Readonly<Record<string, unknown>>,
    /** What it stands in; absent for the object itself. */
    public readonly holder?: Part,
    /** Where in that: the name of a field, and which item of a list or entry of a map. */
    private readonly name?: string,
    private readonly index?: string | number,
  ) {}

  /** Its place in the object. It is made when somebody asks: there are many parts, and few of them are told of. */
  public get field(): Field {
    if (this.known === undefined) {
      const path = [this.name, this.index].filter((key) => key !== undefined);
      const place = (this.holder?.field ?? objectOf(this.resource)).at(...path);
      this.known = place.raw === null ? Field.of(this.raw, place.path) : place;
    }
    return this.known;
  }
}

/**
 * Visits the parts of an object, what holds others before them. Of a kind that nobody here knows, only its metadata is a
 * part, and of a Rollout the template of its pods; what could not be rendered has no others, either.
 */
export function visitParts(resource: Resource, visit: (part: Part) => void): void {
  const known = resource.failure === undefined ? kindDeclarationOf(resource.manifest) : undefined;
  const { raw } = objectOf(resource);
  if (!isObject(raw)) return;
  if (known !== undefined) {
    visitFrom(new Part(resource, known.type, known.decoder, raw), visit);
    return;
  }
  if (isObject(raw.metadata) && objectOf(resource).at('metadata').isObject) {
    const metadata = new Part(resource, 'ObjectMeta', 'kubernetes', raw.metadata, undefined, 'metadata');
    lookAtFields(metadata);
    visit(metadata);
  }
  // A kind that nobody here knows, and which takes the pods of Kubernetes: its controller judges them as the API server does.
  const place = resource.failure === undefined ? podPlaceIn(resource.manifest) : undefined;
  if (place?.length !== 2) return;
  const template = objectOf(resource).at(...place).raw;
  if (!isObject(template)) return;
  visitFrom(
    new Part(resource, 'PodTemplateSpec', 'kubernetes', template, undefined, ...(place as [string, string])),
    visit,
  );
}

function visitFrom(part: Part, visit: (part: Part) => void): void {
  const holding = lookAtFields(part);
  visit(part);
  for (const { name, type } of holding) visitAt(part, name, part.raw[name] as object, type, visit);
}

const NONE: readonly OwnField[] = [];

/** Looks once at its fields: whether they are ordinary, and which hold parts, in the order of the type. */
function lookAtFields(part: Part): readonly OwnField[] {
  const { raw, type, decoder } = part;
  const own = ownFieldsOf(type);
  let holding: OwnField[] | undefined;
  let isInOrder = true;
  for (const name of Object.keys(raw)) {
    const value = raw[name];
    const field = own.get(name);
    if (field === undefined) {
      part.isOrdinary = false;
      continue;
    }
    if (!field.isEverywhere) part.isOrdinary = false;
    if (typeof value === field.simply) continue;
    if (part.isOrdinary) part.isOrdinary = isOfType(value, field.type, decoder);
    if (!field.holdsParts || typeof value !== 'object' || value === null) continue;
    if (holding === undefined) {
      holding = [field];
      continue;
    }
    isInOrder &&= holding[holding.length - 1].place < field.place;
    holding.push(field);
  }
  if (!isInOrder) holding?.sort((a, b) => a.place - b.place);
  return holding ?? NONE;
}

function visitAt(holder: Part, name: string, value: object, type: FieldType, visit: (part: Part) => void): void {
  if (type.shape === 'part') {
    if (isObject(value)) visitFrom(partIn(holder, type.type as PartType, value, name), visit);
    return;
  }
  // What has parts in lists of lists is not known to any API.
  if ((type.shape !== 'list' && type.shape !== 'map') || type.of.shape !== 'part') return;
  const of = type.of.type as PartType;
  if (type.shape === 'map') {
    for (const [key, item] of isObject(value) ? Object.entries(value) : []) {
      if (isObject(item)) visitFrom(partIn(holder, of, item, name, key), visit);
    }
    return;
  }
  if (!Array.isArray(value)) return;
  for (let i = 0; i < value.length; i++) {
    // Go makes an empty part of a null in a list.
    const item = value[i] === null && holder.decoder === 'kubernetes' ? {} : value[i];
    if (isObject(item)) visitFrom(partIn(holder, of, item, name, i), visit);
  }
}

function partIn(holder: Part, type: PartType, raw: Part['raw'], name: string, index?: string | number): Part {
  const decoder = type === 'ObjectMeta' ? 'kubernetes' : holder.decoder;
  return new Part(holder.resource, type, decoder, raw, holder, name, index);
}

/** Whether it has fields; what becomes a value only when its app is rendered has none yet. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}
