import { grouped } from '../../lib/collections/grouped';
import { withoutCredentials } from '../../lib/text/credential-text';
import type { KeyUse } from '../access/key-uses';
import type { WantedPlace } from '../access/wanted-places';
import type { Outcome } from '../infisical-api/ask-all';
import { type Place, projectOf } from '../infisical-api/place';
import { printable } from '../terminal/printable';
import type { EnvironmentReport, KeyVerdict, Location, PlaceProblem } from './report';
import { originName, type PlacedVerdict, usedId, verdictsOn } from './verdicts';

export interface Judged {
  readonly uses: readonly KeyUse[];
  readonly places: readonly WantedPlace[];
  /** In the order of the places. */
  readonly outcomes: readonly Outcome[];
  readonly assumedHost?: string;
}

/** The verdict on every key that is used, and on those that are not, by environment. */
export function judge({ uses, places, outcomes, assumedHost }: Judged): EnvironmentReport[] {
  const asked = places.map((place, index) => ({ place, outcome: outcomes[index] }));
  const byId = new Map(asked.map(({ place, outcome }) => [place.id, outcome]));
  const verdicts = verdictsOn(uses, { outcomes: byId, assumedHost });
  const used = new Set(verdicts.flatMap((verdict) => verdict.uses));
  const unused = asked.flatMap(({ place, outcome }) => unusedAt(place, outcome, used));
  const problems = asked.flatMap(({ place, outcome: { problem } }) =>
    problem === undefined ? [] : [{ place, path: place.path, message: problem, locations: locationsOf(place) }],
  );
  const environments = grouped([...verdicts, ...distinctKeys(unused), ...problems], ({ place }) =>
    environmentId(place),
  );
  return [...environments].sort(byFirst).map(([, items]) => shown(environmentReport(items)));
}

/** The report is read by people, whatever its format: names are as they may be shown. */
function shown<T>(part: T): T;
function shown(part: unknown): unknown {
  if (typeof part === 'string') return printable(part);
  if (Array.isArray(part)) return part.map(shown);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, shown(value)]));
}

type Item = PlacedVerdict | (PlaceProblem & { readonly place: Place });

function environmentReport(items: readonly Item[]): EnvironmentReport {
  const [{ place }] = items;
  const keys = items.flatMap((item): KeyVerdict[] => {
    if (!('status' in item)) return [];
    const { place: _, uses: __, ...verdict } = item;
    return [verdict];
  });
  const problems = items.flatMap((item): PlaceProblem[] => {
    if ('status' in item) return [];
    const { place: _, ...problem } = item;
    return [problem];
  });
  const order = ({ key, wanted, status }: KeyVerdict) => JSON.stringify([key, wanted, status]);
  return {
    host: withoutCredentials(place.host),
    project: projectOf(place),
    environment: place.environment,
    keys: keys.sort((a, b) => (order(a) < order(b) ? -1 : 1)),
    problems,
  };
}

/** Keys of the folders themselves; those that are imported belong to whoever uses them there. */
function unusedAt(place: WantedPlace, { listing = [] }: Outcome, used: ReadonlySet<string>): PlacedVerdict[] {
  return listing
    .filter(({ imported }) => !imported)
    .flatMap((origin) =>
      origin.keys
        .filter((key) => !used.has(usedId(place, origin, key)))
        .map((key): PlacedVerdict => {
          const at = [originName(origin)];
          return {
            status: 'unused',
            key,
            wanted: at,
            found: at,
            users: [],
            locations: locationsOf(place),
            place,
            uses: [],
          };
        }),
    );
}

/** A recursive place shows the keys of others too. */
function distinctKeys(unused: readonly PlacedVerdict[]): PlacedVerdict[] {
  return [
    ...new Map(unused.map((one) => [environmentId(one.place) + JSON.stringify([one.key, one.found]), one])).values(),
  ];
}

function locationsOf({ readers }: WantedPlace): Location[] {
  return readers.map(({ file, line }) => ({ file, line }));
}

function environmentId(place: Place): string {
  return JSON.stringify([place.host, projectOf(place), place.environment]);
}

function byFirst([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
