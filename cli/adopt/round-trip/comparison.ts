import { lastOfEach } from '../../../lib/collections/last-of-each';
import { addressOf } from '../../../lib/model/address';
import { operatorResourceOf } from '../../../lib/model/app-model';
import { Field, type Path } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { creationPolicyOf } from '../../../lib/model/operator-resource';
import { hasCredential } from '../../../lib/text/credential-forms';
import { asCanonical } from '../../comparison/canonical';
import { diffTrees } from '../../comparison/difference';
import { restartsPods } from '../../comparison/plan/restarts';
import { objectName } from '../../findings/input-findings';
import type { ReadManifest } from '../../manifests/read-manifests';
import type { Migration } from '../adoption';

/** A field, or a whole object, that did not come out as it went in. */
export interface ObjectDifference {
  readonly object: string;
  /** Where it was read; absent for an object that nobody asked for. */
  readonly file?: string;
  readonly line?: number;
  readonly what: string;
  /** Whether its pods are replaced where this is applied. */
  readonly restartsPods?: true;
}

type Announced = Migration['migrated'][number];

/**
 * Where what comes out is not what went in, defaults and the order of keys aside. Objects that moved to v1beta1 must come
 * out as it was announced, and write the same Secrets and ConfigMaps.
 */
export function compareObjects(
  adopted: readonly ReadManifest[],
  is: readonly ReadManifest[],
  moved: readonly Announced[] = [],
): ObjectDifference[] {
  const gone = new Set(moved.map(({ read }) => read));
  const announced = moved.flatMap(({ read, objects }) => objects.map((manifest) => ({ ...read, manifest })));
  const isOld = new Set(adopted.map(identityOf));
  const fresh = announced.filter((read) => !isOld.has(identityOf(read)));
  // A login that several resources share is announced by each of them.
  const once = lastOfEach(fresh, identityOf);
  const was = [...adopted.filter((read) => !gone.has(read)), ...once];
  return [...moved.flatMap(differencesInWriting), ...differencesBetween(was, is)];
}

/** What the operator writes must not change by the move. */
function differencesInWriting({ read: { manifest, file, line }, objects }: Announced): ObjectDifference[] {
  const before = writtenBy([manifest]);
  const after = writtenBy(objects);
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const what = `writes ${after.join(', ')} instead of ${before.join(', ')}`;
  return [{ object: objectName(manifest), file, line, what }];
}

function writtenBy(manifests: readonly Manifest[]): string[] {
  return manifests
    .flatMap((manifest) => operatorResourceOf({ manifest }).flatMap(({ managed }) => managed))
    .map((object) => {
      const { kind, namespace, name, secretType } = object;
      const type = kind === 'Secret' ? [secretType.value ?? 'Opaque'] : [];
      return [kind, `${namespace.value}/${name.value}`, creationPolicyOf(object), ...type].join(' ');
    })
    .sort();
}

function differencesBetween(was: readonly ReadManifest[], is: readonly ReadManifest[]): ObjectDifference[] {
  const made = new Map(is.map((read) => [identityOf(read), read]));
  const known = new Set(was.map(identityOf));
  return [
    ...was.flatMap((read) => differencesOf(read, made.get(identityOf(read)))),
    ...is
      .filter((read) => !known.has(identityOf(read)))
      .map(({ manifest }) => ({ object: objectName(manifest), what: 'was not there before' })),
  ];
}

function differencesOf(
  { manifest, file, line, placeAt }: ReadManifest,
  made: ReadManifest | undefined,
): ObjectDifference[] {
  const object = objectName(manifest);
  if (made === undefined) return [{ object, file, line, what: 'is missing' }];
  return diffTrees(asCanonical(manifest), asCanonical(made.manifest)).map(({ path, was, is }) => {
    // The canonical form is without defaults, and has other notations.
    const [before, after] = [Field.of(manifest).at(...path).raw ?? was, Field.of(made.manifest).at(...path).raw ?? is];
    const what = `${path.join('.')}: ${shownValue(path, before)} became ${shownValue(path, after)}`;
    const isRestarting = restartsPods(made.manifest, [{ from: path, to: path }]);
    return { object, file, line: placeAt(path).line, what, ...(isRestarting && { restartsPods: true }) };
  });
}

function identityOf({ manifest: { apiVersion, kind, metadata } }: ReadManifest): string {
  return `${apiVersion} ${addressOf(kind, metadata)}`;
}

/** Fields whose texts are names and settings, in every kind of object. */
const SHOWN = new Set([
  'apiVersion',
  'kind',
  'name',
  'namespace',
  'type',
  'protocol',
  'imagePullPolicy',
  'restartPolicy',
  'creationPolicy',
  'secretName',
  'secretNamespace',
  'secretType',
  'configMapName',
  'configMapNamespace',
  'key',
  'projectSlug',
  'projectId',
  'envSlug',
  'environmentSlug',
  'secretsPath',
  'secretPath',
  'resyncInterval',
  'refreshInterval',
  'leaseTTL',
]);
/** Whatever is in these may be secret, whatever it is called. */
const PRIVATE = new Set([
  'annotations',
  'args',
  'binaryData',
  'command',
  'data',
  'httpHeaders',
  'labels',
  'stringData',
  'value',
]);

/** What may be shown of a value: an amount, a switch, and the text of a field that is known to hold no secret. */
function shownValue(path: Path, value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  const isPrivate = path.some((part) => PRIVATE.has(String(part)));
  const isShown = typeof value !== 'string' || (SHOWN.has(String(path.at(-1))) && !hasCredential(value));
  if (isPrivate || !isShown) return '(not shown)';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
