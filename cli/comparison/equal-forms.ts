import { durationText, intervalSeconds, SHORTEST_INTERVAL } from '../../lib/model/duration';
import type { Field } from '../../lib/model/field';
import { withoutSlashes } from '../../lib/model/host';
import { isV1alpha1Kind } from '../../lib/model/kinds';
import type { OperatorResource } from '../../lib/model/operator-resource';
import { objectOf } from '../../lib/model/resource';
import { zeroValuesIn } from '../../lib/model/zero-values';
import { isSubstituted } from '../../lib/text/substitution';
import type { Edit } from '../../lib/validation/rule';
import { isOfOperator, withoutFinalizers } from './finalizers';

/** A way to write a resource that means the same as the one that this library writes. */
export interface EqualForm {
  readonly form: string;
  readonly same: string;
  readonly reason: string;
  /** What brings a resource into the words that this library writes, and the operator takes alike. */
  readonly edits: (resource: OperatorResource) => Edit[];
}

/** What the operator itself makes of its live resources. */
export const LIVE_FORMS: readonly EqualForm[] = [
  {
    form: 'the finalizer of the operator',
    same: 'none',
    reason: 'the operator adds it by itself; applied where no operator runs, the object could never be deleted',
    edits: ({ resource: { manifest } }) => withoutFinalizers(manifest, isOfOperator),
  },
  {
    form: 'empty fields',
    same: 'no such fields',
    reason:
      'the operator reads them alike, and writes them into each live InfisicalPushSecret and InfisicalDynamicSecret',
    edits: dropZeroValues,
  },
];

/** The forms that are taken to be equal, for those who read the result; each is looked for in what the one before left. */
export const EQUAL_FORMS: readonly EqualForm[] = [
  ...LIVE_FORMS,
  {
    form: 'hostAPI with and without /api',
    same: 'hostAPI with /api',
    reason: 'the operator adds what is missing',
    edits: dropHostSuffix,
  },
  {
    form: 'flat resyncInterval and instantUpdates',
    same: 'syncConfig',
    reason: 'the operator reads both, the flat ones are deprecated; syncConfig needs operator v0.10.23',
    edits: moveFlatTiming,
  },
  {
    form: 'managedSecretReference',
    same: 'managedKubeSecretReferences with one item',
    reason: 'the operator reads both, the single one is deprecated',
    edits: listSingleReference,
  },
  { form: '60s', same: '1m', reason: 'the same number of seconds', edits: useLargestUnit },
  {
    form: 'order of targets',
    same: 'those in the namespace of the resource first, a Secret before others',
    reason: 'each target is written by itself, and the operator stops at the first that it cannot write',
    edits: orderTargets,
  },
];

/** What is so much the same that nobody needs to be told. */
export const UNTOLD_FORMS: readonly Pick<EqualForm, 'edits'>[] = [
  { edits: dropSlashes },
  { edits: dropEmptyTemplates },
  { edits: completeMetadata },
  { edits: nameNoRevocation },
];

function dropZeroValues({ kind, resource }: OperatorResource): Edit[] {
  return isV1alpha1Kind(kind) ? zeroValuesIn(kind, objectOf(resource).at('spec')).map(({ path }) => ({ path })) : [];
}

function dropSlashes({ kind, host: { value, path } }: OperatorResource): Edit[] {
  return kind === 'InfisicalConnection' && value ? [{ path, value: withoutSlashes(value) }] : [];
}

function dropHostSuffix({ kind, host: { value = '', path } }: OperatorResource): Edit[] {
  const url = withoutSlashes(value);
  // A variable may end with it already.
  if (isSubstituted(url.replace(/^.*\//, ''))) return [];
  const whole = url.endsWith('/api') ? url : `${url}/api`;
  return kind === 'InfisicalConnection' || value === '' || value === whole ? [] : [{ path, value: whole }];
}

/** With `syncConfig`, even an empty one, the operator does not look at the flat fields. */
function moveFlatTiming({ kind, spec }: OperatorResource): Edit[] {
  const [interval, instantUpdates, block] = [
    spec.at('resyncInterval'),
    spec.at('instantUpdates'),
    spec.at('syncConfig'),
  ];
  if (kind !== 'InfisicalSecret' || !(interval.isGiven || instantUpdates.isGiven)) return [];
  const flat = [interval, instantUpdates].map(({ path }) => ({ path }));
  if (block.isGiven) return flat;
  const seconds = interval.raw ?? 0;
  if (seconds !== 0 && !(Number.isInteger(seconds) && Number(seconds) >= SHORTEST_INTERVAL)) return [];
  const timing = {
    ...(seconds !== 0 && { resyncInterval: `${seconds}s` }),
    ...(instantUpdates.raw === true && { instantUpdates: true }),
  };
  return [...flat, ...(Object.keys(timing).length > 0 ? [{ path: block.path, value: timing }] : [])];
}

function listSingleReference({ kind, spec }: OperatorResource): Edit[] {
  const [single, many] = [spec.at('managedSecretReference'), spec.at('managedKubeSecretReferences')];
  const isMovable = kind === 'InfisicalSecret' && single.isGiven && typeof single.raw === 'object';
  return isMovable && many.items().length === 0
    ? [{ path: single.path }, { path: many.path, value: [single.raw] }]
    : [];
}

function useLargestUnit({ kind, spec, interval }: OperatorResource): Edit[] {
  const field = kind === 'InfisicalDynamicSecret' ? spec.text('leaseTTL') : interval;
  const seconds = intervalSeconds(field.raw);
  const value = seconds && durationText(seconds);
  return value === undefined || value === field.raw ? [] : [{ path: field.path, value }];
}

function orderTargets({ kind, spec }: OperatorResource): Edit[] {
  const lists =
    kind === 'InfisicalStaticSecret'
      ? ['targets']
      : kind === 'InfisicalSecret'
        ? ['managedKubeSecretReferences', 'managedKubeConfigMapReferences']
        : [];
  return lists.flatMap((name) => {
    const list = spec.at(name);
    const all = list.items();
    const [near, far] = [true, false].map((wanted) => all.filter((target) => isNear(target, spec) === wanted));
    const ordered = [...withSecretFirst(near), ...withSecretFirst(far)];
    if (ordered.every((target, index) => target === all[index])) return [];
    return [{ path: list.path, value: ordered.map(({ raw }) => raw) }];
  });
}

function isNear(target: Field, spec: Field): boolean {
  const names = ['namespace', 'secretNamespace', 'configMapNamespace'];
  const own = spec.holder?.text('metadata', 'namespace').value;
  return own !== undefined && names.some((name) => target.at(name).raw === own);
}

function withSecretFirst(targets: readonly Field[]): Field[] {
  const first = targets.find((target) => target.at('kind').raw !== 'ConfigMap');
  return first === undefined ? [...targets] : [first, ...targets.filter((target) => target !== first)];
}

/** A template that takes all secrets and says no more is as good as none. */
function dropEmptyTemplates({ kind, managed }: OperatorResource): Edit[] {
  return managed.flatMap(({ template, data, metadata, includesAll }) => {
    if (kind !== 'InfisicalSecret' || !template.isGiven || data.entries().length > 0) return [];
    return [{ path: includesAll && !metadata.isGiven ? template.path : data.path }];
  });
}

/** Whatever is not "Revoke" revokes nothing. */
function nameNoRevocation({ kind, spec }: OperatorResource): Edit[] {
  const { raw, path } = spec.at('leaseRevocationPolicy');
  return kind === 'InfisicalDynamicSecret' && raw === '' ? [{ path, value: 'None' }] : [];
}

/** Of a metadata override both parts are read. */
function completeMetadata({ managed }: OperatorResource): Edit[] {
  return managed.flatMap(({ metadata: { isGiven, path, raw } }) =>
    isGiven ? [{ path, value: { labels: {}, annotations: {}, ...Object(raw) } }] : [],
  );
}
