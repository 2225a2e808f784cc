import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parentsOf } from './parents';

/** The folder of a package as Node finds it for code in the folder; undefined where it does not. */
export function packageFolder(folder: string, name: string): string | undefined {
  for (const parent of parentsOf(resolve(folder))) {
    const candidate = join(parent, 'node_modules', name);
    // Behind a link are the packages that it brings.
    if (existsSync(candidate)) return realpathSync(candidate);
  }
  return undefined;
}

/**
 * What the package says of itself that a folder belongs to, as Node decides it; nothing where it belongs to none.
 *
 * @throws if that is no JSON
 */
export function nearestPackage(folder: string): PackageManifest {
  for (const parent of parentsOf(resolve(folder))) {
    const manifest = join(parent, 'package.json');
    if (existsSync(manifest)) return packageAt(manifest);
  }
  return {};
}

/**
 * What a package says of itself.
 *
 * @throws if that is no JSON
 */
export function packageAt(manifest: string): PackageManifest {
  try {
    // Of a pipe nobody would see the end.
    if (statSync(manifest).isFile()) return Object(JSON.parse(readFileSync(manifest, 'utf8')));
  } catch {
    // Its parser would repeat what stands in it.
  }
  throw new Error(`${manifest} is no file with JSON in it: mend it first`);
}

interface PackageManifest {
  readonly name?: string;
  readonly type?: string;
  readonly version?: string;
  readonly exports?: object;
}
