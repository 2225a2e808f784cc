import { hasCredential } from '../../lib/text/credential-forms';
import { printable } from '../terminal/printable';

interface Change {
  /** Where it begins in both, from 0. */
  readonly before: number;
  readonly after: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** How far the lines of both texts are looked at for those that are the same again. */
const FARTHEST = 400;

/**
 * What is otherwise in a text, as `git apply --unidiff-zero` and people read it: only the lines that change, as those
 * around them may hold what nobody is to see.
 *
 * @param isShown whether a line of the text before, counted from 1, may be shown
 */
export function unifiedDiff(
  file: string,
  [before, after]: readonly [before: string, after: string],
  isShown: (line: number) => boolean = () => true,
): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  const changes = changesBetween(old, now);
  if (changes.length === 0) return '';
  const name = printable(file)
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+|^\/+/, '');
  const hidden = hiddenLines(changes, isShown);
  const hunks = changes.map((change) => hunkText(change, hidden));
  return [`--- a/${name}`, `+++ b/${name}`, ...hunks].map((line) => `${line}\n`).join('');
}

/** With the break at the end of each. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function changesBetween(old: readonly string[], now: readonly string[]): Change[] {
  const changes: Change[] = [];
  let [before, after] = [0, 0];
  while (before < old.length || after < now.length) {
    if (old[before] === now[after]) {
      before++;
      after++;
      continue;
    }
    const [gone, come] = distance(old.slice(before, before + FARTHEST + 2), now.slice(after, after + FARTHEST + 2));
    changes.push({
      before,
      after,
      removed: old.slice(before, before + gone),
      added: now.slice(after, after + come),
    });
    before += gone;
    after += come;
  }
  return changes;
}

/** How many lines are gone and have come until two are the same again, or the end is. */
function distance(old: readonly string[], now: readonly string[]): readonly [gone: number, come: number] {
  for (let sum = 1; sum <= old.length + now.length; sum++) {
    for (let come = 0; come <= sum; come++) {
      const gone = sum - come;
      if (gone > old.length || come > now.length) continue;
      if (old[gone] === now[come] && old[gone + 1] === now[come + 1]) return [gone, come];
    }
  }
  return [old.length, now.length];
}

/** What nobody is to see, wherever it is moved to. */
function hiddenLines(changes: readonly Change[], isShown: (line: number) => boolean): ReadonlySet<string> {
  const lines = changes.flatMap(({ before, removed }) =>
    removed.filter((line, index) => hasCredential(line) || !isShown(before + index + 1)),
  );
  return new Set(lines.map((line) => line.trim()));
}

function hunkText({ before, after, removed, added }: Change, hidden: ReadonlySet<string>): string {
  const isHidden = [...removed, ...added].some((line) => hidden.has(line.trim()));
  const span = (start: number, { length }: readonly string[]) =>
    `${length === 0 ? start : start + 1}${length === 1 ? '' : `,${length}`}`;
  const written = (sign: string) => (line: string) => {
    const text = line.replace(/\n$/, '').replace(/\r$/, '');
    const end = line.endsWith('\n') ? '' : '\n\\ No newline at end of file';
    return `${sign}${isHidden ? '(not shown)' : printable(text)}${end}`;
  };
  return [
    `@@ -${span(before, removed)} +${span(after, added)} @@`,
    ...removed.map(written('-')),
    ...added.map(written('+')),
  ].join('\n');
}
