import { type ApiObject, JsonPatch } from 'cdk8s';
import { fields, text } from '../json/json';
import { quotedText } from '../text/key-name';

/** A finished object with patches; where one of them does not fit, the error says which one and why. */
export function withPatches(json: unknown, patches: readonly JsonPatch[]): unknown {
  return patches.reduce((whole, patch) => {
    try {
      return JsonPatch.apply(whole, patch);
    } catch (error) {
      throw new Error(patchProblem(whole, patch, error), { cause: error });
    }
  }, json);
}

/** Why an object cannot be rendered, where that is one of its patches; undefined where it is something else. */
export function errorOfPatches(object: ApiObject, render: () => unknown): Error | undefined {
  const { patches } = object as unknown as { readonly patches?: JsonPatch[] };
  if (!Array.isArray(patches) || patches.length === 0) return undefined;
  const all = patches.splice(0);
  let plain: unknown;
  try {
    plain = render();
  } catch {
    return undefined;
  } finally {
    patches.push(...all);
  }
  try {
    withPatches(plain, all);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** Of the error only what is no value: it has the whole object in it. */
function patchProblem(json: unknown, patch: JsonPatch, error: unknown): string {
  const { op, path, from } = fields((patch as unknown as { readonly operation: unknown }).operation);
  const pointer = text(path) ?? '';
  const told = `the patch ${op} ${quotedText(pointer)}`;
  if (op === 'test') return `${told} fails: something else stands there`;
  const gap = gapIn(json, text(from) ?? pointer) ?? gapIn(json, pointer);
  if (gap !== undefined) return `${told} does not fit: there is nothing at ${quotedText(gap)}, add that first`;
  return `${told} fails: ${String(error).split('\n')[0]}`;
}

/** The first part of a JSON pointer at which nothing stands that could hold the rest. */
function gapIn(json: unknown, pointer: string): string | undefined {
  const keys = pointer.split('/').slice(1, -1);
  let value = json;
  for (const [i, key] of keys.entries()) {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
    if (typeof value !== 'object' || value === null) return `/${keys.slice(0, i + 1).join('/')}`;
  }
  return undefined;
}
