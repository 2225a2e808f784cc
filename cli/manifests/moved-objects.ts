import { normalize } from 'node:path';

/** A kustomization: where it is, whether it puts all that it makes into one namespace, and what it makes that of. */
export interface KustomizedFolder {
  readonly folder: string;
  readonly setsNamespace: boolean;
  /** Files, and folders with a kustomization of their own. */
  readonly resources: readonly string[];
}

/** The files whose objects go into another namespace than they name: a kustomization sets it, there or above. */
export function movedFiles(all: readonly KustomizedFolder[]): ReadonlySet<string> {
  const moved = new Set<string>();
  const byFolder = new Map(all.map((one) => [normalize(one.folder), one]));
  const left = all.filter(({ setsNamespace }) => setsNamespace);
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    for (const path of one.resources.map((resource) => normalize(resource).replace(/[/\\]$/, ''))) {
      if (moved.has(path)) continue;
      moved.add(path);
      const inner = byFolder.get(path);
      if (inner !== undefined) left.push(inner);
    }
  }
  return moved;
}
