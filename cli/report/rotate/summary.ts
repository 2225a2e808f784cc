import { sortedNaturally } from '../../../lib/collections/natural-order';
import { distinct } from '../../../lib/collections/order';
import { environmentKey } from '../../../lib/model/environment-order';
import { counted } from '../../../lib/text/counted';
import { fewOf } from '../../../lib/text/few-of';
import { listed } from '../../../lib/text/listed';
import { type Named, objectName, qualifiedName } from '../../access-report/access-row';
import type { FolderNames } from '../../access-report/folder-names';
import type { Outcome, Place, Reader, Rotation } from './rotation';

const MOST = 5;

/** What people ask first: how many have it, who does nothing by itself. */
export function summaryLines({ key, places }: Rotation, names: FolderNames): string[] {
  const readers = places.flatMap((place) => place.readers);
  const environments = listed(environmentsOf(places));
  const holders = distinct(readers.map(({ row }) => objectName(row.holder)));
  const folders = [...new Set(places.flatMap((place) => place.folders.map((folder) => names.of(folder))))];
  const size = `${counted(holders.length, 'workload')} in ${environments} ${holders.length === 1 ? 'has' : 'have'} ${key}, from ${listed(folders)}`;
  return [size, ...SENTENCES.flatMap(([outcome, one, many]) => sentence(readers, outcome, [one, many]))];
}

/** Those of who has it, where somebody has: what they have may be an import of another one. In the order in which they are changed. */
export function environmentsOf(places: readonly Place[]): string[] {
  const all = places.flatMap(({ readers, environment }) =>
    readers.length === 0 ? [environment] : readers.map(({ row }) => row.environment),
  );
  return sortedNaturally([...new Set(all)], environmentKey);
}

const SENTENCES: readonly (readonly [outcome: Outcome, one: string, many: string])[] = [
  ['keeps', 'keeps the old value until somebody acts', 'keep the old value until somebody acts'],
  ['keeps-until-end', 'keeps the old value until it ends', 'keep the old value until they end'],
  ['next-run', 'has it from its next run on', 'have it from their next run on'],
  ['next-start', 'has it when it is started again', 'have it when they are started again'],
  ['next-use', 'has it at its next use', 'have it at their next use'],
  ['restarts', 'restarts by itself', 'restart by themselves'],
  [
    'restarts-if-installed',
    'restarts by itself if Reloader or Wave is installed',
    'restart by themselves if Reloader or Wave is installed',
  ],
  ['reads-again', 'gets a new file, and must read it again', 'get new files, and must read them again'],
  ['passes-on', 'brings it back into Infisical', 'bring it back into Infisical'],
  ['unknown', 'does with it what is not known here', 'do with it what is not known here'],
];

function sentence(readers: readonly Reader[], wanted: Outcome, [one, many]: readonly [string, string]): string[] {
  const found = readers.filter(({ outcome }) => outcome === wanted).map(({ row }) => row.holder);
  const { size } = new Set(found.map(objectName));
  if (size === 0) return [];
  const names = distinct(found.map(qualifiedName));
  const shown = names.length > MOST ? [...names.slice(0, MOST), '…'] : names;
  return [`${size} ${size === 1 ? one : many}: ${shown.join(', ')}`];
}

/** Where a key is changed, for a heading. */
export function placeTitle({ folders, keys }: Place, key: string, names: FolderNames): string {
  const where = folders.map((folder) => names.of(folder)).join(' or ');
  const own = keys.includes(key) ? '' : `, by ${listed(keys)}, whose value refers to ${key}`;
  return `${where}${own}`;
}

/** In which cluster something is, by the folder of its manifests, where there are several. */
export function clusterText({ clusters }: Pick<Place, 'clusters'>): (cluster: string) => string {
  return (cluster) => (clusters.length < 2 ? '' : ` (${cluster})`);
}

export const NO_READER = 'nobody here takes it from there';

/** A reader for a line: `payments-api Deployment in payments`. */
export function readerName({ kind, namespace, name }: Named): string {
  return `${name} ${kind}${namespace === undefined ? '' : ` in ${namespace}`}`;
}

export function tooText(restartedToo: readonly Named[]): string {
  const names = restartedToo.map(objectName);
  const verb = names.length === 1 ? 'restarts too, as it takes another key' : 'restart too, as they take other keys';
  return `${fewOf(names)} ${verb} of the same object`;
}
