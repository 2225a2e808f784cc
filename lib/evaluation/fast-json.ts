import {
  ApiObject,
  ApiObjectMetadataDefinition,
  type App,
  ImplicitTokenResolver,
  Lazy,
  LazyResolver,
  NumberStringUnionResolver,
} from 'cdk8s';

/** What cdk8s itself brings; a resolver of the user's own would have to be asked for every value. */
const OWN_RESOLVERS: readonly unknown[] = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

const IS_FAST = Symbol.for('cdk8s-infisical.is-fast-json');

/**
 * Runs something that renders objects to JSON, while `ApiObject.toJson` takes one pass and one copy where it otherwise
 * takes two passes, two copies and a record for every value in the tree. Generated classes call it through `super`, so
 * that it must be exchanged for the time of the run. No lazy value is asked twice: what cdk8s has a word of its own for,
 * it gets with these resolved.
 */
export function withFastJson<T>(run: () => T): T {
  const original = ApiObject.prototype.toJson;
  if (IS_FAST in original || process.env.CDK8S_DISABLE_SORT) return run();
  function toJson(this: ApiObject) {
    const { props, patches } = this as unknown as Internals;
    const isOrdinary = props !== undefined && patches?.length === 0 && hasOwnResolvers(this);
    return isOrdinary ? fastJson(this, props, original) : original.call(this);
  }
  ApiObject.prototype.toJson = Object.assign(toJson, { [IS_FAST]: true });
  try {
    return run();
  } finally {
    ApiObject.prototype.toJson = original;
  }
}

function hasOwnResolvers({ node: { root } }: ApiObject): boolean {
  const { resolvers } = root as Partial<App>;
  return resolvers?.every((resolver, i) => resolver.constructor === OWN_RESOLVERS[i]) ?? false;
}

interface Internals {
  readonly props?: object;
  readonly patches?: readonly unknown[];
}

/** The JSON of an object without patches. */
function fastJson(object: ApiObject, props: object, original: () => unknown): unknown {
  const pass: Pass = { isUnusual: false };
  let json: unknown;
  try {
    json = renderValue({ ...props, metadata: metadataOf(object) }, pass);
  } catch (error) {
    // cdk8s says where it was.
    return original.call(withProps(object, { failed: Lazy.any({ produce: () => raise(error) }) }));
  }
  const whole = json as Record<string, unknown>;
  if (pass.isUnusual) return original.call(withProps(object, whole, whole.metadata));
  return withHeadFirst(whole);
}

function withHeadFirst(json: Record<string, unknown>): Record<string, unknown> {
  const [first, second, third] = Object.keys(json);
  // By their names most objects have it there.
  if (first === 'apiVersion' && second === 'kind' && third === 'metadata') return json;
  const { apiVersion, kind, metadata, ...rest } = json;
  return {
    ...(apiVersion !== undefined && { apiVersion }),
    ...(kind !== undefined && { kind }),
    ...(metadata !== undefined && { metadata }),
    ...rest,
  };
}

/** The object as cdk8s would see it with other props. */
function withProps(object: ApiObject, props: object, metadata: unknown = {}): ApiObject {
  return Object.create(object, { props: { value: props }, metadata: { value: { toJson: () => metadata } } });
}

function raise(error: unknown): never {
  throw error;
}

interface MetadataInternals {
  readonly _additionalAttributes?: object;
  readonly finalizers?: readonly unknown[];
  readonly ownerReferences?: readonly unknown[];
  readonly labels?: object;
  readonly annotations?: object;
}

const ORDINARY = new Set(['name', 'namespace', 'labels', 'annotations']);

/** The metadata where it is no more than names, labels and annotations; all else is left to cdk8s. */
function metadataOf({ metadata }: ApiObject): unknown {
  return ordinaryMetadata(metadata) ?? metadata.toJson();
}

/** What the metadata of the pods of an object is: where there is nothing to resolve in it, cdk8s need not be asked. */
export function podMetadataJson(object: ApiObject, metadata: ApiObjectMetadataDefinition): object | undefined {
  const ordinary = hasOwnResolvers(object) ? ordinaryMetadata(metadata) : undefined;
  const isPlain = ordinary !== undefined && Object.values(ordinary).every(isText);
  return isPlain ? ordinary : metadata.toJson();
}

function isText(value: unknown): boolean {
  if (typeof value === 'object' && value !== null)
    return Object.values(value).every((text) => typeof text === 'string');
  return value === undefined || typeof value === 'string';
}

function ordinaryMetadata(metadata: ApiObjectMetadataDefinition): object | undefined {
  const { _additionalAttributes, finalizers, ownerReferences, labels, annotations } =
    metadata as unknown as MetadataInternals;
  const isOrdinary =
    metadata.toJson === ApiObjectMetadataDefinition.prototype.toJson &&
    _additionalAttributes !== undefined &&
    finalizers?.length === 0 &&
    ownerReferences?.length === 0 &&
    Object.keys(_additionalAttributes).every((attribute) => ORDINARY.has(attribute));
  const { name, namespace } = metadata;
  if (!isOrdinary || ![{ name, namespace }, labels, annotations].every(hasNoParts)) return undefined;
  return { annotations: ifNotEmpty(annotations), labels: ifNotEmpty(labels), name, namespace };
}

/** Of an object or a lazy value, cdk8s leaves out what turns out to be empty. */
function hasNoParts(texts: object = {}): boolean {
  return Object.values(texts).every((value) => typeof value !== 'object' || value === null);
}

/** cdk8s leaves out what is empty here. */
function ifNotEmpty(texts: object | undefined): object | undefined {
  const values = Object.values(texts ?? {});
  return values.some((value) => value !== undefined && value !== null) ? texts : undefined;
}

/** One pass over an object, and whether something was met that is left to cdk8s as it is. */
interface Pass {
  isUnusual: boolean;
}

function markUnusual(value: unknown, pass: Pass): unknown {
  pass.isUnusual = true;
  return value;
}

/** The value resolved, without empty fields, its keys sorted. */
function renderValue(value: unknown, pass: Pass): unknown {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') return typeof value === 'function' ? markUnusual(value, pass) : value;
  if (value instanceof Lazy) return renderValue(value.produce(), pass);
  if (typeof (value as { resolve?: unknown }).resolve === 'function') {
    return renderValue((value as { resolve: () => unknown }).resolve(), pass);
  }
  if (Array.isArray(value)) return value.map((item) => renderValue(item, pass));
  return Object.getPrototypeOf(value) === Object.prototype
    ? renderedObject(value as Record<string, unknown>, pass)
    : renderUnion(value, pass);
}

/** Numbers that may be texts are classes with a `value`. */
function renderUnion(value: object, pass: Pass): unknown {
  const inner = (value as { value?: unknown }).value;
  return typeof inner === 'number' || typeof inner === 'string' ? { value: inner } : markUnusual(value, pass);
}

/** Values are asked in the order in which they stand, as lazy ones may depend on it. */
function renderedObject(object: Record<string, unknown>, pass: Pass): unknown {
  if (Object.hasOwn(object, 'constructor')) return markUnusual(object, pass);
  const result: Record<string, unknown> = {};
  let isSorted = true;
  let last = '';
  for (const key of Object.keys(object)) {
    const json = renderValue(object[key], pass);
    if (json === undefined) continue;
    isSorted &&= last <= key;
    last = key;
    setField(result, key, json);
  }
  return isSorted ? result : withSortedKeys(result);
}

function withSortedKeys(object: Record<string, unknown>): Record<string, unknown> {
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(object).sort()) setField(sorted, key, object[key]);
  return sorted;
}

function setField(object: Record<string, unknown>, key: string, value: unknown): void {
  // A plain assignment would set the prototype.
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}
