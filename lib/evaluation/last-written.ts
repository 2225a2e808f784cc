import type { ApiObject, JsonPatch } from 'cdk8s';
import type { Path } from '../model/field';
import { withPatches } from './failing-patch';

/** How an object of a kind is written without its generated class. */
export interface WrittenKind {
  /** What its class does by itself: where somebody has exchanged it, that is asked. */
  readonly generated: () => unknown;
  readonly write: (resolved: unknown) => unknown;
}

/**
 * Has the finished object written with what stands at the path changed, and then with the patches of the object. The
 * generated class drops fields that it does not know after it was patched: both must come last.
 *
 * @param kind to be written without the generated class
 */
export function writeLast(
  object: ApiObject,
  path: Path,
  change: (value: unknown) => unknown,
  kind?: WrittenKind,
): void {
  const patches = takePatches(object);
  const render = kind === undefined ? object.toJson.bind(object) : () => writtenAs(kind, object);
  object.addJsonPatch = (...added) => {
    patches.push(...added);
  };
  object.toJson = () => {
    const whole = withChanged(render(), path, change);
    return patches.length > 0 ? withPatches(whole, patches) : whole;
  };
}

function writtenAs(kind: WrittenKind, object: ApiObject): unknown {
  const ofClass = Object.getPrototypeOf(object) as ApiObject;
  // Without sorting, the class has an order of its own.
  if (ofClass.toJson !== kind.generated || process.env.CDK8S_DISABLE_SORT) return ofClass.toJson.call(object);
  return kind.write((Object.getPrototypeOf(ofClass) as ApiObject).toJson.call(object));
}

/** Those that the object has already. */
function takePatches(object: ApiObject): JsonPatch[] {
  const { patches } = object as unknown as { readonly patches?: JsonPatch[] };
  return patches?.splice(0) ?? [];
}

/** The object with what stands at a path changed. */
export function withChanged(json: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [field, ...rest] = path;
  if (field === undefined) return change(json);
  if (Array.isArray(json)) return json.with(Number(field), withChanged(json[Number(field)], rest, change));
  const object = json as { readonly [field: string]: unknown };
  return { ...object, [field]: withChanged(object[field], rest, change) };
}
