import { grouped } from '../../../lib/collections/grouped';
import { type AppModel, isOfOperator } from '../../../lib/model/app-model';
import type { Manifest } from '../../../lib/model/manifest';
import type { ManagedObject } from '../../../lib/model/operator-resource';
import type { Workload } from '../../../lib/model/workloads';
import type { ReadManifest } from '../../manifests/read-manifests';

/** An object that is to be adopted, and what it has to do with others. */
export interface Adopted {
  readonly read: ReadManifest;
  /** What the operator writes for it. */
  readonly writes: readonly ManagedObject[];
  /** What it uses of what the operator writes. */
  readonly uses: readonly ManagedObject[];
}

/** The objects that are our business: the operator's resources, and workloads that use what these write. */
export function selectAdopted(app: AppModel, readOf: (manifest: Manifest) => ReadManifest | undefined): Adopted[] {
  const writes = grouped(app.managedObjects, ({ owner }) => owner.resource.manifest);
  const byName = grouped(app.managedObjects, ({ kind, name }) => `${kind} ${name.value ?? ''}`);
  const workloads = grouped(app.workloads, ({ resource }) => resource.manifest);
  return app.resources.flatMap(({ manifest }): Adopted[] => {
    const read = readOf(manifest);
    if (read === undefined) return [];
    if (isOfOperator(manifest)) {
      return [{ read, writes: writes.get(manifest) ?? [], uses: [] }];
    }
    const uses = [...new Set((workloads.get(manifest) ?? []).flatMap((workload) => usedBy(workload, byName)))];
    return uses.length > 0 ? [{ read, writes: [], uses }] : [];
  });
}

/** What a workload uses: of its namespace if there is such a thing, else whatever has the name. */
function usedBy(workload: Workload, byName: ReadonlyMap<string, ManagedObject[]>): ManagedObject[] {
  const names = workload.uses.map(({ kind, name }) => `${kind} ${name}`);
  return [...new Set(names)].flatMap((name) => {
    const all = byName.get(name) ?? [];
    const near = all.filter(({ namespace }) => namespace.value === workload.namespace);
    return near.length > 0 ? near : all.slice(0, 1);
  });
}
