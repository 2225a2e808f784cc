import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import { runGit } from '../../git/git';
import type { CommittedOutput } from '../checks/output';

/**
 * Whether the last commit has a folder as it is here. No filter of the repository is run, as `git status` would: whoever
 * packed the repository chose which programs these are.
 */
export function committedOutput(folder: string): CommittedOutput {
  try {
    return askGit(folder);
  } catch (error) {
    return { why: (error as Error).message };
  }
}

function askGit(folder: string): CommittedOutput {
  if (runGit(['rev-parse', '--is-inside-work-tree'], folder)?.toString('utf8').trim() !== 'true') {
    return { why: 'this folder is in no git repository, or in one that git may not read', next: 'git init' };
  }
  const here = filesIn(folder);
  const there = committedFiles(folder);
  const ignoredBy = ignoringLine(folder, here);
  if (ignoredBy !== undefined) return { ignoredBy, committed: there.size };
  const names = [...new Set([...there.keys(), ...here])].sort();
  return { committed: there.size, different: names.filter((file) => !isSame(join(folder, file), there.get(file))) };
}

/** What keeps new files such as these out of git, whether it has these already or not. */
function ignoringLine(folder: string, files: readonly string[]): string | undefined {
  const answer = runGit(
    ['check-ignore', '--no-index', '--verbose', '-z', '--stdin'],
    folder,
    files.map((file) => `${file}\0`).join(''),
  );
  const words = answer?.toString('utf8').split('\0') ?? [];
  for (let at = 0; at + FIELDS <= words.length; at += FIELDS) {
    const [source, line, pattern] = words.slice(at);
    // It tells those lines too that take a file back in.
    if (!pattern.startsWith('!')) return `${source}:${line} "${pattern}"`;
  }
  return undefined;
}

/** Of each file that is told: where the line stands, its number, what it says, and the file. */
const FIELDS = 4;

/** What git names a file by, for each file of the last commit. */
function committedFiles(folder: string): Map<string, string> {
  const tree = runGit(['ls-tree', '-r', '-z', 'HEAD', '--', '.'], folder)?.toString('utf8') ?? '';
  const rows = tree.split('\0').filter((row) => row !== '');
  return new Map(
    rows.map((row) => {
      const at = row.indexOf('\t');
      return [row.slice(at + 1), row.slice(0, at).split(' ').at(-1) ?? ''];
    }),
  );
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = entries.filter((entry) => !lstatSync(join(folder, entry)).isDirectory());
  return files.map((file) => file.split(sep).join('/'));
}

/** A checkout may have written another end of line than it has committed. */
function isSame(file: string, id: string | undefined): boolean {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (id === undefined || stats === undefined) return false;
  const bytes = stats.isSymbolicLink() ? Buffer.from(readlinkSync(file)) : readFileSync(file);
  const unix = Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  return [bytes, unix].some((one) => blobId(one, id.length) === id);
}

function blobId(bytes: Buffer, length: number): string {
  const algorithm = length === 64 ? 'sha256' : 'sha1';
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
