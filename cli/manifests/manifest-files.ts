import { existsSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { byText } from '../../lib/collections/order';
import { isInside } from '../files/outside';
import { parentsOf } from '../files/parents';
import { readableOutput } from '../files/readable-output';
import { kindOf, reasonOf } from './file-bytes';
import { isKeptByTools, mayHoldManifests } from './rendered-folders';

export interface ManifestFile {
  readonly file: string;
  /** What belongs together: see `ReadManifest`. */
  readonly folder: string;
  readonly problem?: string;
}

export const MAX_ENTRIES = 100_000;

/**
 * The files at a path and below it, in a stable order. Links are followed inside of the project; what is no file, or
 * cannot be listed, is there with its problem.
 *
 * @throws if there is nothing at the path
 */
export function filesAt(path: string): ManifestFile[] {
  if (path === '-') return [{ file: '-', folder: '-' }];
  const at = readableOutput(path);
  const stats = statsOf(at);
  if (stats === undefined) throw new Error(`${path}: there is no such file or folder${remedyFor(path)}`);
  if (typeof stats === 'string') return [{ file: path, folder: dirname(path), problem: stats }];
  if (!stats.isDirectory()) return [{ file: path, folder: dirname(path) }];
  try {
    return new Listing(at, path).files();
  } catch (error) {
    return [{ file: path, folder: path, problem: reasonOf(error) }];
  }
}

/** What is mostly the reason where the folder is that of the generated manifests. */
function remedyFor(path: string): string {
  return normalize(path).split(sep)[0] === 'dist' ? ': npx cdk8s-infisical synth writes it' : '';
}

/** The folder of a file that was found below a path. */
export function folderOf(path: string, entry: string): string {
  const [top, ...rest] = entry.split(sep);
  return rest.length > 0 ? join(path, top) : path;
}

/** undefined where there is nothing; a text where the system refuses. */
function statsOf(path: string): Stats | string | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    return reasonOf(error);
  }
}

class Listing {
  private readonly found: { readonly entry: string; readonly problem?: string }[] = [];
  private readonly project: string;
  private count = 0;

  /** @param shown the path as the user knows it */
  public constructor(
    private readonly path: string,
    private readonly shown: string,
  ) {
    this.project = projectOf(realpathSync(path));
  }

  public files(): ManifestFile[] {
    this.list('', [realpathSync(this.path)]);
    return this.found
      .sort(byText(({ entry }) => entry))
      .map(({ entry, problem }) => ({ file: join(this.shown, entry), folder: folderOf(this.shown, entry), problem }));
  }

  /** @param above the real paths of the folders on the way: a link to one of them leads to what is read already */
  private list(folder: string, above: readonly string[]): void {
    try {
      for (const entry of readdirSync(join(this.path, folder), { withFileTypes: true })) {
        const name = join(folder, entry.name);
        if (isKeptByTools(entry.name)) continue;
        if (++this.count > MAX_ENTRIES) throw new Error(tooManyMessage(this.shown));
        if (entry.isSymbolicLink()) this.follow(name, above);
        else this.take(name, entry, () => [...above, join(above.at(-1) ?? '', entry.name)]);
      }
    } catch (error) {
      this.found.push({ entry: folder, problem: reasonOf(error) });
    }
  }

  private take(name: string, stats: Parameters<typeof kindOf>[0] & Pick<Stats, 'isFile'>, above: () => string[]): void {
    if (stats.isDirectory()) this.list(name, above());
    else if (stats.isFile() && this.mayHoldManifests(name)) this.found.push({ entry: name });
    else if (this.mayHoldManifests(name))
      this.found.push({ entry: name, problem: `it is no file but ${kindOf(stats)}` });
  }

  private mayHoldManifests(name: string): boolean {
    return mayHoldManifests(name, (path) => existsSync(join(this.path, path)));
  }

  private follow(name: string, above: readonly string[]): void {
    const path = join(this.path, name);
    const stats = statsOf(path);
    if (stats === undefined || typeof stats === 'string') {
      this.found.push({ entry: name, problem: stats ?? 'it is a link to nothing' });
      return;
    }
    if (!stats.isDirectory() && !this.mayHoldManifests(name)) return;
    const real = realpathSync(path);
    if (above.includes(real)) return;
    if (isInside(real, this.project)) this.take(name, stats, () => [...above, real]);
    else this.found.push({ entry: name, problem: LEADS_OUT });
  }
}

export function tooManyMessage(path: string): string {
  return `${path}: there are more than ${MAX_ENTRIES} files: name the folders with manifests`;
}

export const LEADS_OUT = 'it is a link that leads out of the project';

/** The work tree of a real path; without one, the folder that one is in, if it holds the path. */
export function projectOf(path: string): string {
  const tree = parentsOf(path).find((folder) => existsSync(join(folder, '.git')));
  if (tree !== undefined) return tree;
  const here = realpathSync(process.cwd());
  return isInside(path, here) ? here : path;
}
