import type { ApiObject } from 'cdk8s';

const PATCHES = Symbol.for('cdk8s-infisical.patches');

/** Remembers on an object the patches that cdk8s does not know of. */
export function declarePatches(object: ApiObject, patches: readonly unknown[]): void {
  Object.defineProperty(object, PATCHES, { value: patches });
}

/** Whether a patch may change something of the object: one of these words stands in its path or its value. */
export function mayBePatched(object: ApiObject, words: RegExp): boolean {
  const { patches = [], [PATCHES]: own = [] } = object as unknown as {
    readonly patches?: readonly unknown[];
    readonly [PATCHES]?: readonly unknown[];
  };
  return [...patches, ...own].some((patch) => words.test(JSON.stringify(patch) ?? ''));
}
