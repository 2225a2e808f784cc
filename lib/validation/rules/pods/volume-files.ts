import { repetitionsIn } from '../../../collections/repetitions';
import type { Field } from '../../../model/field';
import { volumeFilePathProblem } from '../../../model/file-path';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { type Constraint, checkField, checkOf, checksOf, requiredValue, tell, text } from '../../constraints';
import { isMissing, wholeNumber } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { checkFieldOfPod, checkResourceOfContainer } from './downward-api';
import { podMounting } from './examples';

const MOST = 0o777;
const PATHS_OF_POD = ['metadata.name', 'metadata.namespace', 'metadata.labels', 'metadata.annotations', 'metadata.uid'];

const fileMode = (raw: unknown): string | undefined => {
  const mode = wholeNumber(raw);
  if (mode === undefined || (mode >= 0 && mode <= MOST)) return undefined;
  const digits = String(mode);
  const meant = /^[0-7]{3}$/.test(digits) ? `write 0${digits}, in a program 0o${digits}` : '';
  return `is ${shown(raw)}: ${meant || 'write a mode from 0 to 0777, in a program 0o777'}`;
};
const filePath = requiredValue('write the name of the file', text(volumeFilePathProblem));
const containerName: Constraint = (raw) => (isMissing(raw) ? 'is missing: write the name of a container' : undefined);
const defaultMode = checkOf({ defaultMode: fileMode });

export const P24 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'The files of a volume have a source, a path inside of it, and a mode',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateKeyToPath, validateDownwardAPIVolumeFile, validateProjectionSources, ValidateLocalNonReservedPath)',
  bad: podMounting({ configMap: { name: 'settings', items: [{ key: 'app', path: '../app.json' }] } }),
  good: podMounting({ configMap: { name: 'settings', items: [{ key: 'app', path: 'app.json' }] } }),
  of: {
    KeyToPath: checkOf({ key: requiredValue('write the key that the file has'), path: filePath, mode: fileMode }),
    SecretVolumeSource: defaultMode,
    ConfigMapVolumeSource: defaultMode,
    DownwardAPIVolumeSource: defaultMode,
    ProjectedVolumeSource: checksOf(defaultMode, ({ field }, report, { settings: { kubernetesVersion } }) => {
      const names = isKubernetes(kubernetesVersion, '1.37') ? [...LISTS, ...Object.keys(PATHS)] : LISTS;
      const paths = field
        .at('sources')
        .items()
        .flatMap((source) => names.flatMap((name) => pathsOf(source.at(name), name)));
      for (const [, path] of repetitionsIn(paths, ({ raw }) => raw)) {
        tell(report, path, `is ${shown(path.raw)}, as that of another file of the volume: give each a path of its own`);
      }
    }),
    DownwardAPIVolumeFile: checksOf(checkOf({ path: filePath, mode: fileMode }), checkSource),
  },
});

const LISTS = ['secret', 'configMap', 'downwardAPI'];
const PATHS: Readonly<Record<string, readonly string[]>> = {
  clusterTrustBundle: ['path'],
  podCertificate: ['credentialBundlePath', 'keyPath', 'certificateChainPath'],
};

/** The paths of the files of a source. */
function pathsOf(source: Field, name: string): Field[] {
  const items = source.at('items').items();
  const paths = PATHS[name]?.map((path) => source.at(path)) ?? items.map((item) => item.at('path'));
  return paths.filter(({ raw }) => typeof raw === 'string' && raw !== '');
}

function checkSource({ field }: Part, report: PartReport): void {
  const [ofPod, ofContainer] = [field.at('fieldRef'), field.at('resourceFieldRef')];
  if (ofPod.isUnresolved || ofContainer.isUnresolved) return;
  if (ofPod.isGiven && ofContainer.isGiven)
    tell(report, field, 'has a fieldRef and a resourceFieldRef: keep one of them');
  else if (ofPod.isGiven)
    checkFieldOfPod(ofPod, PATHS_OF_POD, `${PATHS_OF_POD.join(', ')}, or metadata.labels['<key>']`, report);
  else if (ofContainer.isGiven) {
    checkField(report, ofContainer.at('containerName'), containerName);
    checkResourceOfContainer(ofContainer, report);
  } else tell(report, field, 'has no source: write a fieldRef or a resourceFieldRef');
}
