import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';

/** The size of one file; what is larger is no manifest that a cluster would take. */
export const MAX_FILE = 32 * 1024 * 1024;
export const TOO_LARGE = `it is larger than ${MAX_FILE / 1024 / 1024} MiB: split it`;

const PATIENCE_MS = 10;

/**
 * The bytes of a file, or of standard input (`-`), or why they cannot be had. What is no file is not read: a named pipe
 * would let one wait for ever, and a device may never end.
 */
export function bytesOf(file: string): Buffer | string {
  const descriptor = descriptorOf(file);
  try {
    if (descriptor !== undefined) return bytesFrom(descriptor);
    const opened = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
    try {
      const stats = fstatSync(opened);
      return stats.isFile() ? bytesFrom(opened) : `it is no file but ${kindOf(stats)}`;
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    return reasonOf(error);
  }
}

/** What stands in a folder in place of a file. */
export function kindOf(stats: Pick<Stats, 'isDirectory' | 'isFIFO' | 'isSocket'>): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

/** Why the system refuses, in our words. */
export function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return REASONS.get(code) ?? `the system does not give it (${code})`;
}

const REASONS = new Map([
  ['EACCES', 'it may not be read: change its permissions'],
  ['EPERM', 'it may not be read: change its permissions'],
  ['ENOENT', 'it is a link to nothing, or it has vanished'],
  ['ENOTDIR', 'it is a link to nothing, or it has vanished'],
  ['ELOOP', 'its links lead in a circle'],
  ['ENXIO', 'it is no file but a socket'],
  ['EISDIR', 'it is no file but a folder'],
]);

/** Open already: standard input, or what a shell gives as `<(command)`. */
function descriptorOf(file: string): number | undefined {
  if (file === '-' || file === '/dev/stdin') return 0;
  const [, number] = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(file) ?? [];
  return number === undefined ? undefined : Number(number);
}

function bytesFrom(descriptor: number): Buffer | string {
  const chunks: Buffer[] = [];
  for (let size = 0; size <= MAX_FILE; ) {
    const chunk = Buffer.allocUnsafe(64 * 1024);
    const length = readWhenThere(descriptor, chunk);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, length));
    size += length;
  }
  return TOO_LARGE;
}

/** A pipe that others have made non-blocking says that there is nothing yet. */
function readWhenThere(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE_MS);
    }
  }
}
