import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryAt } from '../../lib/files/entry';
import { identifyObjects, type ObjectName } from './objects-in-yaml';
import type { Composition, FileChange } from './output/compose';
import { isManifest } from './output/folder-entries';

export type Change = 'added' | 'changed' | 'removed';

export interface ObjectChange extends ObjectName {
  readonly change: Change;
}

/** A file of the output folder that is not as it was, and which of its objects are not. */
export interface ChangedFile {
  readonly file: string;
  readonly change: FileChange;
  /** Empty if the same objects are written in another form or order, or if it holds none. */
  readonly objects: readonly ObjectChange[];
}

/** What a synth changes, file by file. Only files that differ are read. */
export async function changedFiles(old: string, next: string, { changes }: Composition): Promise<ChangedFile[]> {
  const files: ChangedFile[] = [];
  for (const [file, change] of changes) {
    const textIn = (folder: string) => (isManifest(file) ? textAt(join(folder, file)) : '');
    const before = change === 'added' ? '' : textIn(old);
    const after = change === 'removed' ? '' : textIn(next);
    files.push({ file, change, objects: await changedObjects(before, after, file) });
  }
  return files;
}

/** A link could lead anywhere. */
function textAt(path: string): string {
  return entryAt(path)?.isFile() ? readFileSync(path, 'utf8') : '';
}

export async function changedObjects(before: string, after: string, file: string): Promise<ObjectChange[]> {
  const [old, now] = await Promise.all([identifyObjects(before, file), identifyObjects(after, file)]);
  const changes: ObjectChange[] = [];
  for (const [key, { name, text }] of now) {
    const was = old.get(key);
    if (was === undefined) changes.push({ change: 'added', ...name });
    else if (was.text !== text) changes.push({ change: 'changed', ...name });
  }
  for (const [key, { name }] of old) if (!now.has(key)) changes.push({ change: 'removed', ...name });
  return changes;
}
