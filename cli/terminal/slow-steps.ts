import { printable } from './printable';

const PATIENCE_MS = 1_000;
const TICK_MS = 1_000;

/** What a command is doing, on one line that is gone when it is done. */
export interface SlowSteps {
  /** Names what is being done now, and after how many seconds it is given up. */
  step(what: string, limit?: number): void;
  /** Makes room for what is told meanwhile; the line stays away while another one is begun and not ended. */
  makeRoom(isEnded: boolean): void;
  /** Takes the line away. */
  end(): void;
}

/** Says what takes longer than a second; nothing where nobody watches. */
export function slowSteps(): SlowSteps {
  const { stderr, env } = process;
  if (!stderr.isTTY || env.CI) return { step: () => undefined, makeRoom: () => undefined, end: () => undefined };
  let [what, start, shown, hasRoom] = ['', performance.now(), false, true];
  let left: number | undefined;
  const show = () => {
    const elapsed = performance.now() - start;
    if (what === '' || elapsed < PATIENCE_MS || !hasRoom) return;
    const time = Math.floor(elapsed / 1_000);
    const told = left === undefined ? `${time} s` : `${Math.max(0, Math.ceil(left - time))} s left`;
    stderr.write(`\r\u001b[K${printable(what)} (${told})`);
    shown = true;
  };
  const clear = () => {
    if (shown) stderr.write('\r\u001b[K');
    shown = false;
  };
  const timer = setInterval(show, TICK_MS);
  return {
    step: (next, limit) => {
      clear();
      [what, start, left] = [next, performance.now(), limit];
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
