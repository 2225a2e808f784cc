import { repeated } from '../../../collections/repeated';
import { Field } from '../../../model/field';
import { backstepProblem, descendingPathProblem } from '../../../model/file-path';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { didYouMean } from '../../../text/did-you-mean';
import { shown } from '../../../text/shown';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { checkOf, checksOf, givenText, required, shownText, since, tell, text, textOf } from './constraints';
import { podMounting } from './examples';

const BLOCKS = ['persistentVolumeClaim', 'ephemeral'];
const RECURSIVE = ['Disabled', 'IfPossible', 'Enabled'];

export const P23 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A container mounts volumes that its pod has, each path once',
  why: 'The API server refuses the workload; of a StatefulSet, up to Kubernetes 1.33, only each of its pods.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateVolumeMounts, ValidateVolumeDevices, validateMountPropagation; recursiveReadOnly since 1.31: validateMountRecursiveReadOnly)',
  bad: podMounting({ emptyDir: {} }, { subPath: '/app' }),
  good: podMounting({ emptyDir: {} }, { subPath: 'app' }),
  of: {
    Container: checkContainer,
    EphemeralContainer: checkContainer,
    VolumeMount: checksOf(
      checkOf({
        mountPath: required('where the container finds the volume'),
        subPath: text(descendingPathProblem),
        subPathExpr: text(descendingPathProblem),
        recursiveReadOnly: since(
          '1.31',
          givenText((word) => (RECURSIVE.includes(word) ? undefined : `must be one of ${RECURSIVE.join(', ')}`)),
        ),
      }),
      checkTogether,
    ),
    VolumeDevice: checkOf({ devicePath: required('where the container finds the device', text(backstepProblem)) }),
  },
});

function checkTogether({ field, holder }: Part, report: PartReport, app: { settings: { kubernetesVersion?: string } }) {
  const [propagation, recursive] = [field.at('mountPropagation'), field.at('recursiveReadOnly')];
  if (field.at('subPath').raw && field.at('subPathExpr').raw) {
    tell(report, field.at('subPathExpr'), 'stands beside a subPath: keep one of them');
  }
  if (propagation.raw === 'Bidirectional' && holder?.field.at('securityContext', 'privileged').raw !== true) {
    tell(report, propagation, 'is "Bidirectional", which only a privileged container can have: drop it');
  }
  const isRecursive = recursive.raw === 'Enabled' || recursive.raw === 'IfPossible';
  if (!isRecursive || !isKubernetes(app.settings.kubernetesVersion, '1.31')) return;
  if (field.at('readOnly').raw !== true) tell(report, recursive, `is ${shown(recursive.raw)}: set readOnly, too`);
  else if (propagation.raw === 'HostToContainer' || propagation.raw === 'Bidirectional') {
    tell(report, propagation, `is ${shown(propagation.raw)} beside recursiveReadOnly: keep one of them`);
  }
}

/** What a container mounts, as files or as a device. */
interface Use {
  readonly field: Field;
  readonly name: Field;
  readonly path: Field;
  readonly isDevice: boolean;
}

function checkContainer({ field, holder }: Part, report: PartReport): void {
  const uses = [
    ...field
      .at('volumeMounts')
      .items()
      .map((mount) => useAt(mount, 'mountPath', false)),
    ...field
      .at('volumeDevices')
      .items()
      .map((device) => useAt(device, 'devicePath', true)),
  ];
  if (uses.length === 0) return;
  const volumes = volumesOf(holder);
  for (const use of uses) checkVolume(use, volumes, report);
  for (const { name, path } of repeated(uses, ({ path }) => textOf(path) || path)) {
    const volume = shownText(textOf(name) ?? '');
    tell(
      report,
      path,
      `is ${shown(path.raw)}, where another volume than ${volume} is already: mount each at a path of its own`,
    );
  }
  for (const device of uses.filter(({ isDevice }) => isDevice)) {
    const isTwice = uses.some((use) => use !== device && textOf(use.name) && use.name.raw === device.name.raw);
    if (isTwice)
      tell(report, device.name, `is ${shown(device.name.raw)}, which the container mounts elsewhere, too: keep one`);
  }
}

function useAt(field: Field, path: string, isDevice: boolean): Use {
  return { field, name: field.at('name'), path: field.at(path), isDevice };
}

function checkVolume(
  { name, isDevice }: Use,
  volumes: ReadonlyMap<string, Field> | undefined,
  report: PartReport,
): void {
  const volume = textOf(name);
  if (volume === '') tell(report, name, 'is missing: write the name of a volume');
  if (!volume || volumes === undefined) return;
  const found = volumes.get(volume);
  if (found === undefined) {
    const remedy = didYouMean(volume, volumes.keys(), 'add the volume to the pod, or drop the mount');
    tell(report, name, `is ${shownText(volume)}, and the pod has no such volume: ${remedy}`);
  } else if (isDevice && !BLOCKS.some((source) => found.at(source).isGiven)) {
    tell(report, name, `is "${volume}", which is no claim: only that of a claim can be a device`);
  }
}

/** The volumes of a pod by their names; undefined where these are not all known. */
function volumesOf(pod: Part | undefined): ReadonlyMap<string, Field> | undefined {
  if (pod === undefined) return undefined;
  const claims = pod.holder?.holder?.field.at('volumeClaimTemplates').items() ?? [];
  const named = [
    ...pod.field
      .at('volumes')
      .items()
      .map((volume) => [textOf(volume.at('name')), volume] as const),
    // Each pod of a StatefulSet gets claims of its own.
    ...claims.map((claim) => [textOf(claim.at('metadata', 'name')), Field.of({ persistentVolumeClaim: {} })] as const),
  ];
  const isKnown = !pod.field.at('volumes').isUnresolved && named.every(([name]) => name !== undefined);
  return isKnown ? new Map(named as (readonly [string, Field])[]) : undefined;
}
