import { closeSync, readSync, statSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentsOf } from '../../files/parents';
import { GATE } from './gate';
import type { LaunchOptions } from './launch-options';

/** What decides how modules are found and translated. */
const DECIDING = ['package.json', 'tsconfig.json'];

/** A process that was started ahead of its run, if it was: it loads what it may, and then stands still. */
export class Waiting {
  private readonly since = Date.now();
  private isWaiting: boolean;

  public constructor(private readonly launch: LaunchOptions) {
    this.isWaiting = launch.ahead !== undefined;
  }

  public load(): void {
    const { entry, ahead = [] } = this.launch;
    for (const path of ahead) createRequire(entry)(path);
  }

  /** Stands still until it may go on. Whoever has started it may be gone: then there is nothing to go on with. */
  public pass(): void {
    if (!this.isWaiting) return;
    this.isWaiting = false;
    const isTold = readSync(GATE, Buffer.alloc(1)) > 0;
    closeSync(GATE);
    if (!isTold) process.exit();
  }

  /** Whether something of what was loaded has changed meanwhile: it would be another program. */
  public isStale(): boolean {
    const { entry } = this.launch;
    const folders = new Set([process.cwd(), dirname(entry)].flatMap(parentsOf));
    const deciding = [...folders].flatMap((folder) => DECIDING.map((name) => join(folder, name)));
    return (
      loadedFiles().some((path) => this.isChanged(path, true)) || deciding.some((path) => this.isChanged(path, false))
    );
  }

  private isChanged(path: string, otherwise: boolean): boolean {
    const changed = statSync(path, { throwIfNoEntry: false })?.ctimeMs;
    return changed === undefined ? otherwise : changed >= this.since;
  }
}

export function loadedFiles(): string[] {
  return Object.keys((Module as unknown as { readonly _cache: object })._cache);
}
