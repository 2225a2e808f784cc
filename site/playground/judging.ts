import type { Judgement } from './judge';

export interface Question {
  readonly number: number;
  readonly text: string;
}

/** What the judge says of a question; why nothing is known, where it fails. */
export interface Answer {
  readonly number: number;
  readonly judgement?: Judgement;
  readonly failure?: string;
}

/** What it needs of a worker of a page. */
export interface JudgingWorker {
  onmessage: ((event: { readonly data: Answer }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
  postMessage(question: Question): void;
  terminate(): void;
}

/** In milliseconds: so long nobody types before a text is judged. */
const PAUSE = 250;

/** In milliseconds: a judge that takes longer is not waited for where there is a newer text. */
const PATIENCE = 4_000;

/** Judges the newest text, one at a time. */
export class Judging {
  private worker: JudgingWorker | undefined;
  private asked = 0;
  private busySince: number | undefined;
  /** The newest text, as long as it is not judged. */
  private waiting: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param tell gets what is said of the newest text, and of no other */
  public constructor(
    private readonly startWorker: () => JudgingWorker,
    private readonly tell: (answer: Answer) => void,
  ) {}

  /** To be called with each change of the text. */
  public changed(text: string, pause = PAUSE): void {
    this.waiting = text;
    this.askIn(pause);
  }

  public stop(): void {
    clearTimeout(this.timer);
    this.worker?.terminate();
    this.worker = undefined;
    this.busySince = undefined;
  }

  private askIn(pause: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), pause);
  }

  private ask(): void {
    const text = this.waiting;
    if (text === undefined) return;
    if (this.busySince !== undefined) {
      const left = this.busySince + PATIENCE - Date.now();
      if (left > 0) {
        this.askIn(left);
        return;
      }
      this.stop();
    }
    this.worker ??= this.started();
    this.waiting = undefined;
    this.busySince = Date.now();
    this.worker.postMessage({ number: ++this.asked, text });
  }

  private started(): JudgingWorker {
    const worker = this.startWorker();
    worker.onmessage = ({ data }) => this.answered(data);
    worker.onerror = ({ message }) => {
      this.stop();
      this.answered({ number: this.asked, failure: message || 'the judge did not start' });
    };
    return worker;
  }

  private answered(answer: Answer): void {
    if (answer.number !== this.asked) return;
    this.busySince = undefined;
    if (this.waiting === undefined) this.tell(answer);
    else this.askIn(0);
  }
}
