import { basename } from 'node:path';
import { fields } from '../../lib/json/json';

const KUSTOMIZATION = /^kustomization(?:\.ya?ml)?$/i;
export const CHART = 'Chart.yaml';
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

/** Whether a file says by its name that it is a kustomization. */
export function isKustomization(name: string): boolean {
  return KUSTOMIZATION.test(name);
}

export const PATCH = 'it is a patch of kustomize, and no object: read what kustomize build writes';

/** Whether it is a patch for certain, of which nothing is lost where its object is rendered. */
export function isPatchProblem(message: string): boolean {
  return message.startsWith('it is a patch of ');
}
export const BY_KUSTOMIZE = 'it has kustomize add or change objects: read what kustomize build writes';
export const BY_HELM = 'it has Helm render its templates: read what helm template writes';
const WITH_OTHER_CHARTS = 'it has Helm add other charts: read what helm template writes';

/** What kubectl, Argo CD and kustomize take for manifests in a folder; the second also evaluates jsonnet. */
const MANIFEST_FILE = /(?:\.(?:ya?ml|json|jsonnet)|^(?:.*[\\/])?kustomization)$/i;
export const JSONNET = /\.jsonnet$/i;

/** Whether a folder below one that is read is what npm or git keep there, which nobody applies. */
export function isKeptByTools(name: string): boolean {
  return name === 'node_modules' || name === '.git';
}

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
  if (isChart(content, file)) return true;
  if (kind === undefined) return KUSTOMIZATION.test(name) || SETTINGS_OF_ARGO_CD.test(name);
  const isOfKustomize = typeof apiVersion === 'string' && apiVersion.startsWith(KUSTOMIZE);
  return isOfKustomize && (kind === 'Kustomization' || kind === 'Component');
}

/** Whether a document names a Helm chart, to which fields of its own are nothing. */
export function isChart(content: unknown, file: string): boolean {
  const { kind, metadata } = fields(content);
  return basename(file) === CHART && (kind === undefined || metadata === undefined);
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
  if (isChart(content, file)) return isEmptyOr(dependencies, () => false) ? undefined : WITH_OTHER_CHARTS;
  return isEmptyOr(dependencies, () => false) && isHarmless(others) && isEmptyOr(resources, areOwn)
    ? undefined
    : BY_KUSTOMIZE;
}

const KUSTOMIZE = 'kustomize.config.k8s.io/';

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
