import { grouped } from '../collections/grouped';
import type { Resource } from './resource';

/** An app, as far as its objects are of interest. */
interface Resources {
  readonly resources: readonly Resource[];
}

const BY_KIND = new WeakMap<readonly Resource[], ReadonlyMap<string, readonly Resource[]>>();
const NONE: readonly Resource[] = [];

/**
 * The objects of one kind, of whatever group, in their order. They are sorted out once: most rules are about kinds of which
 * an app has few objects or none, and look at no others.
 */
export function resourcesOfKind({ resources }: Resources, kind: string): readonly Resource[] {
  const known = BY_KIND.get(resources) ?? byKind(resources);
  return known.get(kind) ?? NONE;
}

function byKind(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const sorted = grouped(resources, ({ manifest }) => manifest.kind as string);
  BY_KIND.set(resources, sorted);
  return sorted;
}
