import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fields } from '../../lib/json/json';
import { configurationHere } from '../configuration/configuration';
import { readableOutput } from '../files/readable-output';
import { projectOf } from '../manifests/manifest-files';
import { withNamespace } from '../manifests/placed-manifests';
import { readManifests } from '../manifests/read-files';
import { joinReads, type ReadManifest, type ReadManifests } from '../manifests/read-manifests';
import { withCommandToRun } from './command-to-run';
import type { ToldVersions } from './helm/api-versions';
import { withTemplates } from './helm/templates-here';
import type { RenderOptions } from './options';
import { PrivateFolder } from './private-folder';
import { renderedObjects } from './rendered-objects';
import { Renderer, type RenderSettings, valuesFile } from './renderer';

/** Who renders, and for what. */
export interface RenderRequest extends RenderOptions {
  /** The command that reads what is piped in, as the user writes it: `check`; absent where it takes none. */
  readonly command?: string;
  /** That of the release, for Helm. */
  readonly namespace?: string;
  readonly limits?: RenderSettings['limits'];
}

/** Where a folder is that the user knows by a path, and what it may take files of. */
export type Whereabouts = (folder: string) => { readonly at: string; readonly project?: string } | string;

/** The manifests at the paths, with those of charts and kustomizations where they shall be rendered. */
export async function readRendered(paths: readonly string[], request: RenderRequest): Promise<ReadManifests> {
  checkRenderOptions(request);
  const read = withTemplates(readManifests(paths));
  return withRendered(read, request, (folder) => ({ at: readableOutput(folder) }));
}

/** @throws if the options contradict one another, or name what is not there */
export function checkRenderOptions({ render, values = [] }: RenderOptions): void {
  if (values.length > 0 && !render) throw new Error('--values are for Helm: they need --render');
  for (const file of values) valuesFile(file);
}

/**
 * What was read, with the objects of each folder that has to be rendered in place of its problem, in the namespace that
 * was told.
 */
export async function withRendered(
  read: ReadManifests,
  request: RenderRequest,
  where: Whereabouts,
): Promise<ReadManifests> {
  const isNeeded = request.render && read.problems.some(({ rendering }) => rendering !== undefined);
  const rendered = isNeeded ? await render(read, request, where) : withCommandsToRun(read, request, where);
  return withNamespace(rendered, request.namespace);
}

function withCommandsToRun(read: ReadManifests, request: RenderRequest, where: Whereabouts): ReadManifests {
  if (read.problems.every(({ rendering }) => rendering === undefined)) return read;
  const { command, namespace } = request;
  const at = (folder: string) => {
    const place = where(folder);
    return typeof place === 'string' ? undefined : place.at;
  };
  const context = { command, namespace, told: toldVersions(), at };
  return { ...read, problems: read.problems.map((problem) => withCommandToRun(problem, context)) };
}

async function render(read: ReadManifests, request: RenderRequest, where: Whereabouts): Promise<ReadManifests> {
  const own = new PrivateFolder();
  const renderer = new Renderer(settingsOf(request), own);
  try {
    const rendered = await renderAll(read, renderer, where);
    const { manifests, problems, without } = joinReads([{ ...read, problems: [] }, ...withFolders(rendered)]);
    return { ...read, manifests, problems, without };
  } finally {
    renderer.end();
    own.remove();
  }
}

async function renderAll(
  { problems }: ReadManifests,
  renderer: Renderer,
  where: Whereabouts,
): Promise<ReadManifests[]> {
  const all: ReadManifests[] = [];
  const seen = new Set<string>();
  for (const problem of problems) {
    const { rendering } = problem;
    if (rendering === undefined) {
      all.push({ manifests: [], problems: [problem], without: [] });
      continue;
    }
    if (seen.has(rendering.rendered)) continue;
    seen.add(rendering.rendered);
    const place = where(dirname(problem.file));
    const output = typeof place === 'string' ? place : await renderer.render(rendering, place.at, place.project);
    if (typeof output === 'string' || typeof place === 'string') {
      const { file, line, column, message } = problem;
      const [what] = message.split(': ');
      all.push({
        manifests: [],
        problems: [{ file, line, column, message: `${what}: ${String(output)}` }],
        without: [],
      });
    } else {
      const { at, project = projectOf(realpathSync(at)) } = place;
      all.push(renderedObjects(output, problem, rendering, { at, project }));
    }
  }
  return all;
}

/**
 * Where two renderings of a folder make the same object, they are for different clusters or environments, and each is
 * told for itself.
 */
function withFolders(all: readonly ReadManifests[]): ReadManifests[] {
  const makers = new Map<string, string>();
  const shared = new Set<string>();
  for (const { manifests } of all) {
    for (const read of manifests) {
      const id = identityOf(read);
      const from = read.rendered?.from ?? '';
      if ((makers.get(id) ?? from) !== from) shared.add(read.folder);
      makers.set(id, from);
    }
  }
  return all.map((one) => ({
    ...one,
    manifests: one.manifests.map((read) =>
      shared.has(read.folder) ? { ...read, folder: read.rendered?.from ?? read.folder } : read,
    ),
  }));
}

function identityOf({ folder, manifest: { apiVersion, kind, metadata } }: ReadManifest): string {
  const { namespace, name } = fields(metadata);
  return JSON.stringify([folder, apiVersion, kind, namespace, name]);
}

function settingsOf({ values = [], namespace, limits }: RenderRequest): RenderSettings {
  return { values: values.map(valuesFile), namespace, told: toldVersions(), limits };
}

function toldVersions(): ToldVersions {
  const { kubernetes, operator, externalSecrets } = configurationHere();
  return {
    kubernetesVersion: kubernetes.version,
    operatorVersion: operator.version,
    externalSecretsVersion: externalSecrets.version,
  };
}
