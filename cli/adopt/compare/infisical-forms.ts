import { fields } from '../../../lib/json/json';
import { durationText, intervalSeconds } from '../../../lib/model/duration';
import { withoutSlashes } from '../../../lib/model/host';

type Tree = Record<string, unknown>;

/** Another way to write the same, which the operator takes alike. */
export interface EqualForm {
  readonly form: string;
  readonly same: string;
  readonly reason: string;
}

/** The forms that are taken to be equal, for those who read the result. */
export const EQUAL_FORMS: { readonly [name in 'host' | 'interval' | 'flat' | 'single' | 'order']: EqualForm } = {
  host: {
    form: 'hostAPI with and without /api',
    same: 'hostAPI with /api',
    reason: 'the operator adds what is missing',
  },
  interval: { form: '60s', same: '1m', reason: 'the same number of seconds' },
  flat: {
    form: 'flat resyncInterval and instantUpdates',
    same: 'syncConfig',
    reason: 'the operator reads both, the flat ones are deprecated; syncConfig needs operator v0.10.23',
  },
  single: {
    form: 'managedSecretReference',
    same: 'managedKubeSecretReferences with one item',
    reason: 'the operator reads both, the single one is deprecated',
  },
  order: { form: 'order of targets', same: 'the first Secret first', reason: 'each target is written by itself' },
};

/** Brings a resource of the operator into the words that this library writes, in place. */
export function canonicalInfisical(resource: Tree): void {
  const spec = fields(resource.spec);
  switch (resource.kind) {
    case 'InfisicalSecret':
      host(spec);
      flatTiming(spec);
      singleReference(spec);
      if (typeof spec.syncConfig === 'object') notation(fields(spec.syncConfig), 'resyncInterval');
      for (const field of ['managedKubeSecretReferences', 'managedKubeConfigMapReferences']) {
        if (Array.isArray(spec[field])) for (const reference of spec[field]) template(fields(reference));
        if (Array.isArray(spec[field]) && spec[field].length === 0) delete spec[field];
      }
      break;
    case 'InfisicalPushSecret':
      host(spec);
      notation(spec, 'resyncInterval');
      break;
    case 'InfisicalDynamicSecret':
      host(spec);
      notation(spec, 'leaseTTL');
      break;
    case 'InfisicalConnection':
      if (typeof spec.address === 'string') spec.address = withoutSlashes(spec.address);
      break;
    case 'InfisicalStaticSecret':
      notation(fields(spec.syncOptions), 'refreshInterval');
      targets(spec);
      break;
  }
}

function host(spec: Tree): void {
  if (typeof spec.hostAPI !== 'string' || spec.hostAPI === '') return;
  const url = withoutSlashes(spec.hostAPI);
  spec.hostAPI = url.endsWith('/api') ? url : `${url}/api`;
}

/** With `syncConfig`, even an empty one, the operator does not look at the flat fields. */
function flatTiming(spec: Tree): void {
  const { resyncInterval, instantUpdates, ...rest } = spec;
  if (resyncInterval === undefined && instantUpdates === undefined) return;
  const isOdd = resyncInterval !== undefined && !(Number.isInteger(resyncInterval) && Number(resyncInterval) >= 5);
  if (rest.syncConfig === undefined && isOdd && resyncInterval !== 0) return;
  for (const field of ['resyncInterval', 'instantUpdates']) delete spec[field];
  if (rest.syncConfig !== undefined) return;
  const timing = {
    ...(resyncInterval !== undefined && resyncInterval !== 0 && { resyncInterval: `${resyncInterval}s` }),
    ...(instantUpdates === true && { instantUpdates }),
  };
  if (Object.keys(timing).length > 0) spec.syncConfig = timing;
}

function singleReference(spec: Tree): void {
  const { managedSecretReference: single, managedKubeSecretReferences: many } = spec;
  if (typeof single !== 'object' || single === null || (Array.isArray(many) && many.length > 0)) return;
  delete spec.managedSecretReference;
  spec.managedKubeSecretReferences = [single];
}

function notation(holder: Tree, field: string): void {
  const seconds = intervalSeconds(holder[field]);
  if (seconds !== undefined) holder[field] = durationText(seconds);
}

/** A template that takes all secrets and says no more is as good as none. Of a metadata override both parts are read. */
function template(reference: Tree): void {
  const block = reference.template;
  if (typeof block !== 'object' || block === null) return;
  const { includeAllSecrets, data, metadata } = block as Tree;
  if (data !== undefined && Object.keys(fields(data)).length === 0) delete (block as Tree).data;
  if (metadata !== undefined) {
    (block as Tree).metadata = { labels: {}, annotations: {}, ...fields(metadata) };
  } else if (includeAllSecrets === true && Object.keys(fields(data)).length === 0) delete reference.template;
}

function targets(spec: Tree): void {
  if (!Array.isArray(spec.targets)) return;
  const all = spec.targets.map(fields);
  const first = all.findIndex(({ kind }) => kind === 'Secret');
  if (first > 0) spec.targets = [all[first], ...all.filter((_, index) => index !== first)];
  for (const target of all) {
    if (target.metadata !== undefined) target.metadata = { labels: {}, annotations: {}, ...fields(target.metadata) };
  }
}
