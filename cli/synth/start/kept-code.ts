import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is known of the bytes of a file. */
export interface KnownFile {
  /** Of the bytes: nothing here holds for other ones. */
  readonly hash: string;
  /** Whether it needs more of a loader than `require`. */
  readonly needsMore: boolean;
  /** What the engine has made of it, where that takes long. */
  readonly code?: Buffer;
}

interface Entry extends Pick<KnownFile, 'hash' | 'needsMore'> {
  readonly at?: number;
  readonly size?: number;
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
   * @param subject what has to be the same for it to hold
   */
  public constructor(
    private readonly folder: string,
    subject: string,
  ) {
    this.subject = sha256(subject).slice(0, 16);
    this.files = this.read();
  }

  private readonly subject: string;

  /** What is known of a file that has these bytes now. */
  public of(path: string, hash: string): KnownFile | undefined {
    const known = this.files.get(path);
    return known?.hash === hash ? known : undefined;
  }

  /** Keeps what was found out, with what was known. It would only have been faster with it: nothing depends on it. */
  public add(found: ReadonlyMap<string, KnownFile>): void {
    try {
      const text = packed(new Map([...this.files, ...found]));
      mkdirSync(this.folder, { recursive: true });
      const name = `${this.subject}-${sha256(text)}`;
      replace(join(this.folder, name), text);
      for (const old of this.names()) if (old !== name) rmSync(join(this.folder, old), { force: true });
    } catch {
      // No room, or no permission.
    }
  }

  private read(): Map<string, KnownFile> {
    for (const name of this.names()) {
      try {
        const content = readFileSync(join(this.folder, name));
        if (name === `${this.subject}-${sha256(content)}`) return unpacked(content);
      } catch {
        // Another synth may just have replaced it.
      }
    }
    return new Map();
  }

  private names(): string[] {
    try {
      return readdirSync(this.folder).filter((name) => name.startsWith(`${this.subject}-`));
    } catch {
      return [];
    }
  }
}

function packed(files: ReadonlyMap<string, KnownFile>): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  const index = [...files].map(([path, { hash, needsMore, code }]): [string, Entry] => {
    if (code === undefined) return [path, { hash, needsMore }];
    parts.push(code);
    at += code.length;
    return [path, { hash, needsMore, at: at - code.length, size: code.length }];
  });
  const head = Buffer.from(JSON.stringify(index));
  const size = Buffer.alloc(SIZE_BYTES);
  size.writeUInt32LE(head.length);
  return Buffer.concat([size, head, ...parts]);
}

function unpacked(content: Buffer): Map<string, KnownFile> {
  const start = SIZE_BYTES + content.readUInt32LE();
  const index: [string, Entry][] = JSON.parse(content.toString('utf8', SIZE_BYTES, start));
  return new Map(
    index.map(([path, { at, size = 0, ...known }]) => {
      if (at === undefined) return [path, known];
      return [path, { ...known, code: content.subarray(start + at, start + at + size) }];
    }),
  );
}

function replace(file: string, content: Buffer): void {
  const half = `${file}.${process.pid}.half`;
  try {
    writeFileSync(half, content);
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}
