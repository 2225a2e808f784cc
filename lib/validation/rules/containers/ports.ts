import { repetitionsIn } from '../../../collections/repetitions';
import { fields, list } from '../../../json/json';
import type { Field } from '../../../model/field';
import { portNameProblem, portNumberProblem } from '../../../model/port';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { givenText, tell, text } from '../../constraints';
import { hasItems, isMissing, wholeNumber } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { withContainer } from './examples';
import { containersOf, listOf } from './holders';

const SOURCE = 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go';

/** What is wrong with a port that is a number or the name of one, if anything. */
export function portProblem(raw: unknown): string | undefined {
  if (typeof raw === 'string') return givenText(portNameProblem)(raw)?.concat(remedyFor(raw));
  if (raw === undefined || raw === null) return 'is missing: write a port from 1 to 65535, or the name of one';
  return numberProblem(raw);
}

const remedyFor = (text: string) =>
  /^\d+$/.test(text) ? `: write ${Number(text)} without quotes` : ': write its name';

function numberProblem(raw: unknown): string | undefined {
  const number = wholeNumber(raw);
  const problem = number === undefined ? undefined : portNumberProblem(number);
  return problem && `is ${shown(raw)}: ${problem}`;
}

const nameProblem = text(portNameProblem);

export const P4 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A port of a container has a number and, if any, a name that are allowed',
  why: 'The API server refuses the workload.',
  source: `${SOURCE} (validateContainerPorts)`,
  bad: withContainer({ ports: [{ containerPort: 3000, name: 'metrics-and-health' }] }),
  good: withContainer({ ports: [{ containerPort: 3000, name: 'metrics' }] }),
  of: {
    Container: (part, report) => {
      const { ports } = part.raw;
      if (!hasItems(ports) || (ports as readonly unknown[]).every(isNumberOnly)) return;
      const { field } = part;
      for (const port of field.at('ports').items()) {
        const [number, host, name] = ['containerPort', 'hostPort', 'name'].map((key) => port.at(key));
        const problem = isMissing(number.raw) ? 'is missing: write a port from 1 to 65535' : numberProblem(number.raw);
        tell(report, number, problem);
        // Nothing and 0 are one for it.
        const hostProblem = host.raw === 0 ? undefined : numberProblem(host.raw);
        tell(report, host, hostProblem);
        const ofName = nameProblem(name.raw);
        if (ofName) tell(report, name, `${ofName}: rename it`);
      }
      checkNames(field, report);
    },
  },
});

/** Whether it is a port that has nothing but its number, as most. */
function isNumberOnly(port: unknown): boolean {
  const { containerPort: number, hostPort, name } = fields(port);
  const isFine = typeof number === 'number' && portNumberProblem(number) === undefined;
  return isFine && hostPort === undefined && name === undefined;
}

function checkNames(container: Field, report: PartReport): void {
  const names = container
    .at('ports')
    .items()
    .map((port) => port.at('name'))
    .filter(({ raw }) => typeof raw === 'string' && raw !== '' && portNameProblem(raw) === undefined);
  for (const [, again] of repetitionsIn(names, ({ raw }) => raw)) {
    tell(report, again, `is ${shown(again.raw)}, and another port of the container has that name: rename one`);
  }
}

export const P5 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A port of the host is taken once, and is that of the container where the pod has the network of the host',
  why: 'The API server refuses the workload, or each of its pods.',
  source: `${SOURCE} (AccumulateUniqueHostPorts, validateHostNetwork)`,
  bad: withContainer({
    ports: [
      { containerPort: 3000, hostPort: 3000 },
      { containerPort: 3001, hostPort: 3000 },
    ],
  }),
  good: withContainer({
    ports: [
      { containerPort: 3000, hostPort: 3000 },
      { containerPort: 3001, hostPort: 3001 },
    ],
  }),
  of: {
    PodSpec: (part, report) => {
      const onHost = part.raw.hostNetwork === true;
      if (!hasPorts(part.raw.containers, onHost) && !hasPorts(part.raw.initContainers, onHost)) return;
      const { containers, initContainers } = containersOf(part.field);
      // Init containers run one by one.
      for (const together of [containers, ...initContainers.map((one) => [one])])
        checkHostPorts(part, together, report);
    },
  },
});

function checkHostPorts({ field: pod }: Part, containers: readonly Field[], report: PartReport): void {
  const onHost = pod.at('hostNetwork').raw === true;
  const ports = containers
    .flatMap((container) => container.at('ports').items())
    .filter((port) => hostPortOf(port, onHost) !== 0);
  for (const [, again] of repetitionsIn(ports, (port) => addressOf(port, onHost))) {
    const place = isMissing(again.at('hostPort').raw) ? again.at('containerPort') : again.at('hostPort');
    tell(report, place, `is ${shown(place.raw)}, and another port takes that of the host: write a free one`);
  }
  if (!onHost || containers.some((one) => listOf(one) !== 'containers')) return;
  for (const port of ports) {
    const [own, host] = [port.at('containerPort'), port.at('hostPort')];
    if (wholeNumber(own.raw) === undefined || own.raw === hostPortOf(port, onHost)) continue;
    tell(report, host, `is ${shown(host.raw)}, and the pod has the network of its host: write ${own.raw}, or drop it`);
  }
}

/** The port of the host; in a pod that has its network, the API server fills in that of the container, in a template not yet. */
function hostPortOf(port: Field, onHost: boolean): number {
  const host = wholeNumber(port.at('hostPort').raw) ?? 0;
  return host === 0 && onHost ? (wholeNumber(port.at('containerPort').raw) ?? 0) : host;
}

function addressOf(port: Field, onHost: boolean): string {
  return [port.at('protocol').raw || 'TCP', port.at('hostIP').raw ?? '', hostPortOf(port, onHost)].join('/');
}

/** Whether any of them may take a port of the host. */
function hasPorts(containers: unknown, onHost: boolean): boolean {
  if (!Array.isArray(containers)) return false;
  return containers.some(
    (container) =>
      hasItems(container?.ports) && (onHost || list(container.ports).some((port) => port.hostPort !== undefined)),
  );
}
