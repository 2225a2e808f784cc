import { isPatchDirective } from '../../lib/text/patch-directive';
import type { Path } from '../yaml/kubernetes-yaml';

/** So deep no patch is, and what nests deeper may hold itself. */
const DEEPEST = 50;

/** Where a patch has the first of its directives; undefined where there is none, so that it is none. */
export function directiveIn(value: unknown, path: Path = []): Path | undefined {
  if (typeof value !== 'object' || value === null || path.length > DEEPEST) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(name) : name];
    const found = isPatchDirective(name) ? place : directiveIn(item, place);
    if (found !== undefined) return found;
  }
  return undefined;
}
