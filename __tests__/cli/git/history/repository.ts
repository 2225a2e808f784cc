import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Commit {
  readonly files?: Readonly<Record<string, string | Buffer | undefined>>;
  readonly subject?: string;
  readonly author?: string;
}

/** A repository in a folder of its own. */
export class Repository {
  public readonly folder = mkdtempSync(join(tmpdir(), 'history-'));
  private day = 1;

  public constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
  }

  public git(...args: readonly string[]): string {
    const time = `2026-03-${String(this.day).padStart(2, '0')}T12:00:00Z`;
    const env = {
      PATH: process.env.PATH,
      HOME: this.folder,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_DATE: time,
      GIT_COMMITTER_DATE: time,
    };
    const who = ['-c', 'user.name=Jane', '-c', 'user.email=jane@example.com'];
    return execFileSync('git', [...who, ...args], {
      cwd: this.folder,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }

  /** Writes files, or takes those away that are undefined. */
  public write(files: NonNullable<Commit['files']>): void {
    for (const [name, content] of Object.entries(files)) {
      const file = join(this.folder, name);
      if (content === undefined) rmSync(file);
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    }
  }

  /** The hash of a commit, each a day after the one before. */
  public commit({ files = {}, subject = 'x', author }: Commit): string {
    this.write(files);
    this.git('add', '--all', '--force');
    const by = author === undefined ? [] : [`--author=${author} <a@example.com>`];
    this.git('commit', '--quiet', '--allow-empty', '--message', subject, ...by);
    this.day++;
    return this.git('rev-parse', 'HEAD').trim();
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
