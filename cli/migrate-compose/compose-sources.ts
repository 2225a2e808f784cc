import { existsSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { composeText } from './compose-text';
import type { ComposeSource } from './project-sources';

/** As compose looks for them: the first one that is there counts. */
const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/**
 * The compose files that compose would merge: those that are named; of none, or of a folder, the one that compose finds
 * there. One that has the name that compose looks for is read with the override file beside it.
 *
 * @throws if one of them cannot be read
 */
export function composeSources(named: readonly string[]): ComposeSource[] {
  const [only, ...more] = named;
  if (only === undefined) return composeSources([fileIn('.') ?? refuseNone('this folder')]);
  const files = more.length > 0 ? named : withOverride(isFolder(only) ? (fileIn(only) ?? refuseNone(only)) : only);
  return files.map((file) => ({ text: composeText(file), file }));
}

function withOverride(file: string): string[] {
  if (!NAMES.includes(posix.basename(file))) return [file];
  const override = OVERRIDES.map((name) => beside(file, name)).find(existsSync);
  return override === undefined ? [file] : [file, override];
}

/** `compose.yaml` beside `./docker.yaml`, written as that is. */
function beside(file: string, name: string): string {
  return file.slice(0, file.length - posix.basename(file).length) + name;
}

function isFolder(path: string): boolean {
  return path !== '-' && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

function fileIn(folder: string): string | undefined {
  return NAMES.map((name) => posix.join(folder, name)).find(existsSync);
}

function refuseNone(folder: string): never {
  throw new Error(`${folder}: there is no compose file: name one`);
}
