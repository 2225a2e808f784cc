import { printable } from './printable';

const PATIENCE_MS = 1_000;
const TICK_MS = 1_000;

/** What a command is doing, on one line that is gone when it is done. */
export interface SlowSteps {
  /** Names what is being done now. */
  step(what: string): void;
  /** Takes the line away. */
  end(): void;
}

/** Says what takes longer than a second; nothing where nobody watches. */
export function slowSteps(): SlowSteps {
  const { stderr, env } = process;
  if (!stderr.isTTY || env.CI) return { step: () => undefined, end: () => undefined };
  let [what, start, shown] = ['', performance.now(), false];
  const show = () => {
    const elapsed = performance.now() - start;
    if (elapsed < PATIENCE_MS) return;
    stderr.write(`\r\u001b[K${printable(what)} (${Math.floor(elapsed / 1_000)} s)`);
    shown = true;
  };
  const clear = () => {
    if (shown) stderr.write('\r\u001b[K');
    shown = false;
  };
  const timer = setInterval(show, TICK_MS);
  return {
    step: (next) => {
      clear();
      [what, start] = [next, performance.now()];
    },
    end: () => {
      clearInterval(timer);
      clear();
    },
  };
}
