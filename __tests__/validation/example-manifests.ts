import type { Fields } from '../../lib/json/json';
import type { Settings } from '../../lib/model/app-model';
import type { ArgoCdKind } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';
import type { Resource } from '../../lib/model/resource';
import type { ExampleObject, ExampleObjects } from '../../lib/validation/example';
import * as valid from './manifests';

const SOURCE = { repoURL: 'https://git.example.com/shop/config.git', path: 'dist/prod', targetRevision: 'main' };
const DESTINATION = { server: 'https://kubernetes.default.svc', namespace: 'shop' };

/** The valid objects that examples of rules start from: each breaks no rule; workloads use what the InfisicalSecret writes. */
export const VALID_OBJECTS: readonly Manifest[] = [
  valid.infisicalSecret(),
  valid.pushSecret(),
  valid.dynamicSecret(),
  valid.clusterGenerator(),
  valid.infisicalConnection(),
  valid.infisicalAuth(),
  valid.staticSecret(),
  valid.deployment(),
  valid.deployment({}, { name: 'store' }, 'StatefulSet'),
  valid.deployment({}, { name: 'agent' }, 'DaemonSet'),
  valid.cronJob(),
  valid.secret('pushed', { type: 'Opaque' }),
  valid.configMap('settings', {}),
  valid.serviceAccount('infisical-login'),
  valid.clusterRoleBinding(),
  argoCd('Application', { project: 'default', source: SOURCE, destination: DESTINATION }),
  argoCd('ApplicationSet', {
    generators: [{ list: { elements: [{ environment: 'prod' }] } }],
    template: { spec: { project: 'default', source: SOURCE, destination: DESTINATION } },
  }),
  argoCd('AppProject', { sourceRepos: [SOURCE.repoURL], destinations: [DESTINATION] }),
];

function argoCd(kind: ArgoCdKind, spec: Fields): Manifest {
  return { apiVersion: 'argoproj.io/v1alpha1', kind, metadata: { name: 'shop', namespace: 'argocd' }, spec };
}

/** What an example stands for, as whole objects. */
export function manifestsOf(objects: readonly ExampleObject[]): Manifest[] {
  return objects.map((object) => {
    const base = VALID_OBJECTS.find(({ kind }) => kind === object.kind) ?? {};
    return merged(base, object) as unknown as Manifest;
  });
}

export function resourcesOf({ objects, keys }: ExampleObjects): Resource[] {
  return declared(manifestsOf(objects), keys);
}

export function declared(manifests: readonly Manifest[], keys: ExampleObjects['keys']): Resource[] {
  return manifests.map((manifest) => ({
    manifest,
    declaredKeys: ['InfisicalSecret', 'InfisicalStaticSecret'].includes(manifest.kind) ? keys : undefined,
  }));
}

export function settingsOf({ settings, previous }: ExampleObjects): Settings {
  return { ...settings, ...(previous && { previous: manifestsOf(previous) }) };
}

function merged(base: unknown, over: unknown): unknown {
  if (!isObject(over)) return over;
  const whole: Fields = isObject(base) ? { ...base } : {};
  for (const [name, value] of Object.entries(over)) {
    if (value === null) delete whole[name];
    else whole[name] = merged(whole[name], value);
  }
  return whole;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
