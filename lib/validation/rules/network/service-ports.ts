import { repetitionsIn } from '../../../collections/repetitions';
import { fields } from '../../../json/json';
import { type Field, pathText } from '../../../model/field';
import { labelProblem, qualifiedNameProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { portNameProblem, portNumberProblem } from '../../../model/port';
import { shown } from '../../../text/shown';
import { simpleText } from '../../../text/simple-text';
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
      ? `${raw}/${simpleText(protocol.raw || 'TCP')}`
      : undefined;
  };
  for (const [first, again] of repetitionsIn(ports, keyOf)) {
    tell(report, again.at(key), `is ${keyOf(again)}, as ${pathText(first.at(key).path)}: write another one`);
  }
}
