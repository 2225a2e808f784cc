import { ApiObject, type App, ImplicitTokenResolver, Lazy, LazyResolver, NumberStringUnionResolver } from 'cdk8s';

/** What cdk8s itself brings; a resolver of the user's own would have to be asked for every value. */
const OWN_RESOLVERS: readonly unknown[] = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

/**
 * Runs something that renders objects to JSON, while `ApiObject.toJson` takes one pass and one copy where it otherwise
 * takes two passes, two copies and a record for every value in the tree. Generated classes call it through `super`, so
 * that it must be exchanged for the time of the run. Whatever is not plain goes to the original.
 */
export function withFastJson<T>(app: App, run: () => T): T {
  const original = ApiObject.prototype.toJson;
  const hasOwnResolvers = app.resolvers.every((resolver, i) => resolver.constructor === OWN_RESOLVERS[i]);
  if (!hasOwnResolvers || process.env.CDK8S_DISABLE_SORT) return run();
  ApiObject.prototype.toJson = function toJson(this: ApiObject) {
    return attempt(this) ?? original.call(this);
  };
  try {
    return run();
  } finally {
    ApiObject.prototype.toJson = original;
  }
}

/** What fails here fails in cdk8s too, which says where. */
function attempt(object: ApiObject): object | undefined {
  try {
    return fastJson(object);
  } catch {
    return undefined;
  }
}

const UNUSUAL = Symbol('unusual');

interface Internals {
  readonly props?: object;
  readonly patches?: readonly unknown[];
}

/** The JSON of an object without patches that holds nothing but JSON, lazy values and tokens. */
function fastJson(object: ApiObject): object | undefined {
  const { props, patches } = object as unknown as Internals;
  if (props === undefined || patches?.length !== 0) return undefined;
  const json = rendered({ ...props, metadata: metadataOf(object) });
  if (json === UNUSUAL || json === undefined) return undefined;
  const { apiVersion, kind, metadata, ...rest } = json as Record<string, unknown>;
  return {
    ...(apiVersion !== undefined && { apiVersion }),
    ...(kind !== undefined && { kind }),
    ...(metadata !== undefined && { metadata }),
    ...rest,
  };
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
  const { _additionalAttributes, finalizers, ownerReferences, labels, annotations } =
    metadata as unknown as MetadataInternals;
  const isOrdinary =
    _additionalAttributes !== undefined &&
    finalizers?.length === 0 &&
    ownerReferences?.length === 0 &&
    Object.keys(_additionalAttributes).every((attribute) => ORDINARY.has(attribute));
  if (!isOrdinary) return metadata.toJson();
  const { name, namespace } = metadata;
  return { annotations: filled(annotations), labels: filled(labels), name, namespace };
}

/** cdk8s leaves out what is empty here. */
function filled(texts: object | undefined): object | undefined {
  const values = Object.values(texts ?? {});
  return values.some((value) => value !== undefined && value !== null) ? texts : undefined;
}

/** The value resolved, without empty fields, its keys sorted. */
function rendered(value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') return typeof value === 'function' ? UNUSUAL : value;
  if (value instanceof Lazy) return rendered(value.produce());
  if (typeof (value as { resolve?: unknown }).resolve === 'function') {
    return rendered((value as { resolve: () => unknown }).resolve());
  }
  if (Array.isArray(value)) return renderedList(value);
  return Object.getPrototypeOf(value) === Object.prototype
    ? renderedObject(value as Record<string, unknown>)
    : union(value);
}

/** Numbers that may be texts are classes with a `value`. */
function union(value: object): unknown {
  const inner = (value as { value?: unknown }).value;
  return typeof inner === 'number' || typeof inner === 'string' ? { value: inner } : UNUSUAL;
}

function renderedList(list: readonly unknown[]): unknown {
  const result: unknown[] = [];
  for (const item of list) {
    const json = rendered(item);
    if (json === UNUSUAL) return UNUSUAL;
    result.push(json);
  }
  return result;
}

/** Values are asked in the order in which they stand, as lazy ones may depend on it. */
function renderedObject(object: Record<string, unknown>): unknown {
  if (Object.hasOwn(object, 'constructor')) return UNUSUAL;
  const keys = Object.keys(object);
  const result: Record<string, unknown> = {};
  let isSorted = true;
  let last = '';
  for (const key of keys) {
    const json = rendered(object[key]);
    if (json === UNUSUAL) return UNUSUAL;
    if (json === undefined) continue;
    isSorted &&= last <= key;
    last = key;
    // A plain assignment would set the prototype.
    if (key === '__proto__') Object.defineProperty(result, key, { value: json, enumerable: true });
    else result[key] = json;
  }
  return isSorted ? result : Object.fromEntries(Object.entries(result).sort(([a], [b]) => (a < b ? -1 : 1)));
}
