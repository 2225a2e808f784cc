import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Rendering } from '../manifests/folders-to-render';
import { manifestsInBytes, type ReadManifests, type ReadProblem } from '../manifests/read-manifests';
import { renderedName } from './command-to-run';

/**
 * The objects of what a program has written for a folder, each with the template that it is of, as far as that is told.
 *
 * @param at where the folder is read
 */
export function renderedObjects(bytes: Buffer, problem: ReadProblem, rendering: Rendering, at: string): ReadManifests {
  const { by, rendered, folder } = rendering;
  const { manifests, problems } = manifestsInBytes(bytes, { file: renderedName(rendering), folder });
  const writer = by === 'helm' ? 'helm template' : 'kubectl kustomize';
  const lines = by === 'helm' && manifests.length > 0 ? bytes.toString('utf8').split('\n') : [];
  const told = problems.map(({ line, message }) => ({
    ...{ file: problem.file, line: 1, column: 1 },
    message: `line ${line} of what ${writer} writes for ${rendered}: ${message}`,
  }));
  return {
    manifests: manifests.map((read) => {
      const template = templateAbove(lines, read.line - 1);
      const isThere = template !== undefined && existsSync(join(at, template));
      const file = isThere ? join(rendered, template) : problem.file;
      return { ...read, rendered: { by: writer, from: rendered, file } };
    }),
    problems: told,
    without: manifests.length === 0 && told.length === 0 ? [problem.file] : [],
  };
}

/** The file that Helm names at the beginning of each document, from its chart on. */
const SOURCE = /^# Source: [^/\s]+\/((?:[\w.-]+\/)*[\w.-]+)\s*$/;

/** @param line the index of the line on which the content of a document begins */
function templateAbove(lines: readonly string[], line: number): string | undefined {
  let start = line;
  while (start > 0 && !(lines[start] ?? '').startsWith('---')) start--;
  const [, path] = SOURCE.exec(lines[start + 1] ?? '') ?? [];
  return path === undefined || path.split('/').includes('..') ? undefined : path;
}
