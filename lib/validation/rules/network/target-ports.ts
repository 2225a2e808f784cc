import { namedObject } from '../../../model/address';
import type { AppModel } from '../../../model/app-model';
import type { Field } from '../../../model/field';
import { getsContainersInjected } from '../../../model/injected-containers';
import type { Kind } from '../../../model/kinds';
import { portNameProblem } from '../../../model/port';
import { isFilledInLater, objectOf, type Resource } from '../../../model/resource';
import { workloadsSelectedBy } from '../../../model/selected-pods';
import type { Workload } from '../../../model/workloads';
import { didYouMean } from '../../../text/did-you-mean';
import { fewOf } from '../../../text/few-of';
import { shownText } from '../../../text/shown';
import { tell } from '../../constraints';
import { type ExampleObjects, type PartReport, ruleOn, Severity } from '../../rule';
import { endsBeforeOthers } from '../containers/holders';
import { isHeadless } from './services';

const LABELS = { app: 'api' };

const servedAt = (targetPort: string): ExampleObjects => ({
  objects: [
    {
      kind: 'Deployment',
      metadata: { annotations: null },
      spec: {
        selector: { matchLabels: LABELS },
        template: {
          metadata: { labels: LABELS },
          spec: { containers: [{ name: 'api', image: 'api:1.0', ports: [{ name: 'http', containerPort: 3000 }] }] },
        },
      },
    },
    { kind: 'Service', spec: { selector: LABELS, ports: [{ port: 80, targetPort }] } },
  ],
});

/** Whose pods go on until somebody stops them: those of a Job that has the labels by chance serve nothing. */
const SERVING = new Set<Kind>([
  'DaemonSet',
  'Deployment',
  'Pod',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
  'StatefulSet',
]);

export const X30 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'A port that a Service calls by name is one of the pods that it selects',
  why: 'Kubernetes looks for the name, and the protocol, among the ports of each pod. A pod that has no such port is left out, and where none has it nobody is behind the port of the Service: whoever connects is refused. A headless Service is not judged: its name has the addresses of all its pods.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/api/v1/pod/util.go (FindPort), staging/src/k8s.io/endpointslice/utils.go (getEndpointPorts)',
  bad: servedAt('htpp'),
  good: servedAt('http'),
  check: (resource, report, app) => {
    const { apiVersion, kind } = resource.manifest;
    if (kind !== 'Service' || apiVersion !== 'v1') return;
    const spec = objectOf(resource).at('spec');
    const named = spec
      .at('ports')
      .items()
      .filter((port) => isName(port.at('targetPort'), resource));
    // The name of a headless Service has the addresses of all its pods, whatever their ports are.
    if (named.length === 0 || spec.at('type').raw === 'ExternalName' || isHeadless(spec)) return;
    const selected = selectedBy(spec.at('selector'), resource, app);
    for (const port of named) checkTarget(port, selected, report);
  },
});

function isName(target: Field, resource: Resource): boolean {
  const { raw } = target;
  // R1 tells of what is no name of a port.
  return typeof raw === 'string' && portNameProblem(raw) === undefined && !isFilledInLater(resource, raw);
}

/** The workloads behind a Service; none where it is not known that these are all, or which ports they have. */
function selectedBy(selector: Field, resource: Resource, app: AppModel): readonly Workload[] {
  const selected = workloadsSelectedBy(resource, selector, app);
  const isKnown = selected.every(
    (workload) => !getsContainersInjected(workload.pod.metadata) && portsOf(workload) !== undefined,
  );
  return isKnown ? selected.filter((workload) => SERVING.has(workload.resource.manifest.kind)) : [];
}

interface Port {
  readonly name: string;
  readonly protocol: string;
}

/** The ports of the containers that run as long as a pod does; undefined where these are not all known. */
function portsOf({ pod }: Workload): readonly Port[] | undefined {
  const { spec, initContainers } = pod;
  const list = spec.at('containers');
  const containers = [...list.items(), ...initContainers.filter((container) => !endsBeforeOthers(container))];
  const ports = containers.flatMap((container) => container.at('ports').items());
  const isKnown =
    Array.isArray(list.raw) &&
    containers.every((container) => container.isObject && isList(container.at('ports'))) &&
    ports.every((port) => port.isObject && isText(port.at('name')) && isText(port.at('protocol')));
  if (!isKnown) return undefined;
  return ports.map((port) => ({ name: textIn(port.at('name')), protocol: textIn(port.at('protocol')) || 'TCP' }));
}

function isList(field: Field): boolean {
  return Array.isArray(field.raw) || (!field.isGiven && !field.isUnresolved);
}

function isText(field: Field): boolean {
  return typeof field.raw === 'string' || (!field.isGiven && !field.isUnresolved);
}

function textIn({ raw }: Field): string {
  return typeof raw === 'string' ? raw : '';
}

function checkTarget(port: Field, selected: readonly Workload[], report: PartReport): void {
  const protocol = port.at('protocol');
  if (selected.length === 0 || !isText(protocol)) return;
  const [wanted, name] = [textIn(protocol) || 'TCP', textIn(port.at('targetPort'))];
  const ports = selected.flatMap((workload) => portsOf(workload) ?? []);
  const namesakes = ports.filter((one) => one.name === name);
  if (namesakes.some((one) => one.protocol === wanted)) return;
  const who = fewOf(selected.map(({ resource }) => namedObject(resource.manifest)));
  const what = `is ${shownText(name)}, and no container of ${who}, which the Service selects, has`;
  const [other] = namesakes;
  if (other !== undefined) {
    const remedy = `write protocol: ${other.protocol} here, or ${wanted} there`;
    tell(report, port.at('targetPort'), `${what} it as a port of ${wanted}, but of ${other.protocol}: ${remedy}`);
    return;
  }
  tell(report, port.at('targetPort'), `${what} a port of that name: ${remedyFor(name, wanted, ports)}`);
}

function remedyFor(name: string, protocol: string, ports: readonly Port[]): string {
  const names = [...new Set(ports.filter((one) => one.protocol === protocol).map((one) => one.name))].filter(Boolean);
  const remedy =
    names.length === 0
      ? 'give the port that is meant this name, or write its number'
      : `write its number, or one of ${names.map(shownText).join(', ')}`;
  return didYouMean(name, names, remedy);
}
