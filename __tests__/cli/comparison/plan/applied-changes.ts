import type { FieldChange } from '../../../../cli/comparison/plan/field-changes';

type Key = string | number;

/** The tree that comes out where the changes are made in the old one, by what `FieldChange` says of itself. */
export function applied(was: unknown, changes: readonly FieldChange[], depth = 0): unknown {
  const whole = changes.find(
    ({ change, to, from }) => change === 'changed' && to?.length === depth && from?.length === depth,
  );
  if (whole) return whole.is;
  if (changes.length === 0) return was;
  return Array.isArray(was)
    ? appliedToList(was, changes, depth)
    : appliedToObject(was as Record<string, unknown>, changes, depth);
}

function appliedToObject(was: Record<string, unknown>, changes: readonly FieldChange[], depth: number) {
  const entries = new Map(Object.entries(was));
  for (const name of new Set(changes.map(({ from, to }) => String((to ?? from)?.[depth])))) {
    const own = changes.filter(({ from, to }) => (to ?? from)?.[depth] === name);
    const here = own.find(({ from, to }) => (to ?? from)?.length === depth + 1);
    if (here?.change === 'added') entries.set(name, here.is);
    else if (here?.change === 'removed') entries.delete(name);
    else entries.set(name, applied(entries.get(name), own, depth + 1));
  }
  return Object.fromEntries(entries);
}

function appliedToList(was: readonly unknown[], changes: readonly FieldChange[], depth: number): unknown[] {
  const isHere = ({ from, to }: FieldChange) => (to ?? from)?.length === depth + 1;
  const at = (change: FieldChange, side: 'from' | 'to') => change[side]?.[depth] as Key;
  const gone = new Set(changes.filter((one) => isHere(one) && one.change === 'removed').map((one) => at(one, 'from')));
  const moved = new Map(
    changes.filter((one) => isHere(one) && one.change === 'moved').map((one) => [at(one, 'to'), at(one, 'from')]),
  );
  const added = new Map(
    changes.filter((one) => isHere(one) && one.change === 'added').map((one) => [at(one, 'to'), one.is]),
  );
  const movedFrom = new Set(moved.values());
  const staying = was.map((_, index) => index).filter((index) => !gone.has(index) && !movedFrom.has(index));
  return Array.from({ length: was.length - gone.size + added.size }, (_, index) => {
    if (added.has(index)) return added.get(index);
    const from = (moved.get(index) ?? staying.shift()) as number;
    const inside = changes.filter(
      (one) =>
        (at(one, 'from') === from && (isHere(one) ? one.change === 'changed' : one.change !== 'added')) ||
        (at(one, 'to') === index && !isHere(one) && one.change === 'added'),
    );
    return applied(was[from], inside, depth + 1);
  });
}
