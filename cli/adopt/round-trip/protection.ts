import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { isInside } from '../../files/outside';

/** What a program may read and write while it runs, and what else it may not do. */
export interface Protection {
  /** For Node. */
  readonly flags: readonly string[];
  /** For people. */
  readonly words: string;
}

const BARE = 'without your variables, with limits to its time and output';

/**
 * Node's permission model where this Node has it: no processes, workers, addons or WASI, reading only its packages, and
 * writing only to a folder of its own.
 */
export function protectionFor(readable: readonly string[], writable: string): Protection {
  const flag = PERMISSION.find((name) => process.allowedNodeEnvironmentFlags.has(name));
  if (flag === undefined)
    return {
      flags: [],
      words: `${BARE}; this Node has no permission model to keep it from writing and starting things`,
    };
  return {
    flags: [
      flag,
      '--no-warnings',
      ...readable.map((folder) => `--allow-fs-read=${folder}`),
      `--allow-fs-read=${writable}`,
      `--allow-fs-write=${writable}`,
    ],
    words: `${BARE}, and Node let it read its packages, write to a temporary folder, and start nothing`,
  };
}

const PERMISSION = ['--permission', '--experimental-permission'];

/** The folders that a program in the folder reads: its own, and those of its packages, with what they need themselves. */
export function readableFolders(folder: string, packages: readonly string[]): string[] {
  const own = realpathSync(folder);
  const all = [folder, own, ...packages].flatMap((one) => [one, ...packageFoldersAbove(one)]);
  const readable = [...new Set(all.flatMap((one) => [one, realpathSync(one)]).map(outermostModules))];
  // Older versions of Node forget a folder when they are told of one in it.
  return readable.filter((one) => !readable.some((other) => other !== one && isInside(one, other)));
}

function packageFoldersAbove(folder: string): string[] {
  const candidate = join(folder, 'node_modules');
  const found = existsSync(candidate) ? [candidate] : [];
  const parent = dirname(folder);
  return parent === folder ? found : [...found, ...packageFoldersAbove(parent)];
}

/** The outermost `node_modules` that a folder is in: links of a package manager lead about in there. */
export function outermostModules(folder: string): string {
  const parts = resolve(folder).split(sep);
  const index = parts.indexOf('node_modules');
  return index < 0 ? folder : parts.slice(0, index + 1).join(sep);
}

/**
 * The `node_modules` that a program was kept from loading a package of; undefined if it was kept from anything else. The
 * program may have printed this itself: nothing but such a folder is ever let in.
 */
export function packagesMissed(stderr: string): string | undefined {
  if (!/\bERR_ACCESS_DENIED\b/.test(stderr) || !/permission: 'FileSystemRead'/.test(stderr)) return undefined;
  const resource = /resource: '([^'\n]+)'/.exec(stderr)?.[1];
  if (resource === undefined || !isAbsolute(resource)) return undefined;
  const folder = outermostModules(resource);
  return basename(folder) === 'node_modules' && isOnePath(folder) ? folder : undefined;
}

/** Node reads a comma as the end of a path, and an asterisk as any. */
function isOnePath(folder: string): boolean {
  return !/[*,]/.test(folder);
}
