import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Fields, fields } from '../../../lib/json/json';
import { withoutCredentialsIn } from '../../../lib/text/credential-text';
import { isInside } from '../../files/outside';
import { bytesOf } from '../../manifests/file-bytes';
import { decodedText } from '../../yaml/decoded-text';
import { documentsIn } from '../../yaml/kubernetes-yaml';
import { isRemoteFolder, remoteTextIn } from './remote-texts';

/** As kustomize calls them. */
const FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const MAX_FOLDERS = 1_000;

/** What kustomize makes objects of. */
const RESOURCES = ['resources', 'bases', 'components'];
/** What has it start others, unless they are built in. */
const PLUGINS = ['generators', 'transformers', 'validators'];
const CHARTS = ['helmCharts', 'helmGlobals', 'helmChartInflationGenerator'];
const OTHERS = [
  ...['apiVersion', 'kind', 'metadata', 'openapi', 'namePrefix', 'nameSuffix', 'namespace', 'commonLabels', 'labels'],
  ...['commonAnnotations', 'patchesStrategicMerge', 'patchesJson6902', 'patches', 'images', 'replacements'],
  ...['replicas', 'vars', 'sortOptions', 'crds', 'generatorOptions', 'configMapGenerator', 'secretGenerator'],
  ...['configurations', 'buildMetadata'],
];

/** Why kustomize shall not run in a folder: it would ask others, start others, or read what is of others. */
export function kustomizationProblem(folder: string, project: string): string | undefined {
  return new KustomizationTree(realpathSync(project)).problem(realpathSync(folder));
}

/** The files with the objects of a kustomization, and of those that it takes; patches have none. */
export function kustomizedFiles(folder: string, project: string): readonly string[] {
  const tree = new KustomizationTree(realpathSync(project));
  tree.problem(realpathSync(folder));
  return [...tree.files];
}

class KustomizationTree {
  public readonly files = new Set<string>();
  private readonly seen = new Set<string>();

  public constructor(private readonly project: string) {}

  /** @param folder its real path */
  public problem(folder: string): string | undefined {
    if (this.seen.has(folder)) return undefined;
    if (this.seen.size >= MAX_FOLDERS) return `it takes more than ${MAX_FOLDERS} kustomizations`;
    this.seen.add(folder);
    const names = readdirSync(folder).filter((name) => FILES.includes(name));
    if (names.length !== 1)
      return `a folder that it takes has ${names.length === 0 ? 'no kustomization' : names.join(' and ')}`;
    const documents = this.documentsAt(join(folder, names[0]));
    if (typeof documents === 'string') return documents;
    if (documents.length > 1) return `${names[0]} has several documents`;
    const settings = fields(documents[0]);
    return (
      fieldProblem(settings) ??
      this.firstProblem(settings, RESOURCES, (path) => this.resourceProblem(folder, path)) ??
      this.firstProblem(settings, PLUGINS, (path) => this.pluginProblem(folder, path))
    );
  }

  private firstProblem(
    settings: Fields,
    names: readonly string[],
    problemOf: (path: string) => string | undefined,
  ): string | undefined {
    for (const name of names) {
      const value = settings[name] ?? [];
      if (!Array.isArray(value)) return `its ${name} are no list`;
      for (const path of value) {
        const problem = typeof path === 'string' ? problemOf(path) : `its ${name} are no paths`;
        if (problem !== undefined) return problem;
      }
    }
    return undefined;
  }

  private resourceProblem(folder: string, path: string): string | undefined {
    if (isRemoteFolder(path)) return remoteProblem(path);
    const place = resolve(folder, path);
    if (!existsSync(place)) return `it takes ${path}, which is not there`;
    const real = realpathSync(place);
    if (!isInside(real, this.project)) return `it takes ${path}, which leads out of the project`;
    const stats = statSync(real);
    if (stats.isDirectory()) return this.problem(real);
    if (!stats.isFile()) return `it takes ${path}, which is no file`;
    this.files.add(real);
    return undefined;
  }

  /** What is built in starts nobody. */
  private pluginProblem(folder: string, path: string): string | undefined {
    const refused = 'it has plugins of kustomize, and only those that are built in, each in a file, are run here';
    const place = resolve(folder, path);
    if (path.includes('\n') || !existsSync(place) || !statSync(place).isFile()) return refused;
    if (!isInside(realpathSync(place), this.project)) return `it takes ${path}, which leads out of the project`;
    const documents = this.documentsAt(place);
    if (typeof documents === 'string') return documents;
    const isBuiltIn = documents.every((one) => {
      const { apiVersion, kind, metadata } = fields(one);
      const { annotations } = fields(metadata);
      return apiVersion === 'builtin' && !String(kind).startsWith('Helm') && annotations === undefined;
    });
    if (!isBuiltIn) return refused;
    const remote = documents.map((one) => remoteTextIn(one)).find((text) => text !== undefined);
    return remote === undefined ? undefined : remoteProblem(remote);
  }

  private documentsAt(file: string): unknown[] | string {
    const name = file.split(/[\\/]/).at(-1);
    if (!isInside(realpathSync(file), this.project)) return `${name} is a link that leads out of the project`;
    const bytes = bytesOf(file);
    const text = typeof bytes === 'string' ? undefined : decodedText(bytes);
    if (typeof text !== 'string') return `${name} cannot be read`;
    const documents = [...documentsIn(text)];
    if (documents.some(({ problem }) => problem !== undefined)) return `${name} cannot be read for certain`;
    return documents.map(({ content }) => content).filter((content) => content !== null);
  }
}

function fieldProblem(settings: Fields): string | undefined {
  const given = Object.keys(settings);
  // Go reads names in any case.
  const chart = given.find((name) => CHARTS.some((one) => one.toLowerCase() === name.toLowerCase()));
  if (chart !== undefined) return `it has charts rendered (${chart}), for which kustomize would fetch and start others`;
  const unknown = given.find((name) => ![...RESOURCES, ...PLUGINS, ...OTHERS].includes(name));
  if (unknown !== undefined) return `nobody knows here what its field ${unknown} does`;
  const remote = remoteTextIn(settings);
  return remote === undefined ? undefined : remoteProblem(remote);
}

function remoteProblem(text: string): string {
  return `it takes ${withoutCredentialsIn(text)} from elsewhere, and nothing is fetched here`;
}
