import { type IPodSelector, type k8s, Service } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { ReplicatedWorkloadProps } from './replicated-workload-props';
import type { WorkloadIdentity } from './workload-identity';

/** A cdk8s-plus Service that does not write an empty list of external addresses. */
export class PlainService extends Service {
  /** @internal */
  public override _toKube(): k8s.ServiceSpec {
    const { externalIPs, ...spec } = super._toKube();
    return externalIPs?.length ? { ...spec, externalIPs } : spec;
  }
}

/** The Service of a workload that has a port. */
export function serviceOf(
  scope: Construct,
  selector: IPodSelector,
  { identity, checked }: { readonly identity: WorkloadIdentity; readonly checked: ReplicatedWorkloadProps },
): Service | undefined {
  const { port, servicePort = port, serviceType: type } = checked;
  if (port === undefined || servicePort === undefined) return undefined;
  const { name, namespace, labels } = identity;
  const ports = [{ port: servicePort, targetPort: port }];
  return new PlainService(scope, 'Service', { metadata: { name, namespace, labels }, type, selector, ports });
}
