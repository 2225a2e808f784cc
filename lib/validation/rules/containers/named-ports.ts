import { fields, list } from '../../../json/json';
import type { Field } from '../../../model/field';
import { portNameProblem } from '../../../model/port';
import { isFilledInLater } from '../../../model/resource';
import type { Part } from '../../../schemas/parts';
import { didYouMean } from '../../../text/did-you-mean';
import { shownText } from '../../../text/shown';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { withContainer } from './examples';
import { endsBeforeOthers } from './holders';

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'];
const HOOKS = ['postStart', 'preStop'];

export const P40 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A port that a probe, or a hook of the lifecycle, calls by name is one of its container',
  why: 'The kubelet looks for the name among the ports of that container only. Where it finds none, the probe fails each time: the pod never gets ready, or is restarted without end, and a hook fails.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/probe/util.go (ResolveContainerPort, findPortByName), pkg/kubelet/lifecycle/handlers.go (resolvePort)',
  bad: withContainer({
    ports: [{ containerPort: 3000, name: 'http' }],
    readinessProbe: { httpGet: { path: '/ready', port: 'htpp' } },
  }),
  good: withContainer({
    ports: [{ containerPort: 3000, name: 'http' }],
    readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
  }),
  of: { Container: checkContainer },
});

function checkContainer(part: Part, report: PartReport): void {
  const { raw } = part;
  if ([...PROBES, 'lifecycle'].every((name) => raw[name] === undefined)) return;
  const { field } = part;
  // P11 tells of the whole probe.
  if (endsBeforeOthers(field)) return;
  const known = portNamesOf(raw.ports);
  if (known === undefined) return;
  const actions = [
    ...PROBES.flatMap((probe) => [field.at(probe, 'httpGet'), field.at(probe, 'tcpSocket')]),
    // Of a hook the kubelet calls nothing else.
    ...HOOKS.map((hook) => field.at('lifecycle', hook, 'httpGet')),
  ];
  for (const action of actions) checkName(part, action.at('port'), known, report);
}

function checkName({ resource }: Part, port: Field, known: readonly string[], report: PartReport): void {
  const { raw } = port;
  // P10 tells of what is no name of a port.
  if (typeof raw !== 'string' || portNameProblem(raw) !== undefined || known.includes(raw)) return;
  if (port.isUnresolved || isFilledInLater(resource, raw)) return;
  const remedy =
    known.length === 0
      ? 'give the port that is meant this name, or write its number'
      : didYouMean(raw, known, `write its number, or one of ${known.map(shownText).join(', ')}`);
  tell(report, port, `is ${shownText(raw)}, and the container has no port of that name: ${remedy}`);
}

/** The names of the ports of a container; undefined where these are not all known. */
function portNamesOf(ports: unknown): readonly string[] | undefined {
  if (ports !== undefined && ports !== null && !Array.isArray(ports)) return undefined;
  const names = list(ports).map((port) => fields(port).name ?? '');
  return names.every((name) => typeof name === 'string') ? names.filter((name) => name !== '') : undefined;
}
