import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '../../../lib/files/entry';
import { stageFiles } from '../../../lib/files/staged-files';

export interface KnownFile {
  /** Of the bytes: nothing here holds for other ones. */
  readonly hash: string;
  /** What the engine has made of it, up to where its source map begins, where that takes long. */
  readonly made?: { readonly code: Buffer; readonly end: number };
}

interface Entry extends Pick<KnownFile, 'hash'> {
  readonly made?: { readonly at: number; readonly size: number; readonly end: number };
}

const SIZE_BYTES = 4;

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * What has been found out about files of dependencies, in one file that can be removed at any time. Its name says for
 * what it holds, and the hash of its contents: with any other contents it is none.
 */
export class KeptCode {
  private readonly files: Map<string, KnownFile>;

  /**
   * @param folder where it is kept
   * @param cacheKey what has to be the same for it to hold
   */
  public constructor(
    private readonly folder: string,
    cacheKey: string,
  ) {
    this.cacheKey = sha256(cacheKey).slice(0, 16);
    this.files = this.read();
  }

  private readonly cacheKey: string;

  /** What is known of a file that has these bytes now. */
  public of(path: string, hash: string): KnownFile | undefined {
    const known = this.files.get(path);
    return known?.hash === hash ? known : undefined;
  }

  /** Keeps what was found out, with what was known. It would only have been faster with it: nothing depends on it. */
  public add(found: ReadonlyMap<string, KnownFile>): void {
    try {
      const known = [...this.files].filter(([path]) => existsSync(path));
      const text = pack(new Map([...known, ...found]));
      const name = `${this.cacheKey}-${sha256(text)}`;
      stageFiles(this.folder, [[name, text]], 'replace').commit();
      for (const old of namesOfKept(this.folder)) {
        if (old !== name && (old.startsWith(this.cacheKey) || isForgotten(join(this.folder, old)))) {
          rmSync(join(this.folder, old), { force: true, recursive: true });
        }
      }
    } catch {
      // No room, or no permission.
    }
  }

  private read(): Map<string, KnownFile> {
    for (const name of namesOfKept(this.folder)) {
      if (!name.startsWith(this.cacheKey)) continue;
      try {
        const content = readKept(join(this.folder, name));
        if (name === `${this.cacheKey}-${sha256(content)}`) return unpack(content);
      } catch {
        // Another synth may just have replaced it.
      }
    }
    return new Map();
  }
}

/** The names that are given here. */
const NAME = /^\.?(?:[0-9a-f]{16}-[0-9a-f]{64}|as-it-is-[0-9a-f]{16})(?:\.half|\.was)?$/;
const FORGOTTEN_MS = 30 * 24 * 60 * 60 * 1_000;

function namesOfKept(folder: string): string[] {
  return namesIn(folder).filter((name) => NAME.test(name));
}

/** What was made so long ago is for other versions of something, or is made anew. */
function isForgotten(path: string): boolean {
  return Date.now() - lstatSync(path).mtimeMs > FORGOTTEN_MS;
}

function pack(files: ReadonlyMap<string, KnownFile>): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  const index = [...files].map(([path, { hash, made }]): [string, Entry] => {
    if (made === undefined) return [path, { hash }];
    const { code, end } = made;
    parts.push(code);
    at += code.length;
    return [path, { hash, made: { at: at - code.length, size: code.length, end } }];
  });
  const head = Buffer.from(JSON.stringify(index));
  const size = Buffer.alloc(SIZE_BYTES);
  size.writeUInt32LE(head.length);
  return Buffer.concat([size, head, ...parts]);
}

function unpack(content: Buffer): Map<string, KnownFile> {
  const start = SIZE_BYTES + content.readUInt32LE();
  const index: [string, Entry][] = JSON.parse(content.toString('utf8', SIZE_BYTES, start));
  return new Map(
    index.map(([path, { hash, made }]) => {
      if (made === undefined) return [path, { hash }];
      const { at, size, end } = made;
      return [path, { hash, made: { code: content.subarray(start + at, start + at + size), end } }];
    }),
  );
}

/** So much is never kept. */
const MOST = 256 * 1_048_576;

/** @throws if it is no file, or none of a size that can be meant */
export function readKept(file: string): Buffer {
  const stats = lstatSync(file);
  if (!stats.isFile() || stats.size > MOST) throw new Error(`${file} is not what was kept`);
  return readFileSync(file);
}
