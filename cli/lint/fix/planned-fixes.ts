import { grouped } from '../../../lib/collections/grouped';
import { withoutCredentialsIn } from '../../../lib/text/credential-text';
import type { TextPlace } from '../../../lib/text/place-in-text';
import { apartFixes, type FixableFinding } from '../../findings/apart-fixes';
import { applyEdits } from '../../findings/edits';
import { type FoundInInput, objectName } from '../../findings/input-findings';
import type { ReadManifest } from '../../manifests/read-manifests';
import { sourceText } from '../../manifests/real-file';
import { UnsafeEdit } from '../../yaml/document-edits';
import { FixableFile, isOfCluster, type ObjectPlace } from './fixable-file';

/** A mistake that is put right, and where it stood. */
interface PlannedFix extends TextPlace {
  readonly file: string;
  readonly object: string;
  readonly rule: string;
  /** What is then otherwise. */
  readonly message: string;
}

/** A mistake that could be put right, but not in this text. */
interface LeftFix extends PlannedFix {
  readonly reason: string;
}

export interface FixedFile {
  readonly file: string;
  readonly before: Buffer;
  readonly after: Buffer;
  readonly fixes: readonly PlannedFix[];
}

export interface FixPlan {
  readonly files: readonly FixedFile[];
  readonly left: readonly LeftFix[];
}

/** A fix may make way for another one; no object needs nearly as many turns. */
const MOST_TURNS = 20;

/**
 * What the fixes of rules make of the files: what the cluster does today stays. Nothing is written.
 *
 * @param findingsOf what is to be put right of what the rules say
 */
export function fixesFor(
  manifests: readonly ReadManifest[],
  findingsOf: (manifests: readonly ReadManifest[]) => readonly FoundInInput[],
): FixPlan {
  const files = new PlannedFiles(manifests);
  let current = manifests;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const before = current;
    const found = grouped(findingsOf(before), ({ read }) => read);
    current = files.withFixes(
      before,
      before.map((read) => apartFixes(found.get(read) ?? [])),
    );
    if (current.every((read, index) => read === before[index])) break;
  }
  return files.plan();
}

interface PlannedFile {
  readonly fixable: FixableFile | string;
  readonly fixes: PlannedFix[];
}

class PlannedFiles {
  private readonly files = new Map<string, PlannedFile>();
  private readonly places = new Map<number, ObjectPlace | undefined>();
  private readonly left = new Map<string, LeftFix>();
  private readonly indices: ReadonlyMap<string, readonly number[]>;

  public constructor(private readonly manifests: readonly ReadManifest[]) {
    this.indices = grouped(manifests.keys(), (index) => manifests[index].file);
  }

  /** The objects with the fixes that their texts allow. */
  public withFixes(
    before: readonly ReadManifest[],
    found: readonly (readonly FixableFinding[])[],
  ): readonly ReadManifest[] {
    const wanted = found.flatMap((own, index) => (own.length === 0 ? [] : this.wantedOf(before[index], index, own)));
    const current = [...before];
    for (const objects of grouped(wanted, ({ file, piece }) => JSON.stringify([file, piece])).values()) {
      for (const { index, fixed } of appliedOf(objects, (one, at, why) => this.leave(this.planned(one, at), why))) {
        if (fixed.length === 0) continue;
        this.fileOf(this.manifests[index].file).fixes.push(...fixed.map((one) => this.planned(one, index)));
        current[index] = withEdits(before[index], fixed);
      }
    }
    return current;
  }

  private planned(one: FixableFinding, index: number): PlannedFix {
    return plannedFix(one, this.manifests[index]);
  }

  /** What may be done in the text of the object: nothing where nobody should edit it, which is told. */
  private wantedOf({ file }: ReadManifest, index: number, found: readonly FixableFinding[]): WantedFixes[] {
    const { fixable } = this.fileOf(file);
    const place = this.places.get(index);
    const reason = reasonToLeave(fixable, place, this.manifests[index]);
    if (typeof fixable !== 'string' && place !== undefined && reason === undefined) {
      return [{ index, file, fixable, ...place, found }];
    }
    for (const one of found) this.leave(this.planned(one, index), reason ?? '');
    return [];
  }

  public plan(): FixPlan {
    const files: FixedFile[] = [];
    for (const [file, { fixable, fixes }] of this.files) {
      if (typeof fixable === 'string' || fixes.length === 0) continue;
      try {
        files.push({ file, before: fixable.bytes, after: fixable.edited(), fixes });
      } catch (error) {
        if (!(error instanceof UnsafeEdit)) throw error;
        for (const fix of fixes) this.leave(fix, error.message);
      }
    }
    return { files, left: [...this.left.values()] };
  }

  private fileOf(file: string): PlannedFile {
    const known = this.files.get(file);
    if (known !== undefined) return known;
    const fixable = FixableFile.at(file);
    const made = { fixable, fixes: [] };
    this.files.set(file, made);
    const indices = this.indices.get(file) ?? [];
    const places = typeof fixable === 'string' ? [] : fixable.placesOf(indices.map((index) => this.manifests[index]));
    for (const [i, index] of indices.entries()) this.places.set(index, places[i]);
    return made;
  }

  /** Told once, however many turns there are. */
  private leave(fix: PlannedFix, reason: string): void {
    const id = JSON.stringify([fix.file, fix.line, fix.column, fix.rule, fix.message]);
    if (!this.left.has(id)) this.left.set(id, { ...fix, reason });
  }
}

function reasonToLeave(
  fixable: FixableFile | string,
  place: ObjectPlace | undefined,
  read: ReadManifest,
): string | undefined {
  if (read.rendered !== undefined) return `it is rendered: put it right in ${sourceText(read.rendered)}`;
  if (typeof fixable === 'string') return fixable;
  if (isOfCluster(read)) return 'the object is an export of a cluster: edit it where it is declared';
  return place === undefined
    ? 'the object does not stand in the file as it was read: it is rendered from it'
    : undefined;
}

/** What is to be put right of an object. */
interface WantedFixes extends ObjectPlace {
  readonly index: number;
  readonly file: string;
  readonly fixable: FixableFile;
  readonly found: readonly FixableFinding[];
}

interface FixedObject extends WantedFixes {
  readonly fixed: readonly FixableFinding[];
}

type Leave = (one: FixableFinding, index: number, reason: string) => void;

/** All of a piece at once; where that cannot be, each half, so that the text is not read for each object. */
function appliedOf(objects: readonly WantedFixes[], leave: Leave): readonly FixedObject[] {
  if (objects.length === 1) return [{ ...objects[0], fixed: appliedOfObject(objects[0], leave) }];
  if (reasonAgainst(objects) === undefined) return objects.map((one) => ({ ...one, fixed: one.found }));
  const half = Math.ceil(objects.length / 2);
  return [objects.slice(0, half), objects.slice(half)].flatMap((some) => appliedOf(some, leave));
}

/** All at once; where that cannot be, one after the other. */
function appliedOfObject(object: WantedFixes, leave: Leave): readonly FixableFinding[] {
  const { found, index } = object;
  if (found.length > 1 && reasonAgainst([object]) === undefined) return found;
  return found.filter((one) => {
    const reason = reasonAgainst([{ ...object, found: [one] }]);
    if (reason !== undefined) leave(one, index, reason);
    return reason === undefined;
  });
}

/** Why fixes of objects of one piece cannot be made together; undefined where they have been. */
function reasonAgainst(objects: readonly WantedFixes[]): string | undefined {
  const [{ fixable, piece }] = objects;
  try {
    fixable.apply(
      piece,
      objects.map(({ at, found }) => ({ at, fixes: found.map(({ fix }) => fix) })),
    );
    return undefined;
  } catch (error) {
    if (error instanceof UnsafeEdit) return error.message;
    throw error;
  }
}

function withEdits(read: ReadManifest, fixed: readonly FixableFinding[]): ReadManifest {
  const manifest = JSON.parse(JSON.stringify(read.manifest));
  applyEdits(
    manifest,
    fixed.flatMap(({ fix }) => fix.edits),
  );
  return { ...read, manifest };
}

function plannedFix({ finding, fix }: FixableFinding, read: ReadManifest): PlannedFix {
  // What is taken away stood in a place of its own.
  const at = fix.edits.find(({ value }) => value === undefined)?.path ?? finding.at;
  const message = withoutCredentialsIn(fix.message);
  return { file: read.file, ...read.placeAt(at), object: objectName(read.manifest), rule: finding.rule, message };
}
