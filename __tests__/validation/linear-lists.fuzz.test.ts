import { type Path, pathText } from '../../lib/model/field';
import type { Resource } from '../../lib/model/resource';
import { checkResources } from '../../lib/validation/check-manifests';
import { ruleList } from '../../lib/validation/rule-list';
import { growingFasterThan } from '../counted-work';
import { resourcesOf, settingsOf } from './example-manifests';

/*
 * Each list and each map that an example of a rule has can be long: with the same item many times, and with items of
 * names and numbers of their own. The work of all rules grows with it, not with its square.
 */
const SIZE = 15;

/** What has names of the user's own. */
const MAPS = new Set([
  ...['annotations', 'labels', 'matchLabels', 'data', 'stringData', 'limits', 'requests', 'selector', 'hard'],
]);

interface Long {
  readonly example: string;
  readonly run: (n: number) => unknown;
}

/** Of examples with the same places, one is enough. */
const seen = new Set<string>();
const LONG: readonly Long[] = ruleList().flatMap(({ id, bad, good }) =>
  [bad, good].flatMap((example) =>
    typeof example === 'object'
      ? resourcesOf(example).flatMap((resource, i, all) => [
          ...placesOf(resource.manifest).flatMap((path): Long[] => {
            const place = `${resource.manifest.kind} ${pathText(path)}`;
            if (seen.has(place)) return [];
            seen.add(place);
            return [alike, numbered].map((itemOf) => ({
              example: `${id}, ${place}, ${itemOf.name}`,
              run: (n) => checkResources(all.with(i, lengthened(resource, path, n, itemOf)), settingsOf(example)),
            }));
          }),
        ])
      : [],
  ),
);

test('there are many lists and maps', () => {
  expect(LONG.length).toBeGreaterThan(100);
});

test.each(LONG)('$example', ({ run }) => {
  expect(growingFasterThan(SIZE, run)).toEqual([]);
});

/** Where lists and maps stand that have something in them. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [];
  const inside = Array.isArray(value)
    ? placesOf(value[0], [...path, 0])
    : Object.entries(value).flatMap(([name, one]) => placesOf(one, [...path, name]));
  const isMap = MAPS.has(String(path.at(-1)));
  return Array.isArray(value) || isMap ? [path, ...inside] : inside;
}

type ItemOf = (item: unknown, i: number) => unknown;

function alike(item: unknown): unknown {
  return item;
}

function numbered(item: unknown, i: number): unknown {
  if (typeof item === 'string') return `${item}-${i}`;
  if (typeof item === 'number') return item + i;
  return JSON.parse(JSON.stringify(item), (key, one) =>
    typeof one === 'string' && /name$|^(key|path|mountPath|host|ip)$/i.test(key)
      ? `${one}-${i}`
      : typeof one === 'number' && /port$/i.test(key)
        ? one + i
        : one,
  );
}

function lengthened(resource: Resource, path: Path, n: number, itemOf: ItemOf): Resource {
  const manifest = structuredClone(resource.manifest);
  const place = path.slice(0, -1).reduce<unknown>((holder, key) => (holder as Holder)[key], manifest) as Holder;
  const key = path[path.length - 1];
  const { [key]: before } = place;
  // All of one length.
  const times = Array.from({ length: n }, (_, i) => 100 + i);
  place[key] = Array.isArray(before)
    ? times.map((i) => itemOf(before[0], i))
    : Object.fromEntries(times.flatMap((i) => Object.entries(before as Holder).map(([k, v]) => [`${k}-${i}`, v])));
  return { ...resource, manifest };
}

type Holder = Record<string | number, unknown>;
