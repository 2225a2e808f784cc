import { repetitionsIn } from '../../../collections/repetitions';
import { Field } from '../../../model/field';
import { descendingPathProblem } from '../../../model/file-path';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { didYouMean } from '../../../text/did-you-mean';
import { shown, shownText } from '../../../text/shown';
import { checkOf, checksOf, givenText, requiredValue, since, tell, text } from '../../constraints';
import { hasItems, isMissing, textOf } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podMounting } from './examples';

const RECURSIVE = ['Disabled', 'IfPossible', 'Enabled'];

export const P23 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A container mounts volumes that its pod has, each path once',
  why: 'The API server refuses the workload; of a StatefulSet, up to Kubernetes 1.33, only each of its pods.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateVolumeMounts, validateMountPropagation; recursiveReadOnly since 1.31: validateMountRecursiveReadOnly)',
  bad: podMounting({ emptyDir: {} }, { subPath: '/app' }),
  good: podMounting({ emptyDir: {} }, { subPath: 'app' }),
  of: {
    Container: checkContainer,
    EphemeralContainer: checkContainer,
    VolumeMount: checksOf(
      checkOf({
        mountPath: requiredValue('write where the container finds the volume'),
        subPath: text(descendingPathProblem),
        subPathExpr: text(descendingPathProblem),
        recursiveReadOnly: since(
          '1.31',
          givenText((word) => (RECURSIVE.includes(word) ? undefined : `must be one of ${RECURSIVE.join(', ')}`)),
        ),
      }),
      checkTogether,
    ),
  },
});

function checkTogether(part: Part, report: PartReport, app: { settings: { kubernetesVersion?: string } }) {
  if (['subPathExpr', 'mountPropagation', 'recursiveReadOnly'].every((name) => isMissing(part.raw[name]))) return;
  const { field, holder } = part;
  const [propagation, recursive] = [field.at('mountPropagation'), field.at('recursiveReadOnly')];
  if (field.at('subPath').raw && field.at('subPathExpr').raw) {
    tell(report, field.at('subPathExpr'), 'stands beside a subPath: keep one of them');
  }
  if (propagation.raw === 'Bidirectional' && holder?.field.at('securityContext', 'privileged').raw !== true) {
    tell(report, propagation, 'is "Bidirectional", which only a privileged container can have: drop it');
    return;
  }
  const isRecursive = recursive.raw === 'Enabled' || recursive.raw === 'IfPossible';
  if (!isRecursive || !isKubernetes(app.settings.kubernetesVersion, '1.31')) return;
  if (field.at('readOnly').raw !== true) tell(report, recursive, `is ${shown(recursive.raw)}: set readOnly, too`);
  else if (propagation.raw === 'HostToContainer' || propagation.raw === 'Bidirectional') {
    tell(report, propagation, `is ${shown(propagation.raw)} beside recursiveReadOnly: keep one of them`);
  }
}

function checkContainer(part: Part, report: PartReport): void {
  if (!hasItems(part.raw.volumeMounts)) return;
  const { field, holder } = part;
  const mounts = field.at('volumeMounts').items();
  const volumes = volumesOf(holder);
  if (areUsual(part.raw, volumes)) return;
  const devices = field.at('volumeDevices').items();
  const [names, places] = ['name', 'devicePath'].map(
    (name) => new Set<unknown>(devices.map((device) => device.at(name).raw || device)),
  );
  for (const mount of mounts) {
    const [name, path] = [mount.at('name'), mount.at('mountPath')];
    checkVolume(name, volumes, report);
    if (names.has(name.raw)) tell(report, name, `is ${shown(name.raw)}, which is a device already: keep one`);
    if (places.has(path.raw)) tell(report, path, `is ${shown(path.raw)}, where a device is already`);
  }
  for (const [first, again] of repetitionsIn(mounts, (mount) => textOf(mount.at('mountPath')) || mount)) {
    const [volume, path] = [textOf(first.at('name')) ?? '', again.at('mountPath')];
    const other = `where the volume ${shownText(volume)} is mounted already`;
    tell(report, path, `is ${shown(path.raw)}, ${other}: mount each at a path of its own`);
  }
}

/** Whether all is as it mostly is: each volume there, each path once, and no devices. */
function areUsual({ volumeMounts, volumeDevices }: Part['raw'], volumes: ReadonlySet<string> | undefined): boolean {
  const mounts = volumeMounts as readonly { readonly name?: unknown; readonly mountPath?: unknown }[];
  const paths = new Set(mounts.map((mount) => mount?.mountPath));
  const isThere = (name: unknown) => typeof name === 'string' && volumes?.has(name) === true;
  return paths.size === mounts.length && mounts.every((mount) => isThere(mount?.name)) && volumeDevices === undefined;
}

function checkVolume(name: Field, volumes: Names, report: PartReport): void {
  const volume = textOf(name);
  if (volume === '') tell(report, name, 'is missing: write the name of a volume of the pod');
  if (!volume || volumes === undefined || volumes.has(volume)) return;
  const remedy = didYouMean(volume, volumes.keys(), 'add the volume to the pod, or drop the mount');
  tell(report, name, `is ${shownText(volume)}, and the pod has no such volume: ${remedy}`);
}

type Names = ReadonlySet<string> | undefined;

/** Of the pods that were looked at: each of their containers asks. */
const VOLUMES = new WeakMap<Part, { readonly names: Names }>();

function volumesOf(pod: Part | undefined): Names {
  if (pod === undefined) return undefined;
  const known = VOLUMES.get(pod) ?? { names: volumesIn(pod) };
  VOLUMES.set(pod, known);
  return known.names;
}

/** The names of the volumes of a pod; undefined where these are not all known. */
function volumesIn(pod: Part): Names {
  const volumes = pod.raw.volumes ?? [];
  // Each pod of a StatefulSet gets claims of its own.
  const claims = pod.holder?.holder?.raw.volumeClaimTemplates ?? [];
  if (!Array.isArray(volumes) || !Array.isArray(claims)) return undefined;
  const names = [
    ...volumes.map((volume) => textOf(Field.of(volume).at('name'))),
    ...claims.map((claim) => textOf(Field.of(claim).at('metadata', 'name'))),
  ];
  return names.includes(undefined) ? undefined : new Set(names as string[]);
}
