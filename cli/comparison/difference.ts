import { ownField } from '../../lib/json/json';
import type { Path } from '../../lib/model/field';

/** A field that is not as it was. */
export interface Difference {
  readonly path: Path;
  /** Absent where there was nothing. */
  readonly was?: unknown;
  /** Absent where there is nothing now. */
  readonly is?: unknown;
}

/** Where two trees differ, as deep down as possible. Lists of different lengths differ as a whole. */
export function diffTrees(was: unknown, is: unknown, path: Path = []): Difference[] {
  if (was === is) return [];
  if (Array.isArray(was) && Array.isArray(is) && was.length === is.length) {
    return was.flatMap((item, index) => diffTrees(item, is[index], [...path, index]));
  }
  if (isObject(was) && isObject(is)) {
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
    return names.flatMap((name) => diffTrees(ownField(was, name), ownField(is, name), [...path, name]));
  }
  return [{ path, ...(was !== undefined && { was }), ...(is !== undefined && { is }) }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
