import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Rendering } from '../manifests/folders-to-render';
import { manifestsInBytes } from '../manifests/read-files';
import type { ReadManifests, ReadProblem, RealPlace } from '../manifests/read-manifests';
import { templatesIn } from '../manifests/template-above';
import { renderedName } from './command-to-run';
import { chartFolder } from './helm/chart-folder';
import { releaseName } from './helm/release-name';
import { kustomizedObjects } from './kustomize/kustomized-objects';

/** Where the folder is that was rendered, and what it may take files of. */
export interface RenderedAt {
  readonly at: string;
  readonly project: string;
}

/** The objects of what a program has written for a folder, each with the file that it is of, as far as that is told. */
export function renderedObjects(
  bytes: Buffer,
  problem: ReadProblem,
  rendering: Rendering,
  { at, project }: RenderedAt,
): ReadManifests {
  const { by, rendered, folder } = rendering;
  const { manifests, problems } = manifestsInBytes(bytes, { file: renderedName(rendering), folder });
  const writer = by === 'helm' ? 'helm template' : 'kubectl kustomize';
  const release = by === 'helm' ? releaseOf(rendering, at) : undefined;
  const whole = { file: problem.file, line: 1, column: 1 };
  const ofTemplate = (template: string | undefined): RealPlace => {
    const path = template?.slice(template.indexOf('/') + 1);
    return path !== undefined && existsSync(join(at, path)) ? { ...whole, file: join(rendered, path) } : whole;
  };
  const ofBase = by === 'kustomize' ? kustomizedObjects(rendered, at, project) : () => undefined;
  const templateAbove = by === 'helm' && problems.length > 0 ? templatesIn(bytes.toString('utf8')) : () => undefined;
  const told = problems.map(({ line, message }) => ({
    ...ofTemplate(templateAbove(line)),
    message: `line ${line} of what ${writer} writes for ${rendered}: ${message}`,
  }));
  return {
    manifests: manifests.map((read) => {
      const real = by === 'helm' ? ofTemplate(read.template) : (ofBase(read.manifest) ?? whole);
      return { ...read, rendered: { by: writer, from: rendered, ...(release && { release }), ...real } };
    }),
    problems: told,
    without: manifests.length === 0 && told.length === 0 ? [problem.file] : [],
  };
}

function releaseOf({ name, rendered }: Rendering, at: string): string {
  const chart = chartFolder(at);
  return releaseName(name ?? (typeof chart === 'string' ? undefined : chart.name), rendered);
}
