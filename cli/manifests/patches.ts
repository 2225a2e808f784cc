import { dirname, relative } from 'node:path';
import { type Path, pathText } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import type { TextPlace, TextProblem } from '../../lib/text/place-in-text';
import { remembered } from '../../lib/text/remembered';
import { lackIn } from './fragments';
import { PATCH } from './rendered-folders';
import type { Kustomization } from './rendering-notes';

interface ReadObject extends TextPlace {
  readonly file: string;
  readonly manifest: Manifest;
  readonly placeAt: (path: Path) => TextPlace;
}

interface Problem extends TextProblem {
  readonly file: string;
}

interface Read<T, P> {
  readonly manifests: readonly T[];
  readonly problems: readonly P[];
  readonly without: readonly string[];
}

/** What is known of the project that files are of. */
export interface Around {
  /** All that tell of these files, whether they were asked for or not. */
  readonly kustomizations: readonly Kustomization[];
  /** The same text for the same file, whatever way leads there. */
  readonly identityOf: (path: string) => string;
}

/**
 * Without what is a patch and no object: a file that a kustomization names as one, and an object that lacks what it
 * cannot be without, of which no kustomization says that it is one. What is piped in was made by a program.
 */
export function withoutPatches<T extends ReadObject, P extends Problem>(
  read: Read<T, P>,
  { kustomizations, identityOf }: Around,
): Read<T, P | Problem> {
  const { patchedBy, isOfObjects } = namedFiles(kustomizations, identityOf);
  const patched = new Map<string, Problem>();
  const lacking: Problem[] = [];
  const isPatch = (file: string, { line, column }: TextPlace = { line: 1, column: 1 }) => {
    const by = patchedBy(file);
    if (by !== undefined && !patched.has(file)) patched.set(file, { file, line, column, message: patchMessage(by) });
    return by !== undefined;
  };
  const manifests = read.manifests.filter((one) => {
    const { file, manifest, placeAt } = one;
    if (file !== '-' && isPatch(file, one)) return false;
    const lack = file === '-' ? undefined : lackIn(manifest);
    if (lack === undefined || isOfObjects(file)) return true;
    const { line, column } = placeAt(lack);
    lacking.push({ file, line, column, message: fragmentMessage(manifest, lack) });
    return false;
  });
  const without = read.without.filter((file) => !isPatch(file));
  const problems = read.problems.filter(({ file, message }) => message !== PATCH || !isPatch(file));
  return { ...read, manifests, problems: [...problems, ...patched.values(), ...lacking], without };
}

/** Of what is an object for one kustomization, another one may say that it is a patch. */
function namedFiles(all: readonly Kustomization[], identityOf: (path: string) => string) {
  const patches = new Map<string, Kustomization>();
  const objects = new Set<string>();
  for (const one of all) {
    for (const path of one.takes) objects.add(identityOf(path));
    for (const id of one.patches.map(identityOf)) if (!patches.has(id)) patches.set(id, one);
  }
  const isOfObjects = remembered((file) => objects.size > 0 && objects.has(identityOf(file)));
  const patchedBy = remembered((file) =>
    patches.size === 0 || isOfObjects(file) ? undefined : patches.get(identityOf(file)),
  );
  return { patchedBy, isOfObjects };
}

function patchMessage({ file }: Kustomization): string {
  const shown = relative(process.cwd(), file);
  return `it is a patch of ${shown}, and no object: name ${folderShown(shown)} with --render`;
}

function folderShown(file: string): string {
  const folder = dirname(file);
  return folder === '.' ? 'this folder' : `the folder ${folder}`;
}

function fragmentMessage({ kind }: Manifest, lack: Path): string {
  return `${pathText(lack)} is missing, so that it is no whole ${kind} but looks like a patch of kustomize: name the folder of its kustomization with --render, or write what is missing`;
}
