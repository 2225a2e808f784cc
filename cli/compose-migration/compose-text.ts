import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { printable } from '../terminal/printable';

/** No compose file is nearly as large. */
const LARGEST = 1024 * 1024;
const STANDARD_INPUT = 0;

/**
 * The text of a compose file, or of standard input where the file is `-`.
 *
 * @throws if it cannot be read, is no file, or is far too large
 */
export function composeText(file: string): string {
  if (file === '-') return decoded(file, bytesOf(file, STANDARD_INPUT));
  const descriptor = opened(file);
  try {
    if (!fstatSync(descriptor).isFile()) throw new Error(`${printable(file)}: this is no file: write - and pipe it in`);
    return decoded(file, bytesOf(file, descriptor));
  } finally {
    closeSync(descriptor);
  }
}

function opened(file: string): number {
  try {
    // A pipe without a writer would be waited for.
    return openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch {
    throw new Error(`${printable(file)}: there is no such file, or it cannot be read`);
  }
}

function bytesOf(file: string, descriptor: number): Buffer {
  const chunks: Buffer[] = [];
  for (let size = 0; ; ) {
    const chunk = Buffer.alloc(64 * 1024);
    const read = readInto(file, descriptor, chunk);
    if (read === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, read));
    size += read;
    if (size > LARGEST) throw new Error(`${printable(file)}: this is no compose file: it is larger than 1 MiB`);
  }
}

/** The next bytes; a pipe that has none yet is asked again. */
function readInto(file: string, descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw new Error(`${printable(file)}: there is no such file, or it cannot be read`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function decoded(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${printable(file)}: this is no text in UTF-8`);
  }
}
