import { extname, relative, resolve, sep } from 'node:path';
import { isOutside } from '../../files/outside';
import { WrittenManifests } from '../../manifests/written-manifests';
import { asTerminalText, say } from '../../terminal/terminal-text';
import { printSummary, tell, tellNote } from '../../terminal/writer';
import { type Ending, type EndingSignal, type Interruption, runInterruptibly } from '../interruption';
import type { PreparedRun } from '../new-output';
import { placesForOutput } from '../output/output-folder';
import { projectSettings } from '../project-settings';
import type { SynthOptions } from '../synth';
import { FileWatcher } from './file-watcher';
import { FollowedPaths } from './followed-paths';
import { headingOf } from './heading';
import { plainRun, prepareRun } from './prepared-run';
import { Saves } from './saves';
import { ToldRuns } from './tell-run';
import { type EndOfRun, WatchedRun } from './watched-run';
import { WrittenByApp } from './written-by-app';

/**
 * Synthesizes with each save, until a signal comes.
 *
 * @throws if the project has no settings, or its files cannot be watched
 */
export async function watch(options: SynthOptions): Promise<void> {
  await runInterruptibly(
    async (interruption) => {
      const session = new Session(process.cwd(), options);
      interruption.endsFirst(session);
      await interruption.withCleanup(() => session.run(interruption));
    },
    () => undefined,
  );
}

class Session implements Ending {
  private readonly paths: FollowedPaths;
  private readonly writtenByApp: WrittenByApp;
  private readonly saves: Saves;
  private readonly written = new WrittenManifests();
  private readonly told: ToldRuns;
  private current: WatchedRun | undefined;
  private prepared: Promise<PreparedRun> = Promise.resolve(plainRun());
  private isEnded = false;

  public constructor(
    private readonly folder: string,
    private readonly options: SynthOptions,
  ) {
    this.paths = new FollowedPaths(folder);
    this.writtenByApp = new WrittenByApp((path) =>
      tell(
        say`${relative(folder, path)} changes whenever the app runs: what it writes there itself starts no further run\n`,
      ),
    );
    this.saves = new Saves((path) => this.writtenByApp.has(path));
    this.told = new ToldRuns(options.verbose === true);
  }

  public async run(interruption: Interruption): Promise<void> {
    await this.followSettings();
    const watcher = new FileWatcher(this.folder, this.paths, (path, isMade) => this.saves.note(path, isMade));
    try {
      await interruption.runStoppable(async () => {
        await watcher.start();
        await Promise.race([watcher.failure, this.synthesizeWithEachSave(watcher)]);
      });
    } finally {
      this.isEnded = true;
      await (await this.prepared).process?.end();
      await watcher.close();
    }
  }

  public async ask(signal: EndingSignal): Promise<void> {
    this.isEnded = true;
    await this.current?.stop(signal);
  }

  public force(): void {
    this.current?.force();
  }

  private async synthesizeWithEachSave(watcher: FileWatcher): Promise<void> {
    let isTold = false;
    for (let saved: readonly string[] = []; !this.isEnded; ) {
      const next = this.saves.next();
      const end = await this.synthesize(saved, { next, watcher });
      if (!isTold && end !== 'superseded' && !this.isEnded) {
        isTold = true;
        tellNote(say`watching the files of this project: save one, or end it with Ctrl-C\n`);
      }
      await this.followSettings().catch(() => undefined);
      const news = await next;
      saved = end === 'superseded' ? [...new Set([...saved, ...news])].sort() : news;
    }
  }

  private async synthesize(saved: readonly string[], { next, watcher }: Surroundings): Promise<EndOfRun> {
    if (saved.length > 0) printSummary(asTerminalText(headingOf(saved, this.folder, terminalWidth())));
    const prepared = await this.takePrepared(saved);
    this.writtenByApp.begin();
    const run = new WatchedRun(this.options, { prepared, written: this.written });
    this.current = run;
    void next.then(() => run.supersede());
    const end = await run.end;
    this.writtenByApp.finish();
    watcher.add((run.course.loaded ?? []).filter((path) => isElsewhere(path, this.folder)));
    if (end === 'superseded' && !this.isEnded) printSummary(say`superseded by the next save\n`);
    if (end === 'superseded' || this.isEnded) return end;
    if ('result' in end) {
      this.paths.writes(end.result.localFiles.map(({ file }) => file));
      this.told.tellResult(end.result, run.course);
    } else this.told.tellFailure(end.error, run.course);
    this.prepared = prepareRun(this.folder, this.options, run.course.loaded ?? []);
    return end;
  }

  /** What JSON says of how modules are found and translated was read when the process was started. */
  private async takePrepared(saved: readonly string[]): Promise<PreparedRun> {
    const prepared = await this.prepared;
    this.prepared = Promise.resolve(plainRun());
    if (!saved.some((path) => extname(path) === '.json')) return prepared;
    await prepared.process?.end();
    return { name: prepared.name };
  }

  /** The settings may have changed with what was saved. */
  private async followSettings(): Promise<void> {
    const { output } = await projectSettings(this.folder, this.options);
    const path = resolve(this.folder, output);
    const places = placesForOutput(path, output, this.folder);
    this.paths.writesInto([path, places.output, places.work]);
  }
}

interface Surroundings {
  readonly next: Promise<readonly string[]>;
  readonly watcher: FileWatcher;
}

function isElsewhere(path: string, folder: string): boolean {
  return isOutside(relative(folder, path)) && !path.includes(`${sep}node_modules${sep}`);
}

/** How wide a terminal is; undefined where there is none. */
function terminalWidth(): number | undefined {
  return process.stdout.isTTY ? process.stdout.columns : undefined;
}
