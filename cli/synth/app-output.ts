import { StringDecoder } from 'node:string_decoder';

/** An app may print without end, and all that is kept of that is in memory. */
const KEPT_BYTES = 1_048_576;

/** The end of what an app prints; of what was before it only the length. */
export class LastWords {
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private dropped = 0;

  public add(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (this.size - (this.chunks[0]?.length ?? 0) >= KEPT_BYTES) {
      const { length } = this.chunks.shift() ?? Buffer.alloc(0);
      this.size -= length;
      this.dropped += length;
    }
  }

  public text(): string {
    const kept = Buffer.concat(this.chunks);
    const cut = Math.max(0, kept.length - KEPT_BYTES);
    const left = this.dropped + cut;
    return left === 0 ? String(kept) : `… (${left} bytes before this are left out)\n${kept.subarray(cut)}`;
  }
}

/** What an app prints, held back until it is known whether it shall be seen; what is too much for that is passed on. */
export class HeldWords {
  private held: Buffer[] = [];
  private size = 0;
  private readonly decoder = new StringDecoder('utf8');

  public constructor(private readonly passOn: (text: string) => void) {}

  public add(chunk: Buffer): void {
    this.held.push(chunk);
    this.size += chunk.length;
    if (this.size > KEPT_BYTES) this.release();
  }

  public release(): void {
    const text = this.decoder.write(Buffer.concat(this.held));
    this.held = [];
    if (text !== '') this.passOn(text);
  }
}
