import { existsSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fields } from '../../../lib/json/json';
import type { Fix } from '../../../lib/validation/rule';
import { applyEdits } from '../../findings/edits';
import { bytesOf } from '../../manifests/file-bytes';
import { objectsOf } from '../../manifests/objects';
import type { ReadManifest } from '../../manifests/read-manifests';
import { decodedText } from '../../yaml/decoded-text';
import { type Splice, UnsafeEdit } from '../../yaml/document-edits';
import { documentsIn, type Path } from '../../yaml/kubernetes-yaml';
import { editsIn } from '../../yaml/parsed-document';

/** One document of the file, with the objects in it. */
interface Piece {
  text: string;
  content: unknown;
  readonly problem?: unknown;
}

/** Where an object stands. */
export interface ObjectPlace {
  readonly piece: number;
  readonly at: Path;
}

/** An object of a piece, and what is to be put right of it. */
interface FixedObject extends Pick<ObjectPlace, 'at'> {
  readonly fixes: readonly Fix[];
}

const MARK = '\uFEFF';
const TEMPLATE_COMMENT = /^\s*#[^\n]*\{\{/m;

/** A file of manifests whose text can be edited. */
export class FixableFile {
  private readonly pieces: Piece[];
  private readonly start: string;
  private readonly text: string;

  private constructor(
    public readonly file: string,
    /** What stands in the file now. */
    public readonly bytes: Buffer,
    text: string,
  ) {
    this.start = bytes.toString('utf8').startsWith(MARK) ? MARK : '';
    this.text = text.endsWith('\n') ? text : `${text}\n`;
    this.pieces = [...documentsIn(text)].map(({ from, to, content, problem }) => ({
      text: this.text.slice(from, to),
      content,
      problem,
    }));
  }

  /** The file, or why nobody but people should edit it. */
  public static at(file: string): FixableFile | string {
    if (file === '-') return 'standard input cannot be written';
    const bytes = bytesOf(file);
    if (typeof bytes === 'string') return bytes;
    const text = decodedText(bytes);
    if (typeof text !== 'string') return text.message;
    if (isChartTemplate(file) || TEMPLATE_COMMENT.test(text))
      return 'it is a template, in which other values may stand';
    return new FixableFile(file, bytes, text);
  }

  /** Where the objects stand that were read of it; undefined for those that stand there no longer, or not so. */
  public placesOf(reads: readonly ReadManifest[]): (ObjectPlace | undefined)[] {
    const placed = this.pieces.flatMap(({ content }, piece) =>
      (objectsOf(content, this.file) ?? []).flatMap((one) => ('manifest' in one ? [{ ...one, piece }] : [])),
    );
    let next = 0;
    return reads.map(({ manifest }) => {
      const index = placed.findIndex((one, i) => i >= next && isDeepStrictEqual(one.manifest, manifest));
      if (index < 0) return undefined;
      next = index + 1;
      const { piece, at } = placed[index];
      return { piece, at };
    });
  }

  /**
   * Makes fixes of objects of one piece in the text, all or none: the text is read once for all of them.
   *
   * @throws {UnsafeEdit} if the text does not allow them, or would then be read as anything but the edited object
   */
  public apply(piece: number, objects: readonly FixedObject[]): void {
    const own = this.pieces[piece];
    const edits = objects.flatMap(({ at, fixes }) =>
      fixes.map((fix) => fix.edits.map(({ path, value }) => ({ path: [...at, ...path], value }))),
    );
    const document = editsIn(own.text);
    const text = textWith(
      own.text,
      edits.flatMap((one) => document.splices(one)),
    );
    // A copy, in which aliases are apart.
    const expected = JSON.parse(JSON.stringify(own.content));
    applyEdits(expected, edits.flat());
    const [read, ...others] = [...documentsIn(text)];
    const isRead = others.length === 0 && read.problem === undefined && isDeepStrictEqual(read.content, expected);
    if (!isRead) throw new UnsafeEdit('another place of the text would change with it');
    this.pieces[piece] = { ...own, text, content: read.content };
  }

  /**
   * The file with what was edited.
   *
   * @throws {UnsafeEdit} if it is not read as its parts are
   */
  public edited(): Buffer {
    const whole = this.pieces.map(({ text }) => text).join('');
    const original = this.bytes.toString('utf8');
    const text = original.endsWith('\n') ? whole : whole.replace(/\r?\n$/, '');
    const read = [...documentsIn(text)];
    const isSame =
      read.length === this.pieces.length &&
      read.every(({ content, problem }, i) =>
        isDeepStrictEqual(
          [content, problem === undefined],
          [this.pieces[i].content, this.pieces[i].problem === undefined],
        ),
      );
    if (!isSame) throw new UnsafeEdit('the file would be read as something else');
    return Buffer.from(this.start + text);
  }
}

/** Whether the object tells that it comes out of a cluster, and so stands where nobody declares it. */
export function isOfCluster({ manifest, isExport }: ReadManifest): boolean {
  const { metadata } = manifest;
  return (
    isExport === true ||
    ['uid', 'resourceVersion', 'creationTimestamp'].some((field) => Object.hasOwn(fields(metadata), field))
  );
}

function textWith(text: string, splices: readonly Splice[]): string {
  // Of two at one place, the first stays before the second.
  const backwards = splices
    .map((one, index) => ({ ...one, index }))
    .sort((a, b) => b.from - a.from || b.index - a.index);
  let end = text.length;
  const parts: string[] = [];
  for (const { from, to, text: other } of backwards) {
    if (to > end) throw new UnsafeEdit('two edits touch each other');
    parts.push(text.slice(to, end), other);
    end = from;
  }
  return [...parts, text.slice(0, end)].reverse().join('');
}

/** Whether Helm renders it: it lies in the templates of a chart. */
function isChartTemplate(file: string): boolean {
  const parts = dirname(resolve(file)).split(sep);
  return parts.some(
    (part, index) => part === 'templates' && existsSync([...parts.slice(0, index), 'Chart.yaml'].join(sep)),
  );
}
