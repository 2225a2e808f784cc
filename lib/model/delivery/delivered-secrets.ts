import { perApp } from '../app-model';
import { consumptionsOf } from '../consumption';
import type { Resource } from '../resource';
import type { ObjectUse, Workload } from '../workloads';
import { deliveriesOf } from './deliveries';
import { PlacedObjects } from './placed-objects';

/** Something that a workload takes from a Secret which the operator has no part in. */
export interface DeliveredUse {
  readonly use: ObjectUse;
  /** What says that the Secret is written. */
  readonly by: Resource;
}

/** What workloads take from the Secrets that others than the operator write, where any does. */
export const deliveredUsesOf = perApp((app): ReadonlyMap<Workload, readonly DeliveredUse[]> => {
  const written = deliveriesOf(app).flatMap(({ resource, written }) => written.map((object) => ({ object, resource })));
  const secrets = new PlacedObjects(
    written.filter(({ object }) => object.kind === 'Secret'),
    ({ object }) => object,
  );
  const found = new Map<Workload, readonly DeliveredUse[]>();
  if (written.length === 0) return found;
  const ofOperator = new Set(consumptionsOf(app).flatMap(({ uses }) => uses));
  for (const workload of app.workloads) {
    const uses = workload.uses.flatMap((use) => {
      if (use.kind !== 'Secret' || ofOperator.has(use)) return [];
      const [by] = secrets.at(use.name, workload.namespace);
      return by === undefined ? [] : [{ use, by: by.resource }];
    });
    if (uses.length > 0) found.set(workload, uses);
  }
  return found;
});
