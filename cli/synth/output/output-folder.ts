import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { entryAt, identityAt } from '../../../lib/files/entry';
import { realFolder } from '../../../lib/files/path-inside';
import { type OutputPlaces, outputPlaces } from '../../files/output-places';
import { isInside } from '../../files/outside';
import { parentsOf } from '../../files/parents';

/**
 * The places for the output folder of a project.
 *
 * @param shown the folder as the user knows it
 * @throws if it cannot be one: something else stands there, or it holds what is not only output
 */
export function placesForOutput(output: string, shown: string, project: string): OutputPlaces {
  const places = outputPlaces(output);
  const found = entryAt(places.output);
  if (found !== undefined && !found.isDirectory()) {
    throw new Error(`the output folder "${shown}" is a file, not a folder: name another one, or move it away`);
  }
  const precious: readonly [string, string][] = [
    ['the project itself', project],
    ['your home folder', homedir()],
  ];
  for (const [what, path] of precious) {
    if (holds(places.output, path)) {
      throw new Error(`the output folder "${shown}" holds ${what}: name one of its own`);
    }
  }
  if (isInside(resolve(output), project) && !isInside(places.output, repositoryOf(realFolder(project)))) {
    throw new Error(
      `the output folder "${shown}" is behind a link that leads out of the project: name the folder itself, ` +
        `for example with --output ${places.output}`,
    );
  }
  return places;
}

/** A repository may hold several projects, with one folder for what all of them write. */
function repositoryOf(project: string): string {
  return parentsOf(project).find((folder) => entryAt(join(folder, '.git')) !== undefined) ?? project;
}

/** Whether a folder is the other one or one above it, however they are spelled. */
function holds(output: string, path: string): boolean {
  const id = identityAt(output);
  return id !== undefined && parentsOf(realFolder(path)).some((folder) => identityAt(folder) === id);
}
