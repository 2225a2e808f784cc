import { Field } from '../../lib/model/field';
import { OPERATOR_GROUP } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';
import type { Edit } from '../../lib/validation/rule';

/** Whether a finalizer is of the operator's domain: it adds one to each resource that it has to clean up after. */
export function isOfOperator(finalizer: string): boolean {
  return OF_OPERATOR.test(finalizer) || finalizer === OF_OLD_SYNCS;
}

/** Of an InfisicalSecret that an early operator has seen; later ones add none, and take it off what is being deleted. */
const OF_OLD_SYNCS = 'secrets.finalizers.infisical.com';

const OF_OPERATOR = new RegExp(`^([\\w-]+\\.)*${OPERATOR_GROUP.replaceAll('.', '\\.')}/`);

/** Whether the API server or a controller of Kubernetes adds it, such as that of a Service with a load balancer. */
export function isOfKubernetes(finalizer: string): boolean {
  return /^(foregroundDeletion|orphan|([\w-]+\.)*kubernetes\.io\/.*)$/.test(finalizer);
}

/** Takes some finalizers off an object: who adds them does so again, and nobody else can take them off a live object. */
export function withoutFinalizers(manifest: Manifest, isTakenOff: (finalizer: string) => boolean): Edit[] {
  const finalizers = Field.of(manifest).at('metadata', 'finalizers');
  const all = finalizers.items().map(({ raw }) => raw);
  const left = all.filter((one) => typeof one !== 'string' || !isTakenOff(one));
  if (left.length === all.length) return [];
  return [{ path: finalizers.path, ...(left.length > 0 && { value: left }) }];
}
