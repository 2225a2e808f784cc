import { checkedText } from '../yaml/checked-text';
import type { Path } from '../yaml/places';
import { plainDocument } from '../yaml/plain-document';
import { objectsOf } from './objects';
import { joinReads, manifestsIn, type ReadManifest, type ReadManifests } from './read-manifests';

/** A document whose marker says more than that it begins, and what a parser would not cut there. */
const UNUSUAL = /^(?:---[ \t]*\S|\.\.\.|%)/m;
const MARKER = /^---[ \t]*\n/m;
/** A line on which more than a comment stands. */
const CONTENT = /^[ \t]*[^#\s]/m;
/** What stands before the content of a document. */
const ABOVE = /^[ #\n]/;

/**
 * The objects of files that programs have written, as `manifestsIn` reads them: the usual documents in a part of its time,
 * and one that stands in several files, or in a file before and now, once.
 */
export class WrittenManifests {
  private documents = new Map<string, ReadManifests>();
  private used = new Map<string, ReadManifests>();

  public in(text: string, file: string, folder: string): ReadManifests {
    // Of a file that is misread somewhere, nothing is read.
    const isUsual = !UNUSUAL.test(text) && !text.includes('\r') && typeof checkedText(text) === 'string';
    if (!isUsual) return manifestsIn(text, file, folder);
    const documents = text.split(MARKER).map((document) => ({ document, own: this.of(document) }));
    // One that is no object is told where others of its file are.
    const isOther = documents.some(({ document, own }) => own.without.length > 0 && CONTENT.test(document));
    if (isOther && documents.some(({ own }) => own.manifests.length > 0)) return manifestsIn(text, file, folder);
    let line = 0;
    const read = documents.map(({ document, own }) => {
      const placed = movedTo(own, { file, folder, line });
      line += linesIn(document) + 1;
      return placed;
    });
    return { ...joinReads(read), without: [] };
  }

  private of(document: string): ReadManifests {
    const read =
      this.used.get(document) ?? this.documents.get(document) ?? quickly(document) ?? manifestsIn(document, '', '');
    this.used.set(document, read);
    return read;
  }

  /** Forgets what nobody has asked for since it was called last. */
  public forgetUnused(): void {
    [this.documents, this.used] = [this.used, new Map()];
  }
}

function linesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Undefined where it is not certain that a parser reads the same. */
function quickly(document: string): ReadManifests | undefined {
  const content = ABOVE.test(document) ? undefined : plainDocument(document);
  const objects = content && objectsOf(content, '');
  if (objects?.length !== 1 || 'problem' in objects[0] || objects[0].at.length > 0) return undefined;
  const placeAt = (path: Path) => manifestsIn(document, '', '').manifests[0].placeAt(path);
  const read: ReadManifest = { manifest: objects[0].manifest, file: '', folder: '', line: 1, column: 1, placeAt };
  return { manifests: [read], problems: [], without: [] };
}

interface Place {
  readonly file: string;
  readonly folder: string;
  /** How many lines are above it. */
  readonly line: number;
}

function movedTo(read: ReadManifests, { file, folder, line: above }: Place): ReadManifests {
  const below = <T extends { readonly line: number }>(place: T) => ({ ...place, line: place.line + above });
  return {
    ...read,
    manifests: read.manifests.map(({ lineAt: _, ...one }) => ({
      ...below(one),
      file,
      folder,
      placeAt: (path, meant) => below(one.placeAt(path, meant)),
    })),
    problems: read.problems.map((one) => ({ ...below(one), file })),
  };
}
