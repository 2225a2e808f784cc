import { dirname } from 'node:path';
import type { Manifest } from '../../lib/model/manifest';
import type { TextPlace, TextProblem } from '../../lib/text/place-in-text';
import { checkedText } from '../yaml/checked-text';
import { documentsIn, type KubernetesDocument } from '../yaml/kubernetes-yaml';
import type { DocumentLine, Meant, Path } from '../yaml/places';
import { marksIn } from '../yaml/strict-documents';
import type { Rendering } from './folders-to-render';
import { objectsOf, type Placed } from './objects';
import { joinNotes, notesOf, type RenderingNotes } from './rendering-notes';
import { templatesIn } from './template-above';

/** A Kubernetes object, and where it was read: its line and column are those on which its document begins. */
export interface ReadManifest extends TextPlace {
  readonly manifest: Manifest;
  /** The path as the user would write it; `-` for standard input. */
  readonly file: string;
  /**
   * What belongs together: the folder that was asked for, or the one directly in it. A folder of `dist` is an
   * environment, whatever folders it has for charts.
   */
  readonly folder: string;
  /** How it was rendered; its line is that of the rendering then, and no file has it. */
  readonly rendered?: Rendered;
  /** The template that Helm names above it, with the name of the chart: `shop/templates/api.yaml`. */
  readonly template?: string;
  /** Where `['spec', 'template']` of the object stands, for example; its closest ancestor if it is absent. */
  readonly placeAt: (path: Path, meant?: Meant) => TextPlace;
  /**
   * A line of its file, with the values of the object that stand on it. undefined where anything else stands on it, or it
   * is not of this object.
   */
  readonly lineAt?: (line: number) => DocumentLine | undefined;
  /** Whether it stands in a list, as kubectl prints all of a kind. */
  readonly isListed?: boolean;
  /** Whether it was exported from a cluster, where what told of that was taken off. */
  readonly isExport?: boolean;
  /** What a cluster has added to it, and was taken off. */
  readonly takenOff?: readonly TakenOff[];
}

/** A part of an object that nobody declares: others write it into a live one. */
export type TakenOff = 'status' | 'restart annotations' | 'finalizers of Kubernetes' | 'addresses';

/** How an object came about that is in no file: its `file` says that it is of a rendering. */
interface Rendered extends RealPlace {
  readonly by: 'helm template' | 'kubectl kustomize';
  /** The folder with the chart or the kustomization. */
  readonly from: string;
  /** What Helm was told that the release is called, where it was Helm. */
  readonly release?: string;
}

/**
 * What stands for an object that is in no file: its template, the file of which kustomize took it, else the chart or the
 * kustomization. The line is the first one where that of the object is not known.
 */
export interface RealPlace extends TextPlace {
  readonly file: string;
}

/** Why a part of a file is unread: nobody knows what a cluster makes of it. */
export interface ReadProblem extends TextProblem {
  readonly file: string;
  /** With what else the folder can be read. */
  readonly rendering?: Rendering;
  /** What stands for it where it is in no file. */
  readonly real?: RealPlace;
}

export interface ReadManifests extends RenderingNotes {
  readonly manifests: readonly ReadManifest[];
  /** With any of them, the file counts as unread; what else it has is read nevertheless. */
  readonly problems: readonly ReadProblem[];
  /** The files that hold no Kubernetes manifest, and nothing that could be one. */
  readonly without: readonly string[];
}

/** So much fits into a gigabyte of memory. */
const MAX_DOCUMENTS_OF_FILE = 100_000;
export const MAX_MARKS = 3_000_000;
const TOO_MANY_DOCUMENTS = `more than ${MAX_DOCUMENTS_OF_FILE} documents are in one file: split it`;
/** What begins an action in a template of Helm. */
const ACTION = '{{';
const TOO_LONG = `it has more than ${MAX_MARKS} lines, brackets, commas and colons: split it`;

export function manifestsIn(text: string, file: string, folder: string = dirname(file)): ReadManifests {
  const checked = checkedText(text);
  return typeof checked === 'string' ? manifestsOf(checked, file, folder) : unreadFile(file, checked);
}

/** A file of which nothing is read. */
export function unreadFile(file: string, problem: TextProblem | string): ReadManifests {
  const placed = typeof problem === 'string' ? { line: 1, column: 1, message: problem } : problem;
  return { manifests: [], problems: [{ file, ...placed }], without: [] };
}

export function joinReads(read: readonly ReadManifests[]): ReadManifests {
  return {
    manifests: read.flatMap(({ manifests }) => manifests),
    problems: read.flatMap(({ problems }) => problems),
    without: read.flatMap(({ without }) => without),
    ...joinNotes(read),
  };
}

/** What stands in a text that every reader takes for the same. */
export function manifestsOf(text: string, file: string, folder: string): ReadManifests {
  // No text has more marks than characters.
  if (text.length > MAX_MARKS && marksIn(text) > MAX_MARKS) return unreadFile(file, TOO_LONG);
  const manifests: ReadManifest[] = [];
  const problems: ReadProblem[] = [];
  const others: TextProblem[] = [];
  const notes: RenderingNotes[] = text.includes(ACTION) ? [{ forHelm: [{ file, folder }] }] : [];
  const templateAbove = templatesIn(text);
  let count = 0;
  for (const document of documentsIn(text)) {
    if (++count > MAX_DOCUMENTS_OF_FILE) {
      problems.push({ file, ...document.placeAt([]), message: TOO_MANY_DOCUMENTS });
      break;
    }
    if (document.problem) problems.push({ file, ...document.problem });
    if (document.content === null) continue;
    notes.push(notesOf(document.content, { file, folder }));
    const objects = objectsOf(document.content, file);
    if (objects === undefined)
      others.push({ ...document.placeAt([]), message: 'this is no Kubernetes object, and others of its file are' });
    for (const one of objects ?? []) {
      if ('problem' in one) problems.push({ file, ...document.placeAt(one.at), message: one.problem });
      else {
        const places = placesOf(document, one);
        const template = templateAbove(places.line);
        manifests.push({
          manifest: one.manifest,
          file,
          folder,
          ...places,
          ...(one.at.length > 0 && { isListed: true }),
          ...(template !== undefined && { template }),
        });
      }
    }
  }
  if (manifests.length > 0) problems.push(...others.map((one) => ({ file, ...one })));
  const without = manifests.length === 0 && problems.length === 0 ? [file] : [];
  return { manifests, problems: problems.sort((a, b) => a.line - b.line), without, ...joinNotes(notes) };
}

function placesOf(document: KubernetesDocument, { at }: Placed): TextPlace & Pick<ReadManifest, 'placeAt' | 'lineAt'> {
  const placeAt = (path: Path, meant?: Meant) => document.placeAt([...at, ...path], meant);
  const lineAt = (line: number) => {
    const found = document.lineAt(line);
    const isOwn = found?.paths.every((path) => at.every((part, index) => path[index] === part)) === true;
    return found !== undefined && isOwn
      ? { ...found, paths: found.paths.map((path) => path.slice(at.length)) }
      : undefined;
  };
  const { line, column } = at.length === 0 ? document : placeAt([]);
  return { line, column, placeAt, lineAt };
}
