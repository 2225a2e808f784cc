import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Fingerprint } from './fingerprint';

type Input = Pick<Fingerprint, 'path' | 'kind'>;

const SETTINGS = ['package.json', 'tsconfig.json', 'jsconfig.json'];

/**
 * Everything besides the files themselves on which it depends which files an import means: the settings in all folders
 * above, and the names in all folders in which a better match could appear.
 */
export function resolutionInputs(files: Iterable<string>, project: string): Input[] {
  const direct = new Set([...files].map((file) => dirname(file)));
  const inputs = new Map<string, Input>();
  const add = (kind: Input['kind'], path: string) => inputs.set(path, { kind, path });
  for (const folder of withParents(direct)) {
    // Above the project other things come and go: only what could be imported counts.
    const isListed = direct.has(folder) || isBelow(folder, project) || folder.split(sep).includes('node_modules');
    const names = isListed ? new Set(readdirSync(folder)) : undefined;
    if (isListed) add('folder', folder);
    for (const name of SETTINGS) if (names?.has(name) ?? true) add('file', join(folder, name));
    if (names?.has('node_modules') === false) continue;
    for (const packages of packageFolders(join(folder, 'node_modules'))) add('folder', packages);
  }
  return [...inputs.values()];
}

function withParents(folders: Iterable<string>): Set<string> {
  const all = new Set<string>();
  for (let folder of folders) {
    while (!all.has(folder)) {
      all.add(folder);
      folder = dirname(folder);
    }
  }
  return all;
}

function isBelow(folder: string, project: string): boolean {
  return folder === project || folder.startsWith(project + sep);
}

/** The folder of packages, present or not, and those of its scopes. */
function packageFolders(folder: string): string[] {
  if (!existsSync(folder)) return [folder];
  const scopes = readdirSync(folder).filter((name) => name.startsWith('@'));
  return [folder, ...scopes.map((scope) => join(folder, scope))];
}
