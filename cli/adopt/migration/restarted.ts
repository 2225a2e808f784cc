import { modelOf } from '../../../lib/model/app-model';
import { consumptionsOf } from '../../../lib/model/consumption';
import type { ManagedObject } from '../../../lib/model/operator-resource';
import { isRestarted } from '../../../lib/model/operator-restarts';
import type { ReadManifest } from '../../manifests/read-manifests';

/** What the operator restarts when the resources of v1beta1 that take the place of others sync for the first time. */
export function restartedByMove(moved: readonly ReadManifest[], all: readonly ReadManifest[]): ReadManifest[] {
  const writers = new Set(moved.map(({ manifest }) => manifest));
  const consumptions = consumptionsOf(modelOf(all.map(({ manifest }) => ({ manifest }))));
  const restarted = new Set(
    consumptions
      .filter((one) => writers.has(one.object.owner.resource.manifest))
      .filter((one) => isRestarted({ ...one, object: movedObject(one.object) }))
      .map(({ workload }) => workload.resource.manifest),
  );
  return all.filter(({ manifest }) => restarted.has(manifest));
}

/** As v1beta1 has it, which also looks for ConfigMaps and in init containers. */
function movedObject(object: ManagedObject): ManagedObject {
  return { ...object, owner: { ...object.owner, generation: 'v1beta1' } };
}
