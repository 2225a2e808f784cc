import { grouped } from '../../lib/collections/grouped';
import { closest } from '../../lib/text/did-you-mean';
import type { KeySource } from '../access/key-source';
import type { KeyUse } from '../access/key-uses';
import { idOf, placeOf, takesWhole } from '../access/wanted-places';
import type { Outcome } from '../infisical-api/ask-all';
import type { Listing, Origin, Place } from '../infisical-api/place';
import { projectOf } from '../infisical-api/place';
import type { KeyVerdict, User } from './report';
import { userOf } from './users';

/** A verdict with the first place that the key may come from. */
export interface PlacedVerdict extends KeyVerdict {
  readonly place: Place;
  /** Which keys of which folders are used by it. */
  readonly uses: readonly string[];
}

interface Need {
  readonly key: string;
  readonly sources: readonly KeySource[];
  readonly optional: boolean;
  readonly user: User;
}

export interface Answers {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly assumedHost?: string;
}

/** What each use needs, against what there is: one verdict for each key of the same sources. */
export function verdictsOn(uses: readonly KeyUse[], answers: Answers): PlacedVerdict[] {
  const needs = uses.flatMap((use): Need[] => {
    const user = userOf(use);
    if (takesWhole(use)) return [{ key: '*', sources: use.sources, optional: use.optional, user }];
    return use.needs.map(({ key, sources, optional }) => ({ key, sources, user, optional: optional || use.optional }));
  });
  const alike = grouped(
    needs.filter(({ sources }) => sources.length > 0),
    ({ key, sources }) => JSON.stringify([key, sources]),
  );
  return [...alike.values()].flatMap((group) => verdictsOfGroup(group, answers));
}

function verdictsOfGroup(needs: readonly Need[], answers: Answers): PlacedVerdict[] {
  const [{ key, sources }] = needs;
  const optional = needs.every((need) => need.optional);
  const read = sources.map((source) => readFrom(source, answers));
  const about = aboutOf(read, distinct(needs.map(({ user }) => user)));
  if (key !== '*') return [{ ...about(key), ...statusOf(key, read, about(key).found.length, optional) }];
  const all = [...new Set(read.flatMap(({ origins }) => origins.flatMap(({ keys }) => keys)))];
  const twice = all.map(about).filter(({ found }) => found.length > 1);
  return [{ ...about('*'), ...statusOfWhole(read, optional) }, ...twice.map((one) => ({ ...one, ...DUPLICATE }))];
}

function readFrom(source: KeySource, { outcomes, assumedHost }: Answers): Read {
  const place = placeOf(source, assumedHost);
  const outcome = outcomes.get(idOf(place)) ?? {};
  return { place, outcome, origins: readBy(source, outcome.listing ?? []) };
}

function aboutOf(read: readonly Read[], users: readonly User[]) {
  return (key: string) => {
    const hits = read.flatMap(({ place, origins }) =>
      origins.filter(({ keys }) => key === '*' || keys.includes(key)).map((origin) => ({ place, origin })),
    );
    // Two sources may read the same folder.
    const found = new Map(hits.map(({ place, origin }) => [usedId(place, origin, ''), originName(origin)]));
    return {
      key,
      wanted: [...new Set(read.map(({ place }) => `${place.environment}:${place.path}`))],
      found: [...found.values()].sort(),
      users,
      locations: users,
      place: read[0].place,
      uses: hits.flatMap(({ place, origin }) =>
        (key === '*' ? origin.keys : [key]).map((one) => usedId(place, origin, one)),
      ),
    };
  };
}

const DUPLICATE = { status: 'duplicate', hint: 'clients differ in which one wins, so keep one' } as const;

function statusOf(key: string, read: readonly Read[], found: number, optional: boolean): Judgement {
  if (found === 1) return { status: 'ok' };
  return found > 1 ? DUPLICATE : statusOfAbsent(key, read, optional);
}

type Judgement = Pick<KeyVerdict, 'status' | 'hint'>;

type Read = { readonly place: Place; readonly outcome: Outcome; readonly origins: readonly Origin[] };

function statusOfAbsent(key: string, read: readonly Read[], optional: boolean): Judgement {
  const problem = read.find(({ outcome }) => outcome.problem !== undefined)?.outcome.problem;
  if (problem !== undefined) return { status: 'unchecked', hint: problem };
  const status = optional ? 'optional-missing' : 'missing';
  const known = read.flatMap(({ origins }) => origins.flatMap(({ keys }) => keys));
  const meant = closest(key, known);
  if (meant !== undefined) return { status, hint: `did you mean "${meant}"?` };
  const absent = read.find(({ outcome }) => outcome.absent !== undefined)?.outcome.absent;
  if (absent !== undefined) return { status, hint: absent };
  return known.length > 0 ? { status } : { status, hint: NOTHING_VISIBLE };
}

const NOTHING_VISIBLE =
  'no key at all is visible there, so that the identity may lack describeSecret for it, rather than Infisical the key';

function statusOfWhole(read: readonly Read[], optional: boolean): Judgement {
  const problem = read.find(({ outcome }) => outcome.problem !== undefined && outcome.listing === undefined);
  if (problem) return { status: 'unchecked', hint: problem.outcome.problem };
  const absent = read.find(({ outcome }) => outcome.absent !== undefined);
  if (absent) return { status: optional ? 'optional-missing' : 'missing', hint: absent.outcome.absent };
  if (read.every(({ origins }) => origins.length === 0)) {
    return { status: optional ? 'optional-missing' : 'missing', hint: NOTHING_VISIBLE };
  }
  return { status: 'ok' };
}

/** What the source reads of a listing, which may be that of a reader who wants more. */
function readBy({ path, recursive, secretName }: KeySource, listing: Listing): Origin[] {
  return listing
    .filter((origin) => recursive || origin.imported || origin.path === path)
    .map((origin) => ({
      ...origin,
      keys: secretName === undefined ? origin.keys : origin.keys.filter((key) => key === secretName),
    }))
    .filter(({ keys }) => keys.length > 0);
}

export function originName({ environment, path, imported }: Omit<Origin, 'keys'>): string {
  return `${environment}:${path}${imported ? ' (imported)' : ''}`;
}

export function usedId(place: Place, { environment, path }: Omit<Origin, 'keys'>, key: string): string {
  return JSON.stringify([place.host, projectOf(place), environment, path, key]);
}

function distinct(users: readonly User[]): User[] {
  return [...new Map(users.map((user) => [JSON.stringify(user), user])).values()];
}
