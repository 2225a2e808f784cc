import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ChangedFile } from './changes';

/** A file that the app writes beside its output: of a LocalStack. */
export interface FileBeside {
  /** As the app names it, from the folder of the project. */
  readonly path: string;
  readonly text: string;
}

/** Where an app that writes into `next` leaves the files that it would write beside it, instead of writing them. */
export function outboxOf(next: string): string {
  return join(dirname(next), 'outbox');
}

/** The files in an outbox that are not in the project as they should be. */
export function changesBeside(project: string, outbox: string): (ChangedFile & FileBeside)[] {
  return filesIn(outbox).flatMap(({ path, text }) => {
    const found = textAt(resolve(project, path));
    if (found === text) return [];
    return [
      { path, file: path, text, change: found === undefined ? ('added' as const) : ('changed' as const), objects: [] },
    ];
  });
}

/** Each in one step, so that nobody reads half a file. */
export function writeBeside(project: string, files: readonly FileBeside[]): void {
  for (const { path, text } of files) {
    const target = resolve(project, path);
    mkdirSync(dirname(target), { recursive: true });
    try {
      writeFileSync(`${target}.new`, text);
      renameSync(`${target}.new`, target);
    } finally {
      rmSync(`${target}.new`, { force: true });
    }
  }
}

/** One JSON object a line; what was written last counts. */
function filesIn(outbox: string): FileBeside[] {
  if (!existsSync(outbox)) return [];
  const lines = readFileSync(outbox, 'utf8').split('\n').filter(Boolean);
  const files = lines.map((line) => JSON.parse(line) as FileBeside);
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
