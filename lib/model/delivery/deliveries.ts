import { type AppModel, perApp } from '../app-model';
import type { Manifest } from '../manifest';
import { injectorDeliveries } from './agent-injector';
import { cliDeliveries } from './cli-deliveries';
import type { Delivery } from './delivery';
import { externalSecretsIn } from './external-secrets';
import { secretsStoreDeliveries } from './secrets-store-csi/deliveries';

/** The readers, one for each way of delivery. */
const READERS: readonly ((app: AppModel) => Delivery[])[] = [
  externalSecretsIn,
  secretsStoreDeliveries,
  injectorDeliveries,
  cliDeliveries,
];

/** Every delivery without the operator, in the order of the objects. */
export const deliveriesOf = perApp((app): readonly Delivery[] => {
  const all = READERS.flatMap((read) => read(app));
  if (all.length < 2) return all;
  const order = new Map(app.resources.map((resource, index) => [resource, index]));
  return all.sort((one, other) => (order.get(one.resource) ?? 0) - (order.get(other.resource) ?? 0));
});

/** The groups of the objects that say how keys are delivered; a workload may say it as well. */
const GROUPS = /^(?:external-secrets\.io|secrets-store\.csi\.x-k8s\.io|secret-sync\.x-k8s\.io)\//;

export function isOfOtherDelivery({ apiVersion }: Pick<Manifest, 'apiVersion'>): boolean {
  return GROUPS.test(apiVersion);
}
