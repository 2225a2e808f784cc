import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type Files = Readonly<Record<string, string>>;

/** A folder of its own for each test. */
export class WrittenFiles {
  public readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'render-')));

  public write(files: Files): string {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), text);
    }
    return this.folder;
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
