import { grouped } from '../../../lib/collections/grouped';
import { isEveryKey, keyName } from '../access-row';
import type { Access, Accesses } from './access';

/** What a holder gets, and what it got instead before. */
export interface Move {
  readonly from: Access;
  readonly access: Access;
}

export interface PairedAccesses {
  /** What the holder gets, without the variables that are told as taking another key. */
  readonly before: Accesses;
  readonly after: Accesses;
  readonly gained: readonly Access[];
  readonly lost: readonly Access[];
  /** The same key from elsewhere. */
  readonly moved: readonly Move[];
  /** Another key in the same variables. */
  readonly replaced: readonly Move[];
}

/** What belongs together: a variable that takes another key does not gain one and lose one. */
export function pairAccesses(old: Accesses, now: Accesses): PairedAccesses {
  const replaced = replacementsIn(old, now);
  const [before, after] = [
    withoutTargets(
      old,
      replaced.map(({ from }) => from),
    ),
    withoutTargets(
      now,
      replaced.map(({ access }) => access),
    ),
  ];
  const [gained, lost] = [missingIn(old, after), missingIn(now, before)];
  const moved = gained.flatMap((access): Move[] => {
    const from = lost.find((other) => isMove(other, access));
    return from === undefined ? [] : [{ from, access }];
  });
  return {
    before,
    after,
    gained: gained.filter((access) => !moved.some((move) => move.access === access)),
    lost: lost.filter((access) => !moved.some(({ from }) => from === access)),
    moved,
    replaced,
  };
}

/** The variables that take one key, as before, and another one: together where the keys are the same. */
function replacementsIn(old: Accesses, now: Accesses): Move[] {
  const [before, after] = [old, now].map(onlyOnesByTarget);
  const found = [...after].flatMap(([target, access]) => {
    const from = before.get(target);
    if (from === undefined || isEveryKey(from.row) || isEveryKey(access.row)) return [];
    return keyName(from.row) === keyName(access.row) ? [] : [{ target, from, access }];
  });
  const ids = new Map([...old.values(), ...now.values()].map((access, index) => [access, index]));
  const together = grouped(found, ({ from, access }) => `${ids.get(from)} ${ids.get(access)}`);
  return [...together.values()].map((alike) => {
    const targets = alike.map(({ target }) => target);
    const [{ from, access }] = alike;
    return { from: { ...from, targets }, access: { ...access, targets } };
  });
}

/** What arrives at each variable or file, where that is one key. */
function onlyOnesByTarget(accesses: Accesses): Map<string, Access> {
  const arrivals = [...accesses.values()].flatMap((access) => access.targets.map((target) => ({ target, access })));
  const byTarget = grouped(arrivals, ({ target }) => target);
  return new Map(
    [...byTarget].flatMap(([target, alike]) => (alike.length === 1 ? [[target, alike[0].access] as const] : [])),
  );
}

function withoutTargets(accesses: Accesses, told: readonly Access[]): Accesses {
  const targetsOf = grouped(told, ({ row }) => row);
  return new Map(
    [...accesses].map(([id, access]) => {
      const gone = new Set((targetsOf.get(access.row) ?? []).flatMap(({ targets }) => targets));
      return [id, { ...access, targets: access.targets.filter((target) => !gone.has(target)) }];
    }),
  );
}

function missingIn(one: Accesses, other: Accesses): Access[] {
  return [...other].flatMap(([id, access]) => (one.has(id) || access.targets.length === 0 ? [] : [access]));
}

/** Whether the same key arrives at the same variable, from elsewhere. */
function isMove(from: Access, to: Access): boolean {
  const isSameKey = keyName(from.row) === keyName(to.row);
  return isSameKey && from.targets.some((target) => to.targets.includes(target));
}
