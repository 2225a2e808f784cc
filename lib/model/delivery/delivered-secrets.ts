import { grouped } from '../../collections/grouped';
import { perApp } from '../app-model';
import { consumptionsOf } from '../consumption';
import type { Resource } from '../resource';
import type { ObjectUse, Workload } from '../workloads';
import { deliveriesOf } from './deliveries';

/** Something that a workload takes from a Secret which the operator has no part in. */
export interface DeliveredUse {
  readonly use: ObjectUse;
  /** What says that the Secret is written. */
  readonly by: Resource;
}

/** What workloads take from the Secrets that others than the operator write, where any does. */
export const deliveredUsesOf = perApp((app): ReadonlyMap<Workload, readonly DeliveredUse[]> => {
  const written = deliveriesOf(app).flatMap(({ resource, written }) => written.map((object) => ({ object, resource })));
  const byName = grouped(written, ({ object: { kind, name } }) => `${kind} ${name}`);
  const found = new Map<Workload, readonly DeliveredUse[]>();
  if (byName.size === 0) return found;
  const ofOperator = new Set(consumptionsOf(app).flatMap(({ uses }) => uses));
  for (const workload of app.workloads) {
    const uses = workload.uses.flatMap((use) => {
      const by = (byName.get(`${use.kind} ${use.name}`) ?? []).find(
        ({ object: { namespace } }) =>
          namespace === undefined || workload.namespace === undefined || namespace === workload.namespace,
      );
      return by === undefined || use.kind !== 'Secret' || ofOperator.has(use) ? [] : [{ use, by: by.resource }];
    });
    if (uses.length > 0) found.set(workload, uses);
  }
  return found;
});
