import { basename, dirname, join } from 'node:path';
import { fields, list } from '../../lib/json/json';
import { isChart, isForRendering, renderingProblem } from './rendered-folders';

/** What a file says of how the objects of others are made. */
export interface RenderingNotes {
  /** The names that kustomize fills in for `$(NAME)`. */
  readonly variables?: readonly string[];
  readonly kustomizations?: readonly Kustomization[];
  readonly charts?: readonly Chart[];
  /** What only Helm can read, if it is of a chart: files with actions, and packed charts. */
  readonly forHelm?: readonly FileOfFolder[];
}

interface FileOfFolder {
  readonly file: string;
  /** See `ReadManifest`. */
  readonly folder: string;
}

export interface Kustomization extends FileOfFolder {
  /** Whether the objects are those that its files have. */
  readonly isPlain: boolean;
  /** The files, and the folders with a kustomization of their own, of which it makes objects. */
  readonly takes: readonly string[];
  /** The files that change objects, and are none. */
  readonly patches: readonly string[];
  /** The namespace that it gives to its objects. */
  readonly namespace?: string;
}

export interface Chart extends FileOfFolder {
  readonly name?: string;
  /** Whether it has Helm add other charts. */
  readonly isPlain: boolean;
}

/** Where Helm read what a chart depends on before `Chart.yaml` told it. */
export function isRequirements(file: string): boolean {
  return basename(file) === 'requirements.yaml';
}

/** What a document says of the other files of its folder. */
export function notesOf(content: unknown, one: FileOfFolder): RenderingNotes {
  const { file, folder } = one;
  const { dependencies, name, vars } = fields(content);
  if (isRequirements(file)) return list(dependencies).length > 0 ? { forHelm: [one] } : {};
  if (!isForRendering(content, file)) return {};
  const isPlain = renderingProblem(content, file) === undefined;
  if (isChart(content, file)) return { charts: [{ file, folder, isPlain, ...(typeof name === 'string' && { name }) }] };
  if (/^\.argocd/.test(basename(file))) return {};
  const here = (paths: readonly string[]) => paths.map((path) => join(dirname(file), path));
  const [takes, patches] = [here(pathsIn(content)), here(patchesIn(content))];
  const variables = list(vars).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  const namespace = settingsOf(content)('namespace');
  const kustomization = { file, folder, isPlain, takes, patches, ...(isName(namespace) && { namespace }) };
  return { kustomizations: [kustomization], ...(variables.length > 0 && { variables }) };
}

export function joinNotes(all: readonly RenderingNotes[]): RenderingNotes {
  const variables = all.flatMap((one) => one.variables ?? []);
  const kustomizations = all.flatMap((one) => one.kustomizations ?? []);
  const charts = all.flatMap((one) => one.charts ?? []);
  const forHelm = all.flatMap((one) => one.forHelm ?? []);
  return {
    ...(variables.length > 0 && { variables }),
    ...(kustomizations.length > 0 && { kustomizations }),
    ...(charts.length > 0 && { charts }),
    ...(forHelm.length > 0 && { forHelm }),
  };
}

/** Where a kustomization names files as plain texts. */
const LISTS = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
];
/** Where it names one in a field of each entry. */
const ENTRIES = ['replacements', 'helmCharts'];
const GENERATORS = ['configMapGenerator', 'secretGenerator'];

/** Gives a setting; Go reads names in any case. */
function settingsOf(kustomization: unknown): (name: string) => unknown {
  const settings = new Map(Object.entries(fields(kustomization)).map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => settings.get(name.toLowerCase());
}

/** What a kustomization names as changes of objects; much of it may also stand there itself. */
function patchesIn(kustomization: unknown): string[] {
  const at = settingsOf(kustomization);
  return [
    ...textsIn(at('patchesStrategicMerge')),
    ...['patches', 'patchesJson6902'].flatMap((name) => textsIn(list(at(name)).map(({ path }) => path))),
  ].filter(isPath);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isPath(text: string): boolean {
  return text !== '' && !text.includes('\n');
}

/** What else a kustomization names by its path. */
function pathsIn(kustomization: unknown): string[] {
  const at = settingsOf(kustomization);
  const entries = (name: string) => list(at(name));
  return [
    ...LISTS.flatMap((name) => textsIn(at(name))),
    ...ENTRIES.flatMap((name) =>
      entries(name).flatMap(({ path, valuesFile, additionalValuesFiles }) => [
        ...textsIn([path, valuesFile]),
        ...textsIn(additionalValuesFiles),
      ]),
    ),
    ...GENERATORS.flatMap((name) =>
      entries(name).flatMap(({ files, envs, env }) => [
        ...textsIn(files).map((text) => text.slice(text.indexOf('=') + 1)),
        ...textsIn(envs),
        ...textsIn([env]),
      ]),
    ),
    ...textsIn([fields(at('openapi')).path]),
  ].filter(isPath);
}

function textsIn(some: unknown): string[] {
  return Array.isArray(some) ? some.filter((text) => typeof text === 'string') : [];
}
