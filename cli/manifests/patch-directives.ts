import type { Fields } from '../../lib/json/json';
import { isPatchDirective } from '../../lib/text/patch-directive';
import type { Path } from '../yaml/kubernetes-yaml';

/** So deep no patch is, and what nests deeper may hold itself. */
const DEEPEST = 50;

/** Where a patch has the first of its directives; undefined where there is none, so that it is none. */
export function directiveIn(value: unknown, depth = 0): Path | undefined {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return undefined;
  for (const name of Object.keys(value)) {
    const inside = isPatchDirective(name) ? [] : directiveIn((value as Fields)[name], depth + 1);
    if (inside !== undefined) return [Array.isArray(value) ? Number(name) : name, ...inside];
  }
  return undefined;
}
