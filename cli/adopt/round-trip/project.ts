import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** The folder of a package as code in the folder would find it; undefined where it would not. */
export function packageFolder(folder: string, name: string): string | undefined {
  for (const parent of parentsOf(resolve(folder))) {
    const candidate = join(parent, 'node_modules', name);
    // Behind a link are the packages that it brings.
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
  }
  return undefined;
}

/** esbuild of the project, or the one that its tsx brings. */
export function findEsbuild(folder: string): Esbuild | undefined {
  const places = [folder, packageFolder(folder, 'tsx'), packageFolder(__dirname, 'tsx'), __dirname];
  for (const place of places) {
    const found = place && packageFolder(place, 'esbuild');
    if (found) return createRequire(join(found, 'package.json'))(found) as Esbuild;
  }
  return undefined;
}

/** What is used of esbuild. */
export interface Esbuild {
  buildSync(options: object): { readonly outputFiles: readonly { readonly text: string }[] };
}

/** Whether the files of the folder are ES modules. */
export function isModule(folder: string): boolean {
  for (const parent of parentsOf(resolve(folder))) {
    const manifest = join(parent, 'package.json');
    if (existsSync(manifest))
      return (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string }).type === 'module';
  }
  return false;
}

function parentsOf(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...parentsOf(parent)];
}
