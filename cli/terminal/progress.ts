import { printable } from './printable';
import { isQuiet } from './quiet';

const PATIENCE_MS = 1_000;
const TICK_MS = 1_000;
const USUAL_COLUMNS = 80;

/** What a command is doing, on one line that is gone when it is done. */
export interface Progress {
  /** Names what is being done now, and after how many seconds it is given up. */
  step(what: string, limit?: number): void;
  /**
   * Names what is being done now by somebody who may write to the terminal himself: once, on a line that stays, as nobody
   * can tell what else stands where it would be taken away.
   */
  stepOfOthers(what: string): void;
  /** Says at once what is being done, in place of what was said before. */
  update(what: string): void;
  /** Makes room for what is told meanwhile; the line stays away while another one is begun and not ended. */
  makeRoom(isEnded: boolean): void;
  /** Takes the line away. */
  end(): void;
}

/** Whether somebody sees what is said only for a while. */
export function isWatched(): boolean {
  return Boolean(process.stderr.isTTY) && !process.env.CI && !isQuiet();
}

/** Says what takes longer than a second; nothing where nobody watches. */
export function showProgress(): Progress {
  const { stderr } = process;
  if (!isWatched()) {
    const nothing = () => undefined;
    return { step: nothing, stepOfOthers: nothing, update: nothing, makeRoom: nothing, end: nothing };
  }
  let [what, start, shown, hasRoom, isOfOthers] = ['', performance.now(), false, true, false];
  let left: number | undefined;
  const show = () => {
    const elapsed = performance.now() - start;
    if (what === '' || elapsed < PATIENCE_MS || !hasRoom) return;
    if (isOfOthers) {
      stderr.write(`${fitToLine(what, ' …')}\n`);
      what = '';
      return;
    }
    const time = Math.floor(elapsed / 1_000);
    const told = left === undefined ? `${time} s` : `${Math.max(0, Math.ceil(left - time))} s left`;
    stderr.write(`\r\u001b[K${fitToLine(what, ` (${told})`)}`);
    shown = true;
  };
  const clear = () => {
    if (shown) stderr.write('\r\u001b[K');
    shown = false;
  };
  const begin = (next: string, ofOthers: boolean, limit?: number) => {
    clear();
    [what, start, isOfOthers, left] = [next, performance.now(), ofOthers, limit];
  };
  const timer = setInterval(show, TICK_MS);
  return {
    step: (next, limit) => begin(next, false, limit),
    stepOfOthers: (next) => begin(next, true),
    update: (text) => {
      stderr.write(`\r${fitToLine(text, '')}\u001b[K`);
      shown = true;
    },
    makeRoom: (isEnded) => {
      clear();
      hasRoom = isEnded;
    },
    end: () => {
      clearInterval(timer);
      clear();
    },
  };
}

/** One line of the terminal at most: of more than that, only the last one would be taken away. */
function fitToLine(what: string, end: string): string {
  const text = printable(what);
  // A terminal that nobody has told its size has none.
  let room = (process.stderr.columns || USUAL_COLUMNS) - end.length - 2;
  let length = 0;
  for (const one of text) {
    // What is no ASCII may be wide.
    room -= one < '\u007f' ? 1 : 2;
    if (room < 0) return `${text.slice(0, length)}…${end}`;
    length += one.length;
  }
  return `${text}${end}`;
}
