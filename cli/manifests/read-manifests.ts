import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { Document, LineCounter, parseAllDocuments, type Tags } from 'yaml';
import { fields, type Manifest } from '../../lib/validation/manifest';
import { readableOutput, readWhole, settledEntries } from '../files/readable-output';

/** A Kubernetes object and where it was read. */
export interface ReadManifest {
  readonly manifest: Manifest;
  /** The path as the user would write it; `-` for standard input. */
  readonly file: string;
  /**
   * What belongs together: the folder that was asked for, or the one directly in it. A folder of `dist` is an
   * environment, whatever folders it has for charts.
   */
  readonly folder: string;
  /** The line on which its document begins, counted from 1. */
  readonly line: number;
  /** The line of a place in the object, for example `['spec', 'template']`; that of its closest ancestor if it is absent. */
  readonly lineAt: (path: readonly (string | number)[]) => number;
}

/** Something in a file that is no Kubernetes object. */
export interface ReadProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export interface ReadManifests {
  readonly manifests: readonly ReadManifest[];
  readonly problems: readonly ReadProblem[];
}

/** A kustomization is for kustomize and not for the cluster. */
export const MANIFEST_FILE = /(?<!(^|[\\/])kustomization)\.(ya?ml|json)$/;

/** As the API machinery reads YAML: 1.1, but a date is a text. */
const AS_KUBERNETES = {
  version: '1.1',
  merge: true,
  customTags: (tags: Tags) => tags.filter((tag) => typeof tag === 'string' || tag.tag !== TIMESTAMP),
} as const;
const TIMESTAMP = 'tag:yaml.org,2002:timestamp';

/** Made once: the parser would make it for each document. It takes one, although its types say that it does not. */
const SCHEMA = new Document(null, AS_KUBERNETES).schema as unknown as undefined;

/**
 * The Kubernetes objects in files, in folders and all below them, or on standard input (`-`), in a stable order.
 *
 * @throws if a path does not exist
 */
export function readManifests(paths: readonly string[]): ReadManifests {
  return readWhole(paths, () => readOnce(paths));
}

function readOnce(paths: readonly string[]): ReadManifests {
  const manifests: ReadManifest[] = [];
  const problems: ReadProblem[] = [];
  const seen = new Set<string>();
  for (const [file, folder] of paths.flatMap(filesAt)) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(file === '-' ? 0 : readableOutput(file), 'utf8');
    const read = manifestsIn(text, file, folder);
    manifests.push(...read.manifests);
    problems.push(...read.problems);
  }
  return { manifests, problems };
}

/** The Kubernetes objects in the text of a file. */
export function manifestsIn(text: string, file: string, folder: string = dirname(file)): ReadManifests {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { ...AS_KUBERNETES, schema: SCHEMA, lineCounter: lines });
  if ('empty' in documents) return { manifests: [], problems: [] };
  const manifests: ReadManifest[] = [];
  const problems: ReadProblem[] = [];
  for (const document of documents) {
    const begin = document.contents?.range?.[0] ?? document.range[0];
    const line = lines.linePos(begin).line;
    const [error] = document.errors;
    if (error) {
      const message = `this is no YAML: ${error.message.split('\n')[0]}`;
      problems.push({ file, line: error.linePos?.[0].line ?? line, message });
      continue;
    }
    const objects = objectsOf(document);
    if (objects === undefined) problems.push({ file, line, message: 'this is no Kubernetes object' });
    for (const { manifest, at } of objects ?? []) {
      const lineAt = (path: readonly (string | number)[]) => lineOf(document, [...at, ...path], lines) ?? line;
      manifests.push({ manifest, file, folder, line: lineAt([]), lineAt });
    }
  }
  return { manifests, problems };
}

/** Each file with its folder. */
function filesAt(path: string): [file: string, folder: string][] {
  if (path === '-') return [['-', '-']];
  const at = readableOutput(path);
  const stats = statSync(at, { throwIfNoEntry: false });
  if (stats === undefined) throw new Error(`${path}: there is no such file or folder`);
  if (!stats.isDirectory()) return [[path, dirname(path)]];
  const found = settledEntries(at, readdirSync(at, { recursive: true, encoding: 'utf8' }));
  const entries = found.filter((entry) => MANIFEST_FILE.test(entry));
  return entries.sort().map((entry) => [join(path, entry), folderOf(path, entry)]);
}

/** The folder of a file that was found below a path. */
export function folderOf(path: string, entry: string): string {
  const [top, ...rest] = entry.split(sep);
  return rest.length > 0 ? join(path, top) : path;
}

interface Placed {
  readonly manifest: Manifest;
  /** Where in the document it stands. */
  readonly at: readonly (string | number)[];
}

/** The objects of a document; undefined if it holds something else, or aliases that expand without end. */
function objectsOf(document: Document): Placed[] | undefined {
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 1_000 });
  } catch {
    return undefined;
  }
  if (content === null || content === undefined) return [];
  const { kind, items } = fields(content);
  const placed =
    kind === 'List' && Array.isArray(items)
      ? items.map((item: unknown, index) => ({ manifest: item as Manifest, at: ['items', index] }))
      : [{ manifest: content as Manifest, at: [] }];
  return placed.every(({ manifest }) => isObject(manifest)) ? placed : undefined;
}

function isObject(content: unknown): boolean {
  const { apiVersion, kind } = fields(content);
  return typeof apiVersion === 'string' && typeof kind === 'string';
}

/** The line of a node, or of the closest one above it that exists. */
function lineOf(document: Document, path: readonly (string | number)[], lines: LineCounter): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const range = rangeAt(document, path.slice(0, length));
    if (range) return lines.linePos(range[0]).line;
  }
  return undefined;
}

/** Where a node stands; undefined where there is none, or where it came through an alias. */
function rangeAt(document: Document, path: readonly (string | number)[]): readonly number[] | undefined {
  try {
    return (document.getIn(path, true) as { range?: readonly number[] } | undefined)?.range;
  } catch {
    return undefined;
  }
}
