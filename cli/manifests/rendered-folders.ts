import { basename, dirname, join } from 'node:path';
import { fields, list } from '../../lib/json/json';
import type { KustomizedFolder } from './moved-objects';

const KUSTOMIZATION = /^kustomization(?:\.ya?ml)?$/i;
const CHART = 'Chart.yaml';
const SETTINGS_OF_ARGO_CD = /^\.argocd-source.*\.yaml$/;

/** What kustomize takes that adds no object, and leaves the access of those that there are as it is. */
const HARMLESS = [
  'apiVersion',
  'kind',
  'metadata',
  'buildMetadata',
  'sortOptions',
  'labels',
  'commonLabels',
  'commonAnnotations',
  'images',
  'replicas',
];
/** A file with manifests below; anything else may be the address of a repository, or a file that is not read here. */
const OWN_RESOURCE = /^(?:\.\/)?(?:[\w-]+\/)*[\w.-]+\.(?:ya?ml|json)$/i;

export const PATCH = 'it is a patch of kustomize, and no object: read what kustomize build writes';
const BY_KUSTOMIZE = 'it has kustomize add or change objects: read what kustomize build writes';

/** What kubectl, Argo CD and kustomize take for manifests in a folder; the second also evaluates jsonnet. */
const MANIFEST_FILE = /(?:\.(?:ya?ml|json|jsonnet)|^(?:.*[\\/])?kustomization)$/i;
export const JSONNET = /\.jsonnet$/i;

/**
 * Whether a file may hold manifests. In a Helm chart that is all of its templates, whatever they are called, and packed
 * charts.
 *
 * @param isThere whether a file is at a path from the same folder on
 */
export function mayHoldManifests(path: string, isThere: (path: string) => boolean): boolean {
  if (MANIFEST_FILE.test(path)) return true;
  const folders = path.split(/[\\/]/);
  const name = folders.pop() ?? '';
  return folders.some((folder, index) => {
    const isTaken =
      folder === 'templates' ? !/^(?:_.*|NOTES\.txt)$/.test(name) : folder === 'charts' && name.endsWith('.tgz');
    return isTaken && isThere([...folders.slice(0, index), CHART].join('/'));
  });
}

/** Whether a document is not for the cluster, but says how the objects of a folder are made. */
export function isForRendering(content: unknown, file: string): boolean {
  const { apiVersion = KUSTOMIZE, kind } = fields(content);
  const name = basename(file);
  if (kind === undefined) return name === CHART || KUSTOMIZATION.test(name) || SETTINGS_OF_ARGO_CD.test(name);
  const isOfKustomize = typeof apiVersion === 'string' && apiVersion.startsWith(KUSTOMIZE);
  return isOfKustomize && (kind === 'Kustomization' || kind === 'Component');
}

/** Why the objects of the folder are not those that its files have; undefined where they are. */
export function renderingProblem(content: unknown, file: string): string | undefined {
  if (SETTINGS_OF_ARGO_CD.test(basename(file))) {
    const { kustomize, ...others } = fields(content);
    return isHarmless(fields(kustomize)) && Object.keys(others).length === 0
      ? undefined
      : 'it has Argo CD read the folder in another way';
  }
  const { dependencies, resources, ...others } = fields(content);
  if (basename(file) === CHART)
    return isEmptyOr(dependencies, () => false)
      ? undefined
      : 'it has Helm add other charts: read what helm template writes';
  return isEmptyOr(dependencies, () => false) && isHarmless(others) && isEmptyOr(resources, areOwn)
    ? undefined
    : BY_KUSTOMIZE;
}

const KUSTOMIZE = 'kustomize.config.k8s.io/';

/** What kustomize takes for something else than it looks like. */
export interface Kustomized {
  /** Files with patches, which look like objects. */
  readonly patches?: readonly string[];
  /** The names that it fills in for `$(NAME)`. */
  readonly variables?: readonly string[];
  /** The kustomizations themselves. */
  readonly kustomizations?: readonly KustomizedFolder[];
}

/** What a kustomization says of the other files of its folder. */
export function kustomizedBy(content: unknown, file: string): Kustomized {
  if (!isForRendering(content, file) || basename(file) === CHART) return {};
  const { patches, patchesStrategicMerge, vars, namespace, ...others } = fields(content);
  const resources = [others.resources, others.bases, others.components].flatMap((some) =>
    Array.isArray(some) ? some.filter((path) => typeof path === 'string') : [],
  );
  const named: unknown[] = Array.isArray(patchesStrategicMerge) ? patchesStrategicMerge : [];
  const paths = [...list(patches).map(({ path }) => path), ...named];
  return joinKustomized([
    {
      patches: paths.flatMap((path) => (isPath(path) ? [join(dirname(file), path)] : [])),
      variables: list(vars).flatMap(({ name }) => (typeof name === 'string' ? [name] : [])),
      kustomizations:
        resources.length === 0
          ? []
          : [
              {
                folder: dirname(file),
                setsNamespace: Boolean(namespace),
                resources: resources.map((path) => join(dirname(file), path)),
              },
            ],
    },
  ]);
}

export function joinKustomized(all: readonly Kustomized[]): Kustomized {
  const patches = all.flatMap((one) => one.patches ?? []);
  const variables = all.flatMap((one) => one.variables ?? []);
  const kustomizations = all.flatMap((one) => one.kustomizations ?? []);
  return {
    ...(patches.length > 0 && { patches }),
    ...(variables.length > 0 && { variables }),
    ...(kustomizations.length > 0 && { kustomizations }),
  };
}

/** A patch may also stand there itself. */
function isPath(path: unknown): path is string {
  return typeof path === 'string' && MANIFEST_FILE.test(path) && !path.includes('\n');
}

function isHarmless(settings: object): boolean {
  return Object.entries(settings).every(([name, value]) => HARMLESS.includes(name) || isEmptyOr(value, () => false));
}

function areOwn(resources: unknown): boolean {
  return Array.isArray(resources) && resources.every((path) => typeof path === 'string' && OWN_RESOURCE.test(path));
}

function isEmptyOr(value: unknown, isGood: (value: unknown) => boolean): boolean {
  if (value === null || value === undefined || value === '') return true;
  return (typeof value === 'object' && Object.keys(value).length === 0) || isGood(value);
}
