import { type AppModel, perApp } from '../app-model';
import type { Delivery } from './delivery';
import { externalSecretsIn } from './external-secrets';

/** The readers, one for each way of delivery. */
const READERS: readonly ((app: AppModel) => Delivery[])[] = [externalSecretsIn];

/** Every delivery without the operator, in the order of the objects. */
export const deliveriesOf = perApp((app): readonly Delivery[] => {
  const order = new Map(app.resources.map((resource, index) => [resource, index]));
  return READERS.flatMap((read) => read(app)).sort(
    (one, other) => (order.get(one.resource) ?? 0) - (order.get(other.resource) ?? 0),
  );
});
