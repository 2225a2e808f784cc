import { modelOf } from '../../lib/model/app-model';
import { deliveriesOf } from '../../lib/model/delivery/deliveries';
import type { ObjectUse } from '../../lib/model/workloads';
import type { ReadManifest } from '../manifests/read-manifests';
import type { KeyUse } from './key-use';

/** A Secret that brings keys into a container, and of which nothing in the input says where it comes from. */
export interface UnknownSecret {
  readonly name: string;
  readonly workload: ReadManifest;
  readonly at: ObjectUse['field']['path'];
}

const BRING_KEYS: readonly ObjectUse['via'][] = ['env', 'envFrom', 'volume', 'projected'];

/** The Secrets of which nothing is proven: whoever writes them, it is not told here. Each name once. */
export function unknownSecretsIn(manifests: readonly ReadManifest[], uses: readonly KeyUse[]): UnknownSecret[] {
  const app = modelOf(manifests);
  const known = new Set([
    ...app.resources.flatMap(({ manifest: { kind, metadata } }) => (kind === 'Secret' ? [metadata.name] : [])),
    ...deliveriesOf(app).flatMap(({ written }) => written.map(({ name }) => name)),
  ]);
  const followed = new Set(uses.map(({ workload, managed }) => useId(workload, managed.name)));
  const readOf = new Map(app.resources.map((resource, index) => [resource, manifests[index]]));
  const found = new Map<string, UnknownSecret>();
  for (const { resource, uses: used } of app.workloads) {
    const workload = readOf.get(resource);
    for (const { kind, name, via, optional, field } of workload === undefined ? [] : used) {
      const isUnknown = kind === 'Secret' && BRING_KEYS.includes(via) && optional.value !== true && !known.has(name);
      if (!isUnknown || workload === undefined || found.has(name) || followed.has(useId(workload, name))) continue;
      found.set(name, { name, workload, at: field.path });
    }
  }
  return [...found.values()];
}

function useId(workload: ReadManifest | undefined, name: string): string {
  return JSON.stringify([workload?.file, workload?.line, workload?.column, name]);
}
