import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { RepeatedOutput } from './repeated-output';

/** Where what an app prints goes; done when there is room for more. */
export type Sink = (text: string) => Promise<void>;

/** A line that an app has begun is passed on when nothing comes to it for so long: it may be a question. */
const BEGUN_LINE_MS = 50;
/** So much of a line without an end is passed on in any case. */
const LONGEST_LINE = 65_536;

/** A URL, `user:password@host`, `password=…`: a question ends otherwise. */
const MAY_BE_HALF = /[:=@%]\S/;

/**
 * What an app prints, passed on as it comes: whole lines where there are any, whole characters in any case. The app waits
 * for whoever reads it.
 */
export class AppOutput {
  private writing = 0;
  private isLineEnded = true;
  public received = 0;

  private readonly streams: RepeatedOutput[] = [];

  /** @param first the output of a first try of the same program, which is not shown again */
  public constructor(
    private readonly sink: Sink,
    private readonly first?: AppOutput,
  ) {}

  /** Passes on what comes from there. */
  public connect(stream: Readable): void {
    const lines = new BegunLine(new StringDecoder('utf8'));
    const repeated = new RepeatedOutput(this.first?.streams[this.streams.length]);
    this.streams.push(repeated);
    const pass = async (text: string) => {
      stream.pause();
      await this.write(repeated.news(text));
      stream.resume();
    };
    const timer = setTimeout(() => void pass(lines.begun()), BEGUN_LINE_MS);
    stream.on('data', (chunk: Buffer) => {
      this.received += chunk.length;
      timer.refresh();
      void pass(lines.ended(chunk));
    });
    stream.on('close', () => {
      clearTimeout(timer);
      void this.write(repeated.news(lines.rest()));
    });
    stream.on('error', () => undefined);
  }

  /** Ends a line that the app has not ended. */
  public end(): void {
    if (!this.isLineEnded) void this.write('\n');
  }

  /** Whether whoever reads has no room for more. */
  public isWaiting(): boolean {
    return this.writing > 0;
  }

  private async write(text: string): Promise<void> {
    if (text === '') return;
    this.isLineEnded = text.endsWith('\n');
    this.writing++;
    await this.sink(text);
    this.writing--;
  }
}

/** Divides a stream where lines end. */
class BegunLine {
  private text = '';

  public constructor(private readonly decoder: StringDecoder) {}

  /** The lines that are ended with this. */
  public ended(chunk: Buffer): string {
    this.text += this.decoder.write(chunk);
    const end = this.text.lastIndexOf('\n') + 1;
    return this.text.length - end < LONGEST_LINE ? this.take(end) : this.take(this.lastBlank());
  }

  /**
   * What there is of the next one. Behind a `\r` the other half of an end of a line may come, and behind the first half of
   * a credential the second one, without which nobody can see what it is.
   */
  public begun(): string {
    if (this.text.endsWith('\r')) return this.take(this.text.length - 1);
    const blank = this.text.lastIndexOf(' ') + 1;
    return this.take(MAY_BE_HALF.test(this.text.slice(blank)) ? blank : this.text.length);
  }

  public rest(): string {
    return this.take(this.text.length) + this.decoder.end();
  }

  /** A word is not divided, so that it is seen for what it is. */
  private lastBlank(): number {
    const blank = this.text.lastIndexOf(' ') + 1;
    return this.text.length - blank < LONGEST_LINE ? blank : this.text.length;
  }

  private take(length: number): string {
    const taken = this.text.slice(0, length);
    this.text = this.text.slice(length);
    return taken;
  }
}
