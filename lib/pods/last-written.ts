import type { ApiObject, JsonPatch } from 'cdk8s';
import { withPatches } from '../evaluation/failing-patch';
import type { WrittenKind } from './kubernetes-json';

/**
 * Has the finished object written with what stands at the path changed, and then with the patches of the object. The
 * generated class drops fields that it does not know after it was patched: both must come last.
 *
 * @param kind to be written without the generated class
 */
export function writeLast(
  object: ApiObject,
  path: readonly string[],
  change: (podSpec: unknown) => unknown,
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

function withChanged(json: unknown, path: readonly string[], change: (value: unknown) => unknown): unknown {
  const [field, ...rest] = path;
  if (field === undefined) return change(json);
  const object = json as { readonly [field: string]: unknown };
  return { ...object, [field]: withChanged(object[field], rest, change) };
}
