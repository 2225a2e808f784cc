import type { Field } from '../../../model/field';
import { portNumberProblem } from '../../../model/port';
import type { Part } from '../../../schemas/parts';
import { checkField, numeric } from '../../constraints';
import { ruleOnParts, Severity, withSpec } from '../../rule';

export const R4 = ruleOnParts({
  severity: Severity.WARNING,
  title: 'The port of a node is in the range that clusters have for them',
  why: 'Unless the API server was started with another --service-node-port-range it refuses the Service.',
  source: 'Kubernetes 1.29 to 1.37: pkg/kubeapiserver/options/options.go (DefaultServiceNodePortRange)',
  bad: withSpec('Service', { type: 'NodePort', ports: [{ port: 80, nodePort: 8080 }] }),
  good: withSpec('Service', { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }),
  of: {
    ServiceSpec: (part, report) => {
      for (const port of nodePortsOf(part)) checkField(report, port, numeric(rangeRemedy));
      const { type, externalTrafficPolicy } = part.raw;
      const isChecked = type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
      if (isChecked) checkField(report, part.field.at('healthCheckNodePort'), numeric(rangeRemedy));
    },
  },
});

function rangeRemedy(port: number): string | undefined {
  // R20 and R2 tell of what is no port at all; 0 asks for any.
  const isFine = portNumberProblem(port) !== undefined || (port >= 30_000 && port <= 32_767);
  return isFine ? undefined : 'write 30000 to 32767, or drop it';
}

export const R20 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'The port of a node is a port',
  why: 'The API server refuses the Service: whatever range it gives ports of nodes away from, that is none of them.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/registry/core/service/portallocator/allocator.go (Allocate), staging/src/k8s.io/apimachinery/pkg/util/net/port_range.go (a range ends at 65535)',
  bad: withSpec('Service', { type: 'NodePort', ports: [{ port: 80, nodePort: 70000 }] }),
  good: withSpec('Service', { type: 'NodePort', ports: [{ port: 80, nodePort: 30070 }] }),
  of: {
    ServiceSpec: (part, report) => {
      const remedy = 'write 30000 to 32767, or drop it, and the cluster chooses one';
      for (const port of nodePortsOf(part)) {
        checkField(
          report,
          port,
          numeric((number) =>
            Number.isInteger(number) && number !== 0 && portNumberProblem(number) ? remedy : undefined,
          ),
        );
      }
    },
  },
});

/** The ports of nodes that are asked for; of those that are for another type R2 tells. */
function nodePortsOf({ raw, field }: Part): Field[] {
  if (raw.type !== 'NodePort' && raw.type !== 'LoadBalancer') return [];
  return field
    .at('ports')
    .items()
    .map((port) => port.at('nodePort'));
}
