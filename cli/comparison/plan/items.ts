import { fields } from '../../../lib/json/json';
import { scalarText } from '../../../lib/json/scalar';

/** An item of a list before, and what has become of it. */
export interface ItemPair {
  readonly from: number;
  readonly to: number;
}

export interface MatchedItems {
  /** In the order of the list as it is now. */
  readonly pairs: readonly ItemPair[];
  /** By what an item is known wherever it stands; undefined where only its place tells. */
  readonly nameOf: (item: unknown) => string | undefined;
}

/** Fields that say together which item of a list it is. */
type Identity = readonly string[];

const ANYWHERE: readonly Identity[] = [
  ...[['name'], ['key'], ['mountPath'], ['metadata.name'], ['secretName'], ['configMapName'], ['host'], ['ip']],
  ...[['topologyKey'], ['id']],
];
/** Lists whose items the API server, too, tells apart by something else first. */
const IN_LIST: ReadonlyMap<string, readonly Identity[]> = new Map([
  ['ports', [['name'], ['containerPort'], ['containerPort', 'protocol'], ['port'], ['port', 'protocol']]],
  ['volumeMounts', [['mountPath'], ['mountPath', 'subPath']]],
  ['volumeDevices', [['devicePath']]],
  ['subjects', [['name'], ['kind', 'namespace', 'name']]],
]);

/** Which items of a list are the same ones as before: by their names, else by what they hold, else by their places. */
export function matchItems(was: readonly unknown[], is: readonly unknown[], list: string): MatchedItems {
  const identity = identityIn(was, is, list);
  if (identity === undefined) return { pairs: pairsByContent(was, is), nameOf: () => undefined };
  const nameOf = (item: unknown) => identityText(item, identity);
  const places = new Map(was.map((item, index) => [nameOf(item), index]));
  const pairs = is.flatMap((item, to) => {
    const from = places.get(nameOf(item));
    return from === undefined ? [] : [{ from, to }];
  });
  return { pairs, nameOf };
}

function identityIn(was: readonly unknown[], is: readonly unknown[], list: string): Identity | undefined {
  return [...(IN_LIST.get(list) ?? []), ...ANYWHERE].find((identity) =>
    [was, is].every((items) => {
      const names = items.map((item) => identityText(item, identity));
      return !names.includes(undefined) && new Set(names).size === names.length;
    }),
  );
}

function identityText(item: unknown, identity: Identity): string | undefined {
  const texts = identity.map((field) => scalarText(valueAt(item, field)));
  return texts.includes('') ? undefined : texts.join('/');
}

function valueAt(item: unknown, field: string): unknown {
  return field.split('.').reduce((value: unknown, name) => {
    const object = fields(value);
    return Object.hasOwn(object, name) ? object[name] : undefined;
  }, item);
}

/** Equal items are pairs, wherever they stand; of those between them that are left, the ones in the same place are. */
function pairsByContent(was: readonly unknown[], is: readonly unknown[]): ItemPair[] {
  const [before, after] = [was, is].map((items) => items.map((item) => JSON.stringify(item)));
  const shortest = Math.min(was.length, is.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  let end = 0;
  while (end < shortest - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const equal = equalPairs(before.slice(start, before.length - end), after.slice(start, after.length - end));
  const pairs = [
    ...Array.from({ length: start }, (_, index) => ({ from: index, to: index })),
    ...equal.map(({ from, to }) => ({ from: start + from, to: start + to })),
    ...Array.from({ length: end }, (_, index) => ({
      from: was.length - end + index,
      to: is.length - end + index,
    })),
  ];
  return withReplaced(pairs, was, is);
}

function equalPairs(before: readonly string[], after: readonly string[]): ItemPair[] {
  const places = new Map<string, number[]>();
  for (const [index, text] of before.entries()) {
    const known = places.get(text);
    if (known) known.push(index);
    else places.set(text, [index]);
  }
  const taken = new Map<string, number>();
  return after.flatMap((text, to) => {
    const next = taken.get(text) ?? 0;
    const from = places.get(text)?.[next];
    taken.set(text, next + 1);
    return from === undefined ? [] : [{ from, to }];
  });
}

/** With pairs of what is left between two that stay in order: as many on both sides are other values of the same items. */
function withReplaced(pairs: readonly ItemPair[], was: readonly unknown[], is: readonly unknown[]): ItemPair[] {
  const [matched, old] = [new Set(pairs.map(({ to }) => to)), new Set(pairs.map(({ from }) => from))];
  const anchors = [{ from: -1, to: -1 }, ...inOrder(pairs), { from: was.length, to: is.length }];
  const replaced = anchors.slice(1).flatMap((anchor, index): ItemPair[] => {
    const before = anchors[index];
    const gone = between(before.from, anchor.from).filter((from) => !old.has(from));
    const come = between(before.to, anchor.to).filter((to) => !matched.has(to));
    const areTexts = [...gone.map((from) => was[from]), ...come.map((to) => is[to])].every((item) => !isTree(item));
    if (areTexts && gone.length !== come.length) return [];
    return gone.slice(0, come.length).map((from, at) => ({ from, to: come[at] }));
  });
  return [...pairs, ...replaced].sort((one, other) => one.to - other.to);
}

function between(low: number, high: number): number[] {
  return Array.from({ length: Math.max(0, high - low - 1) }, (_, index) => low + 1 + index);
}

function isTree(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** The most pairs that stand in the same order before and now: all others have moved. */
export function inOrder(pairs: readonly ItemPair[]): ItemPair[] {
  const sorted = [...pairs].sort((one, other) => one.to - other.to);
  /** The last pair of the best order of each length, and which one stands before each. */
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, { from }] of sorted.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[ends[middle]].from < from) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? -1 : ends[low - 1]);
    ends[low] = index;
  }
  const longest: ItemPair[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index]) longest.push(sorted[index]);
  return longest.reverse();
}
