import type { Field } from '../../../model/field';
import {
  annotationKeyProblem,
  labelProblem,
  qualifiedNameProblem,
  variableNameProblem,
} from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { type Quantity, quantityIn } from '../../../model/quantity';
import type { Part } from '../../../schemas/parts';
import { shown, shownText } from '../../../text/shown';
import { required, tell, text } from '../../constraints';
import { textOf } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { variable } from '../workloads/using';
import { withContainer } from './examples';
import { podOf } from './holders';

const SOURCE = 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go';

const FIELDS = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName'],
  ...['status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
];
const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [`limits.${name}`, `requests.${name}`]);

export const P7 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A field, a resource or a file that a variable is taken from exists',
  why: 'The API server refuses the workload.',
  source: `${SOURCE} (validateObjectFieldSelector, validateContainerResourceFieldSelector; validateFileKeySelector since 1.35)`,
  bad: withContainer({
    env: [variable('TOKEN'), { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.node' } } }],
  }),
  good: withContainer({
    env: [variable('TOKEN'), { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
  }),
  of: {
    // Those of volumes have other fields.
    ObjectFieldSelector: ({ field, holder }, report) => {
      if (holder?.type === 'EnvVarSource') checkFieldOfPod(field, report);
    },
    ResourceFieldSelector: ({ field, holder }, report) => {
      if (holder?.type === 'EnvVarSource') checkResource(field, report);
    },
    FileKeySelector: (part, report, { settings }) => {
      // Before, it is not looked at.
      if (isKubernetes(settings.kubernetesVersion, '1.35')) checkFile(part, report);
    },
  },
});

function checkFieldOfPod(ref: Field, report: PartReport): void {
  const [version, path] = [ref.at('apiVersion'), ref.at('fieldPath')];
  if (!['', 'v1'].includes(textOf(version) ?? ''))
    tell(report, version, `is ${shownText(textOf(version) ?? '')}: write "v1"`);
  const name = textOf(path);
  if (name === undefined || FIELDS.includes(name) || name === 'spec.host') return;
  const [, map, key = ''] = /^(metadata\.(?:labels|annotations))\['(.*)'\]$/s.exec(name) ?? [];
  if (map === undefined) {
    const found = name === '' ? 'is missing' : `is ${shownText(name)}`;
    tell(
      report,
      path,
      `${found}: write one of ${FIELDS.join(', ')}, metadata.labels['<key>'], metadata.annotations['<key>']`,
    );
    return;
  }
  const problem = map === 'metadata.labels' ? qualifiedNameProblem(key) : annotationKeyProblem(key);
  if (problem !== undefined) tell(report, path, `names the key ${shownText(key)}, which ${problem}`);
}

function checkResource(ref: Field, report: PartReport): void {
  const [resource, divisor] = [ref.at('resource'), ref.at('divisor')];
  const name = textOf(resource);
  if (name === undefined) return;
  if (!/^(?:limits|requests)\.hugepages-/.test(name) && !RESOURCES.includes(name)) {
    const found = name === '' ? 'is missing' : `is ${shownText(name)}`;
    tell(report, resource, `${found}: write one of ${RESOURCES.join(', ')}`);
    return;
  }
  const units = name.endsWith('.cpu') ? CPU : BYTES;
  if (!isUnit(divisor.raw, units)) tell(report, divisor, `is ${shown(divisor.raw)}: write one of ${units.join(', ')}`);
}

const CPU = ['1m', '1'];
const BYTES = [
  '1',
  ...['k', 'M', 'G', 'T', 'P', 'E'].map((unit) => `1${unit}`),
  ...'KMGTPE'.split('').map((unit) => `1${unit}i`),
];

/** Whether an amount is one of the units, or none; P13 tells of what is no amount. */
function isUnit(raw: unknown, units: readonly string[]): boolean {
  if (typeof raw !== 'string' && typeof raw !== 'number') return true;
  const amount = quantityIn(raw);
  return amount === undefined || amount.nano === 0n || units.some((unit) => isSame(amount, quantityIn(unit), unit));
}

function isSame(amount: Quantity, one: Quantity | undefined, unit: string): boolean {
  return one?.nano === amount.nano && (one.format === amount.format || unit === '1');
}

function checkFile(part: Part, report: PartReport): void {
  const constraints = {
    key: required(
      'write the name of the variable in the file',
      text((key) => variableNameProblem(key, '1.35')),
    ),
    path: required('write the path of the file in its volume', text(backstepProblem)),
    volumeName: required('write the name of the volume', text(labelProblem)),
  };
  for (const [name, constraint] of Object.entries(constraints)) {
    const place = part.field.at(name);
    const problem = constraint(place.raw);
    if (problem) tell(report, place, problem);
    else if (name === 'volumeName') checkVolume(place, podOf(part), report);
  }
}

const backstepProblem = (path: string) => (path.split('/').includes('..') ? 'leaves the volume with ".."' : undefined);

function checkVolume(name: Field, pod: Field, report: PartReport): void {
  const volume = pod
    .at('volumes')
    .items()
    .find((one) => one.at('name').raw === name.raw);
  if (volume?.at('emptyDir').isGiven) return;
  tell(report, name, `is ${shown(name.raw)}, and the pod has no emptyDir of that name among its volumes: add one`);
}
