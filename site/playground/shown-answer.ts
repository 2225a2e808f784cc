import type { Judgement, LintedFinding, LintedPlace, NeededKey, Picture } from './judge';
import type { Answer } from './judging';

/** How something looks; what is unread is never taken for good. */
type Look = 'error' | 'warning' | 'unread' | 'suppressed' | 'good' | 'empty';

export interface ShownFinding extends LintedPlace {
  readonly look: Look;
  readonly rule?: string;
  /** Which object, and where in it. */
  readonly about?: string;
}

/** What the page shows of an answer. */
export interface Shown {
  readonly look: Look;
  readonly summary: string;
  readonly findings: readonly ShownFinding[];
  /** How many are not shown. */
  readonly left: number;
  readonly keys: readonly NeededKey[];
  readonly leftKeys: number;
  readonly pictures: readonly Picture[];
  /** Where keys may be missing in their list, and why. */
  readonly unfollowed: readonly LintedPlace[];
}

/** More would make the page slow, and nobody reads them. */
const MOST = 200;

export function shownAnswer({ judgement, failure = 'nothing was found out' }: Answer): Shown {
  if (judgement === undefined) return failed(failure);
  const { lint, keys, pictures, unfollowed } = judgement;
  const findings = [
    ...lint.unread.map((place) => ({ ...place, look: 'unread' as const })),
    ...lint.findings.map(shownFinding),
  ];
  return {
    ...summaryOf(judgement),
    findings: findings.slice(0, MOST),
    left: Math.max(0, findings.length - MOST),
    keys: keys.slice(0, MOST),
    leftKeys: Math.max(0, keys.length - MOST),
    pictures,
    unfollowed: unfollowed.slice(0, MOST),
  };
}

function failed(failure: string): Shown {
  const summary = `This text could not be judged: ${failure}`;
  return { look: 'unread', summary, findings: [], left: 0, keys: [], leftKeys: 0, pictures: [], unfollowed: [] };
}

function shownFinding({ at, object, severity, suppressedBecause, ...finding }: LintedFinding): ShownFinding {
  const { kind, namespace, name = '(no name)' } = object;
  const about = [`${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`, ...(at === undefined ? [] : [at])];
  const { rule, line, column, message } = finding;
  const because = suppressedBecause === undefined ? [] : [`because: ${suppressedBecause}`];
  const look = suppressedBecause === undefined ? severity : 'suppressed';
  return { rule, line, column, message, look, about: [...about, ...because].join(', ') };
}

function summaryOf({ lint }: Judgement): Pick<Shown, 'look' | 'summary'> {
  const { errors, warnings, objects } = lint.summary;
  const unread = lint.unread.length;
  const counts = [counted(errors, 'error'), counted(warnings, 'warning'), unread > 0 ? `${unread} unread` : ''].filter(
    Boolean,
  );
  const look = unread > 0 ? 'unread' : errors > 0 ? 'error' : warnings > 0 ? 'warning' : objects > 0 ? 'good' : 'empty';
  const where = counted(objects, 'object') || 'no object';
  if (look === 'empty') return { look, summary: 'There is no Kubernetes object in it.' };
  return { look, summary: counts.length === 0 ? `No findings in ${where}.` : `${counts.join(', ')}, in ${where}.` };
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
