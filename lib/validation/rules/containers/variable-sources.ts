import type { Field } from '../../../model/field';
import { labelProblem, variableNameProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { requiredValue, tell, text } from '../../constraints';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { checkFieldOfPod, checkResourceOfContainer } from '../pods/downward-api';
import { variable } from '../workloads/using';
import { withContainer } from './examples';
import { podOf } from './holders';

const SOURCE = 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go';

const FIELDS = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName'],
  ...['status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
];
const REMEDY = `${FIELDS.join(', ')}, metadata.labels['<key>'], metadata.annotations['<key>']`;

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
      if (holder?.type === 'EnvVarSource') checkFieldOfPod(field, [...FIELDS, 'spec.host'], REMEDY, report);
    },
    ResourceFieldSelector: ({ field, holder }, report) => {
      if (holder?.type === 'EnvVarSource') checkResourceOfContainer(field, report);
    },
    FileKeySelector: (part, report, { settings }) => {
      // Before, it is not looked at.
      if (isKubernetes(settings.kubernetesVersion, '1.35')) checkFile(part, report);
    },
  },
});

function checkFile(part: Part, report: PartReport): void {
  const constraints = {
    key: requiredValue(
      'write the name of the variable in the file',
      text((key) => variableNameProblem(key, '1.35')),
    ),
    path: requiredValue('write the path of the file in its volume', text(outsideProblem)),
    volumeName: requiredValue('write the name of the volume', text(labelProblem)),
  };
  for (const [name, constraint] of Object.entries(constraints)) {
    const place = part.field.at(name);
    const problem = constraint(place.raw);
    if (problem) tell(report, place, problem);
    else if (name === 'volumeName') checkVolume(place, podOf(part), report);
  }
}

const outsideProblem = (path: string) => (path.split('/').includes('..') ? 'leaves the volume with ".."' : undefined);

function checkVolume(name: Field, pod: Field, report: PartReport): void {
  const volume = pod
    .at('volumes')
    .items()
    .find((one) => one.at('name').raw === name.raw);
  if (volume?.at('emptyDir').isGiven) return;
  tell(report, name, `is ${shown(name.raw)}, and the pod has no emptyDir of that name among its volumes: add one`);
}
