import { isWatched, type Progress } from '../terminal/progress';
import { say } from '../terminal/terminal-text';
import { tellNote } from '../terminal/writer';
import type { Failure } from './failure';

/** From when on a silent host is said to be one: with the start of the command, this is within a second. */
const SILENCE_MS = 600;
const TICK_MS = 200;

/** What is to be known of the requests to one host while they go on. */
export interface HostWatch {
  /** A request that is on its way until then. */
  during<T>(request: Promise<T>): Promise<T>;
  /** There was an answer, whatever it says. */
  answered(): void;
  /** A request failed, and is sent again. */
  triesAgain(failure: Failure): void;
}

interface Host {
  underway: number;
  hasAnswered: boolean;
  isTold: boolean;
  /** When it last gave a sign, or was asked first since then. */
  since: number;
  trouble?: string;
}

/**
 * Says how far the requests are, and which host keeps them waiting: on a terminal on one line that goes with the end,
 * elsewhere once for each host that has given no sign at all.
 */
export class WatchedHosts {
  private readonly hosts = new Map<string, Host>();
  private readonly timer = setInterval(() => this.show(), TICK_MS);
  private count = '';
  private shown = '';

  public constructor(private readonly progress: Progress) {}

  public of(name: string): HostWatch {
    const host = this.hosts.get(name) ?? { underway: 0, hasAnswered: false, isTold: false, since: 0 };
    this.hosts.set(name, host);
    return {
      during: async (request) => {
        if (host.underway++ === 0 && host.trouble === undefined) host.since = performance.now();
        try {
          return await request;
        } finally {
          host.underway--;
        }
      },
      answered: () => {
        Object.assign(host, { hasAnswered: true, since: performance.now(), trouble: undefined });
      },
      triesAgain: ({ message }) => {
        host.trouble = `${message}; trying again`;
        this.show();
      },
    };
  }

  /** How many folders have been asked for. */
  public update(answered: number, of: number): void {
    this.count = `asked ${answered} of ${of} folders`;
    this.show();
  }

  public end(): void {
    clearInterval(this.timer);
    this.progress.end();
  }

  private show(): void {
    const now = performance.now();
    const silent = [...this.hosts].filter(
      ([, { underway, since, trouble }]) => trouble !== undefined || (underway > 0 && now - since >= SILENCE_MS),
    );
    if (!isWatched()) {
      for (const [name, host] of silent) tellOnce(name, host);
      return;
    }
    const waits = silent.map(([name, { trouble, since }]) => {
      const seconds = Math.max(1, Math.round((now - since) / 1_000));
      return `${trouble ?? `waiting for ${name}`} (${seconds} s)`;
    });
    const text = [this.count, ...waits].filter((part) => part !== '').join('; ');
    if (text !== this.shown) this.progress.update(text);
    this.shown = text;
  }
}

/** A host that has answered once is alive: that it takes its time is nothing that a log has to hold. */
function tellOnce(name: string, host: Host): void {
  if (host.hasAnswered || host.isTold) return;
  host.isTold = true;
  tellNote(say`${host.trouble ?? `${name}: no answer yet`}\n`);
}
