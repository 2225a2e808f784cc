import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { discardOnFailure } from '../files/discard-on-failure';
import { entryAt } from '../files/entry';
import { LEFTOVER, StagedFiles } from '../files/staged-files';
import { StagedFolder } from '../files/staged-folder';
import type { Staged } from './project-part';

/** Names the files that were written, so that the next run knows which of them are its own. No YAML, no JSON. */
export const LIST = '.manifests';

export interface ManifestFile {
  readonly name: string;
  readonly text: string;
  /** Whether it is a manifest, which is removed when a later run does not write it. */
  readonly isManifest: boolean;
}

/**
 * What makes the folder hold these files. One that is as it should be is not written, one that an earlier run wrote and
 * this one does not is removed, and nobody else's is touched. The files are asked for one by one, and none is held.
 *
 * @throws if one of them cannot be made; nothing is left then
 */
export function stageManifests(folder: string, files: Iterable<ManifestFile>): Staged {
  return existsSync(folder) ? update(folder, files) : create(folder, files);
}

/**
 * Writes a folder by what writes its files by itself: those of an earlier run that listed its own go, and others stay.
 *
 * @param write gets the folder to write into
 */
export function stageWritten(folder: string, write: (half: string) => void): Staged {
  const created = new StagedFolder(folder);
  return discardOnFailure(created, () => {
    write(created.half);
    if (!existsSync(folder)) return created;
    const staged = new StagedFiles(folder, 'replace');
    return discardOnFailure(staged, () => {
      const names = filesBelow(created.half);
      for (const name of names) staged.stage(name, readFileSync(join(created.half, name), 'utf8'));
      for (const name of [...earlierFiles(folder), LIST]) if (!names.includes(name)) staged.remove(name);
      created.discard();
      return staged;
    });
  });
}

/** Makes the output folder of the run, if there is none: whoever runs a program takes one without it for a failed one. */
export function makeOutputFolder(): void {
  const folder = process.env.CDK8S_OUTDIR ?? '';
  if (folder.trim() !== '') mkdirSync(folder, { recursive: true });
}

/** Why nothing can be written there. */
export function outputProblem(folder: string): string | undefined {
  for (let place = resolve(folder); ; place = dirname(place)) {
    try {
      if (statSync(place, { throwIfNoEntry: false })?.isDirectory()) return undefined;
      const found = entryAt(place);
      if (found !== undefined)
        return `"${place}" is a ${found.isFile() ? 'file' : 'link'}, not a folder: name another one`;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ELOOP') return `the links at "${place}" lead in a circle`;
      if (code !== 'ENOTDIR') return undefined;
    }
    if (place === dirname(place)) return undefined;
  }
}

/** The names of what is in a folder. */
export function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function create(folder: string, files: Iterable<ManifestFile>): Staged {
  const staged = new StagedFolder(folder);
  return discardOnFailure(staged, () => {
    const list: string[] = [];
    for (const { name, text, isManifest } of files) {
      writeFileSync(join(staged.half, name), text);
      if (isManifest) list.push(name);
    }
    writeFileSync(join(staged.half, LIST), listText(list));
    return staged;
  });
}

function update(folder: string, files: Iterable<ManifestFile>): Staged {
  const before = earlierFiles(folder);
  const present = readdirSync(folder);
  const staged = new StagedFiles(folder, 'replace');
  return discardOnFailure(staged, () => {
    const list: string[] = [];
    for (const { name, text, isManifest } of files) {
      staged.stage(name, text);
      if (isManifest) list.push(name);
    }
    staged.stage(LIST, listText(list));
    const now = new Set(list);
    for (const name of before) if (!now.has(name)) staged.remove(name);
    return {
      commit: (last) => {
        staged.commit(last);
        removeLeftovers(folder, present, new Set([LIST, ...before, ...list]));
      },
      discard: () => staged.discard(),
    };
  });
}

function listText(names: readonly string[]): string {
  return [...names, ''].join('\n');
}

function earlierFiles(folder: string): string[] {
  const list = join(folder, LIST);
  if (!entryAt(list)?.isFile()) return [];
  return readFileSync(list, 'utf8')
    .split('\n')
    .filter((name) => name !== LIST && /^[\w.-]+$/.test(name) && !/^\.+$/.test(name));
}

function filesBelow(folder: string, above = ''): string[] {
  return readdirSync(join(folder, above), { withFileTypes: true }).flatMap((entry) => {
    const path = `${above}${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, `${path}/`) : [path];
  });
}

/** What a killed run left beside files of ours. All is in place then, and must not fail any more. */
function removeLeftovers(folder: string, present: readonly string[], own: ReadonlySet<string>): void {
  for (const name of present) {
    const path = join(folder, name);
    if (!own.has(LEFTOVER.exec(name)?.[1] ?? '') || !entryAt(path)?.isFile()) continue;
    try {
      rmSync(path);
    } catch {
      // It is in nobody's way.
    }
  }
}
