import { ApiObject } from 'cdk8s';
import { type IPodSelector, type k8s, Service, type ServiceProps } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { writeLast } from '../evaluation/last-written';
import { SERVICE } from '../pods/kubernetes-json';
import type { ReplicatedWorkloadProps } from './replicated-workload-props';
import type { WorkloadIdentity } from './workload-identity';

/** A cdk8s-plus Service that does not write an empty list of external addresses. */
class PlainService extends Service {
  /** @internal */
  public override _toKube(): k8s.ServiceSpec {
    const { externalIPs, ...spec } = super._toKube();
    return externalIPs?.length ? { ...spec, externalIPs } : spec;
  }
}

/** A workload with what its Service is made of. */
export interface ServedWorkload {
  readonly identity: WorkloadIdentity;
  readonly checked: ReplicatedWorkloadProps;
}

/** The Service of a workload that has a port. */
export function serviceOf(scope: Construct, selector: IPodSelector, workload: ServedWorkload): Service | undefined {
  return madeService(scope, workload, { selector });
}

/** The Service by which each pod of a workload has an address of its own; it selects them once they are known. */
export function headlessServiceOf(scope: Construct, workload: ServedWorkload, name: string | undefined) {
  const isHeadless = workload.checked.serviceType === undefined;
  return madeService(scope, workload, isHeadless ? { clusterIP: 'None' } : {}, name);
}

function madeService(
  scope: Construct,
  { identity, checked }: ServedWorkload,
  more: Partial<ServiceProps>,
  serviceName: string = identity.name,
): Service | undefined {
  const { port, servicePort = port, serviceType: type } = checked;
  if (port === undefined || servicePort === undefined) return undefined;
  const { namespace, labels } = identity;
  const ports = [{ port: servicePort, targetPort: port }];
  const metadata = { name: serviceName, namespace, labels };
  const service = new PlainService(scope, 'Service', { metadata, type, ports, ...more });
  // Patches come last: cdk8s-plus would drop the name of a port, which it has as an object, and fields that it does not know.
  writeLast(ApiObject.of(service), [], asItIs, SERVICE);
  return service;
}

function asItIs(whole: unknown): unknown {
  return whole;
}
