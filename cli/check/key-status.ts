import { grouped } from '../../lib/collections/grouped';
import { lastOfEach } from '../../lib/collections/last-of-each';
import { folderText, tagsText } from '../../lib/model/folder';
import { alikeName } from '../../lib/text/alike-name';
import { closest } from '../../lib/text/did-you-mean';
import { namedKeys, quotedKey } from '../../lib/text/key-name';
import { listed } from '../../lib/text/listed';
import { takesWhole } from '../access/folders-to-ask';
import type { KeyUse } from '../access/key-use';
import type { NeededKey, WantedKey } from '../access/managed-keys';
import { type Folder, type FolderKeys, projectOf } from '../infisical-api/folder';
import { type Answers, hasKeys, keysOf, type Read, readFrom } from './read-listings';
import { RenamedListings } from './renamed-listings';
import type { KeyStatus, User } from './report';
import { userOf } from './users';

/** What is known of a key, with the first folder that it may come from. */
export interface FolderKeyStatus extends KeyStatus {
  readonly folder: Folder;
  /** Which keys of which folders are used by it. */
  readonly uses: readonly string[];
}

interface Need extends NeededKey {
  readonly user: User;
}

/** What each use needs, against what there is: one status for each key of the same sources. */
export function statusesOf(uses: readonly KeyUse[], answers: Answers): FolderKeyStatus[] {
  const needs = uses.flatMap((use): Need[] => {
    const user = userOf(use);
    if (takesWhole(use)) return [{ key: '*', sources: use.sources, optional: use.optional, user }];
    return use.needs.map((need) => ({ ...need, user, optional: need.optional || use.optional }));
  });
  const renaming = new RenamedListings(answers);
  const alike = grouped(
    needs.filter(({ sources }) => sources.length > 0),
    (need) => (isLikeItsName(need) ? JSON.stringify(sameOf(need)) : need.wanted),
  );
  return [...alike.values()].flatMap((group) => statusesOfGroup(group, answers, renaming));
}

/** Whether it is known enough of a key to tell that another need is for the same one. */
function isLikeItsName({ key, wanted }: NeededKey): boolean {
  return wanted === undefined || (key !== '*' && wanted.ways.every(({ failsTogether }) => failsTogether));
}

function sameOf({ key, sources, wording, lack, wanted }: NeededKey) {
  return [key, sources, wording, lack, wanted?.name, wanted?.untold, wanted?.isElsewhere];
}

function statusesOfGroup(needs: readonly Need[], answers: Answers, renaming: RenamedListings): FolderKeyStatus[] {
  const [{ key, sources, matches, wording, wanted }] = needs;
  const optional = needs.every((need) => need.optional);
  if (wanted !== undefined) return [statusOfWanted(needs, wanted, renaming, optional)];
  const read = sources.map((source) => readFrom(source, answers, matches));
  const users = needs.map(({ user }) => user);
  const about = aboutOf(read, lastOfEach(users, JSON.stringify));
  if (key !== '*') return [statusOfKey(needs, read, about, optional)];
  const all = [...new Set(read.flatMap(({ listing }) => listing.flatMap(({ keys }) => keys)))];
  const twice = all.map(about).filter(({ found }) => found.length > 1);
  return [
    { ...about('*'), ...(wording && { wording }), ...statusOfWhole(read, optional, wording) },
    ...twice.map((one) => ({ ...one, ...DUPLICATE })),
  ];
}

function statusOfKey(
  needs: readonly Need[],
  read: readonly Read[],
  about: ReturnType<typeof aboutOf>,
  optional: boolean,
): FolderKeyStatus {
  const [{ key, alternatives = [], lack, writtenBy }] = needs;
  if (lack !== undefined)
    return { ...about(key), found: [], status: optional ? 'optional-missing' : 'missing', hint: lack };
  const type = needs.find((need) => need.type !== undefined)?.type;
  // Whoever names the key itself has no use for another one.
  const others = needs.every((need) => need.alternatives !== undefined) ? alternatives : [];
  const present = [key, ...others].find((one) => about(one).found.length > 0);
  const { found } = about(present ?? key);
  if (type !== undefined && present === undefined) {
    const status = statusOfAbsent(key, read, optional);
    return { ...about(key), ...status, hint: hintOfType({ type, key, others }, read, status) };
  }
  const status = statusOf(present ?? key, read, found.length, optional || writtenBy !== undefined);
  const hint = status.status === 'optional-missing' ? writtenBy : undefined;
  return { ...about(present ?? key), ...status, ...(hint !== undefined && { hint: `${hint} writes it there` }) };
}

/** Of the ways in which a key can get the name that is wanted, the last one counts in which there is such a key. */
function statusOfWanted(needs: readonly Need[], wanted: WantedKey, renaming: RenamedListings, optional: boolean) {
  const users = lastOfEach(
    needs.map(({ user }) => user),
    JSON.stringify,
  );
  const giving = wanted.ways.map((way) => renaming.givenBy(way, wanted.name));
  const index = giving.findLastIndex(({ listing }) => listing.length > 0);
  const last = giving.at(index);
  if (index < 0 || last === undefined)
    return statusOfUngiven(needs, wanted, aboutOf(giving, users), renaming, optional);
  const about = aboutOf([last], users);
  const [giver, ...others] = [...new Set(keysOf(last))];
  if (others.length === 0) return { ...about(giver), ...statusOf(giver, [last], about(giver).found.length, optional) };
  // External Secrets goes through a map of Go, whose order is another one each time.
  const named = [giver, others[0]].map(quotedKey);
  const all = others.length === 1 ? named : [...named, `${others.length - 1} more`];
  const outcome = wanted.ways[index].failsTogether
    ? 'so that External Secrets fails and writes nothing: rename one of them'
    : 'and which value stays is left to chance';
  const hint = `${listed(all)} become ${quotedKey(wanted.name)}, ${outcome}`;
  return { ...about('*'), wording: `a key that becomes ${quotedKey(wanted.name)}`, status: 'duplicate', hint } as const;
}

/** Where no key that is there gets the name. */
function statusOfUngiven(
  [{ key, wording, writtenBy }]: readonly Need[],
  { name, ways, isElsewhere, untold }: WantedKey,
  about: ReturnType<typeof aboutOf>,
  renaming: RenamedListings,
  optional: boolean,
): FolderKeyStatus {
  const read = ways.map((way) => renaming.readOn(way));
  const givers = new Map(read.flatMap(({ givers }) => [...givers]));
  const absent = statusOfAbsent(name, read, optional || isElsewhere || writtenBy !== undefined, givers);
  const what = { ...about(key), wording };
  if (untold !== undefined) return { ...what, status: 'unchecked', hint: untold };
  const writer = writtenBy === undefined ? undefined : `${writtenBy} writes it there`;
  const elsewhere = isElsewhere ? 'what else the Secret is made of may bring it' : undefined;
  const instead = absent.status === 'optional-missing' ? (writer ?? elsewhere) : undefined;
  const none = key === '*' ? 'none of the keys there does' : undefined;
  return { ...what, ...absent, hint: instead ?? absent.hint ?? none };
}

interface TypedKey {
  readonly type: string;
  readonly key: string;
  readonly others: readonly string[];
}

/** A type asks for just this name: what is called alike goes there by a template. */
function hintOfType({ type, key, others }: TypedKey, read: readonly Read[], { status, hint }: StatusWithHint): string {
  const known = read.flatMap(({ listing }) => listing.flatMap(({ keys }) => keys));
  if (status === 'unchecked' || known.length === 0) return hint ?? '';
  const names = [key, ...others];
  const exact = `a Secret of the type ${type} needs ${names.map((name) => `"${name}"`).join(' or ')} in just these letters`;
  for (const name of names) {
    const meant = alikeName(name, namedKeys(known));
    if (meant === undefined) continue;
    return `${exact}. Did you mean "${meant}", by a template (${name}: '${templateOf(meant)}')?`;
  }
  return `${exact}: add it in Infisical, or write it by a template`;
}

function templateOf(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `{{ .${key}.Value }}` : `{{ (index . ${JSON.stringify(key)}).Value }}`;
}

function aboutOf(read: readonly Read[], users: readonly User[]) {
  return (key: string) => {
    const hits = read.flatMap(({ folder, listing }) =>
      listing.filter(({ keys }) => key === '*' || keys.includes(key)).map((found) => ({ folder, found })),
    );
    // Two sources may read the same folder.
    const found = new Map(hits.map(({ folder, found }) => [usedId(folder, found, ''), folderKeysName(found)]));
    return {
      key,
      wanted: [...new Set(read.map(({ folder }) => `${folderText(folder)}${tagsText(folder.tags)}`))],
      found: [...found.values()].sort(),
      users,
      locations: users,
      folder: read[0].folder,
      uses: hits.flatMap(({ folder, found }) =>
        (key === '*' ? found.keys : [key]).map((one) => usedId(folder, found, one)),
      ),
    };
  };
}

const DUPLICATE = { status: 'duplicate', hint: 'clients differ in which one wins, so keep one' } as const;

function statusOf(key: string, read: readonly Read[], found: number, optional: boolean): StatusWithHint {
  if (found === 1) return { status: 'ok' };
  return found > 1 ? DUPLICATE : statusOfAbsent(key, read, optional);
}

type StatusWithHint = Pick<KeyStatus, 'status' | 'hint'>;

/** @param givers the keys that are there, by the names that they get */
function statusOfAbsent(
  key: string,
  read: readonly Read[],
  optional: boolean,
  givers?: ReadonlyMap<string, string>,
): StatusWithHint {
  const problem = read.find(({ outcome }) => outcome.problem !== undefined)?.outcome.problem;
  if (problem !== undefined) return { status: 'unchecked', hint: problem };
  const status = optional ? 'optional-missing' : 'missing';
  const known = read.flatMap(keysOf);
  const meant = closest(key, givers?.keys() ?? known);
  const giver = meant === undefined ? undefined : (givers?.get(meant) ?? meant);
  if (meant !== undefined) {
    return { status, hint: `did you mean "${meant}"${giver === meant ? '' : `, which "${giver}" becomes`}?` };
  }
  const absent = read.find(({ outcome }) => outcome.absent !== undefined)?.outcome.absent;
  if (absent !== undefined) return { status, hint: absent };
  return known.length > 0 ? { status } : { status, hint: nothingVisible(read) };
}

const NOTHING_VISIBLE =
  'no key at all is visible there, so that the identity may lack describeSecret for it, rather than Infisical the key';

const NO_TAG_VISIBLE =
  'no key with one of these tags is visible there: give the secret the tag, and the identity describeSecret for it';

function nothingVisible(read: readonly Read[]): string {
  return read.some(({ folder }) => folder.tags !== undefined) ? NO_TAG_VISIBLE : NOTHING_VISIBLE;
}

function statusOfWhole(read: readonly Read[], optional: boolean, wording?: string): StatusWithHint {
  const problem = read.find(({ outcome }) => outcome.problem !== undefined && outcome.listing === undefined);
  if (problem) return { status: 'unchecked', hint: problem.outcome.problem };
  const absent = read.find(({ outcome }) => outcome.absent !== undefined);
  if (absent) return { status: optional ? 'optional-missing' : 'missing', hint: absent.outcome.absent };
  const isNone = read.every(({ listing }) => listing.length === 0);
  if (isNone && wording !== undefined && read.some(({ outcome }) => outcome.listing?.some(hasKeys))) {
    return { status: optional ? 'optional-missing' : 'missing', hint: 'none of the keys there is one' };
  }
  if (isNone) {
    return { status: optional ? 'optional-missing' : 'missing', hint: nothingVisible(read) };
  }
  return { status: 'ok' };
}

export function folderKeysName(found: Omit<FolderKeys, 'keys'>): string {
  return `${folderText(found)}${found.imported ? ' (imported)' : ''}`;
}

export function usedId(folder: Folder, { environment, path }: Omit<FolderKeys, 'keys'>, key: string): string {
  return JSON.stringify([folder.host, projectOf(folder), environment, path, key]);
}
