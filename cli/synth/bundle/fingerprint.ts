import { createHash } from 'node:crypto';
import { type BigIntStats, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What is known of a file or folder at the time when it was read. */
export interface Fingerprint {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** Of the contents, or of the names in a folder; empty where there is nothing. */
  readonly hash: string;
  /** What the system says of it without reading it; empty while that could still hide a change. */
  readonly stamp: string;
}

/** File systems may keep times in whole seconds or two: what changed a moment ago may change again unseen. */
const SETTLED_NS = 3_000_000_000n;

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The fingerprint of a file whose contents the caller reads between the two calls. */
export function fileFingerprint(path: string, read: () => Buffer | undefined): Fingerprint {
  // Before reading: a change in between shows the next time.
  const stamp = stampOf(path);
  const content = read();
  return { path, kind: 'file', hash: content === undefined ? '' : sha256(content), stamp };
}

export function fingerprintOf({ path, kind }: Pick<Fingerprint, 'path' | 'kind'>, ignored: Ignored): Fingerprint {
  if (kind === 'file') return fileFingerprint(path, () => contentOf(path));
  const stamp = stampOf(path);
  return { path, kind, hash: namesIn(path, ignored), stamp };
}

/** Tells of a name in a folder that it has nothing to do with what can be imported from there. */
export type Ignored = (folder: string, name: string) => boolean;

/**
 * Looks whether everything is as it was. Undefined if anything is not; else the fingerprints to keep, which are the same
 * ones where nothing had to be read.
 */
export function unchanged(known: readonly Fingerprint[], ignored: Ignored): readonly Fingerprint[] | undefined {
  const fresh: Fingerprint[] = [];
  let hasRead = false;
  for (const one of known) {
    if (one.stamp !== '' && stampOf(one.path) === one.stamp) {
      fresh.push(one);
      continue;
    }
    const now = fingerprintOf(one, ignored);
    if (now.hash !== one.hash) return undefined;
    hasRead ||= now.stamp !== one.stamp;
    fresh.push(now);
  }
  return hasRead ? fresh : known;
}

function stampOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stats === undefined) return 'absent';
  const { mtimeNs, ctimeNs, size, ino } = stats;
  return isSettled(stats) ? `${mtimeNs} ${ctimeNs} ${size} ${ino}` : '';
}

function isSettled({ mtimeNs, ctimeNs }: BigIntStats): boolean {
  const now = BigInt(Date.now()) * 1_000_000n;
  return mtimeNs + SETTLED_NS < now && ctimeNs + SETTLED_NS < now;
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function namesIn(folder: string, ignored: Ignored): string {
  try {
    const names = readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !ignored(folder, name))
      .map((entry) => {
        if (entry.isSymbolicLink()) return `${entry.name} -> ${readlinkSync(join(folder, entry.name))}`;
        return entry.isDirectory() ? `${entry.name}/` : entry.name;
      });
    return sha256(names.sort().join('\n'));
  } catch {
    return '';
  }
}
