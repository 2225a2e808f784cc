import type { WrittenManifests } from '../../manifests/written-manifests';
import { showProgress } from '../../terminal/progress';
import { type EndingSignal, Interruption } from '../interruption';
import type { Course, PreparedRun, SynthResult } from '../new-output';
import { type SynthOptions, synth } from '../synth';

/** An app that does not end when it is asked to is ended by force after that: the next run waits. */
const PATIENCE_MS = 1_000;

export interface Known {
  readonly prepared: PreparedRun;
  readonly written: WrittenManifests;
}

export type EndOfRun =
  | { readonly result: SynthResult }
  | { readonly error: unknown }
  /** It was ended, as something was saved again. */
  | 'superseded';

/** One synth of many: it is all or nothing, as any other one. */
export class WatchedRun {
  public readonly course: Course = { findings: [] };
  public readonly end: Promise<EndOfRun>;
  private isSuperseded = false;
  private patience: NodeJS.Timeout | undefined;
  private readonly interruption = new Interruption(() => {
    throw new Error('there is nothing to clean up');
  });

  /** @param known what is known of earlier runs */
  public constructor(options: SynthOptions, known: Known) {
    this.end = this.run(options, known);
  }

  /** Ends it if it is still in the app; else it is done in no time. */
  public supersede(): void {
    if (this.isSuperseded || !this.interruption.isHeld) return;
    this.isSuperseded = true;
    this.interruption.hear('SIGTERM');
    this.patience = setTimeout(() => this.force(), PATIENCE_MS);
  }

  /** Ends it, and waits until nothing of it is left. */
  public async stop(signal: EndingSignal): Promise<void> {
    this.interruption.hear(signal);
    await this.end;
  }

  /** Asks no longer. */
  public force(): void {
    if (this.interruption.isHeld) this.interruption.hear('SIGTERM');
  }

  private async run(options: SynthOptions, known: Known): Promise<EndOfRun> {
    const progress = showProgress();
    const isBrief = options.verbose !== true;
    const surroundings = { progress, course: this.course, interruption: this.interruption, isBrief, ...known };
    try {
      return { result: await synth(process.cwd(), { ...options, diff: true }, surroundings) };
    } catch (error) {
      return this.isSuperseded ? 'superseded' : { error };
    } finally {
      clearTimeout(this.patience);
      progress.end();
      known.written.forgetUnused();
      await known.prepared.process?.end();
    }
  }
}
