import { grouped } from '../../../lib/collections/grouped';
import { lastOfEach } from '../../../lib/collections/last-of-each';
import { distinctNaturally, sortedNaturally } from '../../../lib/collections/natural-order';
import { distinct } from '../../../lib/collections/order';
import { consumptionsByUse } from '../../../lib/model/consumption';
import { environmentKey } from '../../../lib/model/environment-order';
import { isRestarted, isWatchable } from '../../../lib/model/operator-restarts';
import { didYouMean } from '../../../lib/text/did-you-mean';
import type { KeyUse } from '../../access/key-use';
import { copiesKeys, hasKeyMadeOfAll, neededByTemplate } from '../../access/managed-keys';
import { isBetween, type Named, namedOf, objectName, rowsOf } from '../../access-report/access-row';
import { folderOf, isSameOrWithin } from '../../access-report/folder';
import type { FolderNames } from '../../access-report/folder-names';
import type { Push } from '../../access-report/pushes';
import { printable } from '../../terminal/printable';
import { arrivalAt } from './arrival';
import { effectOn } from './effect';
import { notKnownOf } from './not-known';
import { placeNamesIn } from './place-names';
import { environmentOf, placeIds, placeOf, type RotatedUse, type ToRotate, waysOfKey } from './rotated-uses';
import type { Holder, Place, Reader, Rotation } from './rotation';
import { stepsFor } from './steps';
import { environmentsOf } from './summary';

/**
 * What happens when a key is changed.
 *
 * @throws if nobody gets it
 */
export function rotationOf(given: ToRotate): Rotation {
  const { key, also, report, originsOf } = given;
  const uses = usesAsked(given);
  const { found: own, elsewhere } = waysOfKey({ key }, uses, originsOf);
  if (own.length === 0) throw new Error(nobodyGets(key, uses));
  const referring = also.map((one) => ({ one, ...waysOfKey(one, uses, originsOf) }));
  const unknown = referring.find(({ found }) => found.length === 0);
  if (unknown !== undefined) throw new Error(`--also: ${nobodyGets(unknown.one.key, uses)}`);
  const all = [...own, ...referring.flatMap(({ found }) => found)];
  const placeId = placeIds(all);
  const names = placeNamesIn(report);
  const readers = new Set(all.map(({ use }) => use.workload));
  const around = { key, uses: uses.filter(({ workload }) => !readers.has(workload)), pushes: report.pushes, names };
  const byPlace = grouped(all, (one) => `${environmentOf(one)}\0${one.key === key ? '' : '1'}${placeId(placeOf(one))}`);
  const places = sortedNaturally(
    [...byPlace.values()].map((together) => placeWith(together, around)),
    (place) => [environmentKey(environmentsOf([place]).at(-1) ?? ''), placeId(place.folders), ...place.keys].join('\0'),
  );
  const notKnown = notKnownOf(given, own, elsewhere);
  return { key, places, steps: stepsFor(key, places, names), notKnown, unread: report.unread };
}

/** Those of the environments that are asked for. */
function usesAsked({ uses, environments }: Pick<ToRotate, 'uses' | 'environments'>): readonly KeyUse[] {
  if (environments.length === 0) return uses;
  return uses.filter((use) => rowsOf(use).some(({ environment }) => environments.includes(environment)));
}

interface Around {
  readonly key: string;
  /** Of all who do not have the key. */
  readonly uses: readonly KeyUse[];
  readonly pushes: readonly Push[];
  readonly names: FolderNames;
}

function placeWith(together: readonly RotatedUse[], { key, uses, pushes, names }: Around): Place {
  const [first] = together;
  const folders = placeOf(first);
  const readers = lastOfEach(
    together.filter(isReader).map((one) => readerOf(one, key, { pushes, names })),
    ({ row, through }) =>
      JSON.stringify([row.cluster, row.holder, row.container, row.variable, row.file, row.field, row.via, through]),
  );
  return {
    environment: environmentOf(first),
    folders,
    keys: distinct(together.map((one) => one.key)),
    clusters: distinctNaturally(together.map(({ row }) => row.cluster)),
    holders: lastOfEach(
      together.flatMap((one) => holderOf(one, key)),
      ({ cluster, object }) => `${cluster} ${objectName(object)}`,
    ),
    readers: sortedNaturally(readers, ({ row }) =>
      [row.holder.name, row.holder.namespace ?? '', row.cluster].join('\0'),
    ),
    restartedToo: restartedToo(together, uses),
    writers: distinct([
      ...writersOf(together, pushes),
      ...together.flatMap(({ use }) =>
        use.needs.flatMap((one) => (one.key === key && one.writtenBy !== undefined ? printable(one.writtenBy) : [])),
      ),
    ]),
  };
}

/** Whoever runs, or names, something; not what only brings the key into the cluster. */
function isReader({ use, row }: RotatedUse): boolean {
  if (!isBetween(row)) return true;
  const { delivery, app } = use.inModel ?? {};
  return (
    row.via === 'delivery' && app !== undefined && app.workloads.some(({ resource }) => resource === delivery?.resource)
  );
}

function readerOf(rotated: RotatedUse, key: string, told: Pick<Around, 'pushes' | 'names'>): Reader {
  return { ...effectOn(rotated, told), row: rotated.row, ...(rotated.key !== key && { through: rotated.key }) };
}

function holderOf({ use, row, key: own }: RotatedUse, key: string): Holder[] {
  const arrival = use.inModel === undefined ? undefined : arrivalAt(row, use.inModel, own !== key);
  return arrival === undefined ? [] : [{ ...arrival, cluster: row.cluster, object: row.managed, writer: row.resource }];
}

/** Who takes no such key, but another one of an object that has it: the operator looks at objects only. */
function restartedToo(together: readonly RotatedUse[], uses: readonly KeyUse[]): Named[] {
  const folders = together.flatMap(placeOf);
  const keys = new Set(together.map(({ key }) => key));
  const found = uses.flatMap(({ workload, inModel, sources }) => {
    const { object, use, app } = inModel ?? {};
    if (workload === undefined || object === undefined || use === undefined || app === undefined) return [];
    const isThere = sources.some((source) => folders.some((folder) => isSameOrWithin(folderOf(source), folder)));
    const holdsIt =
      copiesKeys(object) ||
      hasKeyMadeOfAll(object) ||
      neededByTemplate(object, sources).some(({ key }) => keys.has(key));
    if (!isThere || !holdsIt || !isWatchable(object, app.settings)) return [];
    const isOne = (consumptionsByUse(app).get(use) ?? []).some((one) => one.object === object && isRestarted(one));
    return isOne ? [namedOf(workload)] : [];
  });
  return sortedNaturally(
    lastOfEach(found, (one) => `${one.file} ${objectName(one)}`),
    objectName,
  );
}

/** What in the cluster brings the key to Infisical. */
function writersOf(together: readonly RotatedUse[], pushes: readonly Push[]): string[] {
  const folders = together.flatMap(placeOf);
  const keys = new Set(together.map(({ key }) => key));
  return pushes.flatMap(({ resource, folders: to, templated, generated, secrets }) => {
    const isThere = to.some((one) => folders.some((folder) => isSameOrWithin(one, folder)));
    const isCertain = [...generated, ...(templated ?? [])].some((one) => keys.has(one));
    const isPossible = templated === undefined && secrets.length > 0;
    if (!isThere || !(isCertain || isPossible)) return [];
    return [`the ${objectName(resource)}${isCertain ? '' : ', if its Secret has the key'}`];
  });
}

function nobodyGets(key: string, uses: readonly KeyUse[]): string {
  const all = uses.flatMap((use) => rowsOf(use));
  const lease = all.find((row) => row.lease !== undefined && row.key === key);
  if (lease !== undefined)
    return `the key ${JSON.stringify(key)} is of the lease ${JSON.stringify(lease.lease)}, which the operator renews: there is nothing to change by hand`;
  const keys = distinct(all.flatMap((row) => (row.lease === undefined ? (row.key ?? []) : [])));
  return `nobody gets the key ${JSON.stringify(key)}: ${didYouMean(key, keys, 'call report without --rotate to see all keys')}`;
}
