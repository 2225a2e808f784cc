import type { ApiObject, JsonPatch } from 'cdk8s';
import { withPatches } from '../evaluation/failing-patch';
import { mergedPodSpec } from './merged-pod-spec';

/**
 * Has the finished object written with the PodSpec merged into what stands at the path, and then with the patches of the
 * object. The generated class drops fields that it does not know after it was patched: both must come last.
 */
export function writeLast(object: ApiObject, path: readonly string[], podSpec: unknown): void {
  const patches: JsonPatch[] = [];
  const render = object.toJson.bind(object);
  object.addJsonPatch = (...added) => {
    patches.push(...added);
  };
  object.toJson = () => {
    const whole = podSpec === undefined ? render() : withMerged(render(), path, podSpec);
    return patches.length > 0 ? withPatches(whole, patches) : whole;
  };
}

function withMerged(json: unknown, path: readonly string[], podSpec: unknown): unknown {
  const [field, ...rest] = path;
  if (field === undefined) return mergedPodSpec(json, podSpec);
  const object = json as { readonly [field: string]: unknown };
  return { ...object, [field]: withMerged(object[field], rest, podSpec) };
}
