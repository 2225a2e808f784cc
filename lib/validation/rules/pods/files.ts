import { repetitionsIn } from '../../../collections/repetitions';
import type { Field } from '../../../model/field';
import { volumeFilePathProblem } from '../../../model/file-path';
import { annotationKeyProblem, qualifiedNameProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { quantityIn } from '../../../model/quantity';
import type { Part } from '../../../schemas/parts';
import { shown, shownText } from '../../../text/shown';
import { checkOf, checksOf, required, tell, text } from '../../constraints';
import { textOf, wholeNumber } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podMounting } from './examples';

const MOST = 0o777;
const PATHS_OF_POD = ['metadata.name', 'metadata.namespace', 'metadata.labels', 'metadata.annotations', 'metadata.uid'];
const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [`limits.${name}`, `requests.${name}`]);

const fileMode = (raw: unknown): string | undefined => {
  const mode = wholeNumber(raw);
  if (mode === undefined || (mode >= 0 && mode <= MOST)) return undefined;
  const digits = String(mode);
  const meant = /^[0-7]{3}$/.test(digits) ? `write ${Number.parseInt(digits, 8)}, or 0${digits} in YAML` : '';
  return `is ${shown(raw)}: ${meant || 'write a mode from 0 to 511 (0777 in YAML)'}`;
};
const filePath = required('write the name of the file', text(volumeFilePathProblem));
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
    KeyToPath: checkOf({ key: required('write the key that the file has'), path: filePath, mode: fileMode }),
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
  else if (ofPod.isGiven) checkFieldOfPod(ofPod, report);
  else if (ofContainer.isGiven) checkResource(ofContainer, report);
  else tell(report, field, 'has no source: write a fieldRef or a resourceFieldRef');
}

function checkFieldOfPod(ref: Field, report: PartReport): void {
  const [version, path] = [ref.at('apiVersion'), ref.at('fieldPath')];
  if (textOf(version) !== undefined && !['', 'v1'].includes(textOf(version) ?? '')) {
    tell(report, version, `is ${shown(version.raw)}: write "v1"`);
  }
  const name = textOf(path);
  if (name === undefined || PATHS_OF_POD.includes(name)) return;
  const [, map, key = ''] = /^(metadata\.(?:labels|annotations))\['(.*)'\]$/s.exec(name) ?? [];
  if (map === undefined) {
    const found = name === '' ? 'is missing' : `is ${shownText(name)}`;
    tell(report, path, `${found}: write one of ${PATHS_OF_POD.join(', ')}, or metadata.labels['<key>']`);
    return;
  }
  const problem = map === 'metadata.labels' ? qualifiedNameProblem(key) : annotationKeyProblem(key);
  if (problem !== undefined) tell(report, path, `names the key ${shownText(key)}, which ${problem}`);
}

function checkResource(ref: Field, report: PartReport): void {
  const [container, resource, divisor] = [ref.at('containerName'), ref.at('resource'), ref.at('divisor')];
  if (textOf(container) === '') tell(report, container, 'is missing: write the name of a container');
  const name = textOf(resource);
  if (name === undefined) return;
  const isPages = /^(?:limits|requests)\.hugepages-/.test(name);
  if (!isPages && !RESOURCES.includes(name)) {
    const found = name === '' ? 'is missing' : `is ${shownText(name)}`;
    tell(report, resource, `${found}: write one of ${RESOURCES.join(', ')}`);
    return;
  }
  const units = name.endsWith('.cpu') ? CPU : BYTES;
  if (!isUnit(divisor.raw, units)) tell(report, divisor, `is ${shown(divisor.raw)}: write one of ${units.join(', ')}`);
}

const CPU = ['1m', '1'];
const BYTES = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** Whether an amount is one of the units, or none; what is no amount is not judged here. */
function isUnit(raw: unknown, units: readonly string[]): boolean {
  if (typeof raw !== 'string' && typeof raw !== 'number') return true;
  const amount = quantityIn(raw);
  if (amount === undefined || amount.nano === 0n) return true;
  return units.some((unit) => {
    const one = quantityIn(unit);
    return one?.nano === amount.nano && (one.format === amount.format || unit === '1');
  });
}
