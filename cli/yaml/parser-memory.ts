import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So much of what the parser makes may wait to be collected, in marks: about half a gigabyte. */
const MOST_WAITING = 500_000;

let waiting = 0;
let collectGarbage: (() => void) | undefined;

/**
 * To be called before a text with so many marks is parsed. What the parser makes of a document takes a hundred times the
 * room of its text; left to itself, Node collects that of one document long after it has begun with the next ones.
 */
export function makeRoomFor(marks: number): void {
  waiting += marks;
  if (waiting <= MOST_WAITING) return;
  collectGarbage ??= garbageCollector();
  collectGarbage();
  waiting = marks;
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
