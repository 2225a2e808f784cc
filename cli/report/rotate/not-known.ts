import { sortedNaturally } from '../../../lib/collections/natural-order';
import { distinct } from '../../../lib/collections/order';
import { environmentKey } from '../../../lib/model/environment-order';
import { NEWEST_OPERATOR } from '../../../lib/model/operator-version';
import { didYouMean } from '../../../lib/text/did-you-mean';
import { fewOf } from '../../../lib/text/few-of';
import { listed } from '../../../lib/text/listed';
import { objectName, rowsOf } from '../../access-report/access-row';
import { isSameOrWithin, projectFolderName } from '../../access-report/folder';
import { isNamed, placeOf, type RotatedUse, type ToRotate, waysOfKey } from './rotated-uses';

/** What nobody can tell from manifests, or was not asked for. */
export function notKnownOf(given: ToRotate, own: readonly RotatedUse[], elsewhere: readonly RotatedUse[]): string[] {
  const { key, also, uses, report } = given;
  const names = distinct(
    uses.flatMap((use) => rowsOf(use)).flatMap((row) => (row.lease === undefined ? (row.key ?? []) : [])),
  );
  const isOfOperator = own.some(({ use }) => use.inModel?.object !== undefined);
  const version = own.flatMap(({ use }) => use.inModel?.app.settings.operatorVersion ?? []).at(0);
  return [
    ...(isNamed(key, own)
      ? []
      : [
          `nobody names ${key}: those below take every key of a folder, and this one if it is there. ${capitalizedText(didYouMean(key, names, 'the key catalogue of `import` knows'))}`,
        ]),
    ...leftOutLines(given, own),
    ...elsewhereLines(key, elsewhere),
    ...importLines(key, own),
    ...(also.length > 0
      ? []
      : [`which values refer to ${key} with \${…} cannot be seen without values: name such keys with --also`]),
    ...(isOfOperator && version === undefined ? [NO_VERSION] : []),
    ...(report.unread.length === 0 ? [] : ['who uses it in what is unread']),
  ];
}

/** Another folder may have a key of the same name, which is another one, or the same. */
function elsewhereLines(key: string, elsewhere: readonly RotatedUse[]): string[] {
  const names = distinct(
    elsewhere.map(({ row }) => `${objectName(row.holder)} (${row.folders.map(projectFolderName).join(' or ')})`),
  );
  if (names.length === 0) return [];
  return [`whether other folders have a ${key} too, of which somebody takes every key: ${fewOf(names)}`];
}

/** Who has the very same key, in environments that were not asked for. */
function leftOutLines({ key, uses, originsOf, environments }: ToRotate, own: readonly RotatedUse[]): string[] {
  if (environments.length === 0) return [];
  const asked = new Set(own.map(({ use }) => use));
  const changed = own.flatMap(placeOf);
  const others = waysOfKey({ key }, uses, originsOf).found.filter(
    (one) => !asked.has(one.use) && placeOf(one).some((place) => changed.some((other) => isSameOrWithin(place, other))),
  );
  const left = sortedNaturally([...new Set(others.map(({ row }) => row.environment))], environmentKey);
  if (left.length === 0) return [];
  return [
    `who has it in ${listed(left)}, from the same place: the new value gets there too, and --environment leaves that out`,
  ];
}

/** Without values, and without a catalogue, a key that is imported looks like one that is there. */
function importLines(key: string, own: readonly RotatedUse[]): string[] {
  const unsure = own.filter(({ row }) => row.key === key && row.origins === undefined);
  const places = distinct(unsure.flatMap(({ row }) => row.folders.map(projectFolderName)));
  if (places.length === 0) return [];
  return [
    `whether ${key} is in ${fewOf(places)} itself, or imported there from where it is to be changed: the key catalogue of \`import\` would tell it`,
  ];
}

const NO_VERSION = `which version of the operator runs: it is taken for ${NEWEST_OPERATOR}, unless cdk8s-infisical.yaml says another one (operator: version)`;

function capitalizedText(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
