import { repetitionsIn } from '../../../collections/repetitions';
import { fields } from '../../../json/json';
import { type Field, pathText } from '../../../model/field';
import { labelProblem, qualifiedNameProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { portNameProblem, portNumberProblem } from '../../../model/port';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { briefText, checkField, givenBriefText, numeric, requiredValue, tell, tellMissing } from '../../constraints';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';

export const R1 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'The ports of a Service are valid, and told apart by names and numbers',
  why: 'The API server refuses the Service.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateServicePort, validateService); the port of the kubelet up to 1.32',
  bad: withSpec('Service', { ports: [{ port: 80 }, { port: 9090 }] }),
  good: withSpec('Service', {
    ports: [
      { name: 'http', port: 80 },
      { name: 'metrics', port: 9090 },
    ],
  }),
  of: {
    ServiceSpec: (part, report, { settings }) => {
      if (isSinglePort(part.raw.ports)) return;
      const { field } = part;
      const ports = field.at('ports').items();
      for (const port of ports) checkPort(port, ports.length, report);
      for (const [first, again] of repetitionsIn(ports, nameOf)) {
        const [name, other] = [again.at('name'), first.at('name')];
        tell(report, name, `is ${shown(name.raw)}, as ${pathText(other.path)}: give each a name of its own`);
      }
      tellSameNumber(ports, 'port', report);
      tellSameNumber(ports, 'nodePort', report);
      if (field.at('type').raw === 'LoadBalancer' && !isKubernetes(settings.kubernetesVersion, '1.33')) {
        for (const port of ports) {
          const isOfKubelet = port.at('port').raw === KUBELET_PORT;
          if (isOfKubelet) tell(report, port.at('port'), `is ${KUBELET_PORT}, that of the kubelet: write another one`);
        }
      }
    },
  },
});

const KUBELET_PORT = 10_250;

/** Whether it is one port that has nothing but numbers, as that of most Services. */
function isSinglePort(ports: unknown): boolean {
  if (!Array.isArray(ports) || ports.length !== 1) return false;
  const port = fields(ports[0]);
  const { port: number, targetPort = number } = port;
  const isFine = [number, targetPort].every((one) => typeof one === 'number' && portNumberProblem(one) === undefined);
  return (
    isFine && number !== KUBELET_PORT && Object.keys(port).every((name) => /^(port|targetPort|protocol)$/.test(name))
  );
}

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

function checkPort(port: Field, count: number, report: PartReport): void {
  if (port.isUnresolved) return;
  const [name, number, target] = [port.at('name'), port.at('port'), port.at('targetPort')];
  if (count > 1) checkField(report, name, requiredValue('with several ports each needs one', briefText(labelProblem)));
  else checkField(report, name, briefText(labelProblem));
  if (number.isEmpty) tellMissing(report, number, 'write a port from 1 to 65535');
  checkField(report, number, numeric(portNumberProblem));
  // Nothing, and 0, is the port itself.
  checkField(report, target, briefText(portNameProblem));
  checkField(
    report,
    target,
    numeric((value) => (value === 0 ? undefined : portNumberProblem(value))),
  );
  checkField(report, port.at('appProtocol'), givenBriefText(qualifiedNameProblem));
}

function nameOf(port: Field): string | undefined {
  const { raw } = port.at('name');
  return typeof raw === 'string' && raw !== '' ? raw : undefined;
}

function tellSameNumber(ports: readonly Field[], key: 'port' | 'nodePort', report: PartReport): void {
  const keyOf = (port: Field) => {
    const { raw } = port.at(key);
    const protocol = port.at('protocol');
    return typeof raw === 'number' && raw !== 0 && !protocol.isUnresolved
      ? `${raw}/${protocol.raw || 'TCP'}`
      : undefined;
  };
  for (const [first, again] of repetitionsIn(ports, keyOf)) {
    tell(report, again.at(key), `is ${keyOf(again)}, as ${pathText(first.at(key).path)}: write another one`);
  }
}
